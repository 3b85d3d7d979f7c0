//! What others have published of the channels' protocols, beside what `protocol` reads.

use std::path::{Path, PathBuf};

use backend::channels::rsa::VerifyingKey;
use backend::channels::wechat::v2::{ApiKey, Fields, Said, SignType};
use backend::channels::{Refund, Refunded, Trade, alipay, wechat};
use order::Answer;
use serde_json::Value;

use crate::protocol::{public_pem, trade, vectors};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors")
}

fn file(name: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder().join(name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not there");
    }
    bytes
}

fn fields(object: &Value) -> Fields {
    object
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn api_v2_signs_as_the_documents_say() {
    let Some(vectors) = vectors("wechatpay/v2_sign.json") else {
        return;
    };
    let cases = vectors["cases"].as_array().unwrap();
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let sign_type = match text("sign_type") {
            "MD5" => SignType::Md5,
            other => {
                assert_eq!(other, SignType::HmacSha256.name());
                SignType::HmacSha256
            }
        };
        let mut fields = fields(&case["params"]);
        fields.insert("empty".to_owned(), String::new());
        let signed = wechat::v2::text_to_sign(&fields);
        assert_eq!(
            format!("{signed}&key={}", text("key")),
            text("string_sign_temp")
        );
        let key = ApiKey::new(text("key"), sign_type).unwrap();
        assert_eq!(key.sign(&fields), text("sign"));
    }
    assert_eq!(cases.len(), 2);
}

/// A published message, and what is said in it when we sign it ourselves.
fn said(name: &str) -> Option<Said> {
    let bytes = file(&format!("wechatpay/v2_xml/{name}.xml"))?;
    let key = ApiKey::new("192006250b4c09247ec02edce69f6a2d", SignType::HmacSha256).unwrap();
    let mut fields = wechat::v2::read(&bytes).unwrap();
    let (appid, mchid) = (fields["appid"].clone(), fields["mch_id"].clone());
    assert!(
        Said::believe(&key, &appid, &mchid, &bytes).is_err(),
        "it is not signed with our key"
    );
    fields.insert("sign".to_owned(), key.sign(&fields));
    let ours = wechat::v2::write(&fields);
    Some(Said::believe(&key, &appid, &mchid, ours.as_bytes()).unwrap())
}

#[test]
fn published_messages_of_api_v2_are_read_but_for_the_one_that_reads_a_file() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder().join("wechatpay/v2_xml"))
        .into_iter()
        .flatten()
    {
        let path = entry.unwrap().path();
        let fields = wechat::v2::read(&std::fs::read(&path).unwrap());
        if path.ends_with("BaseWxPayResultTest_6.xml") {
            assert!(fields.is_err(), "a document type is refused");
        } else {
            assert_eq!(fields.unwrap()["return_code"], "SUCCESS", "{path:?}");
        }
        count += 1;
    }
    if count == 0 {
        eprintln!("skipped: wechatpay/v2_xml is not there");
    } else {
        assert_eq!(count, 10);
    }
}

#[test]
fn published_answers_of_api_v2_are_understood() {
    let trade = Trade {
        number: "1415757673".to_owned(),
        amount: 1,
        ..trade()
    };
    let refund = Refund {
        number: "1415701182".to_owned(),
        trade: trade.number.clone(),
        paid: 1,
        amount: 1,
        reason: String::new(),
    };
    let Some(query) = said("WxPayOrderQueryResultTest_1") else {
        return;
    };
    assert_eq!(wechat::v2::read_query(&query, &trade), Answer::Paid);
    assert_eq!(query.get("coupon_fee_1"), Some("200"));
    let pay = said("BaseWxPayResultTest_1").unwrap();
    assert_eq!(wechat::v2::read_pay(&pay, &trade), Answer::Paid);
    let dearer = Trade { amount: 2, ..trade };
    assert_eq!(wechat::v2::read_pay(&pay, &dearer), Answer::Unknown);
    for name in ["WxPayRefundResultTest_1", "WxPayRefundResultTest_4"] {
        let given = said(name).unwrap();
        assert_eq!(
            wechat::v2::read_refund(&given, &refund),
            Refunded::Processing
        );
    }
    let query = said("WxPayRefundQueryResultTest_1").unwrap();
    let answer = wechat::v2::read_refund_query(&query, &refund);
    assert_eq!(answer, Refunded::Processing);
}

