//! Everything that the popup may have to tell: what is stored then, and the
//! status that shows that it is told.

use serde_json::{Value, json};

/// One thing to tell.
pub struct Told {
    /// The status that the popup shows.
    pub status: &'static str,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// What is stored.
    pub storage: Value,
}

/// A statement of every kind, every status, and a report that is wide.
pub fn everything() -> Vec<Told> {
    let report = "page: data-for-ai-improvement\nwhy: no-switch\nlanguage: en\nswitches: none\nlinks: /mypreferences/d/settings/data-for-ai-improvement/a-name-that-nobody-breaks";
    let off = json!([
        {"setting": "ai-training", "at": "2025-11-03T12:00:00Z", "from": "unknown", "to": "opted-out"},
    ]);
    let turned_back = json!([
        {"setting": "ai-training", "at": "2025-11-03T12:00:00Z", "from": "unknown", "to": "opted-out"},
        {"setting": "ai-training", "at": "2025-11-05T12:00:00Z", "from": "opted-out", "to": "opted-in"},
    ]);
    let none = json!([]);
    vec![
        Told {
            status: "unknown",
            confirmed: false,
            storage: json!({"preferences": preferences("HK")}),
        },
        // Two statements, three, and none that was found.
        told("opted-out", true, "NL", &off, None),
        told("opted-out", false, "DE", &off, None),
        told("not-offered", false, "NO", &off, None),
        told("signed-out", false, "GR", &none, None),
        told("opted-in", true, "CA", &turned_back, None),
        told("unrecognised", false, "HK", &off, Some(report)),
    ]
}

/// What is stored of a switch in this state.
pub fn record(status: &str, confirmed: bool, history: &Value, report: Option<&str>) -> Value {
    let mut entry = json!({
        "status": status, "confirmed": confirmed, "evidence": "key",
        "since": "2025-11-03T12:00:00Z", "seen": "2025-11-05T12:00:00Z",
    });
    if let Some(report) = report {
        entry["report"] = report.into();
    }
    json!({"schema": 1, "settings": {"ai-training": entry}, "history": history})
}

/// What is stored of choices, with this region chosen.
pub fn preferences(region: &str) -> Value {
    json!({"schema": 1, "region": region, "regionProposed": false, "highlights": true})
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
