//! A text as one field of a line: tabs, line ends and backslashes are written as escapes.

/// The text with `\t`, `\n`, `\r` and `\\` in the place of what they stand for.
pub fn escaped(text: &str) -> String {
    let mut field = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => field.push_str("\\t"),
            '\n' => field.push_str("\\n"),
            '\r' => field.push_str("\\r"),
            '\\' => field.push_str("\\\\"),
            other => field.push(other),
        }
    }
    field
}
