//! The channels' protocols against what others have written of them, and against keys made here.

use std::path::Path;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use backend::channels::rsa::{SigningKey, VerifyingKey};
use backend::channels::{Trade, alipay, wechat};
use data_encoding::BASE64;
use order::{Answer, DeclineReason};

use serde_json::{Value, json};

pub fn vectors(name: &str) -> Option<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(_) => {
            eprintln!("skipped: {name} is not there");
            None
        }
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        BASE64.encode(der)
    )
}

/// Some are written without the lines around them.
pub fn public_pem(key: &str) -> String {
    let key = key.trim();
    if key.starts_with("-----") {
        return key.to_owned();
    }
    format!("-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n")
}

pub fn pair() -> (SigningKey, VerifyingKey) {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let private: Pkcs8V1Der = pair.as_der().unwrap();
    let public: PublicKeyX509Der = pair.public_key().as_der().unwrap();
    (
        SigningKey::from_pem(pem("PRIVATE KEY", private.as_ref()).as_bytes()).unwrap(),
        VerifyingKey::from_pem(pem("PUBLIC KEY", public.as_ref()).as_bytes()).unwrap(),
    )
}

pub fn trade() -> Trade {
    Trade {
        number: "T1".to_owned(),
        amount: 20_050,
        description: String::new(),
        machine: "3".to_owned(),
        code: None,
    }
}

#[test]
fn a_wechat_request_is_signed_over_the_five_lines_of_the_documents() {
    let Some(vectors) = vectors("wechatpay/v3_authorization.json") else {
        return;
    };
    for case in vectors["cases"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let stamp = wechat::Stamp {
            timestamp: case["timestamp"].as_i64().unwrap(),
            nonce: text("nonce").to_owned(),
        };
        let message = wechat::request_message(text("method"), text("url"), &stamp, text("body"));
        assert_eq!(message, text("sign_message"));
        let header = wechat::authorization(text("mchid"), text("serial"), &stamp, "S");
        let timestamp = stamp.timestamp;
        let expected = format!(
            r#"WECHATPAY2-SHA256-RSA2048 mchid="{}",nonce_str="{}",timestamp="{timestamp}",serial_no="{}",signature="S""#,
            text("mchid"),
            text("nonce"),
            text("serial"),
        );
        assert_eq!(header, expected);
    }
}

#[test]
fn wechat_signatures_of_others_are_verified_as_they_say() {
    let Some(vectors) = vectors("wechatpay/v3_rsa_sha256.json") else {
        return;
    };
    let key = |pem: &Value| VerifyingKey::from_pem(pem.as_str().unwrap().as_bytes()).unwrap();
    let mut outcomes = [0, 0];
    for case in vectors["cases"].as_array().unwrap() {
        let (Some(signature), Some(message)) =
            (case["signature"].as_str(), case["message"].as_str())
        else {
            continue;
        };
        let key = match case["key"].as_str() {
            None => key(&vectors["certificate_pem"]),
            Some("java.merchant_certificate") => key(&vectors["java"]["merchant_certificate_pem"]),
            Some("java.wechatpay_public_key") => key(&vectors["java"]["wechatpay_public_key_pem"]),
            Some(other) => panic!("a key that was not there before: {other}"),
        };
        // Those that fail for the state of the other verifier are not about the signature.
        let about_state = [
            "null context",
            "empty serialNumber",
            "no cert getter",
            "corresponding",
        ];
        let name = case["name"].as_str().unwrap_or_default();
        if about_state.iter().any(|state| name.contains(state)) {
            continue;
        }
        let want = case["want_ok"].as_bool().unwrap_or(true);
        assert_eq!(key.verifies(message.as_bytes(), signature), want, "{case}");
        outcomes[usize::from(want)] += 1;
    }
    assert_eq!(outcomes, [5, 3]);
}

