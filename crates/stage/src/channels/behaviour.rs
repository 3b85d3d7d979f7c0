//! What a channel shall do, and what a payer does.

use std::time::Duration;

/// How a payment is dealt with: what happens to the money, and what the merchant hears of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// What happens to the money.
    pub does: Does,
    /// The request spends this long on its way before it has any effect. It arrives also when the
    /// merchant has hung up meanwhile.
    pub arrives_after: Duration,
    /// What the merchant hears.
    pub answer: Answer,
}

/// What happens to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Takes it at once (a small amount, no password asked).
    Pay,
    /// Asks the payer on the phone first.
    AskPassword,
    /// Refuses.
    Refuse(Refusal),
    /// The request got lost: the channel never hears of the order.
    Lose,
}

/// Why a channel refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The payer has not enough money.
    NotEnough,
    /// The payment code is older than a minute.
    CodeExpired,
    /// The payment code was used before.
    CodeUsed,
    /// Not a payment code of this channel.
    CodeInvalid,
    /// The channel's risk control does not want it.
    Risk,
}

/// What the merchant hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The truth, at once.
    Truly,
    /// The truth, but late.
    After(Duration),
    /// Nothing: the connection stays open without an answer.
    Never,
    /// "System error", whatever happened.
    SystemError,
    /// Something that is no answer of this protocol, signed as if it were.
    Rubbish,
    /// The truth with a signature that is not of it.
    WrongSignature,
}

impl Behaviour {
    /// Takes the money at once and says so.
    #[must_use]
    pub fn pay() -> Self {
        Self::of(Does::Pay)
    }

    /// Asks the payer for the password and says so.
    #[must_use]
    pub fn ask_password() -> Self {
        Self::of(Does::AskPassword)
    }

    /// Refuses and says why.
    #[must_use]
    pub fn refuse(why: Refusal) -> Self {
        Self::of(Does::Refuse(why))
    }

    /// The request gets lost; nobody answers.
    #[must_use]
    pub fn lose() -> Self {
        Self::of(Does::Lose).answering(Answer::Never)
    }

    /// The same with another answer.
    #[must_use]
    pub fn answering(self, answer: Answer) -> Self {
        Self { answer, ..self }
    }

    /// The same, but the request arrives late.
    #[must_use]
    pub fn arriving_after(self, arrives_after: Duration) -> Self {
        Self {
            arrives_after,
            ..self
        }
    }

    fn of(does: Does) -> Self {
        Self {
            does,
            arrives_after: Duration::ZERO,
            answer: Answer::Truly,
        }
    }
}

/// Whose payments a [`Behaviour`] is for. The narrowest wins: the next one, then the payer's,
/// then everyone's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The next payment alone, whoever pays; several are queued.
    Next,
    /// All payments of one payer.
    Payer(String),
    /// All payments.
    Everyone,
}

/// A call of the protocol beside the payment itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// WeChat Pay's query, Alipay's `alipay.trade.query`.
    Query,
    /// WeChat Pay's reverse, Alipay's `alipay.trade.cancel`.
    Reverse,
    /// The question where the bill of a day is.
    Bill,
    /// Giving a part or all back.
    Refund,
    /// What became of that.
    RefundQuery,
}

/// What the payer does when asked on the phone. Doing nothing is not calling
/// [`confirm`](super::Ledger::confirm): the question lapses by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Types the right password.
    Confirmed,
    /// Types a wrong password until the channel gives up.
    WrongPassword,
    /// Closes the question.
    Dismissed,
}
