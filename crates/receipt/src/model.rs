//! What stands on a slip. This crate knows no other one of the program: the caller fills this in.

use serde::{Deserialize, Serialize};

use crate::error::ReceiptError;

/// The most items on one slip. More is a mistake of the caller, not a long slip.
pub const MAX_ITEMS: usize = 200;

/// The longest text of any one field, in characters.
pub const MAX_TEXT: usize = 200;

/// A text in Chinese and, if there is one, the same in English beneath it (else empty).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Chinese, as printed.
    pub zh: String,
    /// English; empty prints nothing.
    pub en: String,
}

impl Bilingual {
    /// The two texts.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// Which slip it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Kind {
    /// 缴款凭条: money was received. Never a fiscal invoice (财政票据).
    #[default]
    PaymentSlip,
}

/// One line of what was paid for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is, such as 机动车违停 / Illegal parking.
    pub title: Bilingual,
    /// When, where, by which rule; may be empty.
    pub detail: Bilingual,
    /// The amount in fen.
    pub fen: u64,
}

/// Everything that stands on a slip. An empty text leaves its line out, except where said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which slip it is; gives the heading in each language.
    pub kind: Kind,
    /// The name of the hall. Must not be empty in Chinese.
    pub hall: Bilingual,
    /// The machine's number or name, such as `3`.
    pub machine: String,
    /// The service that was paid for, such as 交通违法罚款 / Traffic fines.
    pub title: Bilingual,
    /// The receipt's number (票号), 10 digits. Must not be empty.
    pub number: String,
    /// The check code (校验码), 6 of `[0-9a-z]`. Must not be empty.
    pub check_code: String,
    /// The case number of the application (办件编号).
    pub case_number: String,
    /// The order's number (订单号).
    pub order: String,
    /// When it was issued, local civil time as printed: `2026-03-05 14:32:07`. In this form it
    /// also becomes the document's date. Must not be empty.
    pub issued_at: String,
    /// Who paid, masked, such as 王*明.
    pub payer: String,
    /// Who receives the money.
    pub payee: Bilingual,
    /// The channel's key, such as `wechat`: `slip-channel-wechat` of the messages names it. One
    /// without a message is printed as it is.
    pub channel: String,
    /// What was paid for: 1 to [`MAX_ITEMS`].
    pub items: Vec<Item>,
    /// The sum of the items in fen.
    pub total: u64,
    /// The text of the QR code (`GR1:…`). Must not be empty.
    pub proof: String,
    /// Whether this paper is a reprint: then it says 补打 / REPRINT.
    pub reprint: bool,
}

impl Receipt {
    /// Refuses what must never be on paper: a total that is not the sum, a slip without its number.
    pub(crate) fn check(&self) -> Result<(), ReceiptError> {
        let needed = [
            ("hall", &self.hall.zh),
            ("number", &self.number),
            ("check_code", &self.check_code),
            ("issued_at", &self.issued_at),
            ("proof", &self.proof),
        ];
        if let Some((field, _)) = needed.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(ReceiptError::Empty { field });
        }
        if self.items.is_empty() || self.items.len() > MAX_ITEMS {
            return Err(ReceiptError::ItemCount {
                count: self.items.len(),
            });
        }
        let sum = self
            .items
            .iter()
            .try_fold(0_u64, |sum, item| sum.checked_add(item.fen));
        if sum != Some(self.total) {
            return Err(ReceiptError::TotalDiffers { total: self.total });
        }
        self.check_lengths()
    }

    fn check_lengths(&self) -> Result<(), ReceiptError> {
        let own = [
            &self.hall.zh,
            &self.hall.en,
            &self.machine,
            &self.title.zh,
            &self.title.en,
            &self.number,
            &self.check_code,
            &self.case_number,
            &self.order,
            &self.issued_at,
            &self.payer,
            &self.payee.zh,
            &self.payee.en,
            &self.channel,
        ];
        let of_items = self.items.iter().flat_map(|item| {
            [
                &item.title.zh,
                &item.title.en,
                &item.detail.zh,
                &item.detail.en,
            ]
        });
        for text in own.into_iter().chain(of_items) {
            let length = text.chars().count();
            if length > MAX_TEXT {
                return Err(ReceiptError::TextTooLong { length });
            }
        }
        Ok(())
    }
}
