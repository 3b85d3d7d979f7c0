//! What is always true, each with a name and a sentence, and what is told when it is not.

/// A line under *Always true*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Durable before sent.
    IntentFirst,
    /// One key per payment.
    OneKey,
    /// Unresolved outlives the visit.
    NeverCalledDeclined,
    /// What was decided stays decided.
    DecidedForEver,
    /// Every wait has a deadline.
    Deadlines,
    /// At most one charge.
    OneCharge,
    /// Approved only if paid.
    PaidIfApproved,
    /// One number for one order.
    OneReceipt,
    /// One paper for one receipt.
    OnePaper,
    /// Nothing of one visit in the next.
    NothingLeftBehind,
    /// Keys of visits.
    Keys,
    /// An application is there once.
    OneApplication,
    /// It becomes quiet.
    BecomesQuiet,
    /// The ledgers agree.
    LedgersAgree,
    /// An assertion of the cores themselves.
    Assertion,
}

impl Rule {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IntentFirst => "intent first",
            Self::OneKey => "one key",
            Self::NeverCalledDeclined => "never called declined",
            Self::DecidedForEver => "decided for ever",
            Self::Deadlines => "deadlines",
            Self::OneCharge => "one charge",
            Self::PaidIfApproved => "paid if approved",
            Self::OneReceipt => "one receipt",
            Self::OnePaper => "one paper",
            Self::NothingLeftBehind => "nothing left behind",
            Self::Keys => "keys of visits",
            Self::OneApplication => "one application",
            Self::BecomesQuiet => "becomes quiet",
            Self::LedgersAgree => "ledgers agree",
            Self::Assertion => "assertion of the core",
        }
    }

    /// What it says.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::IntentFirst => "An intent is durable before it is sent.",
            Self::OneKey => {
                "A payment has one key for ever: the same key is the same order, channel, code and amount."
            }
            Self::NeverCalledDeclined => {
                "A payment that is not decided outlives its visit and is never called declined."
            }
            Self::DecidedForEver => "What the backend has decided of a payment never changes.",
            Self::Deadlines => "Every wait has a deadline.",
            Self::OneCharge => {
                "A citizen is charged at most once for an order, and no money is taken that nobody asks about."
            }
            Self::PaidIfApproved => {
                "A payment is approved only if the money was taken and stays taken."
            }
            Self::OneReceipt => "An order has exactly one receipt number, and nobody else has it.",
            Self::OnePaper => "A receipt is printed once, and only after it was written down.",
            Self::NothingLeftBehind => {
                "Nothing of one visit is on the screen of the next, or in clear on the disk."
            }
            Self::Keys => {
                "The key of a visit is there exactly as long as something of the visit is owed."
            }
            Self::OneApplication => {
                "An application asked for again is the same one; a kept one reaches the backend once, in order."
            }
            Self::BecomesQuiet => "With the faults over, everything becomes quiet.",
            Self::LedgersAgree => {
                "In the end every charge is a fulfilled application with a receipt, or was given back."
            }
            Self::Assertion => "The cores keep their own invariants.",
        }
    }
}

/// A rule that was broken, where, and how it came to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The seed of the run.
    pub seed: u64,
    /// The world of that seed.
    pub world: u64,
    /// What was broken.
    pub rule: Rule,
    /// By what.
    pub what: String,
    /// What happened until then, step by step; empty until the world was run again for it.
    pub story: Vec<String>,
}
