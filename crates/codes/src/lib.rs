//! What a scanned symbol says and whether to believe it.
//!
//! [`Reading::of`] decides by shape alone what the bytes of a symbol are.
//! [`citizen::verify`] and [`proof::verify`] decide whether a signed one is
//! believed; the [`Signer`] makes such codes for the hall's own app. No IO and no
//! clock here: the caller brings the time. What could be used in the citizen's name
//! (payment codes, pseudonyms, whole codes) never appears in a `Debug` output.

mod admissible;
pub mod badge;
pub mod citizen;
mod envelope;
mod keys;
pub mod notice;
pub mod opaque;
mod payment;
pub mod proof;
mod reading;
mod reclaim;
pub mod report;
pub mod resident;
pub mod revocation;
pub mod trust_list;

pub use admissible::{Inadmissible, MAX_SYMBOL_BYTES, admissible};
pub use badge::Badge;
pub use citizen::{CitizenCode, Refusal, Trust};
pub use envelope::Flaw;
pub use keys::{Algorithm, BadKey, PublicKey, Signer};
pub use notice::Notice;
pub use opaque::{Charset, OpaqueCode, OpaqueKind, OpaqueRule, OpaqueRules};
pub use payment::{Channel, PaymentCode};
pub use proof::{ProofKeys, ReceiptProof};
pub use reading::{CodeText, Reading};
pub use reclaim::ReclaimCode;
pub use report::Report;
pub use trust_list::TrustList;
