//! What a channel says of a day: its bill, row by row, in fen.
//!
//! A bill is parsed by the names in its header, because the columns and their order change from
//! merchant to merchant and from year to year. One that does not add up to its own totals, or in
//! which something cannot be understood, is refused as a whole: half a bill explains nothing.
//!
//! The channels' own charges for their service (手续费, 服务费) are no part of it: they are settled
//! with the merchant, not with the payer.

pub mod alipay;
mod table;
pub mod unpack;
pub mod wechat;

use jiff::civil::{Date, DateTime};
use thiserror::Error;

/// The bill of one channel for one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The day, as the clock in China has it.
    pub day: Date,
    /// Every movement of money, as the bill has them.
    pub rows: Vec<Row>,
}

/// One movement of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When, as the clock in China shows it.
    pub at: DateTime,
    /// The merchant's number of the payment (`out_trade_no`).
    pub trade: String,
    /// The channel's own number of it.
    pub channel_trade: String,
    /// What was moved.
    pub moved: Moved,
}

/// What a row moves, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// From the payer to the merchant.
    Charged(u64),
    /// Back to the payer, because the merchant reversed the payment.
    Reversed(u64),
    /// Back to the payer, because the merchant refunded it, in whole or in part.
    Refunded(u64),
    /// Nothing: a refund of this amount was asked for and has not reached the payer.
    RefundFailed(u64),
}

impl Bill {
    /// The bill of a day on which nothing was moved.
    #[must_use]
    pub fn empty(day: Date) -> Self {
        Self {
            day,
            rows: Vec::new(),
        }
    }
}

/// Why a bill is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BillError {
    /// The bytes are not text in this encoding.
    #[error("the bill is not text in {0}")]
    Encoding(&'static str),
    /// There is no header with the columns that are needed.
    #[error("the bill has no column {0}")]
    Column(&'static str),
    /// A row has not as many fields as the header.
    #[error("line {line} of the bill has {fields} fields, its header {columns}")]
    Fields {
        /// Counted from 1.
        line: u64,
        /// How many there are.
        fields: usize,
        /// How many there should be.
        columns: usize,
    },
    /// Something in a row cannot be understood.
    #[error("line {line} of the bill: {column} cannot be understood")]
    Field {
        /// Counted from 1.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// There are no totals, so nobody can tell whether it is all there.
    #[error("the bill has no totals: it may be cut")]
    NoTotals,
    /// The rows do not add up to the totals.
    #[error("the bill does not add up: {0} is not the sum of its rows")]
    Sum(&'static str),
    /// Something stands after the totals.
    #[error("line {0} of the bill stands after its totals")]
    AfterTotals(u64),
    /// It is of another day.
    #[error("the bill is not of {0}")]
    OtherDay(Date),
    /// It is not packed as it should be, or it is damaged.
    #[error("the bill is not a sound {0} file")]
    Packing(&'static str),
    /// Unpacked it is larger than what is read.
    #[error("the bill is larger than {0} bytes")]
    TooLarge(usize),
}

/// `200.00`, `200.0`, `200` or `-200.00` yuan in fen. Exactly, or not at all; up to ten billion
/// yuan, so that no sum of rows that fit into a bill overflows.
#[must_use]
pub fn fen(yuan: &str) -> Option<i64> {
    const YUAN_DIGITS_MAX: usize = 10;
    let (sign, yuan) = match yuan.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, yuan),
    };
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // More decimals are only taken if they say nothing: half a fen is not money.
    let (part, rest) = part.split_at_checked(2).unwrap_or((part, ""));
    let fits = !whole.is_empty()
        && whole.len() <= YUAN_DIGITS_MAX
        && is_digits(whole)
        && is_digits(part)
        && rest.bytes().all(|byte| byte == b'0');
    if !fits {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + part))
}

/// The same, but not below zero.
#[must_use]
pub fn positive_fen(yuan: &str) -> Option<u64> {
    u64::try_from(fen(yuan)?).ok()
}

/// The time of a row. Some bills write the colons in full width.
fn time(text: &str) -> Option<DateTime> {
    let text = text.replace('：', ":");
    DateTime::strptime("%Y-%m-%d %H:%M:%S", text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::{fen, positive_fen, time};

    #[test]
    fn yuan_are_read_as_fen_exactly_or_not_at_all() {
        for (text, amount) in [
            ("0.01", 1),
            ("200.5", 20_050),
            ("7", 700),
            ("0.0", 0),
            ("-0.04", -4),
            ("0.08000", 8),
            ("9999999999.99", 999_999_999_999),
        ] {
            assert_eq!(fen(text), Some(amount), "{text}");
        }
        for text in [
            "",
            "-",
            ".5",
            "0.005",
            "1,00",
            "１.00",
            "+1",
            "--1",
            "1.-1",
            "1e3",
            "10000000000",
        ] {
            assert_eq!(fen(text), None, "{text}");
        }
        assert_eq!(positive_fen("-0.01"), None);
    }

    #[test]
    fn a_time_with_full_width_colons_is_read() {
        let read = time("2014-11-10 16：33：45").unwrap();
        assert_eq!(read.to_string(), "2014-11-10T16:33:45");
        assert_eq!(time("2014-11-10"), None);
    }
}
