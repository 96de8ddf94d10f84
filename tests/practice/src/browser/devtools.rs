//! Knows how to speak the DevTools protocol to the whole Chromium browser.
//! chromedriver's own passage to it reaches pages only, and neither the popup
//! nor the `Extensions` commands. Knows nothing of our extension.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::wait::wait_until;

/// A connection to the browser, one command at a time.
#[derive(Debug)]
pub(super) struct DevTools {
    connection: Mutex<Connection>,
}

#[derive(Debug)]
struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
}

/// A target that commands can be sent to: the answer to `Target.attachToTarget`.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) target: String,
    id: String,
}

/// No command takes longer than loading a page.
const ANSWER: Duration = Duration::from_secs(30);

impl DevTools {
    /// Connects to the browser that runs on `profile`.
    pub(super) async fn connect(profile: &Path) -> Result<Self> {
        // Chromium writes its port and address there as soon as it listens.
        let file = profile.join("DevToolsActivePort");
        let address = wait_until("Chromium's DevTools port", ANSWER, async || {
            let text = std::fs::read_to_string(&file)?;
            let Some((port, path)) = text.split_once('\n') else {
                return Ok(None);
            };
            Ok(Some(format!("ws://127.0.0.1:{port}{}", path.trim())))
        })
        .await?;
        let (socket, _) = connect_async(&address).await.context("DevTools")?;
        Ok(Self {
            connection: Mutex::new(Connection { socket, last_id: 0 }),
        })
    }

    /// Sends a command to the browser itself and returns its result.
    pub(super) async fn command(&self, method: &str, params: Value) -> Result<Value> {
        self.send(json!({"method": method, "params": params})).await
    }

    /// Sends a command to one target.
    pub(super) async fn command_to(
        &self,
        session: &Session,
        method: &str,
        params: Value,
    ) -> Result<Value> {
        self.send(json!({"method": method, "params": params, "sessionId": session.id}))
            .await
    }

    /// Sends a command to the browser itself, and returns the parameters of the
    /// events `wanted` that come until the event `last`.
    pub(super) async fn gather(
        &self,
        method: &str,
        wanted: &str,
        last: &str,
    ) -> Result<Vec<Value>> {
        let mut connection = self.connection.lock().await;
        connection.last_id += 1;
        let command = json!({"id": connection.last_id, "method": method, "params": {}});
        connection
            .socket
            .send(Message::text(command.to_string()))
            .await?;
        tokio::time::timeout(ANSWER, connection.events(wanted, last))
            .await
            .map_err(|_| anyhow!("no {last} within {ANSWER:?}"))
            .flatten()
    }

    async fn send(&self, mut command: Value) -> Result<Value> {
        let method = command["method"].as_str().unwrap_or_default().to_owned();
        let mut connection = self.connection.lock().await;
        connection.last_id += 1;
        let id = connection.last_id;
        command["id"] = id.into();
        connection
            .socket
            .send(Message::text(command.to_string()))
            .await?;
        let answer = tokio::time::timeout(ANSWER, connection.answer_to(id))
            .await
            .map_err(|_| anyhow!("no answer within {ANSWER:?}"))
            .flatten()
            .with_context(|| format!("DevTools command {method}"))?;
        Ok(answer)
    }

    /// Every target there is: pages, tabs, workers, popups.
    pub(super) async fn targets(&self) -> Result<Vec<Value>> {
        // Without a filter, targets of type `tab` are left out.
        let mut answer = self
            .command("Target.getTargets", json!({"filter": [{}]}))
            .await?;
        match answer["targetInfos"].take() {
            Value::Array(targets) => Ok(targets),
            other => bail!("Target.getTargets answered {other}"),
        }
    }

    /// The id of the first target of this type whose address starts with `address`.
    pub(super) async fn find_target(&self, kind: &str, address: &str) -> Result<Option<String>> {
        let targets = self.targets().await?;
        let found = targets.iter().find(|target| {
            target["type"] == kind
                && target["url"]
                    .as_str()
                    .is_some_and(|url| url.starts_with(address))
        });
        Ok(found
            .and_then(|target| target["targetId"].as_str())
            .map(str::to_owned))
    }

    /// Attaches to a target.
    pub(super) async fn attach(&self, target: &str) -> Result<Session> {
        let params = json!({"targetId": target, "flatten": true});
        let answer = self.command("Target.attachToTarget", params).await?;
        let id = answer["sessionId"]
            .as_str()
            .context("DevTools gave no session id")?;
        Ok(Session {
            target: target.to_owned(),
            id: id.to_owned(),
        })
    }

    /// Lets go of a target.
    pub(super) async fn detach(&self, session: &Session) -> Result<()> {
        self.command("Target.detachFromTarget", json!({"sessionId": session.id}))
            .await
            .map(drop)
    }

    /// Closes a page or stops a worker, and returns when it is gone.
    pub(super) async fn close_target(&self, target: &str) -> Result<()> {
        // Refused only if it has gone in the meantime, which the wait settles.
        let _ = self
            .command("Target.closeTarget", json!({"targetId": target}))
            .await;
        wait_until("a closed target to be gone", ANSWER, async || {
            let targets = self.targets().await?;
            Ok((!targets.iter().any(|each| each["targetId"] == target)).then_some(()))
        })
        .await
    }

    /// Runs `body`, the body of an async function, in a target; returns what it
    /// returns, which must be JSON.
    pub(super) async fn run(&self, session: &Session, body: &str) -> Result<Value> {
        let params = json!({
            "expression": format!("(async () => {{ {body} }})()"),
            "awaitPromise": true,
            "returnByValue": true,
        });
        let answer = self.command_to(session, "Runtime.evaluate", params).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            let text = &thrown["exception"]["description"];
            bail!(
                "the script threw {}",
                text.as_str().unwrap_or(&thrown.to_string())
            );
        }
        Ok(answer["result"]["value"].clone())
    }
}

impl Connection {
    async fn next(&mut self) -> Result<Value> {
        loop {
            let message = self
                .socket
                .next()
                .await
                .context("Chromium closed the connection")??;
            if let Message::Text(text) = message {
                return Ok(serde_json::from_str(&text)?);
            }
        }
    }

    async fn events(&mut self, wanted: &str, last: &str) -> Result<Vec<Value>> {
        let mut events = Vec::new();
        loop {
            let mut event = self.next().await?;
            match event["method"].as_str() {
                Some(method) if method == last => return Ok(events),
                Some(method) if method == wanted => events.push(event["params"].take()),
                _ => {}
            }
        }
    }

    async fn answer_to(&mut self, id: u64) -> Result<Value> {
        loop {
            let mut answer = self.next().await?;
            if answer["id"] != id {
                continue; // An event, or the answer to a command given up on.
            }
            if let Some(error) = answer.get("error") {
                bail!(
                    "Chromium refused: {}",
                    error["message"].as_str().unwrap_or_default()
                );
            }
            return Ok(answer["result"].take());
        }
    }
}
