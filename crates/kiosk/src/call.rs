//! What the kiosk asks the backend, and what comes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::money::Fen;
use crate::scan::Refusal;
use crate::secret::Secret;
use crate::service::{Called, Catalogue, Choice, Document, Issuer, RatingReason, Row, Stage};
use crate::text::Texts;
use crate::time::Timestamp;
use crate::view::Channel;

/// Names one question, so that its answer finds the one who asked. Unique while the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

/// The idempotency key of a payment: made here, durable before anything is sent, never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentKey(pub Uuid);

/// The idempotency key of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApplicationKey(pub Uuid);

/// Names a visit. It says nothing about the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VisitId(pub Uuid);

/// A citizen as the backend names them during one visit; opaque to the kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitizenHandle(pub Secret);

/// The citizen code as it was shown at the machine. Where nobody could be asked who it is, the
/// backend finds out later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The code; its signature and its times were right when it was shown.
    pub code: Secret,
    /// When that was, by the machine's wall clock.
    pub at: Timestamp,
}

/// An answer to a question of a service: the question's id and the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Id of the question.
    pub question: String,
    /// The answer as a text; its shape depends on the kind of the question.
    pub value: String,
}

/// A question to the backend. Each may be sent again with the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Which services and issuers there are; also shows whether the backend is there.
    Catalogue,
    /// Who is this?
    Identify {
        /// The visit.
        visit: VisitId,
        /// The citizen code.
        code: Secret,
        /// Whose code it is, if only its issuer understands it.
        kind: Option<String>,
    },
    /// What is owed?
    Dues {
        /// The service.
        service: String,
        /// Who asks, if anybody was identified.
        citizen: Option<CitizenHandle>,
        /// What was answered so far.
        answers: Vec<Given>,
    },
    /// What can be chosen?
    Options {
        /// The service.
        service: String,
        /// The question.
        question: String,
        /// Who asks, if anybody was identified.
        citizen: Option<CitizenHandle>,
        /// What was answered so far.
        answers: Vec<Given>,
    },
    /// Open the application.
    Apply {
        /// Its key.
        key: ApplicationKey,
        /// The service.
        service: String,
        /// The visit.
        visit: VisitId,
        /// Who applies, if anybody was identified.
        citizen: Option<CitizenHandle>,
        /// The code that was shown, instead of `citizen`, for a service that goes on without a
        /// network: the call is then the same whether it is sent now or later.
        shown: Option<Shown>,
        /// What was answered.
        answers: Vec<Given>,
        /// Ids of the dues to pay.
        dues: Vec<String>,
    },
    /// Give the application up before anything is paid.
    Withdraw {
        /// Its key.
        key: ApplicationKey,
    },
    /// Charge.
    Submit {
        /// The payment.
        key: PaymentKey,
        /// The order it is for.
        order: String,
        /// Who moves the money.
        channel: Channel,
        /// The payment code.
        code: Secret,
        /// How much; the backend refuses another amount than the order's.
        amount: Fen,
    },
    /// How far is it?
    LookUp {
        /// The payment.
        key: PaymentKey,
    },
    /// Close it: the first of submit and void counts.
    Void {
        /// The payment.
        key: PaymentKey,
        /// The order it is for.
        order: String,
    },
    /// Tell whether the paper came out.
    Delivery {
        /// Number of the receipt.
        receipt: String,
        /// Whether it did.
        printed: bool,
    },
    /// Hold one of a list for the visit, against others.
    Hold {
        /// The service.
        service: String,
        /// The visit.
        visit: VisitId,
        /// Who asks, if anybody was identified.
        citizen: Option<CitizenHandle>,
        /// The question.
        question: String,
        /// What was chosen.
        option: String,
        /// What was answered before.
        answers: Vec<Given>,
    },
    /// Nothing of what was held is wanted any more.
    Release {
        /// The visit.
        visit: VisitId,
    },
    /// What is known?
    Details {
        /// The service.
        service: String,
        /// Who asks, if anybody was identified.
        citizen: Option<CitizenHandle>,
        /// What was answered.
        answers: Vec<Given>,
    },
    /// How it was.
    Rate {
        /// The application.
        key: ApplicationKey,
        /// From 1 to 5.
        level: u8,
        /// Why.
        reasons: Vec<RatingReason>,
    },
    /// Which numbers are being called?
    Called,
    /// Call the staff to this machine.
    CallStaff,
}

