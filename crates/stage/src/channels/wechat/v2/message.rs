//! The messages of API V2 and their signatures, written once more and apart from the backend's, so
//! that the two check each other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aws_lc_rs::hmac;
use md5::{Digest as _, Md5};
use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;

/// Fields by name.
pub type Fields = BTreeMap<String, String>;

/// How a message is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignType {
    /// 64 hex digits.
    HmacSha256,
    /// 32 hex digits; what is meant where nothing is said.
    Md5,
}

impl SignType {
    pub(super) fn of(fields: &Fields) -> Self {
        match fields.get("sign_type").map(String::as_str) {
            Some("HMAC-SHA256") => Self::HmacSha256,
            Some(_) | None => Self::Md5,
        }
    }
}

/// The fields of a message; `None` if it is none.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Fields> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes).ok()?);
    let mut fields = Fields::new();
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                value.clear();
            }
            Event::Text(text) => value.push_str(&text),
            Event::CData(text) => value.push_str(&text),
            Event::GeneralRef(entity) => value.push_str(resolve_predefined_entity(&entity)?),
            Event::End(_) => {
                let name = path.pop()?;
                match path.len() {
                    0 if name == "xml" => return Some(fields),
                    1 => fields.insert(name, std::mem::take(&mut value)),
                    _ => return None,
                };
            }
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => return None,
        }
    }
}

/// A message as the platform writes it: text in CDATA, numbers bare.
#[must_use]
pub fn write(fields: &Fields) -> String {
    let mut xml = "<xml>\n".to_owned();
    for (name, value) in fields {
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let text = if is_number || value.contains("]]>") {
            escape(value.as_str()).into_owned()
        } else {
            format!("<![CDATA[{value}]]>")
        };
        // Memory takes all that is written to it.
        let _ = writeln!(xml, "<{name}>{text}</{name}>");
    }
    xml + "</xml>"
}

/// The signature of the fields: upper-case hex.
#[must_use]
pub fn sign(fields: &Fields, key: &str, sign_type: SignType) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if name != "sign" && !value.is_empty() {
            let _ = write!(text, "{name}={value}&");
        }
    }
    text += &format!("key={key}");
    let bytes = match sign_type {
        SignType::HmacSha256 => {
            let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
            hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
        }
        SignType::Md5 => Md5::digest(text.as_bytes()).to_vec(),
    };
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
