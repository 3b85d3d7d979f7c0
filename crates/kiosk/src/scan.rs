//! What was held before the scanner, already sorted by shape and checked offline.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::secret::Secret;
use crate::view::Channel;

/// One thing that was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// A citizen code whose signature and times are right; the backend has the last word.
    Citizen {
        /// The code as it stands.
        code: Secret,
        /// Which code it is: no other text is the same one.
        id: CodeId,
    },
    /// A code that says nothing to us, of a kind that is taken here: its issuer is asked whose it
    /// is.
    Opaque {
        /// Whose code it is, as the backend names it.
        kind: String,
        /// The code as it stands.
        code: Secret,
    },
    /// A citizen code that is not believed.
    CitizenRefused(Refusal),
    /// A payment code; of a channel that is accepted here, or of another.
    Payment {
        /// Whose it is; `None` for a channel that is not accepted.
        channel: Option<Channel>,
        /// The code.
        code: Secret,
    },
    /// The number of an identity card. It is dropped at once.
    IdNumber,
    /// The number of a payment notice; its check digits are right.
    NoticeNumber(String),
    /// It looks like the number of a payment notice, but its check digits are wrong.
    NoticeMistyped,
    /// A badge of the staff. It is no citizen's.
    StaffBadge,
    /// Anything else.
    Other,
}

/// Names one citizen code. It says nothing about the citizen, and the code cannot be found by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeId(pub Uuid);

/// Why a citizen code is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Part of it is missing, or it is damaged.
    CutOff,
    /// Nobody here trusts its issuer.
    UnknownIssuer,
    /// The signature is wrong.
    Forged,
    /// Older than it may be.
    Expired,
    /// From the future.
    NotYetValid,
    /// Used before.
    Used,
    /// The phone has to ask its issuer for a new credential.
    Lapsed,
    /// The issuer, or the hall, has taken it back.
    Revoked,
    /// Made for another hall.
    OtherHall,
    /// A fixed code, which a photograph shows as well.
    NotLive,
}
