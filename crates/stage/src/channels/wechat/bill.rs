//! The merchant's bill of a day: 申请交易账单 and 下载账单 of API V3, the file in the columns of today.

use std::io::Write as _;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;

use super::{Platform, Said, Speaks as _, Wechat, error, query_field};
use crate::channels::bill::{BillBehaviour, Movement, beijing, cut, turned, yuan};

/// How long the address of a bill can be used.
const ADDRESS_LIFE: SignedDuration = SignedDuration::from_mins(5);
const COLUMNS: &str = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,\
                       交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,\
                       商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,\
                       手续费,费率,订单金额,申请退款金额,费率备注";
const TOTALS: &str = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,\
                      订单总金额,申请退款总金额";

/// Tells where the bill of a day is.
pub(super) fn tradebill(platform: &Platform, uri: &Uri) -> Said {
    let day = query_field(uri, "bill_date").and_then(|day| day.parse().ok());
    let is_asked_well = query_field(uri, "bill_type") == Some("ALL")
        && query_field(uri, "tar_type") == Some("GZIP");
    let (Some(day), true) = (day, is_asked_well) else {
        return error(StatusCode::BAD_REQUEST, "PARAM_ERROR", "参数错误");
    };
    if platform.ledger.bills().behaviour() == BillBehaviour::NotReady {
        return error(StatusCode::BAD_REQUEST, "STATEMENT_CREATING", "账单生成中");
    }
    let Some(file) = bill(platform, day) else {
        return error(
            StatusCode::BAD_REQUEST,
            "NO_STATEMENT_EXIST",
            "账单文件不存在",
        );
    };
    let hash = match platform.ledger.bills().behaviour() {
        BillBehaviour::WrongHash => sha1_hex(b"another file"),
        BillBehaviour::Truly
        | BillBehaviour::OtherColumns
        | BillBehaviour::NotReady
        | BillBehaviour::Cut => sha1_hex(&file),
    };
    let Some(packed) = gzip(&file) else {
        return platform.system_error();
    };
    let base = platform.url.get().map_or("", String::as_str);
    let token = platform.ledger.bills().lay_out(packed);
    Said {
        status: StatusCode::OK,
        body: json!({
            "hash_type": "SHA1",
            "hash_value": hash,
            "download_url": format!("{base}/v3/billdownload/file?token={token}"),
        })
        .to_string(),
    }
}

/// Hands the file out.
pub(super) fn file(platform: &Platform, uri: &Uri) -> Response {
    let packed = query_field(uri, "token")
        .and_then(|token| platform.ledger.bills().fetch(token, ADDRESS_LIFE));
    match packed {
        Some(packed) => ([(header::CONTENT_TYPE, "application/x-gzip")], packed).into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn gzip(file: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(file).ok()?;
    encoder.finish().ok()
}

fn sha1_hex(file: &[u8]) -> String {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, file);
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The file. `None` if nothing was moved on that day.
pub(super) fn bill(platform: &Platform, day: Date) -> Option<Vec<u8>> {
    let behaviour = platform.ledger.bills().behaviour();
    let movements = platform.ledger.movements(day);
    if movements.is_empty() {
        return None;
    }
    let names = |names: &str| turned(names.split(',').map(str::to_owned).collect(), behaviour);
    let fields = |fields: Vec<String>| {
        let fields = fields.iter().map(|field| format!("`{field}"));
        turned(fields.collect(), behaviour)
    };
    let sum = |is_return| {
        let of_kind = movements.iter().filter(|it| it.is_return == is_return);
        yuan(of_kind.map(|it| it.amount).sum())
    };
    let (charged, returned) = (sum(false), sum(true));
    let mut lines = vec![names(COLUMNS)];
    lines.extend(movements.iter().map(|movement| fields(row(movement))));
    let totals = [
        &format!("{}.0", movements.len()),
        &charged,
        &returned,
        "0.0",
        "0.0",
        &charged,
        &returned,
    ];
    // The totals keep their order: they are found by the first name.
    lines.push(TOTALS.to_owned());
    lines.push(totals.map(|total| format!("`{total}")).join(","));
    let text = cut(lines, behaviour).join("\r\n");
    Some(format!("\u{feff}{text}\r\n").into_bytes())
}

fn row(movement: &Movement) -> Vec<String> {
    let amount = yuan(movement.amount);
    let zero = "0.00".to_owned();
    let (state, charged, returned) = match (movement.is_return, &movement.refund) {
        (false, _) => ("SUCCESS", &amount, &zero),
        (true, None) => ("REVOKED", &zero, &amount),
        (true, Some(_)) => ("REFUND", &zero, &amount),
    };
    let (channel_refund, refund_kind, refund_state) = if movement.is_return {
        (format!("50{}", movement.transaction), "ORIGINAL", "SUCCESS")
    } else {
        ("0".to_owned(), "", "")
    };
    let refund = movement.refund.as_deref().unwrap_or("0");
    [
        &beijing(movement.at)
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string(),
        Wechat::APPID,
        Wechat::MCHID,
        "0",
        "",
        &movement.transaction,
        &movement.number,
        &format!("o{}", movement.payer),
        "MICROPAY",
        state,
        "OTHERS",
        "CNY",
        charged,
        &zero,
        &channel_refund,
        refund,
        returned,
        &zero,
        refund_kind,
        refund_state,
        &movement.description,
        "",
        "0.00000",
        "0.60%",
        charged,
        returned,
        "",
    ]
    .map(str::to_owned)
    .to_vec()
}
