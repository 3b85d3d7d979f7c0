//! Amounts in figures.

/// Yuan with two decimals and a comma before every third digit: `1234567` is `12,345.67`.
pub(crate) fn yuan(fen: u64) -> String {
    let whole = (fen / 100).to_string();
    let mut text = String::with_capacity(whole.len() * 4 / 3 + 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{:02}", fen % 100)
}
