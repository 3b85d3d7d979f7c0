//! Who says what, in Alipay's gateway V2.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// What the merchant signs: all fields but `sign` that are not empty, by name, as
/// `name=value&name=value`.
#[must_use]
pub fn content_to_sign(fields: &[(&str, &str)]) -> String {
    let mut fields: Vec<_> = fields
        .iter()
        .filter(|(name, value)| *name != "sign" && !value.is_empty())
        .collect();
    fields.sort();
    fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}

/// The object `name` of an answer, byte for byte as it was sent, and the signature that should be
/// of it. `None` if either is missing, or there twice: then somebody hopes that one is verified and
/// the other one read.
#[must_use]
pub fn signed_part<'a>(body: &'a str, name: &str) -> Option<(&'a str, String)> {
    let Entries(entries) = serde_json::from_str(body).ok()?;
    let only = |name: &str| {
        let mut found = entries.iter().filter(|(key, _)| key == name);
        let (_, value) = found.next()?;
        found.next().is_none().then_some(*value)
    };
    let signature = serde_json::from_str(only("sign")?.get()).ok()?;
    Some((only(name)?.get(), signature))
}

/// The entries of an object in their order, none of them dropped.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }

        from.deserialize_map(Object).map(Self)
    }
}
