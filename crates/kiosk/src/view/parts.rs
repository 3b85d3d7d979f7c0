//! What the screens are made of.

use serde::{Deserialize, Serialize};

use crate::money::Fen;
use crate::service::DocumentKind;

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
    /// Why it cannot be done now; absent if it can. It is said before anybody begins.
    pub closed: Option<Closed>,
}

/// Why a service cannot be done now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Closed {
    /// It needs the network, for a look-up or a payment, and there is none.
    NeedsNetwork,
    /// It would be kept until the network is there again, but no more can be kept.
    TooManyKept,
    /// It is not the time for it.
    OutsideHours {
        /// When it opens next or opened today, `09:00`.
        from: String,
        /// When it closes, `17:00`.
        until: String,
    },
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

/// Whether there is a picture of the camera, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum CameraView {
    /// The live picture is there.
    Live(Sighted),
    /// The camera gives no picture.
    Missing,
}

/// Where the camera sees a code, and what keeps it from being read. By default nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Sighted {
    /// The corners of the code: top left, top right, bottom right, bottom left of the code
    /// itself, however it is held.
    pub corners: Option<[Corner; 4]>,
    /// It was read; what that leads to, the screen says.
    pub read: bool,
    /// What whoever holds it can do. It may be there for a moment longer than the code.
    pub hint: Option<Hint>,
}

/// A corner of a code, in thousandths of the picture. It may lie outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Corner {
    /// From the left edge: 0 to 1000.
    pub x: i16,
    /// From the upper edge: 0 to 1000.
    pub y: i16,
}

/// What keeps a code that is seen from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Hint {
    /// The picture's edge cuts it off, or it fills the picture.
    TooNear,
    /// It is too small in the picture.
    TooFar,
    /// A lamp is mirrored in it.
    Glare,
    /// The screen is dimmed, or the paper is in the shade.
    TooDark,
    /// It is held at too sharp an angle.
    Tilted,
    /// It moves, or is not in focus.
    Blurred,
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
    pub value: Value,
}

/// A value, so that the screen can write it as its language does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Value {
    /// Words, or a number that is no amount.
    Text {
        /// As they are shown.
        text: String,
    },
    /// Yes or no.
    YesNo {
        /// Yes.
        yes: bool,
    },
    /// An amount.
    Amount {
        /// How much.
        fen: Fen,
    },
    /// A day.
    Day {
        /// `2026-11-26`.
        day: String,
    },
}

/// What has to be known before a service begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Who is in charge of it.
    pub department: String,
    /// What it is for.
    pub summary: String,
    /// What helps somebody who hesitates; may be empty.
    pub help: String,
    /// Whether a code has to be shown.
    pub identity: bool,
    /// What has to be at hand besides the phone.
    pub needs: Vec<String>,
    /// What it costs.
    pub cost: Cost,
    /// Minutes it usually takes.
    pub minutes: u32,
    /// What is handed out.
    pub documents: Vec<DocumentKind>,
}

/// What a service costs, as far as it is known before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Cost {
    /// Nothing.
    Free,
    /// What is owed, or what is chosen.
    AsOwed,
    /// Always the same.
    Amount {
        /// How much.
        fen: Fen,
    },
    /// In the words of the service.
    Words {
        /// They.
        text: String,
    },
}

/// A part of the way of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct StageLine {
    /// E.g. "Being examined".
    pub name: String,
    /// When; may be empty.
    pub detail: String,
    /// It is behind.
    pub done: bool,
}

/// A reason for a rating, to tick. Its words are a message of the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ReasonLine {
    /// Id, e.g. `quick`.
    pub id: String,
    /// It is ticked.
    pub chosen: bool,
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
    /// It had been printed before; the paper says so.
    pub reprint: bool,
}

/// How far the paper is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum PaperPhase {
    /// Being printed.
    #[serde(rename_all = "camelCase")]
    Printing {
        /// Counts down to when it is given up.
        left: Countdown,
    },
    /// The printer has stopped; it goes on by itself once the staff has put it right.
    #[serde(rename_all = "camelCase")]
    Waiting {
        /// What is the matter.
        trouble: PrinterTrouble,
        /// With this the receipt can be had from any machine; a paper that is no receipt has none.
        reclaim: Option<Reclaim>,
    },
    /// It is out.
    Printed,
    /// It will not come here.
    #[serde(rename_all = "camelCase")]
    NotPrinted {
        /// What is the matter.
        trouble: PrinterTrouble,
        /// With this the receipt can be had from any machine; a paper that is no receipt has none.
        reclaim: Option<Reclaim>,
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
