//! What the screen shows: a complete picture, made anew from the state after every event.
//!
//! The screen draws it and sends touches back. It keeps no state of its own and decides nothing.
//! Texts that come as data (names of services, dues, doctors) are already in the visit's
//! language; everything else is a code that the screen translates.

mod access;
mod finding;
mod input;
mod parts;

use serde::{Deserialize, Serialize};

pub use access::{Access, Speech, Theme};
pub use finding::{Finding, FindingBy, GroupTile, Typed};
pub use input::{DayCell, Input, OptionLine, Part, PlateExpects};
pub use parts::{
    CameraView, Channel, Closed, Corner, Cost, Countdown, DueLine, Facts, Hint, IssuerName, Item,
    Line, PaperPhase, PayPhase, PrinterTrouble, ReasonLine, Reclaim, ServiceName, Sighted, Slip,
    StageLine, Tile, Value,
};

use crate::money::Fen;
use crate::notice::Notice;
use crate::service::{Called, DocumentKind, Mistake};
use crate::text::Lang;

/// Everything there is to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Names the screen. It changes whenever what a touch would mean changes, and a touch made on
    /// another revision is ignored. Typing a digit or ticking a line keeps it.
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    /// Name of the hall, in the visit's language.
    pub hall: String,
    /// Name of this machine as it is written on it, e.g. `3`.
    pub machine: String,
    /// The language of this visit.
    pub lang: Lang,
    /// The languages to choose from, in the order of their buttons.
    pub langs: Vec<Lang>,
    /// The themes to choose from; the first is the usual one.
    pub themes: Vec<Theme>,
    /// How the citizen wants to see, hear and reach the screen. Back to the start when the visit
    /// ends.
    pub access: Access,
    /// The screen itself.
    pub screen: Screen,
    /// How far the visit is: 0 to 4 of five parts (service, code, question, payment, receipt).
    pub progress: Option<u8>,
    /// What the citizen has to know now, shown with the screen.
    pub notice: Option<Notice>,
    /// What is offered at the fixed places of the frame.
    pub frame: Frame,
    /// The sheet on top of the screen, if any.
    pub sheet: Option<Sheet>,
    /// The numbers that are being called to the staffed windows, the newest first.
    pub calling: Vec<Called>,
}

/// What is offered at the fixed places of the frame; absent is absent, never moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// At the lower left: one step back.
    pub back: bool,
    /// At the lower right: the next step. Its words follow from the screen.
    pub next: Next,
    /// Ends the visit.
    pub cancel: bool,
    /// Explains the screen.
    pub help: bool,
}

/// The next step, at the lower right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Next {
    /// The screen has none: the content itself is the choice.
    Absent,
    /// It is there, but something is missing first.
    Disabled,
    /// It can be pressed.
    Enabled,
}

