//! What the server holds, and the requests that it has seen.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use serde::Serialize;

use super::catalogue::{Catalogue, OUR_KEY};
use super::ledger::Entry;
use super::scenario::{Failure, Scenario};

/// One request that reached the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// The `Host` header, without a port.
    pub host: String,
    /// `GET`, `PUT`, …
    pub method: String,
    /// The address below the host, as it was asked for.
    pub path_and_query: String,
    /// The `Referer` header.
    pub referer: Option<String>,
    /// The `Origin` header: `chrome-extension://…` when an extension's own page asked.
    pub origin: Option<String>,
    /// The `Sec-Fetch-Dest` header: `document`, `empty` for fetch, `image`, …
    pub destination: Option<String>,
    /// The `Cookie` header.
    pub cookie: Option<String>,
}

impl Request {
    pub(super) fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| {
            let value = headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let host = text(header::HOST).unwrap_or_default();
        Self {
            host: host.split(':').next().unwrap_or_default().to_owned(),
            method: method.to_string(),
            path_and_query: uri
                .path_and_query()
                .map_or_else(|| uri.to_string(), ToString::to_string),
            referer: text(header::REFERER),
            origin: text(header::ORIGIN),
            destination: text(HeaderName::from_static("sec-fetch-dest")),
            cookie: text(header::COOKIE),
        }
    }
}

/// What all connections share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) catalogue: Catalogue,
    /// The hash in all class names. It differs for each site, so that nothing can rely on it.
    pub(super) build: String,
    state: Mutex<State>,
}

/// What changes while the site runs.
#[derive(Debug)]
pub(super) struct State {
    /// When the site was started: a save that was asked for before does not count.
    pub(super) begun: Instant,
    pub(super) scenario: Scenario,
    /// The folder of the cases, where the site has been told to show them.
    pub(super) cases: Option<PathBuf>,
    /// The saved settings of each account (one or two), by key.
    accounts: Vec<BTreeMap<String, bool>>,
    /// The account that is signed in, or was last.
    account: usize,
    pub(super) requests: Vec<Request>,
    pub(super) csp_reports: Vec<serde_json::Value>,
    pub(super) ledger: Vec<Entry>,
}

impl Shared {
    pub(super) fn new(scenario: Scenario) -> anyhow::Result<Self> {
        let catalogue = Catalogue::read()?;
        let state = State::new(&catalogue, scenario);
        let random = RandomState::new().build_hasher().finish();
        Ok(Self {
            catalogue,
            build: format!("{:06x}", random & 0x00ff_ffff),
            state: Mutex::new(state),
        })
    }

    /// As if the site had just been started.
    pub(super) fn begin_anew(&self, scenario: Scenario) {
        *self.lock() = State::new(&self.catalogue, scenario);
    }

    /// A panic leaves nothing half-done here, so a poisoned lock can be used.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new(catalogue: &Catalogue, scenario: Scenario) -> Self {
        // On LinkedIn all settings are on by default.
        let saved = catalogue.keys.iter().map(|key| (key.clone(), true));
        let mut state = Self {
            begun: Instant::now(),
            accounts: vec![saved.collect()],
            account: 0,
            scenario: Scenario::default(),
            cases: None,
            requests: Vec::new(),
            csp_reports: Vec::new(),
            ledger: Vec::new(),
        };
        state.begin(scenario);
        state
    }

    pub(super) fn begin(&mut self, scenario: Scenario) {
        self.account = 0;
        self.accounts.truncate(1);
        self.saved_mut().insert(OUR_KEY.to_owned(), scenario.saved);
        if let Some(on) = scenario.second_account {
            let mut second = self.saved().clone();
            second.insert(OUR_KEY.to_owned(), on);
            self.accounts.push(second);
        }
        self.scenario = scenario;
    }

    /// What the account that is signed in has, by key.
    pub(super) fn saved(&self) -> &BTreeMap<String, bool> {
        &self.accounts[self.account]
    }

    pub(super) fn saved_mut(&mut self) -> &mut BTreeMap<String, bool> {
        &mut self.accounts[self.account]
    }

    /// Notes an act of the server, where it is about the AI training setting.
    pub(super) fn enter(&mut self, key: &str, entry: Entry) {
        if key == OUR_KEY {
            self.ledger.push(entry);
        }
    }

    /// Signs in this account, or the one that was signed in last. A sign-in wall is gone then.
    pub(super) fn sign_in(&mut self, account: Option<usize>) {
        if let Some(account) = account.filter(|account| *account < self.accounts.len()) {
            self.account = account;
        }
        self.scenario.signed_in = true;
        if self.scenario.failure == Failure::SignInWall {
            self.scenario.failure = Failure::None;
        }
    }
}
