//! JSON of any shape, as `foreign::stored` takes it.
#![no_main]

// Each target uses only one of the functions.
#[allow(dead_code)]
#[path = "../foreign/mod.rs"]
mod foreign;

libfuzzer_sys::fuzz_target!(|json: &[u8]| {
    if let Ok(value) = serde_json::from_slice(json) {
        foreign::stored(&value);
    }
});

#[path = "../shapes.rs"]
mod shapes;

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    let by_shape = if !seed.is_multiple_of(4) {
        shapes::mutate(data, size, most, seed / 4)
    } else {
        None
    };
    by_shape.unwrap_or_else(|| libfuzzer_sys::fuzzer_mutate(data, size, most))
});