/// The screen, one for each step of the visit and each mode of the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Screen {
    /// The machine is getting ready.
    Starting,
    /// The machine cannot serve anybody.
    #[serde(rename_all = "camelCase")]
    OutOfService {
        /// Why.
        reason: OutOfService,
    },
    /// Nobody is here.
    #[serde(rename_all = "camelCase")]
    Attract {
        /// What can be done here, those done most often first.
        services: Vec<Tile>,
    },
    /// What shall be done?
    #[serde(rename_all = "camelCase")]
    Services {
        /// By which way it is looked for.
        finding: Finding,
        /// The groups of this way, as long as none is open.
        groups: Vec<GroupTile>,
        /// What was found.
        services: Vec<Tile>,
    },
    /// What the service needs, costs and takes, before it begins.
    #[serde(rename_all = "camelCase")]
    Intro {
        /// The service that was chosen.
        service: ServiceName,
        /// What has to be known before.
        facts: Facts,
    },
    /// Show your code.
    #[serde(rename_all = "camelCase")]
    Identify {
        /// The service that was chosen.
        service: ServiceName,
        /// What has to be known before.
        facts: Facts,
        /// Who issues codes that are accepted here.
        issuers: Vec<IssuerName>,
        /// A code was read and is being checked, for so long at most; the camera picture may rest.
        waiting: Option<Countdown>,
        /// Whether there is a picture of the camera to show.
        camera: CameraView,
    },
    /// One question.
    #[serde(rename_all = "camelCase")]
    Question {
        /// The service that was chosen.
        service: ServiceName,
        /// Which of how many.
        part: Part,
        /// The question, e.g. "Which department?".
        title: String,
        /// A quieter line below.
        help: String,
        /// How it is answered.
        input: Input,
        /// What is wrong with the answer; it is said beside it.
        mistake: Option<Mistake>,
        /// The answer is being looked up, for so long at most; the next screen comes by itself.
        waiting: Option<Countdown>,
    },
    /// What is owed: tick what to pay now.
    #[serde(rename_all = "camelCase")]
    Dues {
        /// The service that was chosen.
        service: ServiceName,
        /// The citizen's name as it may be shown, e.g. `王*明`; absent if nobody was asked for.
        citizen: Option<String>,
        /// Being looked up, for so long at most; `dues` is still empty.
        waiting: Option<Countdown>,
        /// What is owed.
        dues: Vec<DueLine>,
        /// Whether single ones may be left out.
        may_choose: bool,
        /// How many are ticked.
        count: u32,
        /// The sum of the ticked ones.
        total: Fen,
    },
    /// Is everything right?
    #[serde(rename_all = "camelCase")]
    Review {
        /// The service that was chosen.
        service: ServiceName,
        /// Who pays, as it may be shown; absent if nobody knows.
        citizen: Option<String>,
        /// What was answered, in the order of the questions.
        lines: Vec<Line>,
        /// What is to be paid, one line each.
        items: Vec<Item>,
        /// The sum.
        total: Fen,
        /// Who gets the money.
        payee: String,
        /// What was chosen is held against others for so long.
        held: Option<Countdown>,
        /// Being sent to the backend, for so long at most; the next screen comes by itself.
        waiting: Option<Countdown>,
    },
    /// Pay.
    #[serde(rename_all = "camelCase")]
    Pay {
        /// The service that was chosen.
        service: ServiceName,
        /// Who gets the money.
        payee: String,
        /// How much.
        total: Fen,
        /// How far the payment is.
        phase: PayPhase,
    },
    /// Paid; the paper is on its way, or cannot come.
    #[serde(rename_all = "camelCase")]
    Receipt {
        /// The service that was done.
        service: ServiceName,
        /// What the receipt says.
        slip: Slip,
        /// How far the paper is.
        phase: PaperPhase,
    },
    /// The application is in, nothing had to be paid, and a paper comes.
    #[serde(rename_all = "camelCase")]
    Handout {
        /// The service that was done.
        service: ServiceName,
        /// What the paper is.
        kind: DocumentKind,
        /// Its heading.
        title: String,
        /// The number to ask about.
        number: String,
        /// What everybody looks for first, such as the number of a ticket; may be empty.
        prominent: String,
        /// What it says, as far as the screen shows it.
        lines: Vec<Line>,
        /// Text of a QR code with which a phone goes on.
        symbol: Option<String>,
        /// How far the paper is.
        phase: PaperPhase,
    },
    /// What is known, for instance of an application; nothing is done.
    #[serde(rename_all = "camelCase")]
    Details {
        /// The service that was chosen.
        service: ServiceName,
        /// Being looked up, for so long at most; the rest is still empty.
        waiting: Option<Countdown>,
        /// The heading.
        title: String,
        /// What is known.
        lines: Vec<Line>,
        /// The way of an application.
        stages: Vec<StageLine>,
    },
    /// How was it? Nobody has to say.
    #[serde(rename_all = "camelCase")]
    Rate {
        /// The service that was done.
        service: ServiceName,
        /// From 1, very dissatisfied, to 5, very satisfied (GB/T 39735).
        level: Option<u8>,
        /// Why, for this level.
        reasons: Vec<ReasonLine>,
        /// Counts down to when the question is closed.
        left: Countdown,
    },
    /// The application is in; nothing had to be paid.
    #[serde(rename_all = "camelCase")]
    Taken {
        /// The service that was done.
        service: ServiceName,
        /// The number to ask about: the case number, or, while the machine keeps it, its own.
        number: String,
        /// The machine keeps it and sends it by itself when the backend is there again.
        kept: bool,
        /// What was agreed.
        lines: Vec<Line>,
    },
    /// The money was sent for, and nobody can say yet whether it was taken.
    #[serde(rename_all = "camelCase")]
    Unresolved {
        /// The service.
        service: ServiceName,
        /// How much.
        total: Fen,
        /// The number of the order, to ask the staff about.
        order: String,
    },
    /// The visit is over.
    #[serde(rename_all = "camelCase")]
    Thanks {
        /// How it ended.
        ending: Ending,
    },
}

/// Why the machine cannot serve anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", content = "trouble", rename_all = "camelCase")]
pub enum OutOfService {
    /// The journal cannot be read or written.
    Journal(JournalTrouble),
    /// Too many payments are unresolved.
    TooManyUnresolved,
    /// The clock is wrong: whether a code is still good cannot be told.
    WrongTime,
}

/// What is the matter with the journal. The citizen sees that the machine is out of service; this
/// is for whoever puts it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum JournalTrouble {
    /// A record was changed, is missing or stands in the wrong place.
    Damaged,
    /// Its end is missing: there were more records than there are.
    Cut,
    /// The disk is full.
    Full,
    /// The disk, or the file, is read-only.
    ReadOnly,
    /// Another program is using it.
    Locked,
    /// It cannot be used for another reason, which is in the log.
    Broken,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// The business is done, and there is a receipt.
    Done,
    /// The application is in; there is no paper.
    Taken,
    /// The machine keeps the application and sends it by itself.
    Kept,
    /// Something was looked at; nothing was changed.
    Seen,
    /// The citizen ended it; nothing was charged.
    Cancelled,
    /// Nobody was there any more; nothing was charged.
    TimedOut,
    /// A payment is still being found out about.
    Unresolved,
}

impl Ending {
    /// The end of a visit that had nothing to pay.
    pub(crate) fn without_paper(kept: bool) -> Self {
        if kept { Self::Kept } else { Self::Taken }
    }
}

/// A sheet on top of the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Sheet {
    /// Explains the screen below; the staff can be called from it.
    #[serde(rename_all = "camelCase")]
    Help {
        /// The staff has been called.
        staff_called: bool,
    },
    /// Everything about how the screen is seen, heard and reached.
    Access,
    /// How the voice speaks.
    Speech,
    /// Is anybody there? One touch stays.
    #[serde(rename_all = "camelCase")]
    StillThere {
        /// Counts down to the end of the visit.
        left: Countdown,
    },
}
