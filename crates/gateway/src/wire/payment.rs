use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Document, Item, Texts};

/// Who moves the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WeChat Pay.
    Wechat,
    /// Alipay.
    Alipay,
}

/// `PUT /v1/payments/{key}`: charge this code. The kiosk makes the key, and has it durable before
/// this is sent. Sent again with the same key it never charges again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentRequest {
    /// Id of the order.
    pub order: String,
    /// Whose code it is.
    pub channel: Channel,
    /// The payment code as scanned.
    pub code: String,
    /// What the citizen was shown, in fen.
    pub amount: u64,
}

impl std::fmt::Debug for PaymentRequest {
    /// Leaves the code out: with it a stranger could charge the citizen.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PaymentRequest")
            .field("order", &self.order)
            .field("channel", &self.channel)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// `POST /v1/payments/{key}/void`: this key shall never charge, or not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoidRequest {
    /// Id of the order.
    pub order: String,
}

/// What is known of a payment. `Approved`, `Declined` and `Voided` are for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PaymentState {
    /// Not known yet.
    Pending {
        /// The payer has to confirm on the phone.
        payer_confirms: bool,
        /// It is being voided.
        closing: bool,
    },
    /// Paid, once.
    Approved {
        /// The proof.
        receipt: Box<Receipt>,
    },
    /// Not paid, and never will be under this key.
    Declined {
        /// Why.
        reason: DeclineReason,
    },
    /// Not paid, because it was voided.
    Voided,
}

/// Why a payment was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeclineReason {
    /// Not enough money, or the card does not do.
    NotEnough,
    /// Wrong password.
    WrongPassword,
    /// Not confirmed in time, or given up by the payer.
    NotConfirmed,
    /// The code had expired.
    CodeExpired,
    /// The code had been used.
    CodeUsed,
    /// Not a code of this channel.
    CodeInvalid,
    /// The channel could not be reached: nothing was ever asked of it.
    ChannelUnreachable,
    /// The channel refused for a reason of its own; also any reason this reader does not know.
    #[serde(other)]
    ByChannel,
}

/// Proof of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Ten digits.
    pub number: String,
    /// Six of `[0-9a-z]`.
    pub check_code: String,
    /// When the number was given.
    pub issued_at: Timestamp,
    /// What was paid for.
    pub title: Texts,
    /// Masked name of the payer; empty if nobody was asked for.
    pub payer: String,
    /// Who got the money.
    pub payee: Texts,
    /// The application it belongs to.
    pub case_number: String,
    /// Id of the order.
    pub order: String,
    /// Who moved the money.
    pub channel: Channel,
    /// What the sum is made of.
    pub items: Vec<Item>,
    /// The sum, in fen.
    pub total: u64,
    /// Signed proof for the QR code, `GR1:…`.
    pub proof: String,
    /// Six characters with which a receipt that did not print is had from any machine.
    pub reclaim_code: String,
    /// What is handed out with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// It had been printed before, or may have been: the paper says so.
    #[serde(default)]
    pub reprint: bool,
}

/// `PUT /v1/receipts/{number}/delivery`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delivery {
    /// What became of the paper.
    pub outcome: DeliveryOutcome,
}

/// What became of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryOutcome {
    /// It came out. For ever.
    Printed,
    /// It did not come out here; may still become printed.
    NotPrinted,
}