#[test]
fn a_wechat_answer_is_believed_only_whole_fresh_and_from_the_platform() {
    let (ours, public) = pair();
    let (other, _) = pair();
    let now = 1_795_392_000;
    let body = br#"{"trade_state":"SUCCESS"}"#;
    let sign = |key: &SigningKey, at: i64| {
        let message = [format!("{at}\nN\n").as_bytes(), body, b"\n"].concat();
        key.sign(&message).unwrap()
    };
    let check = |serial: &str, at: i64, signature: &str, body: &[u8]| {
        let at = at.to_string();
        let header = |name: &str| match name {
            "wechatpay-timestamp" => Some(at.as_str()),
            "wechatpay-nonce" => Some("N"),
            "wechatpay-serial" => Some(serial),
            "wechatpay-signature" => Some(signature),
            _ => None,
        };
        wechat::is_genuine(&public, "PUB1", now, header, body)
    };
    let signature = sign(&ours, now);
    assert!(check("PUB1", now, &signature, body));
    assert!(
        !check("PUB1", now, &signature, br#"{"trade_state":"SUCCESS" }"#),
        "another body"
    );
    assert!(!check("PUB2", now, &signature, body), "another key's name");
    assert!(!check("PUB1", now, &sign(&other, now), body), "another key");
    assert!(
        !check(
            "PUB1",
            now,
            &format!("WECHATPAY/SIGNTEST/{signature}"),
            body
        ),
        "a probe"
    );
    assert!(!check("PUB1", now, "", body));
    assert!(check("PUB1", now - 299, &sign(&ours, now - 299), body));
    assert!(
        !check("PUB1", now - 300, &sign(&ours, now - 300), body),
        "an old one"
    );
    assert!(
        !check("PUB1", now + 300, &sign(&ours, now + 300), body),
        "one from the future"
    );
    assert!(
        !wechat::is_genuine(&public, "PUB1", now, |_| None, body),
        "no headers"
    );
}

#[test]
fn only_what_is_certain_is_read_from_a_wechat_answer() {
    let pay =
        |status: u16, body: Value| wechat::read_pay(status, body.to_string().as_bytes(), &trade());
    let state = |state: &str, total: u64| json!({ "out_trade_no": "T1", "trade_state": state, "amount": { "total": total } });
    assert_eq!(pay(200, state("SUCCESS", 20_050)), Answer::Paid);
    assert_eq!(
        pay(200, state("SUCCESS", 20_049)),
        Answer::Unknown,
        "another amount"
    );
    assert_eq!(pay(202, state("USERPAYING", 20_050)), Answer::PayerConfirms);
    assert_eq!(pay(200, state("NEW_STATE", 20_050)), Answer::Unknown);
    let other =
        json!({ "out_trade_no": "T2", "trade_state": "SUCCESS", "amount": { "total": 20_050 } });
    assert_eq!(pay(200, other), Answer::Unknown, "another payment");
    let code = |code: &str| json!({ "code": code, "message": "" });
    assert_eq!(
        pay(403, code("NOTENOUGH")),
        Answer::Refused(DeclineReason::NotEnough)
    );
    assert_eq!(
        pay(500, code("NOTENOUGH")),
        Answer::Unknown,
        "a channel in trouble"
    );
    for unknown in [
        "SYSTEM_ERROR",
        "BANKERROR",
        "OUT_TRADE_NO_USED",
        "ORDERPAID",
        "SOMETHING_NEW",
    ] {
        assert_eq!(pay(403, code(unknown)), Answer::Unknown, "{unknown}");
    }
    assert_eq!(wechat::read_pay(200, b"<html>", &trade()), Answer::Unknown);
    let query =
        |status, body: Value| wechat::read_query(status, body.to_string().as_bytes(), &trade());
    assert_eq!(query(404, code("ORDER_NOT_EXIST")), Answer::NoTrade);
    assert_eq!(query(404, code("RESOURCE_NOT_EXISTS")), Answer::Unknown);
    assert_eq!(
        query(200, state("NOTPAY", 20_050)),
        Answer::Unknown,
        "it may still be paid"
    );
    assert_eq!(query(200, state("REVOKED", 20_050)), Answer::Closed);
    let reverse =
        |status, body: Value| wechat::read_reverse(status, body.to_string().as_bytes(), &trade());
    assert_eq!(
        reverse(200, json!({ "out_trade_no": "T1" })),
        Answer::Closed
    );
    assert_eq!(
        reverse(200, json!({ "out_trade_no": "T2" })),
        Answer::Unknown
    );
    assert_eq!(reverse(400, code("USERPAYING")), Answer::PayerConfirms);
}

#[test]
fn alipay_fields_are_signed_by_name_without_empty_ones() {
    let fields = [
        ("method", "m"),
        ("app_id", "1"),
        ("empty", ""),
        ("sign", "s"),
        ("biz", "{}"),
    ];
    assert_eq!(alipay::content_to_sign(&fields), "app_id=1&biz={}&method=m");
}

#[test]
fn the_signed_part_of_an_alipay_answer_is_taken_byte_for_byte() {
    let Some(vectors) = vectors("alipay/v2_signed_substring.json") else {
        return;
    };
    for case in vectors["cases"].as_array().unwrap() {
        let (raw, key) = (case["raw"].as_str().unwrap(), case["key"].as_str().unwrap());
        // The cases have no signature, ours is not looked at without.
        let signed = raw.trim_end().strip_suffix('}').map(|raw| {
            if raw.contains("\"sign\"") {
                format!("{raw}}}")
            } else {
                format!("{raw},\"sign\":\"s\"}}")
            }
        });
        let part = signed
            .as_deref()
            .and_then(|raw| alipay::signed_part(raw, key));
        let part = part.map(|(part, _)| part);
        if case["note"]
            .as_str()
            .is_some_and(|note| note.contains("duplicate"))
        {
            assert_eq!(part, None, "two of them: neither is believed");
        } else {
            assert_eq!(part, case["want"].as_str(), "{raw}");
        }
    }
}

#[test]
fn alipay_answers_of_others_are_verified_as_they_say() {
    let Some(vectors) = vectors("alipay/v2_response_verify.json") else {
        return;
    };
    let mut genuine = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let signed = format!(
            r#"{{"{}":{},"sign":"{}"}}"#,
            text("response_key"),
            text("signed_content"),
            text("sign")
        );
        let raw = case["raw"].as_str().unwrap_or(&signed);
        let (part, signature) = alipay::signed_part(raw, text("response_key")).unwrap();
        assert_eq!(part, text("signed_content"));
        assert_eq!(signature, text("sign"));
        let by = case["verified_with"].as_array().unwrap();
        if let Some(key) = case["alipay_public_key"].as_str() {
            let key = VerifyingKey::from_pem(public_pem(key).as_bytes()).unwrap();
            assert!(key.verifies(part.as_bytes(), &signature), "{case}");
            genuine += 1;
            continue;
        }
        for (name, key) in vectors["keys"].as_object().unwrap() {
            let key = public_pem(key.as_str().unwrap());
            let key = VerifyingKey::from_pem(key.as_bytes()).unwrap();
            let want = by.iter().any(|known| known.as_str() == Some(name));
            assert_eq!(
                key.verifies(part.as_bytes(), &signature),
                want,
                "{name}: {case}"
            );
            genuine += usize::from(want);
        }
    }
    assert_eq!(genuine, 3);
}

