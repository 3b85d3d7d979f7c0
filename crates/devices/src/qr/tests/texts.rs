//! Bytes as text.

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

use crate::qr::charset::{Announced, text, text_of};

fn bytes(charset: &'static Encoding, text: &str) -> Vec<u8> {
    charset.encode(text).0.into_owned()
}

#[test]
fn text_of_each_charset_is_recognised_without_being_announced() {
    for words in [
        "收款码",
        "张伟",
        "粤B12345 交通违法罚款 200元",
        "https://example.org/付款?单号=20261126",
        "北京市海淀区中关村大街27号",
        "社会保险缴费：张三丰，¥128.50",
    ] {
        assert_eq!(text_of(&bytes(UTF_8, words)).as_deref(), Some(words));
        assert_eq!(text_of(&bytes(GB18030, words)).as_deref(), Some(words));
    }
    for words in ["ﾃﾞｻﾞｲﾝQR", "モバイルサイトはこちら", "お支払い"] {
        assert_eq!(text_of(&bytes(SHIFT_JIS, words)).as_deref(), Some(words));
    }
    for words in ["Café München", "Señor Peña"] {
        assert_eq!(text_of(&bytes(WINDOWS_1252, words)).as_deref(), Some(words));
    }
}

#[test]
fn what_is_announced_is_believed_where_it_can_be_true() {
    let big5 = bytes(BIG5, "繁體");
    let said = |number| text(&big5, &[(big5.len(), Announced::by_number(number))]);
    assert_eq!(said(28).as_deref(), Some("繁體"));
    // As UTF-8, which 26 announces, it cannot be meant; then it is guessed.
    assert_eq!(said(26), text_of(&big5));
}

#[test]
fn parts_of_several_charsets_make_one_text() {
    let (one, two) = (bytes(GB18030, "甲"), bytes(UTF_8, "乙"));
    let both = [one.clone(), two.clone()].concat();
    let parts = [
        (one.len(), Announced::by_number(29)),
        (two.len(), Announced::by_number(26)),
    ];
    assert_eq!(text(&both, &parts).as_deref(), Some("甲乙"));
}

#[test]
fn a_character_that_is_cut_between_two_parts_is_whole() {
    let bytes = "票".as_bytes();
    let parts = [(1, Announced::Nothing), (2, Announced::Nothing)];
    assert_eq!(text(bytes, &parts).as_deref(), Some("票"));
}

#[test]
fn bytes_that_are_no_text_are_none() {
    assert_eq!(text_of(&[0x01, 0x94, 0xff, 0x8c, 0x22, 0x95, 0x11]), None);
}
