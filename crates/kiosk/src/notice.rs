//! Notices: what the citizen has to know, as a code the screen translates.

use serde::{Deserialize, Serialize};

use crate::view::PrinterTrouble;

/// A coded message. The screen, the speech and the paper find its words under this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Notice {
    /// The citizen code is older than it may be.
    CodeExpired,
    /// The citizen code's time has not come: one of the two clocks is wrong.
    CodeNotYetValid,
    /// The signature is wrong.
    CodeForged,
    /// Nobody here trusts the issuer.
    CodeUnknownIssuer,
    /// The citizen code has been used before.
    CodeUsed,
    /// The phone has been without its issuer for too long.
    CodeLapsed,
    /// The citizen code was taken back by its issuer or by the hall.
    CodeRevoked,
    /// The citizen code was made for another hall.
    CodeOtherHall,
    /// Part of the citizen code is missing or it is damaged.
    CodeCutOff,
    /// A fixed code, which a photograph shows as well: the live one is wanted.
    CodeNotLive,
    /// Only the code's issuer knows whose it is, and there is no connection to ask.
    CodeNeedsConnection,
    /// The code's issuer was asked and has not answered. Nothing is wrong with the code.
    CodeUnanswered,
    /// Some other QR code.
    CodeOther,
    /// A payment code where the citizen code is asked for.
    ShowIdentityInstead,
    /// A citizen code where the payment code is asked for.
    ShowPaymentInstead,
    /// A badge of the staff where a citizen's code is asked for.
    StaffBadge,
    /// An ID number where a code is asked for; nothing was sent anywhere.
    IdNumberNotNeeded,
    /// A payment code of a channel that is not accepted here.
    ChannelNotAccepted,
    /// The notice number has a typing mistake (check digit).
    NoticeNumberMistyped,
    /// There is no such notice.
    NoticeNumberUnknown,
    /// This notice is paid already.
    NoticeAlreadyPaid,
    /// Nothing is owed.
    NothingOwed,
    /// Somebody else has just taken it (a time slot, a due).
    TakenMeanwhile,
    /// What was held for the citizen is free again: the time is over.
    HoldOver,
    /// It is not the time for this service.
    OutsideHours,
    /// The appointment was cancelled, has begun, or was checked in at: nothing can be changed.
    AppointmentOver,
    /// Check-in opens on the day, some time before.
    CheckInNotOpen,
    /// It costs another amount now than was shown; nothing was charged.
    AmountChanged,
    /// Declined: not enough money.
    DeclinedNotEnough,
    /// Declined: the password was wrong.
    DeclinedWrongPassword,
    /// Declined: it was not confirmed on the phone in time.
    DeclinedNotConfirmed,
    /// Declined: the payment code is expired or used.
    DeclinedCodeExpired,
    /// Declined by the channel for another reason.
    DeclinedByChannel,
    /// Nothing was charged; the payment was cancelled.
    PaymentCancelled,
    /// The channel cannot be reached; nothing was charged.
    ChannelUnreachable,
    /// No connection: what needs it cannot be done now.
    Offline,
    /// The backend cannot do it now; try again.
    TryAgain,
    /// The camera gives no picture.
    CameraMissing,
    /// Receipts cannot be printed now; said before paying.
    #[serde(rename_all = "camelCase")]
    PrinterDown {
        /// What is the matter.
        trouble: PrinterTrouble,
    },
    /// The staff has been called.
    StaffCalled,
}
