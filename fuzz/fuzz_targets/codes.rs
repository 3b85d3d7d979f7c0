//! All formats of codes: see the file it runs, which the tests of the crate run, too.

#![no_main]

#[path = "../../crates/codes/tests/fuzzed/mod.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzed::run(data));
