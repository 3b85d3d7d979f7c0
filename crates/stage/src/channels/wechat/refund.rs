//! Refunds of API V3. The first answer says that it is under way; from then on it has succeeded.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::{Platform, beijing, error};
use crate::channels::answer::Said;
use crate::channels::record::{OrderRecord, RefundDemand, RefundRecord, Refunds};

pub(super) const PATH: &str = "/v3/refund/domestic/refunds";

#[derive(Deserialize)]
struct Request {
    out_trade_no: String,
    out_refund_no: String,
    amount: Amount,
}

#[derive(Deserialize)]
struct Amount {
    refund: u64,
    total: u64,
    currency: String,
}

impl Platform {
    pub(super) fn refund(&self, body: &[u8]) -> Said {
        let wrong = |why: &str| error(StatusCode::BAD_REQUEST, "PARAM_ERROR", why);
        let request: Request = match serde_json::from_slice(body) {
            Ok(request) => request,
            Err(why) => return wrong(&why.to_string()),
        };
        if request.amount.currency != "CNY" {
            return wrong("amount.currency 只支持 CNY");
        }
        let demand = RefundDemand {
            number: request.out_refund_no,
            order: request.out_trade_no,
            amount: request.amount.refund,
            total: Some(request.amount.total),
        };
        match self.ledger.refund(&demand) {
            Refunds::Given {
                order,
                refund,
                again,
            } => told(&order, &refund, again),
            Refunds::Unknown => error(StatusCode::NOT_FOUND, "RESOURCE_NOT_EXISTS", "订单不存在"),
            Refunds::TooMuch | Refunds::Reused => error(
                StatusCode::BAD_REQUEST,
                "INVALID_REQUEST",
                "订单金额或退款金额与之前请求不一致，请核实后再试",
            ),
        }
    }

    pub(super) fn refund_query(&self, path: &str) -> Said {
        let number = path
            .strip_prefix(PATH)
            .and_then(|rest| rest.strip_prefix('/'));
        match number.and_then(|number| self.ledger.refund_of(number)) {
            Some((order, refund)) => told(&order, &refund, true),
            None => error(StatusCode::NOT_FOUND, "RESOURCE_NOT_EXISTS", "退款单不存在"),
        }
    }
}

fn told(order: &OrderRecord, refund: &RefundRecord, is_through: bool) -> Said {
    let mut body = json!({
        "refund_id": refund.id,
        "out_refund_no": refund.number,
        "transaction_id": order.transaction,
        "out_trade_no": order.number,
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": beijing(refund.at),
        "status": if is_through { "SUCCESS" } else { "PROCESSING" },
        "amount": {
            "total": order.amount,
            "refund": refund.amount,
            "payer_total": order.amount,
            "payer_refund": refund.amount,
            "currency": "CNY",
        },
    });
    if is_through {
        body["success_time"] = json!(beijing(refund.at));
    }
    Said {
        status: StatusCode::OK,
        body: body.to_string(),
    }
}
