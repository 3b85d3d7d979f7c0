use super::super::Wechat;
use super::message::{Fields, SignType, read, sign, write};
use crate::channels::{Answer, Behaviour, Call, Outcome, Refusal, Who};

struct Merchant {
    wechat: Wechat,
    http: reqwest::Client,
    sign_type: SignType,
}

impl Merchant {
    async fn new(sign_type: SignType) -> Self {
        Self {
            wechat: Wechat::start().await.unwrap(),
            http: reqwest::Client::new(),
            sign_type,
        }
    }

    fn request(&self, fields: &[(&str, &str)]) -> Fields {
        let name = match self.sign_type {
            SignType::HmacSha256 => "HMAC-SHA256",
            SignType::Md5 => "MD5",
        };
        let ours = [
            ("appid", Wechat::APPID),
            ("mch_id", Wechat::MCHID),
            ("nonce_str", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS"),
            ("sign_type", name),
        ];
        let mut fields: Fields = ours
            .iter()
            .chain(fields)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let sign = sign(&fields, self.wechat.api_key(), self.sign_type);
        fields.insert("sign".to_owned(), sign);
        fields
    }

    async fn send(&self, path: &str, fields: &Fields) -> String {
        let url = format!("{}{path}", self.wechat.url());
        let answer = self.http.post(url).body(write(fields)).send().await;
        answer.unwrap().text().await.unwrap()
    }

    /// Checks the signature of the answer, as a merchant must.
    async fn ask(&self, path: &str, fields: &[(&str, &str)]) -> Fields {
        let text = self.send(path, &self.request(fields)).await;
        let fields = read(text.as_bytes()).unwrap();
        let expected = sign(&fields, self.wechat.api_key(), self.sign_type);
        assert_eq!(fields["sign"], expected, "{text}");
        fields
    }

    async fn micropay(&self, number: &str) -> Fields {
        let code = self.wechat.ledger().mint("wang");
        let fields = [
            ("body", "交通违法罚款"),
            ("out_trade_no", number),
            ("total_fee", "20000"),
            ("spbill_create_ip", "127.0.0.1"),
            ("auth_code", code.as_str()),
        ];
        self.ask("/pay/micropay", &fields).await
    }
}

#[tokio::test]
async fn a_payment_is_taken_found_and_taken_back_under_either_signature() {
    for sign_type in [SignType::HmacSha256, SignType::Md5] {
        let merchant = Merchant::new(sign_type).await;
        let paid = merchant.micropay("HP1").await;
        assert_eq!(
            (paid["result_code"].as_str(), paid["total_fee"].as_str()),
            ("SUCCESS", "20000")
        );
        let number = [("out_trade_no", "HP1")];
        let found = merchant.ask("/pay/orderquery", &number).await;
        assert_eq!(found["trade_state"], "SUCCESS");
        let reversed = merchant.ask("/secapi/pay/reverse", &number).await;
        assert_eq!(reversed["recall"], "N");
        let found = merchant.ask("/pay/orderquery", &number).await;
        assert_eq!(found["trade_state"], "REVOKED");
        assert_eq!(merchant.wechat.ledger().taken(), 0);
    }
}

#[tokio::test]
async fn a_payer_who_is_asked_is_userpaying_until_the_password_is_typed() {
    let merchant = Merchant::new(SignType::HmacSha256).await;
    let ledger = merchant.wechat.ledger();
    ledger.behave(Who::Next, Behaviour::ask_password());
    assert_eq!(merchant.micropay("HP1").await["err_code"], "USERPAYING");
    ledger.confirm("wang", Outcome::Confirmed).unwrap();
    let number = [("out_trade_no", "HP1")];
    let found = merchant.ask("/pay/orderquery", &number).await;
    assert_eq!(found["trade_state"], "SUCCESS");
}

#[tokio::test]
async fn refusals_have_the_names_of_the_table() {
    let merchant = Merchant::new(SignType::HmacSha256).await;
    for (why, code) in [
        (Refusal::NotEnough, "NOTENOUGH"),
        (Refusal::CodeExpired, "AUTHCODEEXPIRE"),
        (Refusal::CodeUsed, "AUTH_CODE_INVALID"),
        (Refusal::CodeInvalid, "AUTH_CODE_ERROR"),
        (Refusal::Risk, "TRADE_ERROR"),
    ] {
        let ledger = merchant.wechat.ledger();
        ledger.behave(Who::Next, Behaviour::refuse(why));
        assert_eq!(merchant.micropay(code).await["err_code"], code);
    }
}

#[tokio::test]
async fn a_request_that_is_not_signed_with_the_key_is_refused_and_does_nothing() {
    let merchant = Merchant::new(SignType::HmacSha256).await;
    merchant.micropay("HP1").await;
    let good = merchant.request(&[("out_trade_no", "HP1")]);
    let mut another = good.clone();
    another.insert("out_trade_no".to_owned(), "HP2".to_owned());
    let mut unsigned = good.clone();
    unsigned.remove("sign");
    for request in [another, unsigned] {
        let text = merchant.send("/secapi/pay/reverse", &request).await;
        let fields = read(text.as_bytes()).unwrap();
        assert_eq!(fields["return_code"], "FAIL");
        assert!(!fields.contains_key("sign"), "that is not signed");
    }
    assert_eq!(merchant.wechat.ledger().taken(), 20_000);
}

#[tokio::test]
async fn a_part_is_given_back_once_for_each_number_and_never_more_than_was_paid() {
    let merchant = Merchant::new(SignType::HmacSha256).await;
    merchant.micropay("HP1").await;
    let refund = async |number: &str, fen: &str| {
        let fields = [
            ("out_trade_no", "HP1"),
            ("out_refund_no", number),
            ("total_fee", "20000"),
            ("refund_fee", fen),
        ];
        merchant.ask("/secapi/pay/refund", &fields).await
    };
    for _ in 0..2 {
        assert_eq!(refund("R1", "15000").await["result_code"], "SUCCESS");
        assert_eq!(merchant.wechat.ledger().taken(), 5_000);
    }
    assert_eq!(refund("R1", "1").await["err_code"], "REFUND_FEE_MISMATCH");
    assert_eq!(refund("R2", "5001").await["err_code"], "ERROR");
    let query = [("out_refund_no", "R1")];
    let found = merchant.ask("/pay/refundquery", &query).await;
    assert_eq!(found["refund_status_0"], "SUCCESS");
    // A reversal after it gives back what is left.
    merchant
        .ask("/secapi/pay/reverse", &[("out_trade_no", "HP1")])
        .await;
    assert_eq!(merchant.wechat.ledger().taken(), 0);
    assert_eq!(merchant.wechat.ledger().balance("wang"), 1_000_000);
}

#[tokio::test]
async fn an_answer_may_be_spoilt_and_the_money_taken_all_the_same() {
    let merchant = Merchant::new(SignType::HmacSha256).await;
    merchant.micropay("HP1").await;
    let ledger = merchant.wechat.ledger();
    for answer in [Answer::Rubbish, Answer::WrongSignature] {
        ledger.interfere(Call::Reverse, answer, 1);
        let request = merchant.request(&[("out_trade_no", "HP1")]);
        let text = merchant.send("/secapi/pay/reverse", &request).await;
        let is_signed = read(text.as_bytes()).is_some_and(|fields| {
            fields["sign"] == sign(&fields, merchant.wechat.api_key(), merchant.sign_type)
        });
        assert!(!is_signed, "{text}");
        assert_eq!(ledger.taken(), 0);
    }
}
