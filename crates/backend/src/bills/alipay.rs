//! Alipay's bill of a day (业务明细): a table in GBK between comments, the totals in comments at the
//! end. Amounts in yuan; what is given back is below zero.
//!
//! Source: opendocs.alipay.com, `alipay.data.dataservice.bill.downloadurl.query`, and bills that
//! others have published.

use encoding_rs::GBK;
use jiff::civil::Date;

use super::table::{Fields, Header, rows};
use super::{Bill, BillError, Moved, Row, fen, time};

const TIME: &str = "完成时间";
const CHANNEL_TRADE: &str = "支付宝交易号";
const TRADE: &str = "商户订单号";
const KIND: &str = "业务类型";
const AMOUNT: &str = "订单金额（元）";
const RECEIVED: &str = "商家实收（元）";
const REFUND: &str = "退款批次号/请求号";
const DAY: &str = "起始日期";
const CHARGES: &str = "交易合计";
const REFUNDS: &str = "退款合计";

/// What the rows come to.
#[derive(Default)]
struct Sums {
    count: i64,
    ordered: i64,
    received: i64,
}

/// Whether this file of the archive is the table of the rows: the other one has their sums by shop.
#[must_use]
pub fn has_rows(file: &[u8]) -> bool {
    let Some(text) = GBK.decode_without_bom_handling_and_without_replacement(file) else {
        return false;
    };
    rows(&text, true).any(|row| row.is_ok_and(|(_, fields)| is_header(&bare(fields))))
}

/// Reads a bill.
///
/// # Errors
/// [`BillError`], for a bill that is damaged, cut, of another day, or does not add up.
pub fn read(day: Date, file: &[u8]) -> Result<Bill, BillError> {
    let text = GBK
        .decode_without_bom_handling_and_without_replacement(file)
        .ok_or(BillError::Encoding("GBK"))?;
    let begins = format!("[{}", day.strftime("%Y年%m月%d日"));
    if !comment(&text, DAY).is_some_and(|begin| begin.contains(&begins)) {
        return Err(BillError::OtherDay(day));
    }
    let mut lines = rows(&text, true);
    let (_, names) = lines.next().ok_or(BillError::Column(CHANNEL_TRADE))??;
    let names = bare(names);
    if !is_header(&names) {
        return Err(BillError::Column(CHANNEL_TRADE));
    }
    let header = Header::new(&names);
    let (mut charges, mut refunds) = (Sums::default(), Sums::default());
    let mut bill = Bill::empty(day);
    for line in lines {
        let (line, fields) = line?;
        let fields = bare(fields);
        let fields = header.row(&fields, line)?;
        let row = row(&header, &fields)?;
        let sums = match row.moved {
            Moved::Charged(_) => &mut charges,
            Moved::Reversed(_) | Moved::Refunded(_) | Moved::RefundFailed(_) => &mut refunds,
        };
        sums.count += 1;
        sums.ordered += fields.signed(AMOUNT)?;
        if header.has(RECEIVED) {
            sums.received += fields.signed(RECEIVED)?;
        }
        bill.rows.push(row);
    }
    charges.agree(&header, &text, CHARGES, ["商家实收共", "交易金额共"])?;
    refunds.agree(
        &header,
        &text,
        REFUNDS,
        ["商家实收退款共", "交易退款金额共"],
    )?;
    Ok(bill)
}

fn row(header: &Header, fields: &Fields<'_>) -> Result<Row, BillError> {
    let amount = fields.signed(AMOUNT)?;
    let trade = fields.number(TRADE)?;
    let moved = match fields.text(KIND)? {
        "交易" => Moved::Charged(u64::try_from(amount).map_err(|_| fields.wrong(AMOUNT))?),
        "退款" if amount <= 0 => {
            // A refund has a number of its own. What has none was asked for by the payment's
            // number alone, as a cancel does.
            let is_refund = header.has(REFUND)
                && !matches!(fields.text(REFUND)?, number if number.is_empty() || number == trade);
            let amount = amount.unsigned_abs();
            if is_refund {
                Moved::Refunded(amount)
            } else {
                Moved::Reversed(amount)
            }
        }
        "退款" => return Err(fields.wrong(AMOUNT)),
        _ => return Err(fields.wrong(KIND)),
    };
    Ok(Row {
        at: time(fields.text(TIME)?).ok_or_else(|| fields.wrong(TIME))?,
        trade,
        channel_trade: fields.number(CHANNEL_TRADE)?,
        moved,
    })
}

impl Sums {
    /// The comment `name` has to say the same: `#交易合计：6笔，商家实收共0.06元，…`, or in older
    /// bills the sum of the orders.
    fn agree(
        &self,
        header: &Header,
        text: &str,
        name: &'static str,
        [received, ordered]: [&str; 2],
    ) -> Result<(), BillError> {
        let said = comment(text, name).ok_or(BillError::NoTotals)?;
        let count = between(said, "：", "笔").and_then(fen);
        if count != Some(self.count * 100) {
            return Err(BillError::Sum(name));
        }
        let (said, sum) = match (between(said, received, "元"), between(said, ordered, "元")) {
            (Some(said), _) if header.has(RECEIVED) => (said, self.received),
            (_, Some(said)) => (said, self.ordered),
            (Some(_) | None, None) => return Err(BillError::NoTotals),
        };
        // Older bills write what was given back without its sign.
        let said = fen(said).ok_or(BillError::Sum(name))?;
        if said.abs() != sum.abs() {
            return Err(BillError::Sum(name));
        }
        Ok(())
    }
}

/// The comment that begins with `name`.
fn comment<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .find(|line| line.trim_start_matches('#').starts_with(name))
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    Some(rest.split_once(to)?.0)
}

fn is_header(names: &[String]) -> bool {
    [CHANNEL_TRADE, TRADE, KIND, AMOUNT, TIME]
        .iter()
        .all(|name| names.iter().any(|it| it == name))
}

/// The fields without the tabs that keep numbers text in spreadsheets.
fn bare(fields: Vec<String>) -> Vec<String> {
    fields
        .into_iter()
        .map(|field| field.trim().trim_start_matches('`').to_owned())
        .collect()
}
