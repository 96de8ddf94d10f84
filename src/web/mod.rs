//! The WebAssembly shell: carries values between the browser and [`headsup_core`].
//! It decides nothing.

mod access;
mod address;
mod background;
mod browser;
mod choices;
mod details;
mod dom;
mod leave;
mod localise;
mod others;
mod popup;
mod redraw;
mod region;
mod save;
mod storage;
mod way;
