//! Starts the practice site for a look by hand: `cargo run -p practice --example serve`, with a
//! scenario as JSON if wanted: `-- '{"lang":"de","save":{"slow":2000}}'`.

use anyhow::Context as _;
use practice::site::{Scenario, Site};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let scenario = match std::env::args().nth(1) {
        Some(json) => serde_json::from_str(&json)
            .context("the argument is not a scenario; its fields are in src/site/scenario.rs")?,
        None => Scenario::default(),
    };
    let site = Site::start(scenario).await?;
    let port = site.port();
    println!("{port}");
    eprintln!(
        "Open it in a browser of its own, and stop it here with Ctrl+C:\n\
         chromium --user-data-dir=$(mktemp -d) --ignore-certificate-errors \
         --host-resolver-rules='MAP * 127.0.0.1:{port}' https://www.linkedin.com/mypreferences/d/"
    );
    tokio::signal::ctrl_c().await?;
    let requests = serde_json::to_string_pretty(&site.requests())?;
    let reports = serde_json::to_string_pretty(&site.csp_reports())?;
    eprintln!("Requests: {requests}\nReports of policy violations: {reports}");
    Ok(())
}