/// What the backend answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Request::Catalogue`].
    Catalogue {
        /// What can be done.
        offered: Box<Catalogue>,
        /// The issuers.
        issuers: Vec<Issuer>,
        /// What time it is at the backend.
        time: Timestamp,
    },
    /// To [`Request::Identify`].
    Citizen {
        /// The citizen.
        handle: CitizenHandle,
        /// The name as it may be shown.
        name: String,
    },
    /// To [`Request::Dues`].
    Dues {
        /// Who owes it, as it may be shown.
        payer: Option<String>,
        /// What is owed.
        dues: Vec<Due>,
    },
    /// To [`Request::Options`].
    Options(Vec<Choice>),
    /// To [`Request::Apply`].
    Application {
        /// The case number.
        case_number: String,
        /// What is to be paid; `None` if nothing is.
        order: Option<Order>,
        /// What was agreed, line by line.
        rows: Vec<Row>,
        /// What is handed out at once; with an order, it comes with the receipt.
        documents: Vec<Document>,
        /// A receipt of before, to be printed again.
        receipt: Option<Box<Receipt>>,
    },
    /// To [`Request::Hold`].
    Held {
        /// For so long, counted from the question.
        hold: Duration,
    },
    /// To [`Request::Details`].
    Details(Details),
    /// To [`Request::Called`].
    Called(Vec<Called>),
    /// To [`Request::Submit`], [`Request::LookUp`] and [`Request::Void`].
    Payment(PaymentState),
    /// To the others.
    Done,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// Nobody there.
    Unreachable,
    /// No answer in time. Whether it arrived is not known.
    TimedOut,
    /// An answer that makes no sense, or an error of the backend itself.
    Broken,
    /// The backend understood and says no.
    Refused(Problem),
}

/// What the backend says no to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The citizen code is not believed.
    Code(Refusal),
    /// The code's issuer has not said whose it is.
    Unverified,
    /// Nobody with this code is known.
    CitizenUnknown,
    /// The citizen handle is too old.
    CitizenExpired,
    /// The notice number's check digits are wrong.
    NoticeMistyped,
    /// No such notice.
    NoticeUnknown,
    /// Paid already.
    NoticePaid,
    /// Somebody else has taken or paid it meanwhile.
    Taken,
    /// An answer cannot be.
    AnswerInvalid,
    /// Nothing about the appointment can be changed any more.
    AppointmentOver,
    /// Check-in at the appointment is not open yet.
    CheckInNotOpen,
    /// No payment with this key was ever seen.
    PaymentUnknown,
    /// Any other refusal.
    Other,
}

/// Something owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Id.
    pub id: String,
    /// What it is for.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// How much.
    pub amount: Fen,
}

/// The demand for money of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub id: String,
    /// How much.
    pub amount: Fen,
    /// Who gets it.
    pub payee: Texts,
    /// What for, one line each.
    pub items: Vec<OrderItem>,
}

/// One line of an order or a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderItem {
    /// What.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// How much.
    pub amount: Fen,
}

/// What is known of a payment. There is no "failed" while it is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Not decided yet.
    Pending {
        /// The payer has to do something on the phone.
        payer_confirms: bool,
    },
    /// The money was taken.
    Approved(Box<Receipt>),
    /// Nothing was taken, and nothing will be by this key.
    Declined(Decline),
    /// Closed before anything was taken, or given back.
    Voided,
}

/// Why a payment was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decline {
    /// Not enough money.
    NotEnough,
    /// Wrong password.
    WrongPassword,
    /// Not confirmed on the phone in time.
    NotConfirmed,
    /// The code is expired, used or invalid.
    CodeExpired,
    /// The channel says no for another reason.
    ByChannel,
    /// The channel was never reached.
    ChannelUnreachable,
}

/// Proof of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Number.
    pub number: String,
    /// Check code.
    pub check_code: String,
    /// When it was issued, RFC 3339.
    pub issued_at: String,
    /// What kind of paper it is.
    pub title: Texts,
    /// Who paid, as it may be shown.
    pub payer: String,
    /// Who got the money.
    pub payee: Texts,
    /// Case number of the application.
    pub case_number: String,
    /// Number of the order.
    pub order: String,
    /// Who moved the money.
    pub channel: Channel,
    /// What for.
    pub items: Vec<OrderItem>,
    /// How much.
    pub total: Fen,
    /// Signed text of its QR code.
    pub proof: String,
    /// With this it is had from any machine if it did not print.
    pub reclaim_code: String,
    /// What is handed out with it.
    pub documents: Vec<Document>,
    /// It had been printed before.
    pub reprint: bool,
}

/// What is known of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The heading.
    pub title: Texts,
    /// Line by line.
    pub rows: Vec<Row>,
    /// The way of an application.
    pub stages: Vec<Stage>,
}

/// What the printer is given for a visit: one job, however many parts it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// Names the job: the number of the receipt, or the case number.
    pub number: String,
    /// The receipt, if money was taken or one is printed again.
    pub receipt: Option<Receipt>,
    /// The other papers, in their order.
    pub documents: Vec<Document>,
}
