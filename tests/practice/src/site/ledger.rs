//! Knows what the server has told, taken and refused of the setting, and when: the truth that
//! simulated histories are compared with.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;

/// One thing that the server did about the setting of the account that is signed in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// When, in milliseconds since 1970 by the clock of this machine.
    pub at: f64,
    /// The document that asked, by its `performance.timeOrigin`; `None` where none is there yet.
    pub document: Option<f64>,
    /// What it did.
    pub what: Act,
    /// The state that was told, asked for or taken: whether the setting is on.
    pub on: bool,
}

/// What the server did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Sent the setting's page with the state in it.
    Rendered,
    /// Told a page's script the state.
    Told,
    /// Was asked by a page to save a state. One of the next three follows, but where the page
    /// went before it was answered.
    Asked,
    /// Saved what a page had asked for.
    Saved,
    /// Refused it.
    Refused,
    /// Said that it had saved it, and did not.
    Lost,
    /// Was told by another device.
    SetElsewhere,
}

/// The header by which a page of the app says which document it is.
const DOCUMENT: &str = "practice-document";

/// The document that a request comes from.
pub(super) fn document(headers: &HeaderMap) -> Option<f64> {
    headers.get(DOCUMENT)?.to_str().ok()?.parse().ok()
}

impl Entry {
    pub(super) fn now(document: Option<f64>, what: Act, on: bool) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            at: since.map_or(0.0, |since| since.as_secs_f64() * 1000.0),
            document,
            what,
            on,
        }
    }
}
