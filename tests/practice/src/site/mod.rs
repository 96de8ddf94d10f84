//! A practice copy of LinkedIn's settings pages, served over TLS in the test process, for a browser
//! that takes 127.0.0.1 for www.linkedin.com.
//!
//! Built from what is publicly known of those pages and as nasty as the real web: rendered by
//! script, hashed class names, hidden inputs, a strict policy that reports. It knows nothing of the
//! extension, and never speaks to another machine.
//!
//! ```text
//! scenario   what a test can ask of the site
//! named      the scenarios that have a name
//! routes     an address → what lies there
//! policy     a page → its Content Security Policy
//! pages      HTML, headers, files   (the page's own script and style: tests/practice/site/)
//! served     the setting's page as a server renders it
//! server     requests in, answers out
//! state      what the server holds and what it has seen
//! ledger     what it has told and taken of the setting, and when
//! ```

mod catalogue;
mod ledger;
mod named;
mod pages;
mod policy;
mod routes;
mod scenario;
mod served;
mod server;
mod state;
#[cfg(test)]
mod tests;
mod tls;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

pub use ledger::{Act, Entry};
pub use named::{NAMED, Named};
pub use scenario::{
    Dialog, Failure, Layout, REFUSAL_DELAY_MS, Save, Scenario, Served, SwitchShape,
};
pub use state::Request;
pub use tls::key_hash;

use state::Shared;

/// The running site. Dropping it stops the server and closes its connections.
#[derive(Debug)]
pub struct Site {
    shared: Arc<Shared>,
    handle: Handle<SocketAddr>,
    port: u16,
    #[cfg(test)]
    certificate: rustls::pki_types::CertificateDer<'static>,
}

impl Site {
    /// Starts the site on a free port of 127.0.0.1, on the tokio runtime this is called from, and
    /// returns once the port takes connections.
    ///
    /// # Errors
    /// When no port can be bound, or no certificate be made.
    pub async fn start(scenario: Scenario) -> anyhow::Result<Self> {
        let (certificate, tls) = tls::self_signed()?;
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .context("the practice site found no free port on 127.0.0.1")?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared::new(scenario)?);
        let handle = Handle::new();
        let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls))?
            .handle(handle.clone())
            .serve(server::router(Arc::clone(&shared)).into_make_service());
        tokio::spawn(server);
        handle
            .listening()
            .await
            .context("the practice site stopped before it took a connection")?;
        #[cfg(not(test))]
        drop(certificate);
        Ok(Self {
            shared,
            handle,
            port,
            #[cfg(test)]
            certificate,
        })
    }

    /// The port on 127.0.0.1 that answers as every host.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Begins a new scenario for the page loads and the saves that follow. The setting is put to
    /// `scenario.saved`, whatever it was; pages that are open keep the scenario they came with.
    pub fn set_scenario(&self, scenario: Scenario) {
        self.shared.lock().begin(scenario);
    }

    /// Forgets what was saved, requested and reported, and begins `scenario`: as a site that has
    /// just been started, at the same port. For a browser that shows none of its pages any more.
    pub fn begin_anew(&self, scenario: Scenario) {
        self.shared.begin_anew(scenario);
    }

    /// From now on, shows the case `group/name` below `folder` at every address that asks for it
    /// with `?case=group/name`. The rest of the address is the case's own.
    pub fn show_cases(&self, folder: impl Into<PathBuf>) {
        self.shared.lock().cases = Some(folder.into());
    }

    /// What the server holds for a setting of the account that is signed in, by its key
    /// ("allowDataForGenerativeAI"). A key the site has no switch for is off.
    #[must_use]
    pub fn saved(&self, key: &str) -> bool {
        let state = self.shared.lock();
        state.saved().get(key).copied().unwrap_or(false)
    }

    /// Puts a setting on or off behind the page's back, as another device would.
    pub fn set_saved(&self, key: &str, on: bool) {
        let mut state = self.shared.lock();
        state.saved_mut().insert(key.to_owned(), on);
        state.enter(key, Entry::now(None, Act::SetElsewhere, on));
    }

    /// What the server has told, taken and refused of the setting since it started, in order.
    #[must_use]
    pub fn ledger(&self) -> Vec<Entry> {
        self.shared.lock().ledger.clone()
    }

    /// Every request that reached the server since it started, for any host and path, in order of
    /// arrival. The site's own files and saves are below `/practice/`.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().requests.clone()
    }

    /// The bodies of all reports about the pages' Content Security Policy, in order of arrival.
    #[must_use]
    pub fn csp_reports(&self) -> Vec<serde_json::Value> {
        self.shared.lock().csp_reports.clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}
