//! What a scanned symbol says and whether to believe it.
//!
//! [`Reading::of`] decides by shape alone what the bytes of a symbol are.
//! [`citizen::verify`], [`foreign::verify`] and [`proof::verify`] decide whether a
//! signed one is believed; the [`Signer`] makes such codes for the hall's own app. No IO and no
//! clock here: the caller brings the time. What could be used in the citizen's name
//! (payment codes, pseudonyms, whole codes) never appears in a `Debug` output.

mod admissible;
pub mod badge;
pub mod citizen;
pub mod company;
mod envelope;
pub mod foreign;
pub mod hall_document;
mod keys;
pub mod merchant;
pub mod notice;
pub mod opaque;
mod payment;
pub mod proof;
mod reading;
mod reclaim;
pub mod report;
pub mod revocation;
pub mod trust_list;

pub use admissible::{Inadmissible, MAX_SYMBOL_BYTES, admissible};
pub use badge::Badge;
pub use citizen::{CitizenCode, Refusal, Trust};
pub use company::CompanyNumber;
pub use envelope::Flaw;
pub use foreign::{ForeignIdentity, ForeignKind, ForeignRefusal, ForeignTrust};
pub use keys::{Algorithm, BadKey, PublicKey, Signer};
pub use merchant::MerchantCode;
pub use notice::Notice;
pub use opaque::{Charset, OpaqueCode, OpaqueKind, OpaqueRule, OpaqueRules};
pub use payment::{Channel, PaymentCode, PaymentForm};
pub use proof::{ProofKeys, ReceiptProof};
pub use reading::{CodeText, Reading};
pub use reclaim::ReclaimCode;
pub use report::{Known, Report, report, report_with};
/// Numbers that a service may ask for are known to the crate that knows the questions.
pub use service::{plate, resident};
pub use trust_list::TrustList;
