//! What a scan engine's bytes have to be before anything else sees them: an identifier of a
//! barcode that phones show here, an allowed length, allowed characters.

use crate::symbol::{Symbol, Symbology};

/// Nothing longer is kept: a QR code holds at most 4,296 characters.
pub const BYTES_MAX: usize = 4096;
/// The shortest codes have a prefix and some characters; less is noise on the line.
const BYTES_MIN: usize = 8;
/// Payment codes have up to 24 digits; nothing legible on a phone is much longer.
const CODE_128_MAX: usize = 48;

/// The three characters before the data that name the kind of barcode: `]`, the kind, a modifier
/// (ISO/IEC 15424).
pub type AimId = [u8; 3];

/// Whether a scan engine has to name the kind of barcode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AimRule {
    /// What comes without an identifier is taken, as [`Symbology::Other`].
    #[default]
    Optional,
    /// What comes without an identifier is refused.
    Required,
}

/// Why bytes were not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// The identifier names a barcode that is not taken here, or there is none and has to be.
    #[error("not an identifier of QR code (]Q1, ]Q2) or Code 128 (]C0)")]
    Identifier,
    /// Shorter or longer than such a code can be.
    #[error("too short or too long for such a code")]
    Length,
    /// A control character, or another one that no code here has.
    #[error("a character that no code here has")]
    Character,
    /// Not put together as the device's own description or the standard says.
    #[error("malformed")]
    Malformed,
}

/// Takes the identifier off a line that begins with one.
pub fn split_identifier(line: &[u8]) -> (Option<AimId>, &[u8]) {
    match line {
        [b']', kind, modifier, data @ ..]
            if kind.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
        {
            (Some([b']', *kind, *modifier]), data)
        }
        _ => (None, line),
    }
}

/// The symbol, if its kind, length and characters are allowed.
///
/// # Errors
/// The first rule that it breaks.
pub fn admit(identifier: Option<AimId>, data: &[u8], rule: AimRule) -> Result<Symbol, Refusal> {
    let symbology = match identifier.as_ref() {
        Some(b"]Q1" | b"]Q2") => Symbology::Qr,
        Some(b"]C0") => Symbology::Code128,
        Some(_) => return Err(Refusal::Identifier),
        None if rule == AimRule::Required => return Err(Refusal::Identifier),
        None => Symbology::Other,
    };
    let longest = match symbology {
        Symbology::Code128 => CODE_128_MAX,
        Symbology::Qr | Symbology::Other => BYTES_MAX,
    };
    if !(BYTES_MIN..=longest).contains(&data.len()) {
        return Err(Refusal::Length);
    }
    if !data.iter().all(|&byte| is_allowed(symbology, byte)) {
        return Err(Refusal::Character);
    }
    let bytes = match identifier.as_ref() {
        Some(b"]Q2") => without_charsets(data).ok_or(Refusal::Malformed)?,
        _ => data.to_vec(),
    };
    Ok(Symbol::told(bytes, symbology))
}

/// Every code that is for this machine is printable ASCII; a bar code on a phone is a number.
fn is_allowed(symbology: Symbology, byte: u8) -> bool {
    match symbology {
        Symbology::Code128 => byte.is_ascii_alphanumeric() || byte == b'-',
        Symbology::Qr | Symbology::Other => (b' '..=b'~').contains(&byte),
    }
}

