//! What the screen shows: a complete picture, made anew from the state after every event.
//!
//! The screen draws it and sends touches back. It keeps no state of its own and decides nothing.
//! Texts that come as data (names of services, dues, doctors) are already in the visit's
//! language; everything else is a code that the screen translates.

use serde::{Deserialize, Serialize};

use crate::money::Fen;
use crate::notice::Notice;
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
    /// How the citizen wants to see the screen. Back to the start when the visit ends.
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
}

/// How the citizen wants to see the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// Text size: 0 is normal, up to [`Access::TEXT_MAX`].
    pub text: u8,
    /// High contrast.
    pub contrast: bool,
    /// Everything in the lower part of the screen.
    pub reach: bool,
}

impl Access {
    /// The largest text size.
    pub const TEXT_MAX: u8 = 3;
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
        /// What can be done here.
        services: Vec<Tile>,
    },
    /// What shall be done?
    #[serde(rename_all = "camelCase")]
    Services {
        /// What can be done here.
        services: Vec<Tile>,
    },
    /// Show your code.
    #[serde(rename_all = "camelCase")]
    Identify {
        /// The service that was chosen.
        service: ServiceName,
        /// Who issues codes that are accepted here.
        issuers: Vec<IssuerName>,
        /// A code was read and is being checked; the camera picture may rest.
        checking: bool,
        /// Whether there is a picture of the camera to show.
        camera: CameraView,
    },
    /// One question.
    #[serde(rename_all = "camelCase")]
    Question {
        /// The service that was chosen.
        service: ServiceName,
        /// The question, e.g. "Which department?".
        title: String,
        /// A quieter line below.
        help: String,
        /// How it is answered.
        input: Input,
        /// The answer is being looked up; the next screen comes by itself.
        checking: bool,
    },
    /// What is owed: tick what to pay now.
    #[serde(rename_all = "camelCase")]
    Dues {
        /// The service that was chosen.
        service: ServiceName,
        /// The citizen's name as it may be shown, e.g. `王*明`; absent if nobody was asked for.
        citizen: Option<String>,
        /// Being looked up; `dues` is still empty.
        checking: bool,
        /// What is owed.
        dues: Vec<DueLine>,
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
        /// Being sent to the backend; the next screen comes by itself.
        checking: bool,
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
#[serde(rename_all = "camelCase")]
pub enum OutOfService {
    /// The journal cannot be written or is damaged.
    Journal,
    /// Too many payments are unresolved.
    TooManyUnresolved,
}

/// A service on the attract and the service screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Tile {
    /// Id, for the touch.
    pub id: String,
    /// Name, e.g. "Pay a traffic fine".
    pub name: String,
    /// One short line about it.
    pub summary: String,
    /// Name of the icon.
    pub icon: String,
    /// Minutes it usually takes.
    pub minutes: u32,
    /// Whether it can be done now; if not, the notice says why.
    pub available: bool,
}

/// The service that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ServiceName {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of the icon.
    pub icon: String,
}

/// An issuer of citizen codes, as shown beside the camera picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct IssuerName {
    /// Name, e.g. "WeChat city service".
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub color: String,
}

/// Whether there is a picture of the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum CameraView {
    /// The live picture is there.
    Live,
    /// The camera gives no picture.
    Missing,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Input {
    /// One out of a list; touching one goes on.
    #[serde(rename_all = "camelCase")]
    Choice {
        /// The list is being looked up.
        loading: bool,
        /// The list.
        options: Vec<OptionLine>,
    },
    /// A number, by the digit pad.
    #[serde(rename_all = "camelCase")]
    Digits {
        /// What is typed so far.
        value: String,
        /// How many digits it has in all.
        length: u32,
        /// How many digits stand together, for reading.
        group: u32,
        /// Whether a code with it can be held before the camera instead.
        camera: Option<CameraView>,
    },
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OptionLine {
    /// Id, for the touch.
    pub id: String,
    /// Name.
    pub name: String,
    /// A quieter line, e.g. the address or the title of a doctor.
    pub detail: String,
    /// What it costs, where it costs something.
    pub fee: Option<Fen>,
    /// Whether it can be chosen; a slot that is full cannot.
    pub available: bool,
    /// Whether it is the present answer.
    pub chosen: bool,
}

/// One due to tick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct DueLine {
    /// Id, for the touch.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// When and where.
    pub detail: String,
    /// How much.
    pub amount: Fen,
    /// Whether it is to be paid now.
    pub ticked: bool,
}

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// E.g. "Department".
    pub label: String,
    /// E.g. "Heart".
    pub value: String,
}

