use reqwest::Response;

use super::*;
use crate::channels::{Answer, Behaviour, Outcome, Who};

struct Merchant {
    wechat: Wechat,
    http: reqwest::Client,
}

impl Merchant {
    async fn new() -> Self {
        Self {
            wechat: Wechat::start().await.unwrap(),
            http: reqwest::Client::new(),
        }
    }

    fn ledger(&self) -> &Ledger {
        self.wechat.ledger()
    }

    fn authorization(&self, method: &str, target: &str, timestamp: i64, body: &str) -> String {
        let nonce = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
        let message = format!("{method}\n{target}\n{timestamp}\n{nonce}\n{body}\n");
        let signature = self
            .wechat
            .platform
            .merchant
            .sign(message.as_bytes())
            .unwrap();
        format!(
            r#"{SCHEME} mchid="{}",nonce_str="{nonce}",timestamp="{timestamp}",serial_no="{}",signature="{signature}""#,
            Wechat::MCHID,
            Wechat::SERIAL_NO
        )
    }

    async fn send(&self, method: &str, target: &str, body: &str) -> Response {
        let now = Timestamp::now().as_second();
        self.send_with(
            method,
            target,
            body,
            self.authorization(method, target, now, body),
        )
        .await
    }

    async fn send_with(
        &self,
        method: &str,
        target: &str,
        body: &str,
        authorization: String,
    ) -> Response {
        self.http
            .request(
                method.parse().unwrap(),
                format!("{}{target}", self.wechat.url()),
            )
            .header("authorization", authorization)
            .header("content-type", "application/json")
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
    }

    /// Checks the signature of the answer, as a merchant must.
    async fn believe(&self, response: Response) -> (u16, Value) {
        let status = response.status().as_u16();
        let (signed, body) = self.read(response).await;
        assert!(signed, "the answer is signed by the platform");
        (status, serde_json::from_str(&body).unwrap())
    }

    async fn read(&self, response: Response) -> (bool, String) {
        let headers = response.headers().clone();
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let body = response.text().await.unwrap();
        let message = format!(
            "{}\n{}\n{body}\n",
            header("wechatpay-timestamp"),
            header("wechatpay-nonce")
        );
        assert_eq!(header("wechatpay-serial"), Wechat::PLATFORM_SERIAL);
        let platform = &self.wechat.platform.platform;
        (
            platform.verifies(message.as_bytes(), &header("wechatpay-signature")),
            body,
        )
    }

    async fn codepay(&self, number: &str, code: &str, fen: u64) -> (u16, Value) {
        let body = pay_body(number, code, fen);
        self.believe(self.send("POST", PAY, &body).await).await
    }

    async fn query(&self, number: &str) -> (u16, Value) {
        let target = format!(
            "/v3/pay/transactions/out-trade-no/{number}?mchid={}",
            Wechat::MCHID
        );
        self.believe(self.send("GET", &target, "").await).await
    }

    async fn reverse(&self, number: &str) -> (u16, Value) {
        let target = format!("/v3/pay/transactions/out-trade-no/{number}/reverse");
        let body = json!({ "appid": Wechat::APPID, "mchid": Wechat::MCHID }).to_string();
        self.believe(self.send("POST", &target, &body).await).await
    }
}

const PAY: &str = "/v3/pay/transactions/codepay";

fn pay_body(number: &str, code: &str, fen: u64) -> String {
    json!({
        "appid": Wechat::APPID,
        "mchid": Wechat::MCHID,
        "description": "交通违法罚款",
        "out_trade_no": number,
        "payer": { "auth_code": code },
        "amount": { "total": fen, "currency": "CNY" },
        "scene_info": { "device_id": "3", "store_info": { "out_id": "hall-3" } },
    })
    .to_string()
}

