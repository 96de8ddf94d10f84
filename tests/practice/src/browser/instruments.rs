//! Knows how to measure a page from beside it: scripts in a world that shares
//! the page's nodes and main thread but not its names, the main thread's
//! processor time, its memory, its timers. Adds nothing to the extension.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::chromium::Chromium;
use super::devtools::Session;
use super::{Browser, Engine, beside, firefox};

/// What the page's main thread has cost so far, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MainThread {
    /// Processor time in all.
    pub all: f64,
    /// Of that, in scripts of the page and of extensions. Chromium only.
    pub script: Option<f64>,
}

/// Begins to know the overlay's closed root, by which a script beside the page
/// can see the ring: `instruments.root()`.
const INSTRUMENTS: &str = include_str!("instruments.js");

impl Browser {
    /// Runs `body`, the body of an async function, beside the page; returns
    /// what it returns, which must be JSON. `instruments` of `instruments.js`
    /// is there, and `globalThis` lasts as long as the document.
    pub async fn beside(&self, body: &str) -> Result<Value> {
        let body = format!("{INSTRUMENTS}\n{body}");
        match &self.engine {
            Engine::Chromium(chromium) => {
                let page = self.tab(chromium).await?;
                let expression = format!("(async () => {{ {body} }})()");
                beside::value(chromium, &page, &expression).await
            }
            Engine::Firefox => firefox::in_browser(&self.driver, "lookLong", "", &body).await,
        }
    }

    /// Lets scripts beside the page see into the overlay that is open on it now.
    /// False: there is none. Firefox lets them anyway.
    pub async fn see_into_overlay(&self) -> Result<bool> {
        let Engine::Chromium(chromium) = &self.engine else {
            return Ok(self.beside("return instruments.root() !== null;").await? == true);
        };
        let page = self.tab(chromium).await?;
        self.beside("return null;").await?;
        beside::adopt(chromium, &page, "instruments").await
    }

    /// What a screen reader is told to say of what `css` selects after its name.
    /// Chromium says what it makes of it; of Firefox it is what the page refers
    /// to, of which what is hidden is read too.
    pub async fn description(&self, css: &str) -> Result<String> {
        let Engine::Chromium(chromium) = &self.engine else {
            let body = format!(
                "const ids = document.querySelector({css:?}).getAttribute('aria-describedby').split(' ');
                 const texts = ids.map((id) => document.getElementById(id).textContent.trim());
                 return texts.filter(Boolean).join(' ');"
            );
            let said = self.driver.execute(body, []).await?;
            return Ok(said.convert()?);
        };
        let page = self.tab(chromium).await?;
        let ask =
            |method: &'static str, params| chromium.devtools.command_to(&page, method, params);
        let find = json!({"expression": format!("document.querySelector({css:?})")});
        let found = ask("Runtime.evaluate", find).await?;
        let of = json!({"objectId": found["result"]["objectId"], "fetchRelatives": false});
        let tree = ask("Accessibility.getPartialAXTree", of).await?;
        let said = tree["nodes"][0]["description"]["value"].as_str();
        Ok(said.unwrap_or_default().to_owned())
    }

