//! A simulated world around the product's own core: LinkedIn's server, its pages, content
//! scripts, the browser, a person, other devices, and bad luck, all from one seed.
//!
//! The truth is held here and never asked of the product; everything goes through the real
//! messages. `WORLD_HISTORIES=10000000 WORLD_SEED=7 cargo test --profile world --test world` plays
//! others than the test does.
//!
//! - `clock.rs`, `server.rs`, `page.rs` (with `switch.rs`, `traits.rs`): what there is without us
//! - `others.rs`: the pages of other settings, which do what they are told at once
//! - `script.rs` (with `memory.rs`), `worker.rs`: the extension, but for the core
//! - `world.rs`, `post.rs`, `play.rs`, `step.rs`: how time passes and what happens
//! - `truth.rs`, `invariants.rs`, `liveness.rs`: what must hold; of what is stored (`stored.rs`,
//!   `recorded.rs`, read by `record.rs`), of the badge (`badge.rs`), of what people are told
//!   (`surfaces.rs`)
//! - `faults.rs` (with `rng.rs`), `shrink.rs`, `runner.rs`: many histories, and the shortest that fails

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml allows them in tests, and means functions marked so"
)]

mod badge;
mod clock;
mod faults;
mod invariants;
mod leave;
mod liveness;
mod memory;
mod others;
mod page;
mod play;
mod post;
mod record;
mod recorded;
mod rng;
mod runner;
mod script;
mod server;
mod shrink;
mod step;
mod stored;
mod surfaces;
mod switch;
mod traits;
mod truth;
mod verdict;
mod worker;
mod world;

/// The system's allocator took two fifths of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[test]
fn the_world_holds() {
    runner::run();
}
