//! What a text is and whether it is believed, for a technician's eyes: nothing in a
//! report can be used in the citizen's name.

use serde::Serialize;

use crate::badge::{self, Badge, Role};
use crate::citizen::{self, Refusal, RefusalCode, Trust};
use crate::envelope::Flaw;
use crate::foreign::{
    self, ForeignIdentity, ForeignKind, ForeignRefusal, ForeignRefusalCode, ForeignTrust, HealthUse,
};
use crate::opaque::{OpaqueKind, OpaqueRules};
use crate::payment::{Channel, PaymentForm};
use crate::proof::{self, Disproof, ProofKeys, ReceiptProof};
use crate::reading::Reading;

/// What a symbol is. As JSON: `{"is": "payment", "channel": "wechat", "digits": 18}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Report {
    /// A citizen code.
    Citizen {
        /// Whether it is believed.
        believed: bool,
        /// Who issued it; there only if it is believed.
        issuer: Option<String>,
        /// Unix seconds; there only if it is believed.
        issued: Option<i64>,
        /// Unix seconds; there only if it is believed.
        expires: Option<i64>,
        /// Why it is not believed.
        refusal: Option<RefusalCode>,
        /// What is wrong with a damaged code.
        flaw: Option<Flaw>,
    },
    /// A staff badge.
    Badge {
        /// Whether it is believed.
        believed: bool,
        /// Id of the operator; there only if it is believed.
        operator: Option<String>,
        /// What they may do; there only if it is believed.
        role: Option<Role>,
        /// Unix seconds; there only if it is believed.
        expires: Option<i64>,
        /// Why it is not believed.
        refusal: Option<RefusalCode>,
    },
    /// A payment code.
    Payment {
        /// The channel whose shape it has.
        channel: Channel,
        /// What it looks like; there only if it does not look as usual.
        #[serde(skip_serializing_if = "is_usual")]
        form: PaymentForm,
        /// How many digits it has; of a face token, characters.
        digits: usize,
    },
    /// A resident ID number.
    ResidentId,
    /// The number of a payment notice.
    Notice {
        /// The 20 digits.
        number: String,
    },
    /// The number of a payment notice with a mistake in it.
    MistypedNotice,
    /// A receipt proof.
    Receipt {
        /// Whether it is believed.
        believed: bool,
        /// What is signed; there only if it is believed.
        proof: Option<ReceiptProof>,
        /// Why it is not believed, in words.
        refusal: Option<String>,
    },
    /// A reclaim code.
    Reclaim,
    /// An identity that somebody else has issued.
    Foreign {
        /// The format.
        kind: ForeignKind,
        /// Whether it is believed.
        believed: bool,
        /// Who issued it; there only if it is believed.
        issuer: Option<String>,
        /// What an EU certificate is about; there only if it is believed.
        health_use: Option<HealthUse>,
        /// Whether it says a name; there only if it is believed.
        named: Option<bool>,
        /// Unix seconds; there only if it is believed and says so.
        issued: Option<i64>,
        /// Unix seconds; there only if it is believed and says so.
        expires: Option<i64>,
        /// Why it is not believed.
        refusal: Option<ForeignRefusalCode>,
        /// What is wrong with a damaged code.
        flaw: Option<Flaw>,
    },
    /// The code of a merchant.
    Merchant {
        /// Whether its check sum is right.
        intact: bool,
        /// Whether it is for one payment only.
        dynamic: bool,
        /// ISO 3166-1 alpha 2.
        country: Option<String>,
    },
    /// The number of an organisation.
    Company {
        /// The 18 characters.
        number: String,
        /// Whether the check character is right.
        check_fits: bool,
    },
    /// A number plate.
    Plate,
    /// A code that only its issuer understands.
    Opaque {
        /// `health-card`, or the name of the rule.
        kind: String,
        /// How long it is.
        characters: usize,
    },
    /// Something else.
    Other {
        /// How long it is.
        bytes: usize,
    },
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_usual(form: &PaymentForm) -> bool {
    *form == PaymentForm::Digits
}

/// What a machine knows to judge a symbol by.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Whose citizen codes are believed.
    pub trust: &'a Trust,
    /// Whose foreign codes are believed.
    pub foreign: &'a ForeignTrust,
    /// Whose receipts are believed.
    pub keys: &'a ProofKeys,
    /// What opaque codes look like here.
    pub rules: &'a OpaqueRules,
}

