//! What is shown of a symbol: whoever looks over the technician's shoulder, or gets the terminal's
//! log later, must not be able to pay or to identify with it.

use std::borrow::Cow;

use codes::{ProofKeys, Reading, Trust};
use devices::Symbol;

/// Enough to see which code on which screen it is.
const PREFIX: usize = 4;

/// The text of a symbol; of what is no text a character for each byte, so that nothing is lost.
pub fn text_of(symbol: &Symbol) -> Cow<'_, str> {
    match &symbol.text {
        Some(text) => Cow::Borrowed(text),
        None => symbol.bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// The text, or so much of it as does no harm.
pub fn masked(symbol: &Symbol) -> Cow<'_, str> {
    let text = text_of(symbol);
    // What is not known to be harmless is masked: so are kinds of codes that come later.
    let harmless = matches!(
        Reading::of(&symbol.bytes),
        Reading::Notice(_)
            | Reading::MistypedNotice
            | Reading::Receipt(_)
            | Reading::Merchant(_)
            | Reading::Company(_)
            | Reading::Other
    );
    if harmless {
        return text;
    }
    let length = text.chars().count();
    let start: String = text.chars().take(PREFIX.min(length / 4)).collect();
    Cow::Owned(format!("{start}… ({length} characters)"))
}

/// The word for what it is, the same as in the report of `code`.
pub fn kind(symbol: &Symbol) -> String {
    let report = codes::report::report(&symbol.bytes, &Trust::default(), &ProofKeys::default(), 0);
    let value = serde_json::to_value(report).unwrap_or_default();
    value["is"].as_str().unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use devices::Symbology;

    use super::*;

    fn symbol(text: &str) -> Symbol {
        Symbol::told(text.as_bytes().to_vec(), Symbology::Qr)
    }

    #[test]
    fn what_pays_or_identifies_is_masked_and_the_rest_is_not() {
        let payment = symbol("134567890123456789");
        assert_eq!(masked(&payment), "1345… (18 characters)");
        assert_eq!(kind(&payment), "payment");
        let citizen = symbol("GC1:NCFOXN%TSMAHN-H/PUQHS");
        assert_eq!(masked(&citizen), "GC1:… (25 characters)");
        assert_eq!(
            masked(&symbol("11010519491231002X")),
            "1101… (18 characters)"
        );
        let other = symbol("https://example.org/");
        assert_eq!(masked(&other), "https://example.org/");
        assert_eq!(kind(&other), "other");
    }
}
