use super::*;
use crate::channels::{Answer, Behaviour, Outcome, Who};

struct Merchant {
    alipay: Alipay,
    http: reqwest::Client,
}

impl Merchant {
    async fn new() -> Self {
        Self {
            alipay: Alipay::start().await.unwrap(),
            http: reqwest::Client::new(),
        }
    }

    fn ledger(&self) -> &Ledger {
        self.alipay.ledger()
    }

    fn fields(&self, method: &str, content: &Value) -> Fields {
        let mut fields: Fields = [
            ("app_id", Alipay::APP_ID),
            ("method", method),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", &beijing(Timestamp::now())),
            ("version", "1.0"),
            ("biz_content", &content.to_string()),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        let pairs: Vec<_> = fields
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let sign = self
            .alipay
            .platform
            .merchant
            .sign(pairs.join("&").as_bytes())
            .unwrap();
        fields.insert("sign".to_owned(), sign);
        fields
    }

    async fn send(&self, fields: &Fields) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = self
            .http
            .post(self.alipay.gateway_url())
            .header(
                "content-type",
                "application/x-www-form-urlencoded;charset=utf-8",
            )
            .body(body.finish());
        request.send().await.unwrap().text().await.unwrap()
    }

    /// The answer, its signature checked on its very bytes.
    async fn call(&self, method: &str, content: Value) -> Value {
        let raw = self.send(&self.fields(method, &content)).await;
        let (object, sign) = split(&raw, method);
        assert!(
            self.alipay
                .platform
                .platform
                .verifies(object.as_bytes(), sign),
            "{raw}"
        );
        serde_json::from_str(object).unwrap()
    }

    async fn pay(&self, number: &str, code: &str, yuan: &str) -> Value {
        self.call("alipay.trade.pay", pay_content(number, code, yuan))
            .await
    }

    async fn query(&self, number: &str) -> Value {
        self.call("alipay.trade.query", json!({ "out_trade_no": number }))
            .await
    }

    async fn cancel(&self, number: &str) -> Value {
        self.call("alipay.trade.cancel", json!({ "out_trade_no": number }))
            .await
    }
}

fn pay_content(number: &str, code: &str, yuan: &str) -> Value {
    json!({
        "out_trade_no": number,
        "total_amount": yuan,
        "subject": "门诊挂号费",
        "auth_code": code,
        "scene": "bar_code",
        "product_code": "FACE_TO_FACE_PAYMENT",
    })
}

fn split<'a>(raw: &'a str, method: &str) -> (&'a str, &'a str) {
    let name = format!("{{\"{}_response\":", method.replace('.', "_"));
    let rest = raw.strip_prefix(&name).unwrap();
    let (object, sign) = rest.rsplit_once(",\"sign\":\"").unwrap();
    (object, sign.strip_suffix("\"}").unwrap())
}

#[tokio::test]
async fn a_payment_is_taken_found_and_taken_back() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("li");
    let paid = merchant.pay("HP1", &code, "25.50").await;
    assert_eq!(
        (&paid["code"], &paid["total_amount"]),
        (&json!("10000"), &json!("25.50"))
    );
    assert_eq!(merchant.query("HP1").await["trade_status"], "TRADE_SUCCESS");
    assert_eq!(merchant.ledger().taken(), 2550);

    let cancelled = merchant.cancel("HP1").await;
    assert_eq!(
        (&cancelled["action"], &cancelled["retry_flag"]),
        (&json!("refund"), &json!("N"))
    );
    assert_eq!(merchant.query("HP1").await["trade_status"], "TRADE_CLOSED");
    assert_eq!(merchant.ledger().taken(), 0);
}

#[tokio::test]
async fn a_payer_who_is_asked_is_10003_until_the_password_is_typed() {
    let merchant = Merchant::new().await;
    merchant
        .ledger()
        .behave(Who::Everyone, Behaviour::ask_password());
    for (number, outcome, status) in [
        ("HP1", Outcome::Confirmed, "TRADE_SUCCESS"),
        ("HP2", Outcome::Dismissed, "TRADE_CLOSED"),
    ] {
        let code = merchant.ledger().mint("li");
        assert_eq!(merchant.pay(number, &code, "25.50").await["code"], "10003");
        assert_eq!(
            merchant.query(number).await["trade_status"],
            "WAIT_BUYER_PAY"
        );
        merchant.ledger().confirm("li", outcome).unwrap();
        assert_eq!(merchant.query(number).await["trade_status"], status);
    }
    assert_eq!(merchant.ledger().taken(), 2550);
}

#[tokio::test]
async fn cancelling_closes_what_is_not_paid_and_says_nothing_of_what_is_not_there() {
    let merchant = Merchant::new().await;
    merchant
        .ledger()
        .behave(Who::Everyone, Behaviour::ask_password());
    let code = merchant.ledger().mint("li");
    merchant.pay("HP1", &code, "25.50").await;
    assert_eq!(merchant.cancel("HP1").await["action"], "close");
    assert_eq!(merchant.ledger().confirm("li", Outcome::Confirmed), None);

    let absent = merchant.cancel("HP2").await;
    assert_eq!(
        (&absent["code"], &absent["action"]),
        (&json!("10000"), &Value::Null)
    );
    assert_eq!(
        merchant.query("HP2").await["sub_code"],
        "ACQ.TRADE_NOT_EXIST"
    );
}

