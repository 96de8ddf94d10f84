//! An origin and a path, with a line break between them.
#![no_main]

// Each target uses only one of the functions.
#[allow(dead_code)]
#[path = "../foreign/mod.rs"]
mod foreign;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (origin, path) = text.split_once('\n').unwrap_or(("", text));
    foreign::address(origin, path);
});
