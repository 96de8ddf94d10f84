//! What the server has sent, saved and refused of the setting, and when. Simulated histories are
//! compared with it.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;

/// One act of the server, for the account that is signed in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// When, in milliseconds since 1970 by the clock of this machine.
    pub at: f64,
    /// The document that asked, by its `performance.timeOrigin`; `None` where none is there yet.
    pub document: Option<f64>,
    /// What it did.
    pub what: Act,
    /// The state that was sent, asked for or saved: whether the setting is on.
    pub on: bool,
}

/// What the server did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It sent the setting's page with the state in it.
    Rendered,
    /// It sent the state to a page's script.
    Told,
    /// A page asked it to save a state. One of the next three follows, unless the page was left
    /// before the answer.
    Asked,
    /// It saved the state.
    Saved,
    /// It refused to save the state.
    Refused,
    /// It said that it had saved the state, and had not.
    Lost,
    /// Another device set the state.
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
