//! What is not certain stays unknown, whichever channel says it and whatever it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use backend::channels::rsa::SigningKey;
use backend::channels::wechat::v2::{ApiKey, Fields, SignType, write};
use backend::channels::{
    Alipay, Channels, Line, PayCode, Refund, RefundAsk, Refunded, Trade, Wechat, WechatAccount,
    WechatV2,
};
use order::{Answer, Ask, Channel};
use serde_json::{Value, json};

use crate::protocol::pair;

const API_KEY: &str = "192006250b4c09247ec02edce69f6a2d";
const OTHER_API_KEY: &str = "292006250b4c09247ec02edce69f6a2d";
const AMOUNT: u64 = 20_050;
const RAILS: [Rail; 3] = [Rail::V3, Rail::V2, Rail::Alipay];
const QUESTIONS: [Question; 5] = [
    Question::Trade(Ask::Pay),
    Question::Trade(Ask::Query),
    Question::Trade(Ask::Reverse),
    Question::Refund(RefundAsk::Give),
    Question::Refund(RefundAsk::Query),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Rail {
    V3,
    V2,
    Alipay,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Question {
    Trade(Ask),
    Refund(RefundAsk),
}

/// Who signs an answer.
#[derive(Clone, Copy, Debug)]
enum Signed {
    Rightly,
    OverSomethingElse,
    ByAnother,
}

/// What goes over the wire.
type Wire = (StatusCode, HeaderMap, Vec<u8>);

/// A channel that answers everything with what it was told to.
struct Mouth {
    wire: Arc<Mutex<Wire>>,
    platform: SigningKey,
    stranger: SigningKey,
    v3: Channels,
    v2: Channels,
}

impl Mouth {
    async fn open() -> Self {
        let wire = Arc::new(Mutex::new(Wire::default()));
        let said = Arc::clone(&wire);
        let router = Router::new().fallback(move || async move { said.lock().unwrap().clone() });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let (platform, platform_key) = pair();
        let (stranger, _) = pair();
        let (_, alipay_key) = (&platform, &platform_key);
        let line = Line::new().unwrap();
        let text = str::to_owned;
        let v2 = WechatV2 {
            base_url: url.clone(),
            mchid: text("M"),
            appid: text("A"),
            key: ApiKey::new(API_KEY, SignType::HmacSha256).unwrap(),
            store: text("hall"),
            ip: text("127.0.0.1"),
            line: line.clone(),
            certified: line.clone(),
        };
        let alipay = Alipay {
            gateway_url: url.clone(),
            app_id: text("A"),
            key: pair().0,
            alipay_key: alipay_key.clone(),
            certificates: None,
            store: text("hall"),
            closes_after_min: 2,
            line: line.clone(),
        };
        let v3 = Wechat {
            base_url: url,
            mchid: text("M"),
            appid: text("A"),
            serial_no: text("S"),
            key: pair().0,
            platform_serial: text("P"),
            platform_key,
            store: text("hall"),
            line,
        };
        Self {
            wire,
            platform,
            stranger,
            v3: Channels {
                wechat: Some(WechatAccount::V3(Box::new(v3))),
                alipay: Some(alipay),
            },
            v2: Channels {
                wechat: Some(WechatAccount::V2(Box::new(v2))),
                alipay: None,
            },
        }
    }

    /// An answer with these contents, as the channel would send it.
    fn wire(&self, rail: Rail, question: Question, said: &str, signed: Signed) -> Wire {
        let mut headers = HeaderMap::new();
        let something_else = matches!(signed, Signed::OverSomethingElse);
        let key = match signed {
            Signed::ByAnother => &self.stranger,
            Signed::Rightly | Signed::OverSomethingElse => &self.platform,
        };
        let rsa = |message: String| {
            let message = if something_else { "else" } else { &message };
            key.sign(message.as_bytes()).unwrap()
        };
        let body = match rail {
            Rail::V3 => {
                let now = jiff::Timestamp::now().as_second();
                let signature = rsa(format!("{now}\nN\n{said}\n"));
                for (name, value) in [
                    ("wechatpay-timestamp", now.to_string()),
                    ("wechatpay-nonce", "N".to_owned()),
                    ("wechatpay-serial", "P".to_owned()),
                    ("wechatpay-signature", signature),
                ] {
                    headers.insert(HeaderName::from_static(name), value.parse().unwrap());
                }
                said.to_owned()
            }
            Rail::V2 => {
                let Ok(said) = serde_json::from_str::<Fields>(said) else {
                    return (StatusCode::OK, headers, said.as_bytes().to_vec());
                };
                let mut fields = said.clone();
                for (name, value) in [("appid", "A"), ("mch_id", "M"), ("nonce_str", "N")] {
                    fields.insert(name.to_owned(), value.to_owned());
                }
                let key = match signed {
                    Signed::ByAnother => OTHER_API_KEY,
                    Signed::Rightly | Signed::OverSomethingElse => API_KEY,
                };
                let key = ApiKey::new(key, SignType::HmacSha256).unwrap();
                let sign = key.sign(if something_else { &said } else { &fields });
                fields.insert("sign".to_owned(), sign);
                write(&fields)
            }
            Rail::Alipay => {
                let method = match question {
                    Question::Trade(Ask::Pay) => "alipay_trade_pay",
                    Question::Trade(Ask::Query) => "alipay_trade_query",
                    Question::Trade(Ask::Reverse) => "alipay_trade_cancel",
                    Question::Refund(RefundAsk::Give) => "alipay_trade_refund",
                    Question::Refund(RefundAsk::Query) => "alipay_trade_fastpay_refund_query",
                };
                let sign = rsa(said.to_owned());
                format!(r#"{{"{method}_response":{said},"sign":"{sign}"}}"#)
            }
        };
        (StatusCode::OK, headers, body.into_bytes())
    }

    /// Asks, and hears `wire`.
    async fn hears(&self, rail: Rail, question: Question, wire: Wire) -> Heard {
        *self.wire.lock().unwrap() = wire;
        let (channels, channel) = match rail {
            Rail::V3 => (&self.v3, Channel::Wechat),
            Rail::V2 => (&self.v2, Channel::Wechat),
            Rail::Alipay => (&self.v3, Channel::Alipay),
        };
        let within = Duration::from_secs(10);
        match question {
            Question::Trade(ask) => {
                let trade = Trade {
                    number: "T1".to_owned(),
                    amount: AMOUNT,
                    description: "罚款".to_owned(),
                    machine: "3".to_owned(),
                    code: PayCode::new("134919586213926735"),
                };
                Heard::Answer(channels.ask(channel, ask, &trade, within).await)
            }
            Question::Refund(ask) => {
                let refund = Refund {
                    number: "R1".to_owned(),
                    trade: "T1".to_owned(),
                    paid: AMOUNT,
                    amount: AMOUNT,
                    reason: "退款".to_owned(),
                };
                Heard::Refunded(channels.refund(channel, ask, &refund, within).await)
            }
        }
    }

    /// The same with contents that are signed rightly.
    async fn is_told(&self, rail: Rail, question: Question, status: u16, said: &Value) -> Heard {
        let mut wire = self.wire(rail, question, &said.to_string(), Signed::Rightly);
        wire.0 = StatusCode::from_u16(status).unwrap();
        self.hears(rail, question, wire).await
    }
}

#[derive(Debug, PartialEq)]
enum Heard {
    Answer(Answer),
    Refunded(Refunded),
}

impl Heard {
    fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Answer(Answer::Unknown) | Self::Refunded(Refunded::Unknown)
        )
    }
}

/// An answer that settles it, about the trade or refund with these numbers.
fn certain(rail: Rail, question: Question, trade: &str, refund: &str, amount: u64) -> Value {
    let fen = amount.to_string();
    let yuan = format!("{}.{:02}", amount / 100, amount % 100);
    let ok = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "out_trade_no": trade });
    let mut said = match (rail, question) {
        (Rail::V3, Question::Trade(Ask::Pay | Ask::Query)) => {
            json!({ "trade_state": "SUCCESS", "amount": { "total": amount } })
        }
        (Rail::V3, Question::Trade(Ask::Reverse)) => json!({}),
        (Rail::V3, Question::Refund(_)) => json!({
            "out_refund_no": refund,
            "status": "SUCCESS",
            "amount": { "refund": amount, "total": amount },
        }),
        (Rail::V2, Question::Trade(Ask::Pay)) => json!({ "total_fee": fen }),
        (Rail::V2, Question::Trade(Ask::Query)) => {
            json!({ "total_fee": fen, "trade_state": "SUCCESS" })
        }
        (Rail::V2, Question::Trade(Ask::Reverse)) => json!({ "recall": "N" }),
        (Rail::V2, Question::Refund(RefundAsk::Give)) => json!({ "out_refund_no": refund }),
        (Rail::V2, Question::Refund(RefundAsk::Query)) => json!({
            "out_refund_no_0": refund,
            "refund_fee_0": fen,
            "refund_status_0": "SUCCESS",
        }),
        (Rail::Alipay, Question::Trade(Ask::Pay)) => json!({ "total_amount": yuan }),
        (Rail::Alipay, Question::Trade(Ask::Query)) => {
            json!({ "total_amount": yuan, "trade_status": "TRADE_SUCCESS" })
        }
        (Rail::Alipay, Question::Trade(Ask::Reverse)) => {
            json!({ "action": "close", "retry_flag": "N" })
        }
        (Rail::Alipay, Question::Refund(RefundAsk::Give)) => json!({ "fund_change": "Y" }),
        (Rail::Alipay, Question::Refund(RefundAsk::Query)) => json!({
            "out_request_no": refund,
            "refund_amount": yuan,
            "refund_status": "REFUND_SUCCESS",
        }),
    };
    let common = match rail {
        Rail::V3 => json!({ "out_trade_no": trade }),
        Rail::V2 => ok,
        Rail::Alipay => json!({ "code": "10000", "out_trade_no": trade }),
    };
    for (name, value) in common.as_object().unwrap() {
        said[name] = value.clone();
    }
    said
}