    /// What the main thread of the page's process has cost so far. Chromium
    /// counts it by kind of work; of Firefox's, Linux knows the sum.
    pub async fn main_thread(&self) -> Result<MainThread> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                let page = self.tab(chromium).await?;
                let metrics = metrics(chromium, &page).await?;
                Ok(MainThread {
                    all: 1e3 * metric(&metrics, "TaskDuration")?,
                    script: Some(1e3 * metric(&metrics, "ScriptDuration")?),
                })
            }
            Engine::Firefox => {
                let pid = self.page_process().await?;
                let file = format!("/proc/{pid}/task/{pid}/schedstat");
                let text = std::fs::read_to_string(&file).context(file)?;
                let nanoseconds = text.split(' ').next().unwrap_or_default();
                Ok(MainThread {
                    all: nanoseconds.parse::<f64>()? / 1e6,
                    script: None,
                })
            }
        }
    }

    /// How often the main thread of the page's process has gone to sleep so
    /// far. Linux counts it; asked for of Firefox only.
    pub async fn sleeps(&self, process: i64) -> Result<f64> {
        let file = format!("/proc/{process}/task/{process}/status");
        let text = std::fs::read_to_string(&file).context(file)?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        Ok(line.context("no count of sleeps")?.trim().parse()?)
    }

    /// The process that the page in the tab under test runs in. Firefox only.
    pub async fn page_process(&self) -> Result<i64> {
        let pid = firefox::in_browser(&self.driver, "pageProcess", "", "").await?;
        pid.as_i64().context("Firefox names no process")
    }

    /// Has the page's process let go of what nothing holds any more.
    pub async fn collect_garbage(&self) -> Result<()> {
        match &self.engine {
            Engine::Chromium(chromium) => {
                let page = self.tab(chromium).await?;
                for _ in 0..2 {
                    chromium
                        .devtools
                        .command_to(&page, "HeapProfiler.collectGarbage", json!({}))
                        .await?;
                }
            }
            Engine::Firefox => {
                let collect = "const { forceGC, forceCC } = Components.utils;
                     for (let i = 0; i < 3; i++) { forceGC(); forceCC(); }";
                firefox::in_browser(&self.driver, "lookLong", "", collect).await?;
            }
        }
        Ok(())
    }

    /// How many documents are in the memory of the page's process after a collection of garbage,
    /// those that no window shows any more included.
    pub async fn documents(&self) -> Result<u64> {
        self.collect_garbage().await?;
        let documents = match &self.engine {
            Engine::Chromium(chromium) => {
                let page = self.tab(chromium).await?;
                let counters = chromium
                    .devtools
                    .command_to(&page, "Memory.getDOMCounters", json!({}))
                    .await?;
                counters["documents"].as_u64()
            }
            Engine::Firefox => {
                let count = firefox::in_browser(&self.driver, "documents", "", "").await?;
                count.as_u64()
            }
        };
        documents.context("the browser does not count them")
    }

    /// The bytes that the page's scripts hold after a collection of garbage,
    /// those of content scripts included. Chromium only.
    pub async fn heap(&self) -> Result<Option<f64>> {
        let Engine::Chromium(chromium) = &self.engine else {
            return Ok(None);
        };
        self.collect_garbage().await?;
        let page = self.tab(chromium).await?;
        let usage = chromium
            .devtools
            .command_to(&page, "Runtime.getHeapUsage", json!({}))
            .await?;
        Ok(usage["usedSize"].as_f64())
    }

    /// The bytes that the background's scripts hold, WebAssembly's memory
    /// included, if it is running. Chromium only.
    pub async fn worker_heap(&self) -> Result<Option<f64>> {
        let Engine::Chromium(chromium) = &self.engine else {
            return Ok(None);
        };
        let Some(extension) = &self.extension else {
            return Ok(None);
        };
        let Some(worker) = chromium.worker(&extension.id).await? else {
            return Ok(None);
        };
        let worker = chromium.devtools.attach(&worker).await?;
        let usage = chromium
            .devtools
            .command_to(&worker, "Runtime.getHeapUsage", json!({}))
            .await?;
        let bytes = |name: &str| usage[name].as_f64().unwrap_or_default();
        // Attached to, it would never be stopped.
        chromium.devtools.detach(&worker).await?;
        Ok(Some(bytes("usedSize") + bytes("backingStorageSize")))
    }

    /// Watches what runs on main threads while `during` goes on, and returns
    /// Chromium's events of it: <https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU>.
    /// Without events in Firefox.
    pub async fn traced(&self, during: impl Future<Output = Result<()>>) -> Result<Vec<Value>> {
        let Engine::Chromium(chromium) = &self.engine else {
            during.await?;
            return Ok(Vec::new());
        };
        let categories = json!({"traceConfig": {"includedCategories": ["devtools.timeline"]}});
        chromium
            .devtools
            .command("Tracing.start", categories)
            .await?;
        let done = during.await;
        let events = chromium
            .devtools
            .gather(
                "Tracing.end",
                "Tracing.dataCollected",
                "Tracing.tracingComplete",
            )
            .await?;
        done?;
        let values = events.into_iter().map(|mut event| event["value"].take());
        Ok(values
            .flat_map(|value| match value {
                Value::Array(events) => events,
                _ => Vec::new(),
            })
            .collect())
    }

    async fn tab(&self, chromium: &Chromium) -> Result<Session> {
        chromium.tab(&self.driver.window().await?.to_string()).await
    }
}

/// In the time that the main thread itself has run, not in that of the clock:
/// what else goes on on the machine does not count.
async fn metrics(chromium: &Chromium, page: &Session) -> Result<Value> {
    let domain = json!({"timeDomain": "threadTicks"});
    let devtools = &chromium.devtools;
    devtools
        .command_to(page, "Performance.enable", domain)
        .await?;
    devtools
        .command_to(page, "Performance.getMetrics", json!({}))
        .await
}

fn metric(metrics: &Value, name: &str) -> Result<f64> {
    let all = metrics["metrics"].as_array().into_iter().flatten();
    let found = all.into_iter().find(|metric| metric["name"] == name);
    found
        .and_then(|metric| metric["value"].as_f64())
        .with_context(|| format!("Chromium gives no {name}"))
}
