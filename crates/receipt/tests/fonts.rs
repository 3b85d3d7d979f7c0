//! Loading the fonts.
use std::path::Path;
#[test]
fn t() {
    let f = receipt::Fonts::load(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../assets/fonts"
    )))
    .unwrap();
    eprintln!("{f:?}");
}
