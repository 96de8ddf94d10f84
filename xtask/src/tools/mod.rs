//! Installs what a verb needs, or says in one line what to install. What is there already
//! is found without a word. Changes the system through rustup and apt only; everything
//! else goes to `target/tools` and `node_modules`.
//!
//! - `rust.rs`: the wasm32 target, clippy and rustfmt, through rustup
//! - `system.rs`: browsers and Node, through apt where that is possible
//! - `deny.rs`: cargo-deny, through cargo
//! - `geckodriver.rs`: through cargo, because Debian has no package of it
//! - `node.rs`: a Node that is new enough, and the npm packages of package.json

pub(crate) mod deny;
pub(crate) mod geckodriver;
pub(crate) mod node;
pub(crate) mod rust;
pub(crate) mod system;
