//! The merchant's bill of a day: `alipay.data.dataservice.bill.downloadurl.query`, and the ZIP it
//! points to, with two tables in GBK whose names are GBK too.

use std::io::Write as _;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use encoding_rs::GBK;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::SignedDuration;
use jiff::civil::Date;
use rawzip::path::EntryPath;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use serde_json::{Value, json};

use super::{Platform, Said, business_error, invalid, said};
use crate::channels::bill::{BillBehaviour, Movement, beijing, cut, turned, yuan};

/// How long the address of a bill can be used.
const ADDRESS_LIFE: SignedDuration = SignedDuration::from_secs(30);
const COLUMNS: &str = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,\
                       操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,\
                       集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,\
                       商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,\
                       分润（元）,备注";
const ACCOUNT: &str = "20889112124162010156";

/// Answers the question where the bill is.
pub(super) fn address(platform: &Platform, content: &str) -> Said {
    let content: Value = serde_json::from_str(content).unwrap_or_default();
    let day = content["bill_date"]
        .as_str()
        .and_then(|day| day.parse().ok());
    let (Some(day), Some("trade")) = (day, content["bill_type"].as_str()) else {
        return invalid("isv.invalid_arguments", "参数有误");
    };
    let movements = platform.ledger.movements(day);
    if movements.is_empty() || platform.ledger.bills().behaviour() == BillBehaviour::NotReady {
        // The same whether it is too early or there is nothing to tell.
        return business_error("isp.bill_not_exist", "账单不存在");
    }
    let Ok(archive) = archive(platform, &movements, day) else {
        return business_error("isp.unknow-error", "系统繁忙");
    };
    let base = platform.url.get().map_or("", String::as_str);
    let file = platform.ledger.bills().lay_out(archive);
    said(json!({
        "code": "10000",
        "msg": "Success",
        "bill_download_url": format!("{base}/downloadBillFile.resource?bizType=trade&fileId={file}"),
    }))
}

/// Hands the file out. Nobody signs anything here.
pub(super) async fn download(State(platform): State<Arc<Platform>>, uri: Uri) -> Response {
    let word = uri.query().and_then(|query| query.split_once("fileId="));
    match word.and_then(|(_, word)| platform.ledger.bills().fetch(word, ADDRESS_LIFE)) {
        Some(archive) => ([(header::CONTENT_TYPE, "application/zip")], archive).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn archive(platform: &Platform, movements: &[Movement], day: Date) -> anyhow::Result<Vec<u8>> {
    let behaviour = platform.ledger.bills().behaviour();
    let name = format!("{ACCOUNT}_{}_业务明细", day.strftime("%Y%m%d"));
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, text) in [
        (format!("{name}.csv"), rows(movements, day, behaviour)),
        (format!("{name}(汇总).csv"), sums(movements, day)),
    ] {
        let (name, _, _) = GBK.encode(&name);
        let (text, _, _) = GBK.encode(&text);
        let (mut entry, config) = archive
            .new_file(EntryPath::verbatim(&*name))
            .compression_method(CompressionMethod::DEFLATE)
            .start()?;
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(&text)?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    let mut packed = archive.finish()?;
    if behaviour == BillBehaviour::WrongHash
        && let Some(byte) = packed.get_mut(200)
    {
        *byte ^= 0x01;
    }
    Ok(packed)
}

fn head(day: Date) -> Vec<String> {
    let next = day.tomorrow().unwrap_or(day);
    let midnight = |day: Date| day.strftime("[%Y年%m月%d日 00:00:00]").to_string();
    vec![
        "#支付宝业务明细查询".to_owned(),
        format!("#账号：[{ACCOUNT}]"),
        format!(
            "#起始日期：{}   终止日期：{}",
            midnight(day),
            midnight(next)
        ),
    ]
}

fn rows(movements: &[Movement], day: Date, behaviour: BillBehaviour) -> String {
    let mut lines = head(day);
    lines.push(format!("#{0}业务明细列表{0}", "-".repeat(40)));
    let names = COLUMNS.split(',').map(str::to_owned).collect();
    lines.push(turned(names, behaviour));
    lines.extend(
        movements
            .iter()
            .map(|movement| turned(row(movement), behaviour)),
    );
    lines.push(format!("#{0}业务明细列表结束{0}", "-".repeat(40)));
    let (charges, charged) = sum(movements, false);
    let (refunds, returned) = sum(movements, true);
    lines.push(format!(
        "#交易合计：{charges}笔，商家实收共{charged}元，商家优惠共0.00元"
    ));
    lines.push(format!(
        "#退款合计：{refunds}笔，商家实收退款共-{returned}元，商家优惠退款共0.00元"
    ));
    lines.push(next_morning(day));
    cut(lines, behaviour).join("\r\n") + "\r\n"
}

/// The other table: by shop.
fn sums(movements: &[Movement], day: Date) -> String {
    let mut lines = head(day);
    let (charges, charged) = sum(movements, false);
    let (refunds, returned) = sum(movements, true);
    lines.push(
        "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,退款金额（元）".to_owned(),
    );
    lines.push(format!("合计,,{charges},{refunds},{charged},-{returned}"));
    lines.push(next_morning(day));
    lines.join("\r\n") + "\r\n"
}

fn next_morning(day: Date) -> String {
    let next = day.tomorrow().unwrap_or(day);
    format!("#导出时间：[{} 05:46:49]", next.strftime("%Y年%m月%d日"))
}

fn sum(movements: &[Movement], is_return: bool) -> (usize, String) {
    let of_kind: Vec<_> = movements
        .iter()
        .filter(|it| it.is_return == is_return)
        .collect();
    let fen = of_kind.iter().map(|it| it.amount).sum();
    (of_kind.len(), yuan(fen))
}

fn row(movement: &Movement) -> Vec<String> {
    let sign = if movement.is_return { "-" } else { "" };
    let amount = format!("{sign}{}", yuan(movement.amount));
    let kind = if movement.is_return {
        "退款"
    } else {
        "交易"
    };
    let at = beijing(movement.at)
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string();
    [
        &format!("{}\t", movement.transaction),
        &format!("{}\t", movement.number),
        &format!("{kind}\t"),
        &movement.description.replace(',', "，"),
        &at,
        &at,
        "\t",
        "\t",
        "\t",
        "\t",
        "**(138****0000)\t",
        &amount,
        &amount,
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "",
        "0.00\t",
        "0.00",
        &format!("{}\t", movement.refund.as_deref().unwrap_or_default()),
        "0.00",
        "0.00",
        "",
    ]
    .map(str::to_owned)
    .to_vec()
}