#[test]
fn only_what_is_certain_is_read_from_an_alipay_answer() {
    let pay = |said: Value| alipay::read_pay(&said.to_string(), &trade());
    let paid =
        |amount: &str| json!({ "code": "10000", "out_trade_no": "T1", "total_amount": amount });
    assert_eq!(pay(paid("200.50")), Answer::Paid);
    assert_eq!(pay(paid("200.5")), Answer::Paid);
    assert_eq!(pay(paid("200.51")), Answer::Unknown);
    assert_eq!(
        pay(json!({ "code": "10000", "total_amount": "200.50" })),
        Answer::Unknown
    );
    assert_eq!(pay(json!({ "code": "10003" })), Answer::PayerConfirms);
    assert_eq!(
        pay(json!({ "code": "20000", "sub_code": "isp.unknow-error" })),
        Answer::Unknown
    );
    let business = |sub_code: &str| json!({ "code": "40004", "sub_code": sub_code });
    assert_eq!(
        pay(business("ACQ.BUYER_BALANCE_NOT_ENOUGH")),
        Answer::Refused(DeclineReason::NotEnough)
    );
    for unknown in [
        "ACQ.SYSTEM_ERROR",
        "ACQ.TRADE_HAS_SUCCESS",
        "ACQ.CONTEXT_INCONSISTENT",
        "ACQ.NEW",
    ] {
        assert_eq!(pay(business(unknown)), Answer::Unknown, "{unknown}");
    }
    let query = |said: Value| alipay::read_query(&said.to_string(), &trade());
    let status = |status: &str| json!({ "code": "10000", "out_trade_no": "T1", "total_amount": "200.50", "trade_status": status });
    assert_eq!(query(status("TRADE_SUCCESS")), Answer::Paid);
    assert_eq!(query(status("WAIT_BUYER_PAY")), Answer::PayerConfirms);
    assert_eq!(query(status("TRADE_CLOSED")), Answer::Closed);
    assert_eq!(query(business("ACQ.TRADE_NOT_EXIST")), Answer::NoTrade);
    let cancel = |said: Value| alipay::read_cancel(&said.to_string(), &trade());
    let done = |action: Option<&str>, retry: &str| json!({ "code": "10000", "out_trade_no": "T1", "action": action, "retry_flag": retry });
    assert_eq!(cancel(done(Some("close"), "N")), Answer::Closed);
    assert_eq!(cancel(done(Some("refund"), "N")), Answer::Closed);
    assert_eq!(
        cancel(done(Some("refund"), "Y")),
        Answer::Unknown,
        "it wants to be asked again"
    );
    assert_eq!(cancel(done(None, "N")), Answer::NoTrade);
    assert_eq!(
        cancel(business("ACQ.SELLER_BALANCE_NOT_ENOUGH")),
        Answer::NotReversed
    );
    assert_eq!(cancel(business("ACQ.SYSTEM_ERROR")), Answer::Unknown);
}

#[test]
fn what_is_no_key_is_none() {
    for text in [
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        assert!(SigningKey::from_pem(text.as_bytes()).is_none());
        assert!(VerifyingKey::from_pem(text.as_bytes()).is_none());
    }
}
