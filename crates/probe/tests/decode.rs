//! `hallpass-probe decode` as others build on it: lines, escapes, exit codes.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::path::Path;
use std::process::{Command, Output};

use image::{GrayImage, Luma};
use qrcodegen::{QrCode, QrCodeEcc};

fn picture(text: &[u8]) -> GrayImage {
    let code = QrCode::encode_binary(text, QrCodeEcc::Medium).unwrap();
    let side = (code.size() as u32 + 8) * 6;
    GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / 6) as i32 - 4;
        Luma([if code.get_module(at(x), at(y)) {
            20
        } else {
            230
        }])
    })
}

fn beside(left: &GrayImage, right: &GrayImage) -> GrayImage {
    let (width, height) = (
        left.width() + right.width(),
        left.height().max(right.height()),
    );
    let mut both = GrayImage::from_pixel(width, height, Luma([230]));
    image::imageops::replace(&mut both, left, 0, 0);
    image::imageops::replace(&mut both, right, i64::from(left.width()), 0);
    both
}

fn decode(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hallpass-probe"))
        .arg("decode")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The lines, without their milliseconds, which have to be a number.
fn lines(output: &Output) -> Vec<(String, String)> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = text.lines().map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        let [path, milliseconds, text] = fields[..] else {
            panic!("{line:?} has not three fields")
        };
        assert!(milliseconds.parse::<f64>().unwrap() >= 0.0);
        (path.to_owned(), text.to_owned())
    });
    lines.collect()
}

fn line(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

#[test]
fn a_list_has_a_line_for_each_picture_with_its_text_whole_and_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str, picture: &GrayImage| picture.save(folder.path().join(name)).unwrap();
    save("payment.png", &picture(b"134567890123456789"));
    save("odd.png", &picture("a\tb\r\nc\\ 收款".as_bytes()));
    save("nothing.png", &GrayImage::from_pixel(80, 80, Luma([99])));
    std::fs::write(
        folder.path().join("list"),
        "payment.png\r\n\nodd.png\nnothing.png",
    )
    .unwrap();

    let output = decode(folder.path(), &["--list", "list"]);
    let expected = [
        line("payment.png", "134567890123456789"),
        line("odd.png", "a\\tb\\r\\nc\\\\ 收款"),
        line("nothing.png", ""),
    ];
    assert_eq!(lines(&output), expected);
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn a_picture_with_two_codes_has_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    let both = beside(&picture(b"one"), &picture(b"two"));
    both.save(folder.path().join("both.png")).unwrap();
    let mut found = lines(&decode(folder.path(), &["both.png"]));
    found.sort();
    assert_eq!(found, [line("both.png", "one"), line("both.png", "two")]);
}

#[test]
fn a_file_that_cannot_be_opened_has_a_line_and_a_reason_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    picture(b"here")
        .save(folder.path().join("here.png"))
        .unwrap();
    std::fs::write(folder.path().join("text.png"), "no picture").unwrap();
    let output = decode(folder.path(), &["gone.png", "text.png", "here.png"]);
    let expected = [
        line("gone.png", ""),
        line("text.png", ""),
        line("here.png", "here"),
    ];
    assert_eq!(lines(&output), expected);
    assert_eq!(output.status.code(), Some(1));
    let reasons = String::from_utf8(output.stderr).unwrap();
    let about = |name: &str| {
        reasons
            .lines()
            .filter(|line| line.starts_with(name))
            .count()
    };
    assert_eq!(
        (about("gone.png: "), about("text.png: ")),
        (1, 1),
        "{reasons}"
    );
    assert_eq!(reasons.lines().count(), 2, "{reasons}");
}

#[test]
fn what_pays_is_masked_unless_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let code = "134567890123456789";
    picture(code.as_bytes())
        .save(folder.path().join("pay.png"))
        .unwrap();
    let masked = decode(folder.path(), &["pay.png"]);
    assert!(!String::from_utf8_lossy(&masked.stdout).contains(code));
    assert_eq!(lines(&masked), [line("pay.png", "1345… (18 characters)")]);
    let shown = decode(folder.path(), &["--show", "pay.png"]);
    assert_eq!(lines(&shown), [line("pay.png", code)]);
}

#[test]
fn a_list_that_is_not_there_is_an_error_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let output = decode(folder.path(), &["--list", "no-list"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-list"));
}
