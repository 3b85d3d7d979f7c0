//! What never gets onto paper.

use std::fs;
use std::path::Path;

use receipt::{FontError, Fonts, Item, MAX_ITEMS, MAX_TEXT, Paper, Receipt, ReceiptError, render};

use crate::paper::FONTS;
use crate::samples::one_item;

fn refusal(receipt: &Receipt) -> ReceiptError {
    render(receipt, Paper::Roll80, &FONTS).unwrap_err()
}

#[test]
fn a_total_that_is_not_the_sum() {
    let wrong = Receipt {
        total: 20_001,
        ..one_item()
    };
    assert_eq!(
        refusal(&wrong),
        ReceiptError::TotalDiffers { total: 20_001 }
    );
    let item = |fen| Item {
        fen,
        ..one_item().items[0].clone()
    };
    let over = Receipt {
        items: vec![item(u64::MAX), item(1)],
        total: 0,
        ..one_item()
    };
    assert_eq!(refusal(&over), ReceiptError::TotalDiffers { total: 0 });
}

#[test]
fn a_slip_without_what_every_slip_has() {
    let blank = |change: fn(&mut Receipt)| {
        let mut receipt = one_item();
        change(&mut receipt);
        refusal(&receipt)
    };
    let empty = |field| ReceiptError::Empty { field };
    assert_eq!(blank(|slip| slip.number.clear()), empty("number"));
    assert_eq!(
        blank(|slip| slip.check_code = " ".into()),
        empty("check_code")
    );
    assert_eq!(blank(|slip| slip.issued_at.clear()), empty("issued_at"));
    assert_eq!(blank(|slip| slip.hall.zh.clear()), empty("hall"));
    assert_eq!(blank(|slip| slip.proof.clear()), empty("proof"));
}

#[test]
fn more_than_a_slip_can_carry() {
    let none = Receipt {
        items: Vec::new(),
        total: 0,
        ..one_item()
    };
    assert_eq!(refusal(&none), ReceiptError::ItemCount { count: 0 });
    let free = Item {
        fen: 0,
        ..one_item().items[0].clone()
    };
    let count = MAX_ITEMS + 1;
    let many = Receipt {
        items: vec![free; count],
        total: 0,
        ..one_item()
    };
    assert_eq!(refusal(&many), ReceiptError::ItemCount { count });
    let length = MAX_TEXT + 1;
    let long = Receipt {
        payer: "王".repeat(length),
        ..one_item()
    };
    assert_eq!(refusal(&long), ReceiptError::TextTooLong { length });
    let proof = Receipt {
        proof: "A".repeat(3000),
        ..one_item()
    };
    assert_eq!(refusal(&proof), ReceiptError::ProofTooLong { length: 3000 });
}

#[test]
fn a_character_that_no_font_can_draw_is_named() {
    for character in ['𠮷', '\u{0}', '\u{202e}', 'ئ'] {
        let receipt = Receipt {
            payer: format!("王{character}明"),
            ..one_item()
        };
        assert_eq!(refusal(&receipt), ReceiptError::MissingGlyph { character });
    }
    let said = ReceiptError::MissingGlyph { character: '𠮷' }.to_string();
    assert_eq!(said, "no loaded font has a glyph for '𠮷' (U+20BB7)");
}

#[test]
fn a_folder_without_the_fonts() {
    let folder = tempfile::tempdir().unwrap();
    let load = |path: &Path| Fonts::load(path).unwrap_err();
    assert!(matches!(
        load(&folder.path().join("no")),
        FontError::Unreadable { .. }
    ));
    assert!(matches!(
        load(folder.path()),
        FontError::NoTextFont {
            weight: "regular",
            ..
        }
    ));
    let junk = folder.path().join("junk.ttf");
    fs::write(&junk, b"no font at all").unwrap();
    assert!(matches!(load(folder.path()), FontError::NotAFont { path } if path == junk));
}
