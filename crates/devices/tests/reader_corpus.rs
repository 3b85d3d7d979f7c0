//! What the fuzzer begins with and what it has found goes through the same function here, so that
//! a finding stays mended.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod fuzzed_reader;

use std::path::PathBuf;

use qrcodegen::{QrCode, QrCodeEcc};

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../fuzz/corpus", target]
        .iter()
        .collect();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

/// A symbol as the fuzzer's input, a bit a module.
fn seed(text: &str, level: QrCodeEcc) -> Vec<u8> {
    let code = QrCode::encode_text(text, level).unwrap();
    let side = code.size() as usize;
    let mut input = vec![1, ((side - 21) / 4) as u8, 0];
    input.resize(3 + (side * side).div_ceil(8), 0);
    for at in 0..side * side {
        if code.get_module((at % side) as i32, (at / side) as i32) {
            input[3 + at / 8] |= 1 << (at % 8);
        }
    }
    input
}

#[test]
fn the_fuzzer_begins_with_symbols_that_are_read() {
    let corpus = corpus("reader");
    for (text, level) in [
        ("0123456789", QrCodeEcc::Low),
        ("GC1:ABCDEFG", QrCodeEcc::Medium),
        ("付款 https://example.org/", QrCodeEcc::Quartile),
    ] {
        let seed = seed(text, level);
        assert!(corpus.contains(&seed), "fuzz/corpus/reader lacks {text}");
        fuzzed_reader::run(&seed);
    }
}

#[test]
fn nothing_in_the_corpus_of_the_reader_does_harm() {
    for input in corpus("reader") {
        fuzzed_reader::run(&input);
    }
}