#[tokio::test]
async fn a_payment_is_taken_found_and_taken_back() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("wang");
    let (status, paid) = merchant.codepay("HP1", &code, 20_000).await;
    assert_eq!(
        (status, paid["trade_state"].as_str()),
        (200, Some("SUCCESS"))
    );
    assert_eq!(paid["amount"]["total"], 20_000);

    let (status, found) = merchant.query("HP1").await;
    assert_eq!(
        (status, &found),
        (200, &paid),
        "the query says what the payment said"
    );

    let (status, reversed) = merchant.reverse("HP1").await;
    assert_eq!(
        (status, reversed["out_trade_no"].as_str()),
        (200, Some("HP1"))
    );
    let (_, after) = merchant.query("HP1").await;
    assert_eq!(after["trade_state"], "REVOKED");
    assert_eq!(merchant.ledger().taken(), 0);
}

#[tokio::test]
async fn a_payer_who_is_asked_is_202_userpaying_until_the_password_is_typed() {
    let merchant = Merchant::new().await;
    merchant
        .ledger()
        .behave(Who::Everyone, Behaviour::ask_password());
    for (number, outcome, state) in [
        ("HP1", Outcome::Confirmed, "SUCCESS"),
        ("HP2", Outcome::WrongPassword, "PAYERROR"),
    ] {
        let code = merchant.ledger().mint("wang");
        let (status, asked) = merchant.codepay(number, &code, 20_000).await;
        assert_eq!(
            (status, asked["trade_state"].as_str()),
            (202, Some("USERPAYING"))
        );
        assert_eq!(merchant.query(number).await.1["trade_state"], "USERPAYING");
        assert_eq!(merchant.ledger().prompts("wang")[0].amount, 20_000);
        merchant.ledger().confirm("wang", outcome).unwrap();
        assert_eq!(merchant.query(number).await.1["trade_state"], state);
    }
    assert_eq!(merchant.ledger().taken(), 20_000);
}

#[tokio::test]
async fn what_nobody_confirms_is_revoked_by_the_channel() {
    let merchant = Merchant::new().await;
    merchant
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    merchant.ledger().set_prompt_life(Duration::ZERO);
    let code = merchant.ledger().mint("wang");
    assert_eq!(merchant.codepay("HP1", &code, 20_000).await.0, 202);
    assert_eq!(merchant.query("HP1").await.1["trade_state"], "REVOKED");
}

#[tokio::test]
async fn refusals_have_the_channels_names() {
    let merchant = Merchant::new().await;
    for (why, status, code) in [
        (Refusal::NotEnough, 403, "NOTENOUGH"),
        (Refusal::CodeExpired, 400, "AUTHCODEEXPIRE"),
        (Refusal::CodeUsed, 400, "AUTH_CODE_INVALID"),
        (Refusal::CodeInvalid, 400, "AUTH_CODE_ERROR"),
        (Refusal::Risk, 403, "TRADE_ERROR"),
    ] {
        merchant.ledger().behave(Who::Next, Behaviour::refuse(why));
        let number = format!("HP-{code}");
        let payment_code = merchant.ledger().mint("wang");
        let (got, body) = merchant.codepay(&number, &payment_code, 100).await;
        assert_eq!((got, body["code"].as_str()), (status, Some(code)));
    }
    assert_eq!(merchant.ledger().taken(), 0);
}

#[tokio::test]
async fn a_request_that_is_not_signed_by_the_merchant_is_refused_and_does_nothing() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("wang");
    let body = pay_body("HP1", &code, 100);
    let now = Timestamp::now().as_second();
    let good = |body: &str, time| merchant.authorization("POST", PAY, time, body);
    for (what, authorization) in [
        ("of another body", good(&pay_body("HP1", &code, 1), now)),
        (
            "of another path",
            merchant.authorization("POST", "/v3/other", now, &body),
        ),
        ("five minutes old", good(&body, now - 300)),
        (
            "another serial",
            good(&body, now).replace(Wechat::SERIAL_NO, "5157F09E"),
        ),
        (
            "another scheme",
            good(&body, now).replace("RSA2048", "RSA1024"),
        ),
        ("no signature", String::new()),
    ] {
        let answer = merchant.send_with("POST", PAY, &body, authorization).await;
        let (status, answer) = merchant.believe(answer).await;
        assert_eq!(
            (status, answer["code"].as_str()),
            (401, Some("SIGN_ERROR")),
            "{what}"
        );
    }
    assert_eq!(merchant.ledger().orders(), []);
    assert!(
        merchant
            .ledger()
            .requests()
            .iter()
            .all(|request| request.starts_with("refused"))
    );
}

