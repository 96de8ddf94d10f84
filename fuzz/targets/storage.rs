//! JSON of any shape, as `foreign::stored` takes it.
#![no_main]

// Each target takes one walk of several.
#[allow(dead_code)]
#[path = "../foreign.rs"]
mod foreign;

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    if let Ok(value) = serde_json::from_slice(json) {
        foreign::stored(&value);
    }
});
