//! The phone, through its page and its handle.

use std::collections::HashSet;
use std::time::Duration;

use ::codes::{Channel, Reading};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::*;
use crate::channels::{Alipay, Behaviour, OrderState, Wechat, Who};
use crate::hall::{LI, NOTICE, WANG, notice_number};

struct World {
    phone: Phone,
    wechat: Wechat,
    _alipay: Alipay,
}

async fn world(renewed_after: Duration) -> World {
    let (wechat, alipay) = (
        Wechat::start().await.unwrap(),
        Alipay::start().await.unwrap(),
    );
    let issuers: Vec<Issuer> = App::ALL.map(|app| Issuer::new(app).unwrap()).into();
    let notice = PaperNotice {
        number: notice_number(NOTICE),
        title: ["考试费".into(), "Exam fee".into()],
    };
    let phone = Phone::start(Setup {
        issuers,
        cards: HealthCards::default(),
        citizens: vec![WANG, LI],
        notices: vec![notice],
        wechat: wechat.ledger().clone(),
        alipay: alipay.ledger().clone(),
        camera: Camera::start(1).await.unwrap(),
        listen: ([127, 0, 0, 1], 0).into(),
        renewed_after,
    });
    World {
        phone: phone.await.unwrap(),
        wechat,
        _alipay: alipay,
    }
}

/// A merchant's demand for money, as WeChat Pay wants it signed.
async fn demand(wechat: &Wechat, code: &str, fen: u64) {
    let body = json!({
        "appid": Wechat::APPID,
        "mchid": Wechat::MCHID,
        "description": "考试报名费",
        "out_trade_no": "HP1",
        "payer": { "auth_code": code },
        "amount": { "total": fen, "currency": "CNY" },
        "scene_info": { "device_id": "3", "store_info": { "out_id": "hall-3" } },
    })
    .to_string();
    let (path, nonce) = (
        "/v3/pay/transactions/codepay",
        "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
    );
    let now = jiff::Timestamp::now().as_second();
    let signature = sign(
        wechat,
        format!("POST\n{path}\n{now}\n{nonce}\n{body}\n").as_bytes(),
    );
    let authorization = format!(
        r#"WECHATPAY2-SHA256-RSA2048 mchid="{}",nonce_str="{nonce}",timestamp="{now}",serial_no="{}",signature="{signature}""#,
        Wechat::MCHID,
        Wechat::SERIAL_NO
    );
    let request = reqwest::Client::new()
        .post(format!("{}{path}", wechat.url()))
        .body(body);
    let request = request
        .header("authorization", authorization)
        .header("content-type", "application/json");
    assert!(request.send().await.unwrap().status().is_success());
}

fn sign(wechat: &Wechat, message: &[u8]) -> String {
    let pem = wechat.merchant_private_pem().unwrap();
    let der: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = RsaKeyPair::from_pkcs8(&BASE64.decode(der).unwrap()).unwrap();
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        message,
        &mut signature,
    )
    .unwrap();
    BASE64.encode(signature)
}

