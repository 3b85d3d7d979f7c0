//! What a text is and whether it is believed, for a technician's eyes: nothing in a
//! report can be used in the citizen's name.

use serde::Serialize;

use crate::badge::{self, Badge, Role};
use crate::citizen::{self, Refusal, RefusalCode, Trust};
use crate::envelope::Flaw;
use crate::opaque::OpaqueKind;
use crate::payment::Channel;
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
        /// How many digits it has.
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

/// Reports on the bytes of a symbol at `now` (unix seconds).
#[must_use]
pub fn report(symbol: &[u8], trust: &Trust, keys: &ProofKeys, now: i64) -> Report {
    match Reading::of(symbol) {
        Reading::Citizen(text) => citizen(citizen::verify(text.expose(), trust, now)),
        Reading::Badge(text) => badge(badge::verify(text.expose(), trust, now)),
        Reading::Payment(code) => Report::Payment {
            channel: code.channel(),
            digits: code.expose().len(),
        },
        Reading::ResidentId => Report::ResidentId,
        Reading::Notice(notice) => Report::Notice {
            number: notice.number().to_owned(),
        },
        Reading::MistypedNotice => Report::MistypedNotice,
        Reading::Receipt(text) => receipt(proof::verify(text.expose(), keys)),
        Reading::Reclaim(_) => Report::Reclaim,
        Reading::Opaque(code) => Report::Opaque {
            characters: code.expose().len(),
            kind: match code.kind {
                OpaqueKind::HealthCard => "health-card".to_owned(),
                OpaqueKind::Other(rule) => rule,
            },
        },
        Reading::Other => Report::Other {
            bytes: symbol.len(),
        },
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
