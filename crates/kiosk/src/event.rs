//! What happens to the kiosk, and what it wants done.

use crate::call::{Answer, CallError, CallId, Handout, Request, VisitId};
use crate::memory::VisitKey;
use crate::record::Record;
use crate::scan::Scan;
use crate::service::{Catalogue, Issuer};
use crate::text::Lang;
use crate::touch::Touch;
use crate::view::{JournalTrouble, PrinterTrouble, Sighted};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The citizen touched the screen.
    Touched {
        /// The revision of the screen that was touched.
        revision: u64,
        /// What.
        touch: Touch,
    },
    /// Something was held before the scanner.
    Scanned(Scan),
    /// A code is seen in the camera's picture, has moved, or is not seen any more. It says nothing
    /// about whether anybody is there: a poster opposite the machine has a code as well.
    Sighted(Sighted),
    /// The camera gives a picture again, or no longer.
    CameraChanged {
        /// Whether it does.
        live: bool,
    },
    /// The backend answered, or will not.
    Answered {
        /// Which question.
        call: CallId,
        /// The answer.
        answer: Result<Answer, CallError>,
    },
    /// The printer's state is another one.
    PrinterChanged {
        /// What is the matter; `None` if nothing is.
        trouble: Option<PrinterTrouble>,
    },
    /// A print job got further.
    PrintChanged {
        /// Number of the receipt it prints.
        receipt: String,
        /// How far.
        progress: PrintProgress,
    },
    /// What the backend offered when it was asked last, before this start.
    CatalogueRemembered {
        /// What could be done.
        offered: Box<Catalogue>,
        /// The issuers.
        issuers: Vec<Issuer>,
    },
    /// Headphones were plugged in or pulled out.
    Headphones {
        /// In.
        plugged: bool,
    },
    /// The journal cannot be read or written. The machine must not go on.
    JournalFailed {
        /// Why.
        trouble: JournalTrouble,
    },
}

/// How far a print job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintProgress {
    /// The printer works on it.
    Printing,
    /// The printer has stopped in the middle and goes on when it is put right.
    Waiting(PrinterTrouble),
    /// The paper is out.
    Printed,
    /// It will not come.
    NotPrinted(PrinterTrouble),
    /// Nobody can say whether it came.
    Lost(PrinterTrouble),
}

/// Something to be done. Effects are carried out in their order, and what changes the memory is
/// durable before the next one is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write it to the journal.
    Append(Record),
    /// Keep the key of a visit beside the journal.
    KeepKey {
        /// The visit.
        visit: VisitId,
        /// Its key.
        key: VisitKey,
    },
    /// Erase the key of a visit: nowhere on the disk may it be found again.
    EraseKey {
        /// The visit.
        visit: VisitId,
    },
    /// Drop every record before the last one, which is a [`Record::CarriedOver`].
    Prune,
    /// Ask the backend.
    Call {
        /// Names the question.
        call: CallId,
        /// The question.
        request: Request,
    },
    /// Look for codes, or stop and forget every picture.
    Look {
        /// Look.
        on: bool,
    },
    /// Print the papers of a visit once, as one job.
    Print {
        /// What they say.
        handout: Box<Handout>,
        /// The language of the visit.
        lang: Lang,
    },
    /// Find out what became of a receipt that was handed to the printer before this start. It is
    /// not printed again.
    FollowPrint {
        /// Number of the receipt.
        receipt: String,
    },
    /// Take a print job back that has not come out.
    CancelPrint {
        /// Number of the receipt.
        receipt: String,
    },
}
