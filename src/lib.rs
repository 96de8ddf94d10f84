//! Heads Up recognises LinkedIn's Data privacy pages, points to the switch for
//! generative AI training, and remembers whether it was seen off.
//!
//! # The map
//!
//! ```text
//! manifest.json      the one source manifest; xtask derives Chrome's and Firefox's
//! data/              what we know: settings and their wording, regulators
//! src/core/          decides. A package of its own, pure: no browser, no clock, no I/O. Its build.rs
//!                    makes Rust of data/, and refuses what does not fit
//! src/web/           the WebAssembly shell: bindings, background, our pages. Decides nothing
//! extension/         what the browser reads: content script, our pages, icons, _locales
//! tests/             the core on recorded facts; real browsers on a practice site
//! fuzz/              inputs of any kind on the core
//! xtask/             the project's commands, one file per verb
//! docs/              what is and why, for users, organisations, stores and developers
//! ```
//!
//! # The way of the data
//!
//! ```text
//! page ── facts ──▶ content script ── message ──▶ background
//!                        ▲                            │ page        which page is this?
//!                        │                            │ recognise   which switch, on what evidence?
//!                        │                            │ observe     what is known after it?
//!                        └──── guidance ◀─────────────┤
//!                                                     ▼
//!                                        storage, badge, popup (popup)
//! ```
//!
//! Each arrow is one pure function of [`headsup_core`]; `web` only carries values between
//! them and the browser.

#[cfg(target_arch = "wasm32")]
mod web;
