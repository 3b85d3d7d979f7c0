use aws_lc_rs::aead::AES_128_GCM;

use super::*;
use crate::channels::rsa::VerifyingKey;
use crate::channels::wechat::is_genuine;

#[test]
fn a_key_of_another_length_is_none() {
    assert!(ApiV3Key::new(&[7; 32]).is_some());
    assert!(ApiV3Key::new(&[7; 16]).is_none());
    assert!(ApiV3Key::new(&[]).is_none());
}

#[test]
fn what_others_have_sealed_is_opened_as_they_say() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let Ok(text) = std::fs::read_to_string(folder.join("wechatpay/v3_aead_aes_gcm.json")) else {
        eprintln!("skipped: wechatpay/v3_aead_aes_gcm.json is not there");
        return;
    };
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut opened = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let key = text("key").as_bytes();
        // Some of the cases have a shorter key than there is in life.
        let algorithm = match key.len() {
            32 => &AES_256_GCM,
            _ => &AES_128_GCM,
        };
        let sealed = Sealed {
            algorithm: "AEAD_AES_256_GCM".to_owned(),
            ciphertext: text("ciphertext_b64").to_owned(),
            associated_data: text("aad").to_owned(),
            nonce: text("nonce").to_owned(),
        };
        let plain = ApiV3Key::of(algorithm, key).and_then(|key| key.open(&sealed));
        let expected = case["plaintext"].as_str().map(str::as_bytes);
        assert_eq!(plain.as_deref(), expected, "{case}");
        opened += usize::from(plain.is_some());
    }
    assert_eq!(opened, 3);
}

/// A notice as the documents of API V3 have it.
#[derive(Deserialize)]
struct Notice {
    resource: Sealed,
}

#[test]
fn a_published_notice_is_genuine_and_can_be_opened() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let folder = folder.join("wechatpay");
    let Ok(text) = std::fs::read_to_string(folder.join("v3_notify.json")) else {
        eprintln!("skipped: wechatpay/v3_notify.json is not there");
        return;
    };
    let vector: serde_json::Value = serde_json::from_str(&text).unwrap();
    let text = |name: &str| vector[name].as_str().unwrap();
    let pem = text("platform_certificate_pem");
    let platform = VerifyingKey::from_pem(pem.as_bytes()).unwrap();
    let header = |name: &str| {
        let mut headers = vector["headers"].as_object().unwrap().iter();
        headers
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.as_str())
    };
    let now = vector["now_unix"].as_i64().unwrap();
    let genuine =
        |body: &str| is_genuine(&platform, "D7CE59D1F522D701", now, header, body.as_bytes());
    assert!(genuine(text("body")));
    assert!(!genuine(&text("body").replace("签约成功", "签约失败")));
    let key = ApiV3Key::of(&AES_128_GCM, text("apiv3_key").as_bytes()).unwrap();
    let notice: Notice = serde_json::from_str(text("body")).unwrap();
    let plain = key.open(&notice.resource).unwrap();
    assert_eq!(plain, text("plaintext").as_bytes());
    let java = std::fs::read(folder.join("wechat_pay_notification.java.json")).unwrap();
    let java: Notice = serde_json::from_slice(&java).unwrap();
    assert_eq!(key.open(&java.resource).unwrap(), plain);
    let other = Sealed {
        algorithm: "AEAD_SM4_GCM".to_owned(),
        ..java.resource
    };
    assert_eq!(key.open(&other), None);
}
