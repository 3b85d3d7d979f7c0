//! The claims of a CWT (RFC 8392) that foreign codes share.

use ciborium::Value;

use super::Validity;
use crate::envelope::{Entries, Flaw};

const ISSUER: i64 = 1;
const EXPIRES: i64 = 4;
const NOT_BEFORE: i64 = 5;
const ISSUED: i64 = 6;

pub(super) fn issuer(claims: &mut Entries) -> Result<Option<String>, Flaw> {
    claims
        .take(ISSUER)
        .map(|issuer| issuer.into_text().map_err(|_| Flaw::Content))
        .transpose()
}

pub(super) fn validity(claims: &mut Entries) -> Result<Validity, Flaw> {
    let mut time = |claim| claims.take(claim).map(|date| seconds(&date)).transpose();
    Ok(Validity {
        issued: time(ISSUED)?,
        not_before: time(NOT_BEFORE)?,
        expires: time(EXPIRES)?,
    })
}

/// A `NumericDate`: a whole number or, as some countries write it, a float. Whole seconds,
/// as far as they are exact in both.
fn seconds(date: &Value) -> Result<i64, Flaw> {
    const EXACT: i64 = 1 << 53;
    let whole = if let Value::Integer(seconds) = date {
        i64::try_from(*seconds).ok()
    } else {
        // Saturates, and what is no number is refused: both are outside of the limit.
        #[allow(clippy::cast_possible_truncation, reason = "checked below")]
        date.as_float()
            .filter(|seconds| seconds.is_finite())
            .map(|seconds| seconds.trunc() as i64)
    };
    whole
        .filter(|seconds| (-EXACT..=EXACT).contains(seconds))
        .ok_or(Flaw::Content)
}
