//! Giving money back: what is asked for, and what is known of it.

/// Money that is to be given back to the payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Our number for it, unique for ever (`out_refund_no`, `out_request_no`): at most 64 letters
    /// and digits. With another number it is another refund, and the money may move twice.
    pub number: String,
    /// Our number for the payment (`out_trade_no`).
    pub trade: String,
    /// What was paid, in fen.
    pub paid: u64,
    /// What is given back, in fen: all or a part of it.
    pub amount: u64,
    /// What the payer reads, at most 80 bytes.
    pub reason: String,
}

/// What a channel is asked about a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundAsk {
    /// Give it back. May be repeated under the same number.
    Give,
    /// What became of it?
    Query,
}

/// What is known of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refunded {
    /// The payer has the money.
    Done,
    /// The channel has taken the order and carries it out; to be asked again.
    Processing,
    /// It did not happen and by itself never will.
    Refused(RefundRefusal),
    /// Nothing is certain, also if the channel knows of no such refund so far: to be asked for
    /// again under the same number, never under another.
    Unknown,
}

/// Why no money was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundRefusal {
    /// The hall's account at the channel has not enough; the same number may be asked for again.
    NotEnough,
    /// The channel knows of no such payment.
    NoTrade,
    /// The payment is older than the channel gives back (a year).
    TooLate,
    /// More than is left of what was paid.
    TooMuch,
    /// The number was used for another refund, or for another amount.
    NumberReused,
    /// The payer's account or card takes no money: somebody has to settle it by hand.
    PayerAccount,
    /// The channel has closed it, or refuses the request itself.
    ByChannel,
}
