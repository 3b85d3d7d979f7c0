//! WeChat Pay's bill of a day (交易账单): UTF-8, every field behind a backtick, the totals at the
//! end. Amounts in yuan.
//!
//! Source: pay.weixin.qq.com/doc/v3/merchant, "下载账单", and bills that others have published.
//! The columns 总金额 and 代金券或立减优惠退款金额 are those of older bills.

use jiff::civil::Date;

use super::table::{Fields, Header, rows};
use super::{Bill, BillError, Moved, Row, fen, positive_fen, time};

const TIME: &str = "交易时间";
const CHANNEL_TRADE: &str = "微信订单号";
const TRADE: &str = "商户订单号";
const STATE: &str = "交易状态";
const CURRENCY: &str = "货币种类";
const REFUND_STATE: &str = "退款状态";
const COUNT: &str = "总交易单数";
const CHARGED: &[&str] = &["订单金额", "总金额"];
const RETURNED: &[&str] = &["申请退款金额", "退款金额"];

/// A column and the total of it. Where a bill has both, they have to agree.
const TOTALS: &[(&str, &str)] = &[
    ("订单金额", "订单总金额"),
    ("总金额", "总交易额"),
    ("应结订单金额", "应结订单总金额"),
    ("申请退款金额", "申请退款总金额"),
    ("退款金额", "退款总金额"),
    ("退款金额", "总退款金额"),
    ("充值券退款金额", "充值券退款总金额"),
    ("代金券或立减优惠退款金额", "总代金券或立减优惠退款金额"),
];

/// Reads a bill.
///
/// # Errors
/// [`BillError`], for a bill that is damaged, cut, of another day, or does not add up.
pub fn read(day: Date, file: &[u8]) -> Result<Bill, BillError> {
    let text = std::str::from_utf8(file).map_err(|_| BillError::Encoding("UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = rows(text, false);
    let (_, names) = lines.next().ok_or(BillError::Column(TIME))??;
    let header = Header::new(&bare(names));
    for column in [&[TIME], &[CHANNEL_TRADE], &[TRADE], &[STATE]] {
        header.one_of(column)?;
    }
    header.one_of(CHARGED)?;
    let mut bill = Bill::empty(day);
    let mut sums = vec![0; TOTALS.len()];
    loop {
        let (line, fields) = lines.next().ok_or(BillError::NoTotals)??;
        let fields = bare(fields);
        if fields.first().is_some_and(|first| first == COUNT) {
            let totals = Header::new(&fields);
            let (line, fields) = lines.next().ok_or(BillError::NoTotals)??;
            let fields = bare(fields);
            agree(&header, &totals.row(&fields, line)?, &totals, &bill, &sums)?;
            break;
        }
        let fields = header.row(&fields, line)?;
        bill.rows.push(row(&header, &fields)?);
        for (sum, (column, _)) in sums.iter_mut().zip(TOTALS) {
            if header.has(column) {
                *sum += fields.signed(column)?;
            }
        }
    }
    if let Some(after) = lines.next() {
        return Err(BillError::AfterTotals(after?.0));
    }
    // At midnight a row may carry the time of the other day; all of them cannot.
    if !bill.rows.is_empty() && bill.rows.iter().all(|row| row.at.date() != day) {
        return Err(BillError::OtherDay(day));
    }
    Ok(bill)
}

fn row(header: &Header, fields: &Fields<'_>) -> Result<Row, BillError> {
    if header.has(CURRENCY) && fields.text(CURRENCY)? != "CNY" {
        return Err(fields.wrong(CURRENCY));
    }
    let charged = fields.positive(header.one_of(CHARGED)?)?;
    let returned = || fields.positive(header.one_of(RETURNED)?);
    let moved = match fields.text(STATE)? {
        "SUCCESS" => Moved::Charged(charged),
        // What a reversal gives back stands where a refund stands.
        "REVOKED" => Moved::Reversed(returned()?),
        "REFUND" if !header.has(REFUND_STATE) => Moved::Refunded(returned()?),
        "REFUND" => match fields.text(REFUND_STATE)? {
            "SUCCESS" | "PROCESSING" => Moved::Refunded(returned()?),
            _ => Moved::RefundFailed(returned()?),
        },
        _ => return Err(fields.wrong(STATE)),
    };
    Ok(Row {
        at: time(fields.text(TIME)?).ok_or_else(|| fields.wrong(TIME))?,
        trade: fields.number(TRADE)?,
        channel_trade: fields.number(CHANNEL_TRADE)?,
        moved,
    })
}

/// The totals have to be those of the rows, and there have to be some.
fn agree(
    header: &Header,
    totals: &Fields<'_>,
    named: &Header,
    bill: &Bill,
    sums: &[i64],
) -> Result<(), BillError> {
    let count = totals.text(COUNT)?;
    // Some bills count in `45.0`.
    let count = positive_fen(count).ok_or_else(|| totals.wrong(COUNT))?;
    if count != bill.rows.len() as u64 * 100 {
        return Err(BillError::Sum(COUNT));
    }
    let mut compared = 0;
    for ((column, total), sum) in TOTALS.iter().zip(sums) {
        if header.has(column) && named.has(total) {
            compared += 1;
            if fen(totals.text(total)?).ok_or_else(|| totals.wrong(total))? != *sum {
                return Err(BillError::Sum(total));
            }
        }
    }
    if compared == 0 {
        return Err(BillError::NoTotals);
    }
    Ok(())
}

/// The fields without their backticks. Every field has one, so a field without is the rest of the
/// one before, whose text has a comma in it.
fn bare(fields: Vec<String>) -> Vec<String> {
    let has_backticks = fields.first().is_some_and(|first| first.starts_with('`'));
    let mut bare: Vec<String> = Vec::with_capacity(fields.len());
    for field in fields {
        match (field.strip_prefix('`'), bare.last_mut()) {
            (Some(text), _) => bare.push(text.trim().to_owned()),
            (None, Some(before)) if has_backticks => {
                before.push(',');
                before.push_str(&field);
            }
            (None, _) => bare.push(field.trim().to_owned()),
        }
    }
    bare
}