#[test]
fn alipay_notices_of_others_are_verified_as_they_say() {
    let Some(vectors) = vectors("alipay/v2_notify_verify.json") else {
        return;
    };
    let mut outcomes = [0, 0];
    for case in vectors["cases"].as_array().unwrap() {
        let key = public_pem(case["alipay_public_key"].as_str().unwrap());
        let key = VerifyingKey::from_pem(key.as_bytes()).unwrap();
        // On the wire a list is text.
        let params: Vec<(&String, String)> = case["params"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| {
                let text = value.as_str().map_or(value.to_string(), str::to_owned);
                (name, text)
            })
            .collect();
        let params: Vec<_> = params
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let want = case["want_ok"].as_bool().unwrap();
        assert_eq!(alipay::is_genuine_notice(&key, &params), want, "{case}");
        outcomes[usize::from(want)] += 1;
        let unsigned: Vec<_> = params
            .into_iter()
            .filter(|(name, _)| *name != "sign")
            .collect();
        assert!(!alipay::is_genuine_notice(&key, &unsigned));
    }
    assert_eq!(outcomes, [2, 4]);
}

#[test]
fn answers_of_alipays_gateway_v3_that_are_wrong_are_not_believed() {
    let Some(vectors) = vectors("alipay/v3_response_verify.json") else {
        return;
    };
    for case in vectors["cases"].as_array().unwrap() {
        let header = |name: &str| case["headers"][name].as_str();
        let body = case["body"].as_str().unwrap().as_bytes();
        for key in vectors["keys"].as_object().unwrap().values() {
            let key = public_pem(key.as_str().unwrap());
            let key = VerifyingKey::from_pem(key.as_bytes()).unwrap();
            let sn = "434f1917d274f729a2d46adda224718d";
            assert!(!alipay::is_genuine_v3(&key, sn, header, body), "{case}");
        }
    }
}

#[test]
fn an_answer_of_gateway_v3_is_believed_only_whole_and_under_its_certificate() {
    let (ours, key) = crate::protocol::pair();
    let body = br#"{"code":"10000"}"#;
    let signature = ours
        .sign(&[b"1717756911576\nN\n".as_slice(), body, b"\n"].concat())
        .unwrap();
    let header = |name: &str| match name {
        "alipay-timestamp" => Some("1717756911576"),
        "alipay-nonce" => Some("N"),
        "alipay-sn" => Some("SN1"),
        "alipay-signature" => Some(signature.as_str()),
        _ => None,
    };
    assert!(alipay::is_genuine_v3(&key, "SN1", header, body));
    assert!(!alipay::is_genuine_v3(&key, "SN2", header, body));
    assert!(!alipay::is_genuine_v3(&key, "SN1", header, b"{}"));
    assert!(!alipay::is_genuine_v3(&key, "SN1", |_| None, body));
}

#[test]
fn certificates_have_the_numbers_that_alipay_gives_them() {
    let Some(vectors) = vectors("alipay/cert_sn.json") else {
        return;
    };
    let pem = |name: &str| file(&format!("alipay/certs/{name}.crt")).unwrap();
    let expected = |name: &str| vectors["expected"][name].as_str();
    let app = alipay::certificate_number(&pem("appCertPublicKey_2021001161683774"));
    assert_eq!(app.as_deref(), expected("appCertPublicKey"));
    let alipay = alipay::certificate_number(&pem("alipayCertPublicKey_RSA2"));
    assert_eq!(alipay.as_deref(), expected("alipayCertPublicKey"));
    let root = alipay::root_number(&pem("alipayRootCert"));
    assert_eq!(root.as_deref(), expected("alipayRootCert"));
}
