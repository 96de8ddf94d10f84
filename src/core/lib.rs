//! Everything that is decided.
//!
//! The modules are pure functions: time, storage and messages come in as arguments, what we know
//! comes from `data/`. No browser, no clock, no I/O.

#![forbid(unsafe_code)]

pub mod background;
pub mod badge;
pub mod by_hand;
pub mod catalogue;
pub mod details;
pub mod evidence;
pub mod export;
pub mod from_value;
pub mod guidance;
pub mod label;
pub mod managed;
pub mod message;
pub mod observe;
pub mod page;
pub mod part;
pub mod popup;
pub mod preferences;
pub mod recognise;
pub mod record;
pub mod region;
pub mod regional;
pub mod regulators;
pub mod report;
#[cfg(test)]
pub(crate) mod samples;
pub mod schema;
pub mod sentence;
pub mod standing;
pub mod state;
pub mod status;
pub mod stored;
pub mod testimony;
pub mod time;
pub mod way;
pub mod word;
