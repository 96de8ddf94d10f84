//! The WebAssembly shell: carries values between the browser and [`crate::core`].
//! It decides nothing.

mod address;
mod background;
mod browser;
mod dom;
mod from_js;
mod localise;
mod popup;
mod storage;