/// Something to pay for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// What.
    pub title: String,
    /// When and where; may be empty.
    pub detail: String,
    /// How much.
    pub amount: Fen,
}

/// Who moves the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Channel {
    /// WeChat Pay (微信支付).
    Wechat,
    /// Alipay (支付宝).
    Alipay,
}

/// How far the payment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum PayPhase {
    /// Waiting for the payment code.
    #[serde(rename_all = "camelCase")]
    ShowCode {
        /// Whether there is a picture of the camera to show.
        camera: CameraView,
    },
    /// The channel is being asked.
    #[serde(rename_all = "camelCase")]
    Asking {
        /// Which channel.
        channel: Channel,
        /// The payer has to do something on the phone, e.g. type the password.
        payer_confirms: bool,
        /// Counts down to when it is decided one way or the other.
        left: Countdown,
    },
    /// It was cancelled or took too long: the payment is being closed, and it is being found out
    /// whether the money was already taken.
    #[serde(rename_all = "camelCase")]
    Closing {
        /// Which channel.
        channel: Channel,
        /// Counts down to when it is decided one way or the other.
        left: Countdown,
    },
}

/// A wait with an end. The screen counts down by itself from what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Countdown {
    /// What is left, in milliseconds, at the moment of the view.
    #[cfg_attr(test, ts(type = "number"))]
    pub left_ms: u64,
    /// The whole of it, in milliseconds.
    #[cfg_attr(test, ts(type = "number"))]
    pub total_ms: u64,
}

/// What the receipt says, as far as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Slip {
    /// Number of the receipt.
    pub number: String,
    /// Case number of the application.
    pub case_number: String,
    /// Who paid, as it may be shown.
    pub payer: String,
    /// Who got the money.
    pub payee: String,
    /// Which channel moved it.
    pub channel: Channel,
    /// How much.
    pub total: Fen,
    /// What for.
    pub items: Vec<Item>,
    /// Address of the slip's verification or its text proof, shown as a QR code.
    pub proof: String,
}

/// How far the paper is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum PaperPhase {
    /// Being printed.
    Printing,
    /// The printer has stopped; it goes on by itself once the staff has put it right.
    #[serde(rename_all = "camelCase")]
    Waiting {
        /// What is the matter.
        trouble: PrinterTrouble,
        /// With this the receipt can be had from any machine.
        reclaim: Reclaim,
    },
    /// It is out.
    Printed,
    /// It will not come here.
    #[serde(rename_all = "camelCase")]
    NotPrinted {
        /// What is the matter.
        trouble: PrinterTrouble,
        /// With this the receipt can be had from any machine.
        reclaim: Reclaim,
    },
}

/// With this a receipt that did not print is had from any machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Reclaim {
    /// The code in groups, as it is read out, e.g. `K7 42 P9`.
    pub code: String,
    /// Text of its QR code.
    pub symbol: String,
}

/// What is the matter with the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum PrinterTrouble {
    /// No paper.
    PaperOut,
    /// Paper is stuck.
    PaperJam,
    /// A cover is open.
    CoverOpen,
    /// Toner or ink is used up.
    TonerOut,
    /// It does not answer: unplugged or switched off.
    Unreachable,
    /// It stopped for another reason.
    Stopped,
    /// It gave the job up.
    Aborted,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// The business is done.
    Done,
    /// The citizen ended it; nothing was charged.
    Cancelled,
    /// Nobody was there any more; nothing was charged.
    TimedOut,
    /// A payment is still being found out about.
    Unresolved,
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
    /// Is anybody there? One touch stays.
    #[serde(rename_all = "camelCase")]
    StillThere {
        /// Counts down to the end of the visit.
        left: Countdown,
    },
}
