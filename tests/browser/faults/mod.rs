//! What the extension survives: being stopped, reloaded and updated, storage that
//! fails, clocks that lie, many tabs, strangers, and pages that never rest.
//!
//! - `broken`: a package that can be broken from outside
//! - `stopping`: the background is stopped or breaks down
//! - `storage`: what storage may do
//! - `tabs`: many at once, private windows, access taken away
//! - `strangers`: messages and stored values of any kind
//! - `unrest`: pages that never stop changing

mod broken;
mod stopping;
mod storage;
mod strangers;
mod tabs;
mod unrest;

pub use broken::{Broken, copied};
pub use stopping::*;
pub use storage::*;
pub use strangers::*;
pub use tabs::*;
pub use unrest::*;
