//! What Alipay sends outside of gateway V2's answers: notices, and answers of gateway V3. Hallpass
//! asks and takes no notices; whoever reads one has to verify it first.

use super::content_to_sign;
use crate::channels::rsa::VerifyingKey;

/// Whether a notice is Alipay's. `fields` are decoded. Alipay signs some with `sign_type` and some
/// without, and leaves it out of some that it was signed with.
#[must_use]
pub fn is_genuine_notice(key: &VerifyingKey, fields: &[(&str, &str)]) -> bool {
    let Some((_, signature)) = fields.iter().find(|(name, _)| *name == "sign") else {
        return false;
    };
    let without: Vec<_> = fields
        .iter()
        .copied()
        .filter(|(name, _)| *name != "sign_type")
        .collect();
    let mut with = without.clone();
    let sign_type = fields.iter().find(|(name, _)| *name == "sign_type");
    with.push(sign_type.copied().unwrap_or(("sign_type", "RSA2")));
    [with, without]
        .iter()
        .any(|fields| key.verifies(content_to_sign(fields).as_bytes(), signature))
}

/// Whether an answer of gateway V3 is Alipay's: signed over these bytes with the key of the
/// certificate with this serial number.
#[must_use]
pub fn is_genuine_v3<'a>(
    key: &VerifyingKey,
    certificate_sn: &str,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> bool {
    let (Some(timestamp), Some(nonce), Some(signature)) = (
        header("alipay-timestamp"),
        header("alipay-nonce"),
        header("alipay-signature"),
    ) else {
        return false;
    };
    if header("alipay-sn") != Some(certificate_sn) {
        return false;
    }
    let head = format!("{timestamp}\n{nonce}\n");
    let message = [head.as_bytes(), body, b"\n"].concat();
    key.verifies(&message, signature)
}