#[tokio::test]
async fn refusals_have_the_channels_names() {
    let merchant = Merchant::new().await;
    for (why, sub_code) in [
        (Refusal::NotEnough, "ACQ.BUYER_BALANCE_NOT_ENOUGH"),
        (Refusal::CodeUsed, "ACQ.PAYMENT_AUTH_CODE_INVALID"),
        (Refusal::Risk, "ACQ.PAYMENT_REQUEST_HAS_RISK"),
    ] {
        merchant.ledger().behave(Who::Next, Behaviour::refuse(why));
        let code = merchant.ledger().mint("li");
        let refused = merchant.pay(&format!("HP{why:?}"), &code, "1").await;
        assert_eq!(
            (&refused["code"], &refused["sub_code"]),
            (&json!("40004"), &json!(sub_code))
        );
    }
    assert_eq!(merchant.ledger().taken(), 0);
}

#[tokio::test]
async fn a_number_that_is_known_is_never_another_order() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("li");
    merchant.pay("HP1", &code, "1").await;
    let code = merchant.ledger().mint("li");
    assert_eq!(
        merchant.pay("HP1", &code, "1").await["sub_code"],
        "ACQ.TRADE_HAS_SUCCESS"
    );
    assert_eq!(
        merchant.pay("HP1", &code, "2").await["sub_code"],
        "ACQ.CONTEXT_INCONSISTENT"
    );
    merchant.cancel("HP1").await;
    assert_eq!(
        merchant.pay("HP1", &code, "1").await["sub_code"],
        "ACQ.TRADE_HAS_CLOSE"
    );
    assert_eq!(merchant.ledger().orders().len(), 1);
}

#[tokio::test]
async fn a_request_that_is_not_signed_by_the_merchant_is_refused_and_does_nothing() {
    let merchant = Merchant::new().await;
    let code = merchant.ledger().mint("li");
    let good = merchant.fields("alipay.trade.pay", &pay_content("HP1", &code, "1.00"));
    for (field, value, sub_code) in [
        (
            "biz_content",
            good["biz_content"].replace("1.00", "0.01"),
            "isv.invalid-signature",
        ),
        (
            "method",
            "alipay.trade.cancel".to_owned(),
            "isv.invalid-signature",
        ),
        (
            "timestamp",
            "2020-01-01 00:00:00".to_owned(),
            "isv.invalid-signature",
        ),
        ("sign", String::new(), "isv.invalid-signature"),
        (
            "app_id",
            "2014072300007148".to_owned(),
            "isv.invalid-app-id",
        ),
        ("sign_type", "RSA".to_owned(), "isv.invalid-signature-type"),
    ] {
        let mut fields = good.clone();
        fields.insert(field.to_owned(), value);
        let raw = merchant.send(&fields).await;
        let answer: Value = serde_json::from_str(split(&raw, &fields["method"]).0).unwrap();
        assert_eq!(answer["sub_code"], sub_code, "{field}");
    }
    assert_eq!(merchant.ledger().orders(), []);
}

#[tokio::test]
async fn a_spoilt_answer_does_not_undo_the_payment() {
    let merchant = Merchant::new().await;
    for (number, answer) in [
        ("HP1", Answer::SystemError),
        ("HP2", Answer::Rubbish),
        ("HP3", Answer::WrongSignature),
    ] {
        merchant
            .ledger()
            .behave(Who::Next, Behaviour::pay().answering(answer));
        let code = merchant.ledger().mint("li");
        let content = pay_content(number, &code, "1");
        let raw = merchant
            .send(&merchant.fields("alipay.trade.pay", &content))
            .await;
        let (object, sign) = split(&raw, "alipay.trade.pay");
        let signed = merchant
            .alipay
            .platform
            .platform
            .verifies(object.as_bytes(), sign);
        assert_eq!(signed, answer != Answer::WrongSignature, "{raw}");
        assert_eq!(
            object.contains("10000"),
            answer == Answer::WrongSignature,
            "{raw}"
        );
        assert_eq!(
            merchant.query(number).await["trade_status"],
            "TRADE_SUCCESS"
        );
    }
    assert_eq!(merchant.ledger().taken(), 300);
}

#[test]
fn yuan_and_fen_are_the_same_money() {
    for (text, want) in [
        ("0.01", Some(1)),
        ("2.5", Some(250)),
        ("88", Some(8800)),
        ("107000.53", Some(10_700_053)),
        ("0", None),
        ("0.00", None),
        ("1.234", None),
        ("-1", None),
        ("1e3", None),
        (".5", None),
        ("1.", None),
        ("", None),
    ] {
        assert_eq!(fen(text), want, "{text}");
    }
    assert_eq!(yuan(10_700_053), "107000.53");
    assert_eq!(yuan(5), "0.05");
}

#[test]
fn an_order_lives_as_long_as_the_merchant_says() {
    assert_eq!(life("1m"), Some(SignedDuration::from_mins(1)));
    assert_eq!(life("2h"), Some(SignedDuration::from_hours(2)));
    assert_eq!(life("15d"), Some(SignedDuration::from_hours(360)));
    for wrong in ["0m", "16d", "90", "m", "", "1c", "1.5h", "分"] {
        assert_eq!(life(wrong), None, "{wrong}");
    }
}
