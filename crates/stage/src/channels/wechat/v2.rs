//! API V2: micropay, orderquery, reverse, refund, refundquery, as XML with a key that both sides
//! have.
//!
//! After pay.weixin.qq.com/doc/v2/merchant. One thing is not there: the real server asks for the
//! merchant's certificate on `/secapi/…`, and this one speaks without TLS.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::{Offset, TimeZone};

use super::{Platform, Wechat, bill, openid, trade_state};
use crate::channels::answer::{self, Said, Speaks};
use crate::channels::behaviour::{Call, Refusal};
use crate::channels::bill::BillBehaviour;
use crate::channels::record::{
    Demand, Happened, OrderRecord, OrderState, Pays, RefundDemand, Refunds, Reverses,
};

mod message;

pub use message::{Fields, SignType, read, sign, write};

pub(super) fn is_path(target: &str) -> bool {
    target.starts_with("/pay/") || target.starts_with("/secapi/pay/")
}

pub(super) async fn receive(platform: Arc<Platform>, target: String, body: &[u8]) -> Response {
    let fields = match checked(&platform.api_key, body) {
        Ok(fields) => fields,
        Err(why) => {
            platform.ledger.heard(format!("refused: POST {target}"));
            return not_understood(why);
        }
    };
    platform.ledger.heard(format!("POST {target}"));
    let voice = Voice {
        sign_type: SignType::of(&fields),
        platform,
    };
    // The work goes on when the merchant hangs up: money does not wait for a listener.
    let work = tokio::spawn(async move { voice.route(&target, &fields).await });
    work.await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn checked(key: &str, body: &[u8]) -> Result<Fields, &'static str> {
    let fields = read(body).ok_or("XML格式错误")?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    if field("sign") != sign(&fields, key, SignType::of(&fields)) {
        Err("签名错误")
    } else if field("appid") != Wechat::APPID || field("mch_id") != Wechat::MCHID {
        Err("appid与mch_id不匹配")
    } else if field("nonce_str").is_empty() || field("nonce_str").len() > 32 {
        Err("nonce_str 参数长度有误")
    } else {
        Ok(fields)
    }
}

/// A failure of the call itself is told without a signature.
fn not_understood(why: &str) -> Response {
    let fields = [("return_code", "FAIL"), ("return_msg", why)];
    xml(StatusCode::OK, write(&owned(&fields)))
}

fn xml(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain")], body).into_response()
}

