//! What a request for 付款码支付 (codepay) has to have in it.

use axum::http::StatusCode;
use serde::Deserialize;

use super::{Said, Wechat, error};
use crate::channels::record::Demand;

#[derive(Deserialize)]
pub(super) struct Request {
    appid: String,
    mchid: String,
    description: String,
    out_trade_no: String,
    payer: PayerField,
    amount: AmountField,
    scene_info: SceneField,
}

#[derive(Deserialize)]
struct PayerField {
    auth_code: String,
}

#[derive(Deserialize)]
struct AmountField {
    total: u64,
    currency: Option<String>,
}

#[derive(Deserialize)]
struct SceneField {
    store_info: StoreField,
}

#[derive(Deserialize)]
struct StoreField {
    id: Option<String>,
    out_id: Option<String>,
}

impl Request {
    /// The demand in the body of a request, or what is wrong with it.
    pub(super) fn read(body: &[u8]) -> Result<Demand, Said> {
        let wrong = |why: &str| error(StatusCode::BAD_REQUEST, "PARAM_ERROR", why);
        let request: Self = serde_json::from_slice(body)
            .map_err(|why| wrong(&format!("请求体不符合接口规则: {why}")))?;
        let number = &request.out_trade_no;
        let number_ok = (1..=32).contains(&number.len())
            && number
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-*".contains(&byte));
        let store = &request.scene_info.store_info;
        if request.appid != Wechat::APPID || request.mchid != Wechat::MCHID {
            Err(wrong("appid 或 mchid 不对"))
        } else if !number_ok {
            Err(wrong("out_trade_no 只能是 32 个以内的数字、字母和 _-*"))
        } else if request.description.is_empty() || request.description.chars().count() > 127 {
            Err(wrong("description 长度不对"))
        } else if request.amount.total == 0 {
            Err(wrong("amount.total 须大于零"))
        } else if request
            .amount
            .currency
            .as_deref()
            .is_some_and(|currency| currency != "CNY")
        {
            Err(wrong("amount.currency 只支持 CNY"))
        } else if store.id.is_none() && store.out_id.is_none() {
            Err(wrong("scene_info.store_info 须有 id 或 out_id"))
        } else {
            Ok(Demand {
                number: request.out_trade_no,
                code: request.payer.auth_code,
                amount: request.amount.total,
                description: request.description,
                life: None,
            })
        }
    }
}
