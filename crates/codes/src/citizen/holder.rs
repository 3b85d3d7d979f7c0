//! The holder's key in a credential: a `COSE_Key` (RFC 9052 §7) inside `cnf` (RFC 8747 §3.2).

use ciborium::Value;

use crate::envelope::{Entries, Flaw};
use crate::keys::{Algorithm, PublicKey, Signer};

/// Members of `cnf`.
mod member {
    pub const COSE_KEY: i64 = 1;
}

/// Parameters of a `COSE_Key` (RFC 9053 §7).
mod parameter {
    pub const KIND: i64 = 1;
    pub const CURVE: i64 = -1;
    pub const X: i64 = -2;
    pub const Y: i64 = -3;
}

const OKP: i64 = 1;
const EC2: i64 = 2;
const P256: i64 = 1;
const ED25519: i64 = 6;
/// First byte of a compressed SEC1 point whose Y is even; with an odd one it is the next.
const COMPRESSED: u8 = 2;
/// First byte of a SEC1 point with both coordinates.
const UNCOMPRESSED: u8 = 4;

/// The key in `cnf`.
pub(super) fn read(confirmation: Value) -> Result<PublicKey, Flaw> {
    let key = Entries::of(confirmation)?.take(member::COSE_KEY);
    let mut key = Entries::of(key.ok_or(Flaw::Content)?)?;
    let kind: i64 = key.integer(parameter::KIND)?;
    let curve: i64 = key.integer(parameter::CURVE)?;
    let x = key.bytes(parameter::X)?;
    let public = match (kind, curve) {
        (OKP, ED25519) => PublicKey::new(Algorithm::EdDsa, &x),
        (EC2, P256) => PublicKey::new(Algorithm::Es256, &point(&x, key.take(parameter::Y))?),
        _ => return Err(Flaw::Content),
    };
    public.map_err(|_| Flaw::Content)
}

/// The SEC1 point; of Y the sign is enough.
fn point(x: &[u8], y: Option<Value>) -> Result<Vec<u8>, Flaw> {
    match y {
        Some(Value::Bool(odd)) => Ok([&[COMPRESSED + u8::from(odd)], x].concat()),
        Some(Value::Bytes(y)) if x.len() == y.len() => Ok([&[UNCOMPRESSED], x, &y].concat()),
        _ => Err(Flaw::Content),
    }
}

/// The public half of a holder's key, as `cnf` has it: 40 bytes, of P-256 with the sign of Y.
pub(super) fn write(holder: &Signer) -> Value {
    let public = holder.public_bytes();
    let mut key: Vec<(i64, Value)> = match holder.algorithm() {
        Algorithm::EdDsa => vec![
            (parameter::KIND, OKP.into()),
            (parameter::CURVE, ED25519.into()),
            (parameter::X, Value::Bytes(public)),
        ],
        Algorithm::Es256 => vec![
            (parameter::KIND, EC2.into()),
            (parameter::CURVE, P256.into()),
            (parameter::X, Value::Bytes(public[1..33].to_vec())),
            (parameter::Y, Value::Bool(public[64] & 1 == 1)),
        ],
    };
    let key = key.drain(..).map(|(name, value)| (name.into(), value));
    Value::Map(vec![(member::COSE_KEY.into(), Value::Map(key.collect()))])
}
