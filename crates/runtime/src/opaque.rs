//! Codes that only their issuer understands: which kinds are taken here, and how they are known.

use codes::{Charset, OpaqueCode, OpaqueKind, OpaqueRule, OpaqueRules};
use gateway::wire::{CodeCharacters, CodeShape, OpaqueIssuer};
use kiosk::scan::{Refusal, Scan};
use kiosk::secret::Secret;
use kiosk::service::Issuer;

use crate::wire;

/// The kinds of a catalogue.
#[derive(Debug, Default)]
pub(crate) struct Opaque {
    kinds: Vec<String>,
    rules: OpaqueRules,
    issuers: Vec<Issuer>,
}

impl Opaque {
    /// One that cannot be used is left out and named in the log; the others go on.
    pub(crate) fn of(issuers: &[OpaqueIssuer]) -> Self {
        let mut opaque = Self::default();
        for issuer in issuers {
            let mut rules = opaque.rules.rules().to_vec();
            rules.extend(issuer.shape.as_ref().map(|shape| rule(&issuer.kind, shape)));
            match OpaqueRules::new(rules) {
                Ok(rules) => {
                    opaque.rules = rules;
                    opaque.kinds.push(issuer.kind.clone());
                    opaque.issuers.push(Issuer {
                        name: wire::texts(issuer.name.clone()),
                        color: issuer.color.clone(),
                        needs_network: true,
                    });
                }
                Err(error) => {
                    tracing::error!(kind = issuer.kind, %error, "codes of this kind cannot be known");
                }
            }
        }
        opaque
    }

    /// Who issues them, as the screen names them.
    pub(crate) fn issuers(&self) -> &[Issuer] {
        &self.issuers
    }

    /// How they are known.
    pub(crate) fn rules(&self) -> &OpaqueRules {
        &self.rules
    }

    /// What such a code is to the kiosk.
    pub(crate) fn scan(&self, code: &OpaqueCode) -> Scan {
        let kind = match &code.kind {
            OpaqueKind::HealthCard => OpaqueIssuer::HEALTH_CARD,
            OpaqueKind::Other(name) => name,
        };
        if !self.kinds.iter().any(|taken| taken == kind) {
            return Scan::CitizenRefused(Refusal::UnknownIssuer);
        }
        if code.is_static() {
            return Scan::CitizenRefused(Refusal::NotLive);
        }
        Scan::Opaque {
            kind: kind.to_owned(),
            code: Secret::new(code.expose().to_owned()),
        }
    }
}

fn rule(kind: &str, shape: &CodeShape) -> OpaqueRule {
    OpaqueRule {
        name: kind.to_owned(),
        prefix: shape.prefix.clone(),
        min_len: shape.min_length,
        max_len: shape.max_length,
        charset: match shape.characters {
            CodeCharacters::Digits => Charset::Digits,
            CodeCharacters::Hex => Charset::Hex,
            CodeCharacters::Alphanumeric => Charset::Alphanumeric,
            CodeCharacters::Base64 => Charset::Base64,
            CodeCharacters::Printable => Charset::Printable,
        },
    }
}

#[cfg(test)]
mod tests {
    use codes::Trust;
    use gateway::wire::Texts;

    use super::*;
    use crate::sorting::sort;

    const CARD: &str = "E1D10AAC00000000000000000000000000000000000000000000000000FBB180";

    fn issuer(kind: &str, shape: Option<CodeShape>) -> OpaqueIssuer {
        OpaqueIssuer {
            kind: kind.to_owned(),
            name: Texts::default(),
            color: "#008f8c".to_owned(),
            shape,
        }
    }

    fn shape(min_length: usize) -> CodeShape {
        CodeShape {
            prefix: "https://city.example.cn/".to_owned(),
            min_length,
            max_length: 80,
            characters: CodeCharacters::Alphanumeric,
        }
    }

    fn sorted(text: &str, issuers: &[OpaqueIssuer]) -> Scan {
        sort(text.as_bytes(), &Trust::default(), &Opaque::of(issuers), 0)
    }

    fn opaque(kind: &str, code: &str) -> Scan {
        Scan::Opaque {
            kind: kind.to_owned(),
            code: Secret::new(code.to_owned()),
        }
    }

    #[test]
    fn a_live_health_card_is_handed_on_and_a_static_one_is_not() {
        let taken = [issuer("health-card", None)];
        let live = format!("{CARD}:1:1732600000");
        assert_eq!(sorted(&live, &taken), opaque("health-card", &live));
        let refused = Scan::CitizenRefused(Refusal::NotLive);
        assert_eq!(sorted(&format!("{CARD}:1"), &taken), refused);
    }

    #[test]
    fn a_kind_that_is_not_taken_here_is_somebody_elses() {
        let stranger = Scan::CitizenRefused(Refusal::UnknownIssuer);
        for code in [format!("{CARD}:1"), format!("{CARD}:1:1732600000")] {
            assert_eq!(sorted(&code, &[]), stranger);
        }
    }

    #[test]
    fn a_shape_is_known_by_its_rule_and_a_bad_rule_takes_nothing_with_it() {
        let issuers = [
            issuer("too-short", Some(shape(1))),
            issuer("city-code", Some(shape(30))),
            issuer("city-code", Some(shape(30))),
            issuer("health-card", None),
        ];
        let code = "https://city.example.cn/0123456789abcdef";
        assert_eq!(sorted(code, &issuers), opaque("city-code", code));
        let live = format!("{CARD}:1:1732600000");
        assert_eq!(sorted(&live, &issuers), opaque("health-card", &live));
        assert_eq!(sorted("https://city.example.cn/", &issuers), Scan::Other);
    }
}