/// `]Q2` says that the reader follows the ECI protocol (ISO/IEC 18004): a change of charset is
/// sent as a backslash and six digits, and a backslash of the data twice. ASCII is the same in
/// each of those charsets, so the changes are dropped.
fn without_charsets(data: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'\\' {
            bytes.push(byte);
        } else if let Some(after) = rest.strip_prefix(b"\\") {
            bytes.push(b'\\');
            rest = after;
        } else {
            let (digits, after) = rest.split_at_checked(6)?;
            if !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            rest = after;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &[u8], rule: AimRule) -> Result<(Symbology, Vec<u8>), Refusal> {
        let (identifier, data) = split_identifier(line);
        admit(identifier, data, rule).map(|symbol| (symbol.symbology, symbol.bytes))
    }

    fn refused(line: &[u8]) -> Refusal {
        taken(line, AimRule::Optional).unwrap_err()
    }

    #[test]
    fn the_identifier_is_taken_off_and_says_the_symbology() {
        let qr = Ok((Symbology::Qr, b"GC1:ABCD".to_vec()));
        assert_eq!(taken(b"]Q1GC1:ABCD", AimRule::Required), qr);
        assert_eq!(taken(b"]Q2GC1:ABCD", AimRule::Required), qr);
        let bar = Ok((Symbology::Code128, b"134567890123456789".to_vec()));
        assert_eq!(taken(b"]C0134567890123456789", AimRule::Required), bar);
    }

    #[test]
    fn another_identifier_is_refused_whatever_the_rule() {
        for line in [
            &b"]E05901234123457"[..],
            b"]Q0GC1:ABCD",
            b"]Q3GC1:ABCD",
            b"]C1GC1:ABCD",
            b"]d2GC1:ABCD",
        ] {
            assert_eq!(refused(line), Refusal::Identifier);
        }
    }

    #[test]
    fn without_an_identifier_the_rule_decides() {
        assert_eq!(
            taken(b"GC1:ABCD", AimRule::Required),
            Err(Refusal::Identifier)
        );
        let other = Ok((Symbology::Other, b"GC1:ABCD".to_vec()));
        assert_eq!(taken(b"GC1:ABCD", AimRule::Optional), other);
        // A bracket alone is data.
        assert!(taken(b"]+not an identifier", AimRule::Optional).is_ok());
    }

    #[test]
    fn no_control_character_passes_wherever_it_stands() {
        for control in (0..b' ').chain([0x7f]) {
            for at in 0..=8 {
                let mut data = b"GC1:ABCD".to_vec();
                data.insert(at, control);
                for line in [data.clone(), [b"]Q1", &data[..]].concat()] {
                    assert_eq!(refused(&line), Refusal::Character, "{control} at {at}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_ascii_passes_neither() {
        assert_eq!(refused("]Q1微信支付".as_bytes()), Refusal::Character);
        assert_eq!(
            refused(b"]Q1\xca\xd5\xbf\xee\xca\xd5\xbf\xee"),
            Refusal::Character
        );
    }

    #[test]
    fn too_short_and_too_long_are_refused() {
        assert_eq!(refused(b"]Q1"), Refusal::Length);
        assert_eq!(refused(b"]Q11234567"), Refusal::Length);
        assert!(admit(Some(*b"]Q1"), &[b'x'; BYTES_MAX], AimRule::Required).is_ok());
        assert_eq!(
            admit(Some(*b"]Q1"), &[b'x'; BYTES_MAX + 1], AimRule::Required),
            Err(Refusal::Length)
        );
    }

    #[test]
    fn a_bar_code_is_short_and_has_few_characters() {
        assert_eq!(refused(b"]C0134567890 123456"), Refusal::Character);
        assert_eq!(refused(b"]C0https://example.org"), Refusal::Character);
        let long = [&b"]C0"[..], &[b'1'; CODE_128_MAX + 1]].concat();
        assert_eq!(refused(&long), Refusal::Length);
    }

    #[test]
    fn changes_of_charset_are_dropped_and_a_backslash_is_one() {
        let taken = |line: &[u8]| taken(line, AimRule::Required).map(|(_, bytes)| bytes);
        assert_eq!(taken(b"]Q2\\000026GC1:ABCD"), Ok(b"GC1:ABCD".to_vec()));
        assert_eq!(
            taken(b"]Q2GC1:\\\\AB\\000003CD"),
            Ok(b"GC1:\\ABCD".to_vec())
        );
        for malformed in [
            &b"]Q2GC1:ABC\\"[..],
            b"]Q2GC1:\\00002",
            b"]Q2GC1:\\00002xAB",
        ] {
            assert_eq!(taken(malformed), Err(Refusal::Malformed));
        }
        // Without the protocol a backslash is data.
        assert_eq!(taken(b"]Q1GC1:\\ABC"), Ok(b"GC1:\\ABC".to_vec()));
    }
}
