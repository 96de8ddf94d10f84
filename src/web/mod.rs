//! The WebAssembly shell: carries values between the browser and [`crate::core`].
//! It decides nothing.

mod address;
mod background;
mod browser;
mod choices;
mod dom;
mod localise;
mod options;
mod popup;
mod redraw;
mod region;
mod regional;
mod save;
mod storage;
mod welcome;
