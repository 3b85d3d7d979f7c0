//! `revoked.toml`: what is not believed any more, one entry each.

use codes::revocation::Revocation;
use data_encoding::HEXLOWER_PERMISSIVE;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use order::Millis;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    revoked: Vec<Written>,
}

/// An entry as it is written: exactly one of the four says what is revoked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: Option<String>,
    credential: Option<String>,
    holder: Option<String>,
    badge: Option<String>,
    iss: Option<String>,
    until: Option<Date>,
    /// For people; it goes nowhere.
    #[serde(rename = "why")]
    _why: Option<String>,
}

/// One thing that is revoked.
pub(super) enum Entry {
    Key(Vec<u8>),
    Credential(String, Vec<u8>),
    Holder(String, [u8; 16]),
    Badge(Vec<u8>),
}

impl Entry {
    pub fn as_code(&self) -> Revocation<'_> {
        match self {
            Self::Key(kid) => Revocation::Key(kid),
            Self::Credential(iss, id) => Revocation::Credential { iss, id },
            Self::Holder(iss, subject) => Revocation::Holder { iss, subject },
            Self::Badge(id) => Revocation::Badge(id),
        }
    }
}

/// What is revoked at this time. An entry whose day has passed is left out: by then what it named
/// has expired by itself.
///
/// # Errors
/// What is wrong, with the line or the number of the entry. One wrong entry refuses the file:
/// whoever wrote it believes that it counts.
pub(super) fn parse(text: &str, now: Millis) -> Result<Vec<Entry>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut entries = Vec::new();
    for (at, written) in file.revoked.into_iter().enumerate() {
        let is_past = written.is_past(now);
        let entry = written
            .entry()
            .map_err(|reason| format!("entry {}: {reason}", at + 1))?;
        if !is_past {
            entries.push(entry);
        }
    }
    Ok(entries)
}

impl Written {
    /// The day counts to its end, wherever the hall is.
    fn is_past(&self, now: Millis) -> bool {
        let end = self.until.and_then(|day| {
            let after = day.tomorrow().ok()?.tomorrow().ok()?;
            after.to_zoned(TimeZone::UTC).ok()
        });
        end.is_some_and(|end| end.timestamp().as_millisecond() <= now)
    }

    fn entry(self) -> Result<Entry, &'static str> {
        match (self.key, self.credential, self.holder, self.badge, self.iss) {
            (Some(kid), None, None, None, None) => Ok(Entry::Key(bytes(&kid)?)),
            (None, Some(id), None, None, Some(iss)) => Ok(Entry::Credential(iss, bytes(&id)?)),
            (None, None, Some(subject), None, Some(iss)) => {
                let subject = bytes(&subject)?;
                let subject = subject.try_into().map_err(|_| "a holder has 16 bytes")?;
                Ok(Entry::Holder(iss, subject))
            }
            (None, None, None, Some(id), None) => Ok(Entry::Badge(bytes(&id)?)),
            (None, Some(_), None, None, None) | (None, None, Some(_), None, None) => {
                Err("iss is missing")
            }
            _ => Err("it says not exactly one of key, badge, credential with iss, holder with iss"),
        }
    }
}

fn bytes(hex: &str) -> Result<Vec<u8>, &'static str> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes());
    let bytes = bytes.map_err(|_| "it is not hex")?;
    if (1..=32).contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err("it is not 1 to 32 bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_revoked_for_a_while_or_for_ever() {
        let text = r#"
            [[revoked]]
            badge = "b0b0b0b0b0b0b0b0"
            why = "lost on the metro"
            [[revoked]]
            key = "0A"
            [[revoked]]
            iss = "310115"
            credential = "cdcdcdcdcdcdcdcd"
            until = "1970-01-02"
            [[revoked]]
            iss = "310115"
            holder = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
        "#;
        assert_eq!(parse(text, 0).unwrap().len(), 4);
        let day = 86_400_000;
        assert_eq!(parse(text, 3 * day - 1).unwrap().len(), 4);
        assert_eq!(parse(text, 3 * day).unwrap().len(), 3);
        assert_eq!(parse("", 0).unwrap().len(), 0);
    }

    #[test]
    fn one_wrong_entry_refuses_the_file() {
        for (wrong, reason) in [
            ("badge = \"xyz\"", "not hex"),
            ("badge = \"\"", "1 to 32 bytes"),
            ("credential = \"cd\"", "iss is missing"),
            ("iss = \"x\"\nholder = \"5a\"", "16 bytes"),
            ("iss = \"x\"\nbadge = \"5a\"", "exactly one"),
            ("key = \"0a\"\nbadge = \"5a\"", "exactly one"),
            ("", "exactly one"),
            ("bagde = \"5a\"", "line"),
        ] {
            let text = format!("[[revoked]]\nkey = \"0a\"\n[[revoked]]\n{wrong}\n");
            let error = parse(&text, 0).map(|_| ()).unwrap_err();
            assert!(error.contains(reason), "{wrong}: {error}");
        }
    }
}
