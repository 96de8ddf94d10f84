//! Knows the WebDriver commands that `thirtyfour` has no method for.

use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

/// One command to the driver: method, path below the session, and body.
#[derive(Debug)]
pub(super) struct DriverCommand {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl DriverCommand {
    /// The shadow root of an element, closed ones too.
    pub(super) fn shadow_root(element: &str) -> Self {
        Self {
            method: Method::GET,
            path: format!("element/{element}/shadow"),
            body: None,
        }
    }

    /// geckodriver: from now on, talk to the browser itself (`chrome`) or to
    /// the page (`content`).
    pub(super) fn set_context(context: &str) -> Self {
        Self::post("moz/context", json!({"context": context}))
    }

    /// geckodriver: install the extension at `path`, an unpacked one until the end of the
    /// session. Answers with its id.
    pub(super) fn install_addon(path: &str, temporary: bool) -> Self {
        let params = json!({"path": path, "temporary": temporary});
        Self::post("moz/addon/install", params)
    }

    fn post(path: &str, body: Value) -> Self {
        Self {
            method: Method::POST,
            path: path.to_owned(),
            body: Some(body),
        }
    }
}

impl FormatRequestData for DriverCommand {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let request = RequestData::new(
            self.method.clone(),
            format!("session/{session}/{}", self.path),
        );
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}
