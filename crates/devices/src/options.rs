//! Options behind a question mark, as in `v4l:/dev/video0?focus=120&exposure=200`.

/// What comes before the question mark, and the options with their values, in their order.
///
/// An option without `=` has an empty value, which no option here allows.
pub(crate) fn split(text: &str) -> (&str, Vec<(&str, &str)>) {
    let Some((before, options)) = text.split_once('?') else {
        return (text, Vec::new());
    };
    let options = options
        .split('&')
        .map(|option| option.split_once('=').unwrap_or((option, "")))
        .collect();
    (before, options)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn options_are_told_from_what_they_belong_to() {
        assert_eq!(split("/dev/video0"), ("/dev/video0", vec![]));
        assert_eq!(
            split("/dev/x?baud=9600&aim=required"),
            ("/dev/x", vec![("baud", "9600"), ("aim", "required")])
        );
        assert_eq!(split("/dev/x?"), ("/dev/x", vec![("", "")]));
        assert_eq!(split("/dev/x?baud"), ("/dev/x", vec![("baud", "")]));
    }
}
