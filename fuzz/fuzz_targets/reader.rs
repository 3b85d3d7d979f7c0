//! The reader: see the file it runs, which the tests of the crate run, too.

#![no_main]

#[path = "../../crates/devices/tests/fuzzed_reader/mod.rs"]
mod fuzzed_reader;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzed_reader::run(data));
