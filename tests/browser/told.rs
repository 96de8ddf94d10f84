//! Samples of everything that our pages can say: what is stored, and the status that is shown then.

use anyhow::Result;
use serde_json::{Value, json};

use crate::access::open;
use crate::popup::tab_shows;
use crate::stage::{SETTING_ID, Stage};

/// One sample.
pub struct Told {
    /// The status that the popup shows.
    pub status: &'static str,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// What is stored.
    pub storage: Value,
}

/// A statement of every kind, every status, and a wide report.
pub fn everything() -> Vec<Told> {
    let report = "why: state-unclear\nlanguage: zh-Hant-HK\nswitches: 12 checkbox 10 switch 11 button 13 choice and more\n\
        visible 10, main 10, key 10, other key 10, label 10, no label 10, no state 10, left over 10";
    let off = json!([{"at": "2025-11-03T12:00:00Z", "to": "off", "by": "person"}]);
    let turned_back = json!([
        {"at": "2025-11-03T12:00:00Z", "to": "off", "by": "person", "confirmed": true},
        {"at": "2025-11-05T12:00:00Z", "to": "on", "by": "unseen"},
    ]);
    let none = json!([]);
    vec![
        Told {
            status: "unknown",
            confirmed: false,
            storage: json!({"preferences": preferences("HK")}),
        },
        // Two statements, three, and none.
        told("opted-out", true, "NL", &off, None),
        told("opted-out", false, "DE", &off, None),
        told("not-listed", false, "NO", &none, None),
        told("opted-in", true, "CA", &turned_back, None),
        told("unrecognised", false, "HK", &none, Some(report)),
        // Seen off, then not recognised.
        Told {
            status: "opted-out",
            confirmed: true,
            storage: json!({
                "record": with_look(record("opted-out", true, &off, None), "unrecognised", Some(report)),
                "preferences": preferences("GR"),
            }),
        },
        // The stored value could not be read, and is kept aside.
        Told {
            status: "unknown",
            confirmed: false,
            storage: json!({"record.set-aside.5": 1, "preferences": preferences("CH")}),
        },
    ]
}

/// Opens each of our pages in the tab under test with every sample, with all details unfolded, and
/// calls `look`.
pub async fn each_told(
    stage: &Stage,
    mut look: impl AsyncFnMut(&Stage, &str) -> Result<()>,
) -> Result<()> {
    let details = "details/details.html";
    let popup = "popup/popup.html";
    for page in [popup, details] {
        open(stage, page).await?;
        for told in everything() {
            stage.browser.set_storage(&told.storage).await?;
            tab_shows(&stage.browser, told.status, told.confirmed).await?;
            stage
                .run("for (const it of document.querySelectorAll('details')) it.open = true")
                .await?;
            let status = told.status;
            look(stage, &format!("{page}, {status} {}", told.confirmed)).await?;
        }
    }
    let off = json!([]);
    let record = record("opted-out", true, &off, None);
    stage
        .browser
        .set_storage(&json!({"record": record}))
        .await?;
    stage.appears("#save-page:enabled").await?;
    look(stage, "the details, with a record").await?;
    stage
        .run("document.querySelector('#erase').click()")
        .await?;
    stage.appears("#erase-question[open]").await?;
    look(stage, "the details, asked whether to erase").await?;
    cannot_be_written(stage, &["preferences", "record"]).await?;
    for page in [details, popup] {
        open(stage, page).await?;
        stage.appears("#troubles:not(:empty)").await?;
        look(stage, &format!("{page}, nothing can be written")).await?;
    }
    cannot_be_written(stage, &[]).await?;
    stage.browser.revoke_access().await?;
    open(stage, popup).await?;
    stage.appears("#give-access:not([hidden])").await?;
    look(stage, "the popup, without access").await?;
    stage.browser.give_access().await
}

/// As if the last write of these keys had failed.
async fn cannot_be_written(stage: &Stage, keys: &[&str]) -> Result<()> {
    let body = format!("await chrome.storage.session.set({{failedWrites: {keys:?}}})");
    stage.browser.run_in_extension(&body).await.map(drop)
}

/// A record with this status; `report` only where nothing was recognised.
pub fn record(status: &str, confirmed: bool, history: &Value, report: Option<&str>) -> Value {
    let state = match status {
        "opted-out" => "off",
        "opted-in" => "on",
        failed => {
            let entry = json!({"history": history});
            let nothing = json!({"schema": 2, "settings": {SETTING_ID: entry}});
            return with_look(nothing, failed, report);
        }
    };
    json!({"schema": 2, "settings": {SETTING_ID: {
        "switch": {
            "state": state, "confirmed": confirmed, "evidence": "key",
            "since": "2025-11-03T12:00:00Z", "seen": "2025-11-05T12:00:00Z", "asOf": "2025-11-05T12:00:00Z",
        },
        "history": history,
    }}})
}

/// The same record, after a newer look that has failed.
fn with_look(mut record: Value, outcome: &str, report: Option<&str>) -> Value {
    let mut look = json!({
        "outcome": outcome, "at": "2025-11-06T12:00:00Z", "asOf": "2025-11-06T12:00:00Z",
    });
    if let Some(report) = report {
        look["report"] = report.into();
    }
    record["settings"][SETTING_ID]["look"] = look;
    record
}

/// The same record, after a newer look that has failed like this.
pub fn failed_beside(record: Value, outcome: &str) -> Value {
    with_look(record, outcome, None)
}

/// What is stored of choices, with this region chosen.
pub fn preferences(region: &str) -> Value {
    json!({"schema": 2, "region": region, "regionProposed": false, "highlights": true})
}

fn told(
    status: &'static str,
    confirmed: bool,
    region: &str,
    history: &Value,
    report: Option<&str>,
) -> Told {
    Told {
        status,
        confirmed,
        storage: json!({
            "record": record(status, confirmed, history, report),
            "preferences": preferences(region),
        }),
    }
}
