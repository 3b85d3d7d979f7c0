//! The signature of a request: SHA-256, in Base64, of the fields of both parts in the order of
//! their names, `name=value` joined by `&`, with the app's secret behind them. Empty fields are
//! left out.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::AppSecret;

/// The signed request; `None` if a part is no object, or has an object in it.
pub(super) fn sign(
    common: &impl Serialize,
    asked: &impl Serialize,
    secret: &AppSecret,
) -> Option<Value> {
    let mut common = object(common)?;
    let asked = object(asked)?;
    let sign = signature(common.iter().chain(&asked), secret)?;
    common.insert("sign".to_owned(), sign.into());
    Some(json!({ "commonIn": common, "req": asked }))
}

fn object(part: &impl Serialize) -> Option<Map<String, Value>> {
    match serde_json::to_value(part).ok()? {
        Value::Object(object) => Some(object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

fn signature<'a>(
    fields: impl Iterator<Item = (&'a String, &'a Value)>,
    secret: &AppSecret,
) -> Option<String> {
    let mut sorted = BTreeMap::new();
    for (name, value) in fields {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        };
        if !text.is_empty() {
            sorted.insert(name, text);
        }
    }
    let fields: Vec<_> = sorted
        .iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    let signed = fields.join("&") + &secret.0;
    Some(STANDARD.encode(digest(&SHA256, signed.as_bytes()).as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_both_parts_are_signed_in_the_order_of_their_names_and_empty_ones_are_not() {
        let common = json!({
            "appToken": "", "requestId": "R", "hospitalId": "30646", "timestamp": "1", "channelNum": 4,
        });
        let asked = json!({ "appId": "A" });
        let body = sign(&common, &asked, &AppSecret("S".to_owned())).unwrap();
        let signed = "appId=A&channelNum=4&hospitalId=30646&requestId=R&timestamp=1S";
        let expected = STANDARD.encode(digest(&SHA256, signed.as_bytes()).as_ref());
        assert_eq!(body["commonIn"]["sign"], expected.as_str());
        assert_eq!(body["req"], asked);
    }
}