/// Reports on the bytes of a symbol at `now` (unix seconds), with nobody abroad trusted
/// and no rules of a hall.
#[must_use]
pub fn report(symbol: &[u8], trust: &Trust, keys: &ProofKeys, now: i64) -> Report {
    let known = Known {
        trust,
        foreign: &ForeignTrust::default(),
        keys,
        rules: &OpaqueRules::default(),
    };
    report_with(symbol, known, now)
}

/// Reports on the bytes of a symbol at `now` (unix seconds).
#[must_use]
pub fn report_with(symbol: &[u8], known: Known<'_>, now: i64) -> Report {
    match Reading::of_with(symbol, known.rules) {
        Reading::Citizen(text) => citizen(citizen::verify(text.expose(), known.trust, now)),
        Reading::Badge(text) => badge(badge::verify(text.expose(), known.trust, now)),
        Reading::Payment(code) => Report::Payment {
            channel: code.channel(),
            form: code.form(),
            digits: code.expose().len(),
        },
        Reading::ResidentId => Report::ResidentId,
        Reading::Notice(notice) => Report::Notice {
            number: notice.number().to_owned(),
        },
        Reading::MistypedNotice => Report::MistypedNotice,
        Reading::Receipt(text) => receipt(proof::verify(text.expose(), known.keys)),
        Reading::Reclaim(_) => Report::Reclaim,
        Reading::Foreign(kind, text) => {
            abroad(kind, foreign::verify(text.expose(), known.foreign, now))
        }
        Reading::Opaque(code) => Report::Opaque {
            characters: code.expose().len(),
            kind: match code.kind {
                OpaqueKind::HealthCard => "health-card".to_owned(),
                OpaqueKind::Other(rule) => rule,
            },
        },
        Reading::Merchant(code) => Report::Merchant {
            intact: code.intact,
            dynamic: code.dynamic,
            country: code.country,
        },
        Reading::Company(number) => Report::Company {
            check_fits: number.check_fits(),
            number: number.to_string(),
        },
        Reading::Plate => Report::Plate,
        Reading::Other => Report::Other {
            bytes: symbol.len(),
        },
    }
}

fn abroad(kind: ForeignKind, verdict: Result<ForeignIdentity, ForeignRefusal>) -> Report {
    let flaw = match verdict {
        Err(ForeignRefusal::Malformed(flaw)) => Some(flaw),
        _ => None,
    };
    let refusal = verdict.as_ref().err().map(|refusal| refusal.code());
    let code = verdict.ok();
    let code = code.as_ref();
    Report::Foreign {
        kind,
        believed: code.is_some(),
        issuer: code.map(|code| code.issuer.clone()),
        health_use: code.and_then(|code| code.health_use),
        named: code.map(|code| code.name.is_some()),
        issued: code.and_then(|code| code.issued),
        expires: code.and_then(|code| code.expires),
        refusal,
        flaw,
    }
}

fn citizen(verdict: Result<citizen::CitizenCode, Refusal>) -> Report {
    let flaw = match verdict {
        Err(Refusal::Malformed(flaw)) => Some(flaw),
        _ => None,
    };
    let refusal = verdict.as_ref().err().map(|refusal| refusal.code());
    let code = verdict.ok();
    Report::Citizen {
        believed: code.is_some(),
        issued: code.as_ref().map(|code| code.issued),
        expires: code.as_ref().map(|code| code.expires),
        issuer: code.map(|code| code.issuer),
        refusal,
        flaw,
    }
}

fn badge(verdict: Result<Badge, Refusal>) -> Report {
    let refusal = verdict.as_ref().err().map(|refusal| refusal.code());
    let badge = verdict.ok();
    Report::Badge {
        believed: badge.is_some(),
        role: badge.as_ref().map(|badge| badge.role),
        expires: badge.as_ref().map(|badge| badge.expires),
        operator: badge.map(|badge| badge.operator),
        refusal,
    }
}

fn receipt(verdict: Result<ReceiptProof, Disproof>) -> Report {
    let refusal = verdict.as_ref().err().map(ToString::to_string);
    let proof = verdict.ok();
    Report::Receipt {
        believed: proof.is_some(),
        proof,
        refusal,
    }
}
