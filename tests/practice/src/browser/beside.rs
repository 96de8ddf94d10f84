//! Knows how to run a script beside Chromium's page: in a world that shares the page's
//! nodes and main thread but not its names, so that no script of the page can notice it
//! or come in its way. For what is beside the page in Firefox, see `firefox.js`.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::chromium::Chromium;
use super::devtools::Session;

/// What `expression` gives, waited for where it is a promise, as JSON.
pub(super) async fn value(chromium: &Chromium, page: &Session, expression: &str) -> Result<Value> {
    let mut answer = evaluate(chromium, page, expression, true).await?;
    Ok(answer["value"].take())
}

/// Calls `adopt` of `watch`, a name in that world, with the closed shadow root of the
/// element that its `host()` gives. False: there is none, or it has gone meanwhile.
pub(super) async fn adopt(chromium: &Chromium, page: &Session, watch: &str) -> Result<bool> {
    let devtools = &chromium.devtools;
    let host = evaluate(chromium, page, &format!("{watch}.host()"), false).await?;
    let Some(host) = host["objectId"].as_str() else {
        return Ok(false);
    };
    let params = json!({"objectId": host, "depth": 1, "pierce": true});
    let described = devtools
        .command_to(page, "DOM.describeNode", params)
        .await?;
    let root = &described["node"]["shadowRoots"][0]["backendNodeId"];
    if root.is_null() {
        return Ok(false);
    }
    let world = world(chromium, page).await?;
    let params = json!({"backendNodeId": root, "executionContextId": world});
    let resolved = devtools.command_to(page, "DOM.resolveNode", params).await?;
    let params = json!({
        "objectId": resolved["object"]["objectId"],
        "functionDeclaration": format!("function () {{ {watch}.adopt(this); }}"),
    });
    devtools
        .command_to(page, "Runtime.callFunctionOn", params)
        .await?;
    Ok(true)
}

async fn evaluate(
    chromium: &Chromium,
    page: &Session,
    expression: &str,
    by_value: bool,
) -> Result<Value> {
    let params = json!({
        "expression": expression,
        "contextId": world(chromium, page).await?,
        "awaitPromise": by_value,
        "returnByValue": by_value,
    });
    let mut answer = chromium
        .devtools
        .command_to(page, "Runtime.evaluate", params)
        .await?;
    if let Some(thrown) = answer.get("exceptionDetails") {
        bail!("a script beside the page threw {thrown}");
    }
    Ok(answer["result"].take())
}

/// The world of the document that is in the tab now.
async fn world(chromium: &Chromium, page: &Session) -> Result<Value> {
    let params = json!({"frameId": page.target, "worldName": "practice"});
    let mut answer = chromium
        .devtools
        .command_to(page, "Page.createIsolatedWorld", params)
        .await?;
    Ok(answer["executionContextId"].take())
}
