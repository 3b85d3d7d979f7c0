//! `alipay.trade.refund` and its query.

use serde_json::{Value, json};

use super::{Voice, beijing, business_error, buyer, fen, invalid, said, yuan};
use crate::channels::answer::Said;
use crate::channels::record::{RefundDemand, Refunds};

impl Voice {
    pub(super) fn refund(&self, content: &str) -> Said {
        let content: Value = serde_json::from_str(content).unwrap_or_default();
        let text = |name: &str| content[name].as_str().map(str::to_owned);
        let (Some(order), Some(amount)) = (
            text("out_trade_no"),
            text("refund_amount").as_deref().and_then(fen),
        ) else {
            return invalid("isv.missing-parameter", "out_trade_no, refund_amount");
        };
        let demand = RefundDemand {
            // Without a number of its own a refund is the whole trade's.
            number: text("out_request_no").unwrap_or_else(|| order.clone()),
            order,
            amount,
            total: None,
        };
        match self.ledger().refund(&demand) {
            Refunds::Given {
                order,
                refund,
                again,
            } => {
                let mut body = buyer(&order);
                body["code"] = json!("10000");
                body["msg"] = json!("Success");
                body["fund_change"] = json!(if again { "N" } else { "Y" });
                body["refund_fee"] = json!(yuan(order.refunded()));
                body["gmt_refund_pay"] = json!(beijing(refund.at));
                said(body)
            }
            Refunds::Unknown => business_error("ACQ.TRADE_NOT_EXIST", "交易不存在"),
            Refunds::TooMuch => business_error("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限"),
            Refunds::Reused => business_error("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求"),
        }
    }

    pub(super) fn refund_query(&self, content: &str) -> Said {
        let content: Value = serde_json::from_str(content).unwrap_or_default();
        let number = content["out_request_no"].as_str().unwrap_or_default();
        let mut body = json!({ "code": "10000", "msg": "Success" });
        // A refund that is not there is a success that says nothing.
        if let Some((order, refund)) = self.ledger().refund_of(number)
            && content["out_trade_no"] == order.number.as_str()
        {
            body["trade_no"] = json!(order.transaction);
            body["out_trade_no"] = json!(order.number);
            body["out_request_no"] = json!(refund.number);
            body["total_amount"] = json!(yuan(order.amount));
            body["refund_amount"] = json!(yuan(refund.amount));
            body["refund_status"] = json!("REFUND_SUCCESS");
        }
        said(body)
    }
}