fn owned(fields: &[(&str, &str)]) -> Fields {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// Answers in the way of signing that was asked in.
struct Voice {
    platform: Arc<Platform>,
    sign_type: SignType,
}

impl Voice {
    async fn route(&self, target: &str, fields: &Fields) -> Response {
        let ledger = &self.platform.ledger;
        let (call, said) = match target {
            "/pay/micropay" => return self.micropay(fields).await,
            "/pay/orderquery" => (Call::Query, self.query(text(fields, "out_trade_no"))),
            "/secapi/pay/reverse" => (Call::Reverse, self.reverse(text(fields, "out_trade_no"))),
            "/secapi/pay/refund" => (Call::Refund, self.refund(fields)),
            "/pay/refundquery" => (
                Call::RefundQuery,
                self.refund_query(text(fields, "out_refund_no")),
            ),
            "/pay/downloadbill" => return self.bill(text(fields, "bill_date")),
            _ => return not_understood("没有这个接口"),
        };
        answer::give(self, ledger.answer_for(call), said).await
    }

    /// As text, unsigned; XML only where there is none.
    fn bill(&self, day: &str) -> Response {
        let Ok(day) = jiff::civil::Date::strptime("%Y%m%d", day) else {
            return not_understood("data format error");
        };
        if self.platform.ledger.bills().behaviour() == BillBehaviour::NotReady {
            return not_understood("Bill Creating");
        }
        match bill::bill(&self.platform, day) {
            Some(file) => ([(header::CONTENT_TYPE, "text/plain")], file).into_response(),
            None => not_understood("No Bill Exist"),
        }
    }

    async fn micropay(&self, fields: &Fields) -> Response {
        let Some(demand) = demand(fields) else {
            return self.signed(failure("PARAM_ERROR", "参数错误"));
        };
        let ledger = &self.platform.ledger;
        let behaviour = ledger.behaviour_for(&demand);
        if behaviour.arrives_after > Duration::ZERO {
            tokio::time::sleep(behaviour.arrives_after).await;
        }
        let said = match ledger.pay(demand, behaviour.does) {
            Pays::Paid(order) => success(paid(&order)),
            Pays::Asking(_) => failure("USERPAYING", "需要用户输入支付密码"),
            Pays::Refused(why) => refusal(why),
            Pays::Known(order) => known(&order),
            Pays::Lost => self.system_error(),
        };
        answer::give(self, behaviour.answer, said).await
    }

    fn query(&self, number: &str) -> Said {
        let Some(order) = self.platform.ledger.order(number) else {
            return failure("ORDERNOTEXIST", "此交易订单号不存在");
        };
        let (state, words) = trade_state(&order);
        let mut fields = paid(&order);
        fields.extend(owned(&[
            ("trade_state", state),
            ("trade_state_desc", words),
        ]));
        success(fields)
    }

    fn reverse(&self, number: &str) -> Said {
        match self.platform.ledger.reverse(number) {
            Reverses::Closed(_) | Reverses::Returned(_) => success(owned(&[("recall", "N")])),
            Reverses::Unknown => failure("ORDERNOTEXIST", "订单不存在"),
        }
    }

    fn refund(&self, fields: &Fields) -> Said {
        let (Ok(amount), Ok(total)) = (
            text(fields, "refund_fee").parse(),
            text(fields, "total_fee").parse(),
        ) else {
            return failure("PARAM_ERROR", "参数错误");
        };
        let demand = RefundDemand {
            number: text(fields, "out_refund_no").to_owned(),
            order: text(fields, "out_trade_no").to_owned(),
            amount,
            total: Some(total),
        };
        match self.platform.ledger.refund(&demand) {
            Refunds::Given { order, refund, .. } => success(owned(&[
                ("transaction_id", &order.transaction),
                ("out_trade_no", &order.number),
                ("out_refund_no", &refund.number),
                ("refund_id", &refund.id),
                ("refund_fee", &refund.amount.to_string()),
                ("total_fee", &order.amount.to_string()),
                ("cash_fee", &order.amount.to_string()),
            ])),
            Refunds::Unknown => failure("ORDERNOTEXIST", "订单号不存在"),
            Refunds::TooMuch => failure("ERROR", "累计退款金额大于支付金额"),
            Refunds::Reused => failure("REFUND_FEE_MISMATCH", "同一个退款单号退款金额要一致"),
        }
    }

    fn refund_query(&self, number: &str) -> Said {
        let Some((order, refund)) = self.platform.ledger.refund_of(number) else {
            return failure("REFUNDNOTEXIST", "退款订单查询失败");
        };
        success(owned(&[
            ("transaction_id", &order.transaction),
            ("out_trade_no", &order.number),
            ("total_fee", &order.amount.to_string()),
            ("refund_count", "1"),
            ("out_refund_no_0", &refund.number),
            ("refund_id_0", &refund.id),
            ("refund_fee_0", &refund.amount.to_string()),
            ("refund_status_0", "SUCCESS"),
        ]))
    }

    /// What is no message stays as it is.
    fn send(&self, said: Said, spoilt: bool) -> Response {
        let Some(mut fields) = read(said.body.as_bytes()) else {
            return xml(said.status, said.body);
        };
        let nonce = uuid::Uuid::new_v4().simple().to_string();
        fields.extend(owned(&[
            ("appid", Wechat::APPID),
            ("mch_id", Wechat::MCHID),
            ("nonce_str", &nonce),
        ]));
        let mut signature = sign(&fields, &self.platform.api_key, self.sign_type);
        if spoilt {
            signature = sign(&Fields::new(), &self.platform.api_key, self.sign_type);
        }
        fields.insert("sign".to_owned(), signature);
        xml(said.status, write(&fields))
    }
}

impl Speaks for Voice {
    fn signed(&self, said: Said) -> Response {
        self.send(said, false)
    }

    fn signed_wrongly(&self, said: Said) -> Response {
        self.send(said, true)
    }

    fn system_error(&self) -> Said {
        failure("SYSTEMERROR", "系统超时，请立即调用查询")
    }
}

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

fn demand(fields: &Fields) -> Option<Demand> {
    let field = |name: &str| {
        let value = text(fields, name);
        (!value.is_empty()).then(|| value.to_owned())
    };
    field("spbill_create_ip")?;
    let number = field("out_trade_no").filter(|number| number.len() <= 32)?;
    let amount: u64 = field("total_fee")?.parse().ok()?;
    let description = field("body").filter(|body| body.len() <= 128)?;
    (amount > 0).then_some(Demand {
        number,
        code: field("auth_code")?,
        amount,
        description,
        life: None,
    })
}

fn paid(order: &OrderRecord) -> Fields {
    let amount = order.amount.to_string();
    let mut fields = owned(&[
        ("out_trade_no", &order.number),
        ("transaction_id", &order.transaction),
        ("openid", &openid(&order.payer)),
        ("is_subscribe", "N"),
        ("trade_type", "MICROPAY"),
        ("fee_type", "CNY"),
        ("total_fee", &amount),
        ("cash_fee", &amount),
    ]);
    if let Some(charged) = order.charged_at() {
        let zone = TimeZone::fixed(Offset::constant(8));
        let time = charged.to_zoned(zone).strftime("%Y%m%d%H%M%S").to_string();
        fields.extend(owned(&[("bank_type", "OTHERS"), ("time_end", &time)]));
    }
    fields
}

fn known(order: &OrderRecord) -> Said {
    match order.state {
        OrderState::Paid => failure("ORDERPAID", "订单已支付"),
        OrderState::Reversed | OrderState::Failed(Happened::Lapsed) => {
            failure("ORDERREVERSED", "订单已撤销")
        }
        OrderState::Asking { .. } | OrderState::Failed(_) => {
            failure("OUT_TRADE_NO_USED", "商户订单号重复")
        }
    }
}

fn refusal(why: Refusal) -> Said {
    match why {
        Refusal::NotEnough => failure("NOTENOUGH", "用户账号余额不足"),
        Refusal::CodeExpired => failure("AUTHCODEEXPIRE", "二维码已过期，请用户在微信上刷新后再试"),
        Refusal::CodeUsed => failure("AUTH_CODE_INVALID", "每个二维码仅限使用一次，请刷新再试"),
        Refusal::CodeInvalid => failure("AUTH_CODE_ERROR", "请扫描微信支付被扫条码/二维码"),
        Refusal::Risk => failure("TRADE_ERROR", "交易错误"),
    }
}

fn success(mut fields: Fields) -> Said {
    fields.extend(owned(&[
        ("return_code", "SUCCESS"),
        ("return_msg", "OK"),
        ("result_code", "SUCCESS"),
    ]));
    said(&fields)
}

fn failure(code: &str, words: &str) -> Said {
    said(&owned(&[
        ("return_code", "SUCCESS"),
        ("return_msg", "OK"),
        ("result_code", "FAIL"),
        ("err_code", code),
        ("err_code_des", words),
    ]))
}

fn said(fields: &Fields) -> Said {
    Said {
        status: StatusCode::OK,
        body: write(fields),
    }
}

#[cfg(test)]
mod tests;
