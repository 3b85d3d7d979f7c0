//! What the fuzzer begins with and what it has found goes through the same functions here, so
//! that a finding stays mended.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod fuzzed_engines;

use std::path::PathBuf;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../fuzz/corpus", target]
        .iter()
        .collect();
    let files = std::fs::read_dir(&folder).unwrap();
    let inputs: Vec<Vec<u8>> = files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    assert!(!inputs.is_empty(), "{} is empty", folder.display());
    inputs
}

#[test]
fn nothing_in_the_corpus_of_the_serial_line_does_harm() {
    corpus("serial")
        .iter()
        .for_each(|input| fuzzed_engines::serial(input));
}

#[test]
fn nothing_in_the_corpus_of_hid_devices_does_harm() {
    corpus("hid")
        .iter()
        .for_each(|input| fuzzed_engines::hid(input));
}