impl World {
    async fn get(&self, path: &str) -> Value {
        let answer = reqwest::get(format!("{}{path}", self.phone.url()))
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> u16 {
        let url = format!("{}{path}", self.phone.url());
        reqwest::Client::new()
            .post(url)
            .json(&body)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    /// The text of the symbol before the camera.
    fn held(&self) -> Option<String> {
        match self.phone.scene() {
            Scene::Hall => None,
            Scene::Phone(screen) => Some(screen.code),
            Scene::Paper(sheet) => Some(sheet.code),
        }
    }

    async fn wait_for_another(&self, than: Option<&str>) -> Option<String> {
        let mut changes = self.phone.hand.held.subscribe();
        let wait =
            changes.wait_for(|held| held.made.as_ref().map(|made| made.code.as_str()) != than);
        tokio::time::timeout(Duration::from_secs(20), wait)
            .await
            .unwrap()
            .unwrap();
        self.held()
    }
}

#[tokio::test]
async fn each_city_service_shows_a_citizen_code_of_its_own() {
    let world = world(RENEWED_AFTER).await;
    let mut codes = HashSet::new();
    for app in App::ALL {
        world
            .phone
            .show(Shown::Citizen { app, citizen: LI })
            .unwrap();
        let code = world.held().unwrap();
        assert!(matches!(Reading::of(code.as_bytes()), Reading::Citizen(_)));
        assert_ne!(
            world.phone.citizen_code(app, LI).unwrap(),
            code,
            "made anew each time"
        );
        codes.insert(code);
    }
    assert_eq!(codes.len(), App::ALL.len());
}

#[tokio::test]
async fn the_health_card_is_held_from_the_page_and_its_code_is_a_live_one() {
    let world = world(RENEWED_AFTER).await;
    let wish = json!({ "what": "citizen", "app": "health-card", "citizen": "li" });
    assert_eq!(world.post("hold", wish.clone()).await, 204);
    let code = world.held().unwrap();
    let Reading::Opaque(read) = Reading::of(code.as_bytes()) else {
        panic!("it has not the shape of a health card");
    };
    assert!(!read.is_static());
    assert_eq!(world.get("pulse?citizen=li").await["held"], wish);
}

#[tokio::test]
async fn each_wallet_shows_a_code_of_its_channel() {
    let world = world(RENEWED_AFTER).await;
    for (channel, kind) in [
        (ChannelKind::Wechat, Channel::Wechat),
        (ChannelKind::Alipay, Channel::Alipay),
    ] {
        world
            .phone
            .show(Shown::Payment {
                channel,
                payer: "wang".into(),
            })
            .unwrap();
        let code = world.held().unwrap();
        assert!(
            matches!(Reading::of(code.as_bytes()), Reading::Payment(code) if code.channel() == kind)
        );
    }
}

#[tokio::test]
async fn a_code_is_renewed_when_its_time_is_over() {
    let world = world(Duration::from_millis(300)).await;
    world
        .phone
        .show(Shown::Citizen {
            app: App::Weibo,
            citizen: WANG,
        })
        .unwrap();
    let first = world.held();
    let second = world.wait_for_another(first.as_deref()).await;
    assert!(second.is_some() && second != first);
}

#[tokio::test]
async fn a_payment_code_that_was_used_is_taken_away() {
    let world = world(RENEWED_AFTER).await;
    let ledger = world.wechat.ledger();
    ledger.behave(Who::Everyone, Behaviour::ask_password());
    world
        .phone
        .show(Shown::Payment {
            channel: ChannelKind::Wechat,
            payer: "wang".into(),
        })
        .unwrap();
    let code = world.held().unwrap();
    demand(&world.wechat, &code, 12_500).await;
    assert_eq!(world.wait_for_another(Some(&code)).await, None);

    // The page asks the owner, and nobody else, for the password.
    assert_eq!(world.get("pulse?citizen=li").await["prompts"], json!([]));
    let prompt = &world.get("pulse?citizen=wang").await["prompts"][0];
    assert_eq!(
        (&prompt["app"], &prompt["amount"]),
        (&json!("wechat"), &json!(12_500))
    );
    let answer = json!({ "app": "wechat", "citizen": "wang", "outcome": "confirmed" });
    assert_eq!(world.post("answer", answer.clone()).await, 204);
    assert_eq!(ledger.orders()[0].state, OrderState::Paid);
    assert_eq!(
        world.post("answer", answer).await,
        404,
        "nothing is asked any more"
    );
}

#[tokio::test]
async fn the_page_holds_what_it_shows_before_the_camera() {
    let world = world(RENEWED_AFTER).await;
    let wish = json!({ "what": "citizen", "app": "alipay", "citizen": "wang" });
    assert_eq!(world.post("hold", wish.clone()).await, 204);
    assert_eq!(world.get("pulse?citizen=wang").await["held"], wish);
    let shown = world.get("code?what=citizen&app=alipay&citizen=wang").await;
    assert_eq!(
        shown["symbol"].as_str().map(str::to_owned),
        svg::symbol(&world.held().unwrap())
    );
    assert!(shown["leftMs"].as_u64().unwrap() <= shown["lifeMs"].as_u64().unwrap());

    let number = notice_number(NOTICE);
    assert_eq!(
        world
            .post("hold", json!({ "what": "notice", "number": number }))
            .await,
        204
    );
    assert_eq!(world.held(), Some(number));
    assert_eq!(world.post("hold", json!({ "what": "nothing" })).await, 204);
    assert_eq!(world.held(), None);
}

#[tokio::test]
async fn what_the_phone_does_not_have_is_not_found_and_changes_nothing() {
    let world = world(RENEWED_AFTER).await;
    for wish in [
        json!({ "what": "citizen", "app": "alipay", "citizen": "nobody" }),
        json!({ "what": "payment", "app": "weibo", "citizen": "wang" }),
        json!({ "what": "notice", "number": "44" }),
    ] {
        assert_eq!(world.post("hold", wish).await, 404);
    }
    assert_eq!(world.held(), None);
}

#[tokio::test]
async fn the_page_and_its_parts_are_served() {
    let world = world(RENEWED_AFTER).await;
    for (path, kind) in [
        ("", "text/html"),
        ("phone.css", "text/css"),
        ("phone.js", "text/javascript"),
    ] {
        let answer = reqwest::get(format!("{}{path}", world.phone.url()))
            .await
            .unwrap();
        assert!(
            answer.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with(kind)
        );
    }
    let phone = world.get("phone").await;
    let services: HashSet<_> = phone["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        services,
        HashSet::from(["wechat", "alipay", "weibo", "health-card"])
    );
    assert_eq!(
        phone["citizens"][1],
        json!({ "id": "li", "name": "李芳", "masked": "李*" })
    );
}

#[test]
fn a_name_is_masked_but_for_its_ends() {
    for (name, masked) in [
        ("", ""),
        ("王", "王"),
        ("李芳", "李*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
    ] {
        assert_eq!(scenes::masked(name), masked);
    }
}
