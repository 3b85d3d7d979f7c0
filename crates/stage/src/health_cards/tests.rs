//! The platform, asked as a hall would: it takes nothing that is not signed.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::*;
use crate::hall::WANG;

/// Sends a request that is signed with this secret; gives the result and what is in it.
async fn ask(platform: &HealthPlatform, path: &str, secret: &str, fields: Value) -> (i64, Value) {
    let mut common = json!({
        "requestId": "0123456789ABCDEF0123456789ABCDEF",
        "hospitalId": HealthPlatform::HOSPITAL_ID,
        "timestamp": Timestamp::now().as_second().to_string(),
        "channelNum": 4,
    });
    let mut req = fields;
    let token = req.as_object_mut().unwrap().remove("appToken");
    common["appToken"] = token.unwrap_or_else(|| "".into());
    let all: BTreeMap<_, _> = [&common, &req]
        .into_iter()
        .flat_map(|part| part.as_object().unwrap())
        .map(|(name, value)| (name, value.to_string().trim_matches('"').to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let fields: Vec<_> = all
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let signed = fields.join("&") + secret;
    common["sign"] = BASE64
        .encode(digest(&SHA256, signed.as_bytes()).as_ref())
        .into();
    let request = reqwest::Client::new()
        .post(format!("{}{path}", platform.url()))
        .json(&json!({ "commonIn": common, "req": req }));
    let mut answer: Value = request.send().await.unwrap().json().await.unwrap();
    let code = answer["commonOut"]["resultCode"].as_i64().unwrap();
    (code, answer["rsp"].take())
}

#[tokio::test]
async fn a_live_code_is_good_once_and_for_a_while_and_nothing_unsigned_is_taken() {
    let platform = HealthPlatform::start().await.unwrap();
    let secret = HealthPlatform::SECRET;
    let asked = json!({ "appId": HealthPlatform::APP_ID });
    let (code, _) = ask(&platform, requests::TOKEN_PATH, "another", asked.clone()).await;
    assert_eq!(code, result::SIGNATURE);
    let (code, given) = ask(&platform, requests::TOKEN_PATH, secret, asked).await;
    assert_eq!(code, result::DONE);

    let cards = platform.cards();
    let live = cards.live_code(WANG.sub());
    let cases = [
        (live.clone(), result::DONE),
        (live, result::USED),
        (cards.old_code(WANG.sub()), result::EXPIRED),
        (HealthCards::made_up_code(WANG.sub()), result::UNKNOWN),
        (HealthCards::static_code(WANG.sub()), result::UNKNOWN),
    ];
    for (text, expected) in cases {
        let asked = json!({ "appToken": given["appToken"], "qrCodeText": text });
        let (code, person) = ask(&platform, requests::VERIFY_PATH, secret, asked).await;
        assert_eq!(code, expected, "{text}");
        if code == result::DONE {
            assert_eq!(person["healthCardId"], HealthCards::id(WANG.sub()));
        }
    }
    assert_eq!(cards.asked().len(), 5);
    cards.forget_tokens();
    let asked = json!({ "appToken": given["appToken"], "qrCodeText": cards.live_code(WANG.sub()) });
    let (code, _) = ask(&platform, requests::VERIFY_PATH, secret, asked).await;
    assert_eq!(code, result::TOKEN);
    assert_eq!(cards.asked().len(), 5, "it was not looked at");
}