#[tokio::test]
async fn an_answer_may_be_lost_spoilt_or_a_system_error_and_the_money_taken_all_the_same() {
    let merchant = Merchant::new().await;
    for (number, answer) in [
        ("HP1", Answer::SystemError),
        ("HP2", Answer::Rubbish),
        ("HP3", Answer::WrongSignature),
    ] {
        merchant
            .ledger()
            .behave(Who::Next, Behaviour::pay().answering(answer));
        let code = merchant.ledger().mint("wang");
        let response = merchant
            .send("POST", PAY, &pay_body(number, &code, 100))
            .await;
        let (signed, body) = merchant.read(response).await;
        assert_eq!(signed, answer != Answer::WrongSignature);
        assert_eq!(
            body.contains("SUCCESS"),
            answer == Answer::WrongSignature,
            "{body}"
        );
        assert_eq!(merchant.query(number).await.1["trade_state"], "SUCCESS");
    }
    assert_eq!(merchant.ledger().taken(), 300);
}

#[tokio::test]
async fn a_silent_channel_takes_the_money_though_the_merchant_hangs_up() {
    let merchant = Merchant::new().await;
    let late = Behaviour::pay()
        .answering(Answer::Never)
        .arriving_after(Duration::from_millis(50));
    merchant.ledger().behave(Who::Next, late);
    let code = merchant.ledger().mint("wang");
    let body = pay_body("HP1", &code, 100);
    let deadline = Duration::from_secs(5);
    let is_heard = |ledger: &Ledger| (!ledger.requests().is_empty()).then_some(());
    tokio::select! {
        _ = merchant.send("POST", PAY, &body) => panic!("not silent"),
        heard = merchant.ledger().wait(deadline, is_heard) => heard.unwrap(),
    }
    let found = |ledger: &Ledger| ledger.order("HP1").filter(|order| order.charges() == 1);
    merchant.ledger().wait(deadline, found).await.unwrap();
}

#[tokio::test]
async fn an_order_that_got_lost_is_not_known() {
    let merchant = Merchant::new().await;
    merchant
        .ledger()
        .behave(Who::Next, Behaviour::lose().answering(Answer::SystemError));
    let code = merchant.ledger().mint("wang");
    assert_eq!(merchant.codepay("HP1", &code, 100).await.0, 500);
    let (status, body) = merchant.query("HP1").await;
    assert_eq!(
        (status, body["code"].as_str()),
        (404, Some("ORDER_NOT_EXIST"))
    );
    assert_eq!(merchant.reverse("HP1").await.0, 404);
}

#[tokio::test]
async fn an_interference_passes() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("wang");
    merchant.codepay("HP1", &code, 100).await;
    merchant
        .ledger()
        .interfere(Call::Reverse, Answer::SystemError, 2);
    assert_eq!(merchant.reverse("HP1").await.0, 500);
    assert_eq!(merchant.reverse("HP1").await.0, 500);
    assert_eq!(merchant.reverse("HP1").await.0, 200);
    assert_eq!(merchant.ledger().order("HP1").unwrap().returns(), 1);
}

#[tokio::test]
async fn a_request_that_lacks_something_is_a_param_error() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("wang");
    let whole: Value = serde_json::from_str(&pay_body("HP1", &code, 100)).unwrap();
    for field in whole.as_object().unwrap().keys() {
        let mut body = whole.clone();
        body.as_object_mut().unwrap().remove(field);
        let answer = merchant.send("POST", PAY, &body.to_string()).await;
        let (status, answer) = merchant.believe(answer).await;
        assert_eq!(
            (status, answer["code"].as_str()),
            (400, Some("PARAM_ERROR")),
            "{field}"
        );
    }
    assert_eq!(merchant.ledger().orders(), []);
}
