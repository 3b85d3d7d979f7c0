//! The XML of API V2: `<xml>` with fields in it that have text in them. Anything else that XML can
//! do is refused, so that what was signed is what is read.

use std::collections::BTreeMap;
use std::str::Utf8Error;

use quick_xml::Reader;
use quick_xml::Writer;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, BytesText, Event};
use thiserror::Error;

/// Fields by name, in the order in which they are signed.
pub type Fields = BTreeMap<String, String>;

/// An answer with more fields than this is none.
const FIELDS_MAX: usize = 256;

/// Why a text is no message of API V2.
#[derive(Debug, Error)]
pub enum XmlError {
    /// Not UTF-8.
    #[error("it is not UTF-8")]
    Text(#[from] Utf8Error),
    /// Not XML.
    #[error("it is not XML")]
    Xml(#[from] quick_xml::Error),
    /// Not `<xml>` around everything, or something after it.
    #[error("it is not one element <xml>")]
    Root,
    /// A document type, a comment or an instruction.
    #[error("it has more in it than elements and text")]
    Foreign,
    /// An entity that is not one of the five of XML, or no character.
    #[error("it refers to an entity")]
    Entity,
    /// An element in a field, or text beside the fields.
    #[error("it is not flat")]
    NotFlat,
    /// An attribute, or a name that is none of a field.
    #[error("a field's name is not one")]
    Name,
    /// The same field twice: one would be verified and the other one read.
    #[error("a field is there twice")]
    Twice,
    /// Too many fields.
    #[error("it has too many fields")]
    TooMany,
}

/// Reads a message.
///
/// # Errors
/// [`XmlError`].
pub fn read(bytes: &[u8]) -> Result<Fields, XmlError> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes)?);
    let mut place = Place::Before;
    let mut fields = Fields::new();
    loop {
        place = match (reader.read_event()?, place) {
            (Event::Decl(_), Place::Before) => Place::Before,
            (Event::Start(tag), Place::Before) if name(&tag)? == "xml" => Place::Between,
            (Event::Start(tag), Place::Between) => Place::In(name(&tag)?, String::new()),
            (Event::Empty(tag), Place::Between) => {
                keep(&mut fields, name(&tag)?, String::new())?;
                Place::Between
            }
            (Event::Text(text), Place::In(name, value)) => {
                Place::In(name, value + &text.xml10_content())
            }
            (Event::CData(text), Place::In(name, value)) => {
                Place::In(name, value + &text.xml10_content())
            }
            (Event::GeneralRef(entity), Place::In(name, mut value)) => {
                value.push_str(&resolved(&entity)?);
                Place::In(name, value)
            }
            (Event::Text(text), place) if text.trim().is_empty() => place,
            (Event::End(_), Place::In(name, value)) => {
                keep(&mut fields, name, value)?;
                Place::Between
            }
            (Event::End(_), Place::Between) => Place::After,
            (Event::Eof, Place::After) => return Ok(fields),
            (Event::DocType(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_), _) => {
                return Err(XmlError::Foreign);
            }
            (_, Place::Before | Place::After) => return Err(XmlError::Root),
            (_, Place::Between | Place::In(..)) => return Err(XmlError::NotFlat),
        };
    }
}

/// Writes a message.
#[must_use]
pub fn write(fields: &Fields) -> String {
    let mut writer = Writer::new(Vec::new());
    let written = writer.create_element("xml").write_inner_content(|xml| {
        for (name, value) in fields {
            xml.create_element(name.as_str())
                .write_text_content(BytesText::new(value))?;
        }
        Ok(())
    });
    written.expect("memory takes all that is written to it");
    String::from_utf8(writer.into_inner()).expect("text and text make text")
}

enum Place {
    Before,
    Between,
    In(String, String),
    After,
}

fn name(tag: &BytesStart<'_>) -> Result<String, XmlError> {
    let name = tag.name();
    let name: &str = name.as_ref();
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name && tag.attributes_raw().trim().is_empty() {
        Ok(name.to_owned())
    } else {
        Err(XmlError::Name)
    }
}

fn resolved(entity: &BytesRef<'_>) -> Result<String, XmlError> {
    if let Some(text) = resolve_predefined_entity(entity) {
        return Ok(text.to_owned());
    }
    match entity.resolve_char_ref() {
        Ok(Some(char)) => Ok(char.to_string()),
        Ok(None) | Err(_) => Err(XmlError::Entity),
    }
}

fn keep(fields: &mut Fields, name: String, value: String) -> Result<(), XmlError> {
    if fields.len() >= FIELDS_MAX {
        return Err(XmlError::TooMany);
    }
    match fields.insert(name, value) {
        None => Ok(()),
        Some(_) => Err(XmlError::Twice),
    }
}
