//! What the kiosk remembers durably. Nothing in here says who the citizen was.

use serde::{Deserialize, Serialize};

use crate::call::{ApplicationKey, Decline, PaymentKey, VisitId};
use crate::money::Fen;
use crate::notice::Notice;
use crate::outbox::Outbox;
use crate::scan::CodeId;
use crate::sealed::Sealed;
use crate::view::{Channel, Ending, PrinterTrouble};

/// One entry of the journal. Entries are only ever appended; a correction is another entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Record {
    /// The program started.
    Started {
        /// Name of the machine.
        machine: String,
    },
    /// A visit began.
    VisitBegan {
        /// Its name.
        visit: VisitId,
    },
    /// Something that was shown or typed was not accepted.
    InputRefused {
        /// The visit.
        visit: VisitId,
        /// What the citizen was told.
        notice: Notice,
    },
    /// An application was opened at the backend.
    Applied {
        /// The visit.
        visit: VisitId,
        /// Its key.
        application: ApplicationKey,
        /// Its case number.
        case_number: String,
        /// Number of its order, if it costs something.
        order: Option<String>,
    },
    /// A payment is about to be sent. Durable before anything leaves the machine.
    PaymentIntended {
        /// Its key.
        payment: PaymentKey,
        /// The application it is for.
        application: ApplicationKey,
        /// The order it is for.
        order: String,
        /// Who shall move the money.
        channel: Channel,
        /// How much.
        amount: Fen,
    },
    /// The payment is to be closed, because it was cancelled or took too long.
    PaymentClosing {
        /// Its key.
        payment: PaymentKey,
    },
    /// The payment is decided.
    PaymentResolved {
        /// Its key.
        payment: PaymentKey,
        /// How.
        outcome: PaymentOutcome,
    },
    /// A receipt is about to be handed to the printer.
    PrintIntended {
        /// Its number.
        receipt: String,
    },
    /// It is known, or given up, what became of the paper.
    PrintResolved {
        /// Number of the receipt.
        receipt: String,
        /// What.
        outcome: PrintOutcome,
    },
    /// The backend knows what became of the paper.
    DeliveryReported {
        /// Number of the receipt.
        receipt: String,
    },
    /// An application could not be sent; it is sent when the backend is there again.
    ApplicationKept {
        /// The visit, whose key has sealed it.
        visit: VisitId,
        /// Its key.
        application: ApplicationKey,
        /// Id of the service.
        service: String,
        /// Which code was shown for it; absent if none was, and in records of an older version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<CodeId>,
        /// Who applies, and what was answered.
        sealed: Sealed,
    },
    /// The backend has the application that was kept, or never will.
    ApplicationSettled {
        /// Its key.
        application: ApplicationKey,
        /// What the backend said.
        outcome: ApplicationOutcome,
    },
    /// All that is owed. What was recorded before is not needed any more to know it.
    CarriedOver {
        /// It.
        owed: Outbox,
    },
    /// A visit ended.
    VisitEnded {
        /// Its name.
        visit: VisitId,
        /// How.
        ending: Ending,
    },
}

/// How a payment was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PaymentOutcome {
    /// The money was taken.
    Approved {
        /// Number of the receipt.
        receipt: String,
    },
    /// Nothing was taken.
    Declined {
        /// Why.
        reason: Decline,
    },
    /// Nothing was taken, or it was given back.
    Voided,
}

/// What became of an application that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ApplicationOutcome {
    /// The backend has taken it.
    Accepted {
        /// Its case number.
        case_number: String,
    },
    /// The backend says no for good.
    Refused,
    /// What was sealed cannot be read any more.
    Unreadable,
}

/// What became of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PrintOutcome {
    /// It is out.
    Printed,
    /// It did not come out here.
    NotPrinted {
        /// Why.
        trouble: PrinterTrouble,
    },
    /// The machine was not there to see it. Another copy must say that it is one.
    Unknown,
}