/// A failure with this code, as each API says it.
fn failure(rail: Rail, code: &str) -> Value {
    match rail {
        Rail::V3 => json!({ "code": code, "message": "" }),
        Rail::V2 => {
            json!({ "return_code": "SUCCESS", "result_code": "FAIL", "err_code": code })
        }
        Rail::Alipay if code.starts_with("ACQ.") => json!({ "code": "40004", "sub_code": code }),
        Rail::Alipay => json!({ "code": code, "msg": "" }),
    }
}

fn each() -> impl Iterator<Item = (Rail, Question)> {
    RAILS
        .into_iter()
        .flat_map(|rail| QUESTIONS.map(|question| (rail, question)))
}

#[tokio::test]
async fn an_answer_that_is_whole_and_the_channels_is_believed() {
    let mouth = Mouth::open().await;
    for (rail, question) in each() {
        let said = certain(rail, question, "T1", "R1", AMOUNT);
        let expected = match question {
            Question::Trade(Ask::Pay | Ask::Query) => Heard::Answer(Answer::Paid),
            Question::Trade(Ask::Reverse) => Heard::Answer(Answer::Closed),
            // API V2 only says that the order was taken.
            Question::Refund(RefundAsk::Give) if rail == Rail::V2 => {
                Heard::Refunded(Refunded::Processing)
            }
            Question::Refund(_) => Heard::Refunded(Refunded::Done),
        };
        let heard = mouth.is_told(rail, question, 200, &said).await;
        assert_eq!(heard, expected, "{rail:?} {question:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_whole_or_not_the_channels_is_none() {
    let mouth = Mouth::open().await;
    for (rail, question) in each() {
        let said = certain(rail, question, "T1", "R1", AMOUNT).to_string();
        let right = || mouth.wire(rail, question, &said, Signed::Rightly);
        let status = |status: u16| (StatusCode::from_u16(status).unwrap(), right().1, right().2);
        let body = |body: Vec<u8>| (StatusCode::OK, right().1, body);
        let whole = right().2;
        let padded = format!("{}{}", " ".repeat(70_000), said);
        let cases = [
            ("500", status(500)),
            ("502", status(502)),
            ("503", status(503)),
            ("a redirect", status(302)),
            ("empty", body(Vec::new())),
            ("cut", body(whole[..whole.len() / 2].to_vec())),
            ("without its end", body(whole[..whole.len() - 1].to_vec())),
            ("huge", mouth.wire(rail, question, &padded, Signed::Rightly)),
            ("huge", body([whole.clone(), vec![b' '; 70_000]].concat())),
            (
                "a page",
                mouth.wire(rail, question, "<html></html>", Signed::Rightly),
            ),
            (
                "an empty object",
                mouth.wire(rail, question, "{}", Signed::Rightly),
            ),
            ("not text", body(vec![0xff; 100])),
            (
                "a wrong signature",
                mouth.wire(rail, question, &said, Signed::OverSomethingElse),
            ),
            (
                "another's signature",
                mouth.wire(rail, question, &said, Signed::ByAnother),
            ),
        ];
        for (what, wire) in cases {
            // The padding is lost where fields are written one by one.
            if (what, rail) == ("huge", Rail::V2) && wire.2.len() < 70_000 {
                continue;
            }
            let heard = mouth.hears(rail, question, wire).await;
            assert!(
                heard.is_unknown(),
                "{rail:?} {question:?} {what}: {heard:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_answer_about_another_order_or_amount_is_none() {
    let mouth = Mouth::open().await;
    for (rail, question) in each() {
        let mut others = vec![certain(rail, question, "T2", "R1", AMOUNT)];
        if let Question::Trade(Ask::Pay | Ask::Query) = question {
            others.push(certain(rail, question, "T1", "R1", AMOUNT - 1));
        }
        let names_refund =
            question == Question::Refund(RefundAsk::Query) || matches!(rail, Rail::V3 | Rail::V2);
        if matches!(question, Question::Refund(_)) && names_refund {
            others.push(certain(rail, question, "T1", "R2", AMOUNT));
        }
        for said in others {
            let heard = mouth.is_told(rail, question, 200, &said).await;
            assert!(
                heard.is_unknown(),
                "{rail:?} {question:?} {said}: {heard:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_payer_who_is_asked_by_another_order_is_not_ours() {
    let mouth = Mouth::open().await;
    let asked = [
        (
            Rail::V3,
            202,
            json!({ "out_trade_no": "T2", "trade_state": "USERPAYING" }),
        ),
        (
            Rail::V2,
            200,
            json!({ "return_code": "SUCCESS", "result_code": "FAIL", "err_code": "USERPAYING", "out_trade_no": "T2" }),
        ),
        (
            Rail::Alipay,
            200,
            json!({ "code": "10003", "out_trade_no": "T2" }),
        ),
    ];
    for (rail, status, said) in asked {
        let pay = Question::Trade(Ask::Pay);
        assert!(mouth.is_told(rail, pay, status, &said).await.is_unknown());
        let mut ours = said;
        ours["out_trade_no"] = json!("T1");
        let heard = mouth.is_told(rail, pay, status, &ours).await;
        assert_eq!(heard, Heard::Answer(Answer::PayerConfirms), "{rail:?}");
    }
}

#[tokio::test]
async fn what_a_channel_does_not_know_itself_stays_unknown() {
    let mouth = Mouth::open().await;
    let wechat = [
        "SYSTEMERROR",
        "SYSTEM_ERROR",
        "BANKERROR",
        "BANK_ERROR",
        "FREQUENCY_LIMITED",
        "INVALID_REQUEST",
        "OUT_TRADE_NO_USED",
        "ORDERPAID",
        "ORDERCLOSED",
        "ORDERREVERSED",
        "BIZERR_NEED_RETRY",
        "ORDER_NOT_READY",
        "REFUNDNOTEXIST",
        "ERROR",
        "SOMETHING_NEW",
        "",
    ];
    let alipay = [
        "20000",
        "ACQ.SYSTEM_ERROR",
        "ACQ.TRADE_HAS_SUCCESS",
        "ACQ.TRADE_HAS_CLOSE",
        "ACQ.CONTEXT_INCONSISTENT",
        "ACQ.SOMETHING_NEW",
        "77777",
        "40004",
        "",
    ];
    for (rail, question) in each() {
        let codes = match rail {
            Rail::V3 | Rail::V2 => &wechat[..],
            Rail::Alipay => &alipay[..],
        };
        for code in codes {
            let statuses: &[u16] = match rail {
                Rail::V3 => &[400, 403, 404, 429, 500],
                Rail::V2 | Rail::Alipay => &[200],
            };
            for status in statuses {
                let said = failure(rail, code);
                let heard = mouth.is_told(rail, question, *status, &said).await;
                assert!(
                    heard.is_unknown(),
                    "{rail:?} {question:?} {status} {said}: {heard:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_failure_of_the_call_is_told_without_a_signature_and_so_by_nobody() {
    let mouth = Mouth::open().await;
    let said =
        "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg>签名错误</return_msg></xml>";
    for question in QUESTIONS {
        let wire = (StatusCode::OK, HeaderMap::new(), said.as_bytes().to_vec());
        assert!(mouth.hears(Rail::V2, question, wire).await.is_unknown());
    }
}
