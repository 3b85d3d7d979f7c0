//! The foreign issuers of a list.

use data_encoding::{BASE64, HEXLOWER};

use super::{ForeignIssuer as Listed, TrustList, Unusable};
use crate::foreign::{ForeignAlgorithm, ForeignIssuer, ForeignKey, ForeignKind, ForeignTrust};
use crate::revocation::Revocation;

impl TrustList {
    /// Whose foreign codes to believe by this list, as long as it is good; their names in
    /// `language`, else in any that is there. An issuer that cannot be used is left out,
    /// and given back with the reason; a revoked one is left out; the others go on.
    #[must_use]
    pub fn foreign_trust(&self, language: &str) -> (ForeignTrust, Vec<Unusable>) {
        let mut usable = Vec::new();
        let mut unusable = Vec::new();
        for listed in &self.foreign {
            match issuer(listed, language, self.expires) {
                Ok(issuer) if self.revoked.contains(Revocation::Key(&issuer.kid)) => {}
                Ok(issuer) => usable.push(issuer),
                Err(reason) => unusable.push(Unusable {
                    kid: listed.kid.clone(),
                    reason,
                }),
            }
        }
        // Not reached: each of them was tried alone.
        let trust = ForeignTrust::new(usable).unwrap_or_default();
        (trust, unusable)
    }
}

fn issuer(
    listed: &Listed,
    language: &str,
    list_expires: i64,
) -> Result<ForeignIssuer, &'static str> {
    let kind = match listed.kind.as_str() {
        "dcc" => ForeignKind::EuDcc,
        "claim169" => ForeignKind::Claim169,
        "shc" => ForeignKind::SmartHealthCard,
        _ => return Err("the format is not known here"),
    };
    let algorithm = match listed.alg.as_str() {
        "EdDSA" => ForeignAlgorithm::EdDsa,
        "ES256" => ForeignAlgorithm::Es256,
        "PS256" => ForeignAlgorithm::Ps256,
        _ => return Err("the algorithm is not known here"),
    };
    let kid = if kind == ForeignKind::SmartHealthCard {
        listed.kid.clone().into_bytes()
    } else {
        let kid = HEXLOWER.decode(listed.kid.as_bytes());
        kid.map_err(|_| "the id is not in hex")?
    };
    let key = BASE64.decode(listed.key.as_bytes());
    let key = key.map_err(|_| "the key is not Base64")?;
    let key = ForeignKey::new(algorithm, &key).map_err(|_| "the key is not one of its kind")?;
    let name = listed
        .name
        .get(language)
        .or_else(|| listed.name.values().next())
        .ok_or("it has no name")?;
    let issuer = ForeignIssuer {
        kind,
        kid,
        iss: listed.iss.clone(),
        name: name.clone(),
        key,
        uses: listed.uses.clone(),
        // A list is public: what only some may read is not told in it.
        content_key: None,
        not_before: listed.not_before,
        not_after: listed.not_after.min(list_expires),
    };
    ForeignTrust::new(vec![issuer.clone()])
        .map_err(|_| "its id, its name or its validity is missing or wrong")?;
    Ok(issuer)
}
