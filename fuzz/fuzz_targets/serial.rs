//! Scan engines: see the file it runs, which the tests of the crate run, too.

#![no_main]

#[path = "../../crates/devices/tests/fuzzed_engines/mod.rs"]
#[allow(dead_code, reason = "each target runs one of its functions")]
mod fuzzed_engines;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzed_engines::serial(data));
