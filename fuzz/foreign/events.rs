//! One event of each kind, and the page of each setting.

use headsup_core::background::Event;
use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::message::Sender;
use headsup_core::page::Address;
use headsup_core::record;
use serde_json::{Value, json};

use super::{NOW, OWN};

/// One event of each kind, and the page of each setting.
pub fn events() -> Vec<Event> {
    let own = |message: Value| Event::Message {
        sender: sender(OWN, "/popup/popup.html"),
        message,
    };
    let mut events = vec![
        Event::Started,
        Event::Managed(json!({"highlights": false, "region": 7, "others": true})),
        Event::NoScript { tab: 1 },
        Event::ScriptStarted { refused: true },
        Event::Written {
            keys: vec![record::KEY.to_owned()],
            succeeded: false,
            is_news: false,
        },
        own(json!({"popupOpened": {"tab": null}})),
        own(json!({"setHighlights": {"on": false}})),
        own(json!({"setRegion": {"region": "FR"}})),
        own(json!({"setRecheck": {"days": 0}})),
        own(json!({"setOthers": {"on": true}})),
        own(json!({"setOthers": {"on": false}})),
        own(json!("erase")),
    ];
    for setting in catalogue().settings {
        events.push(own(
            json!({"setLeave": {"setting": setting.id, "on": true}}),
        ));
        events.push(page_of(setting));
    }
    events
}

fn sender(origin: &str, path: &str) -> Sender {
    Sender {
        own: true,
        tab: Some(1),
        address: Some(Address {
            origin: origin.to_owned(),
            path: path.to_owned(),
        }),
    }
}

/// A testimony from the setting's page: its switch is off.
fn page_of(setting: &Setting) -> Event {
    let path = format!("/mypreferences/d/{}", setting.path);
    let said = json!({"testimony": {
        "path": path,
        "document": {"id": 1, "loadedAt": NOW - 60_000.0, "navigation": "navigate",
            "startedAt": "loading", "loaded": true},
        "lang": "de", "waited": 20_000, "links": [], "more": false, "asksPassword": false,
        "controls": [{"ref": 1, "shape": "checkbox", "keys": setting.keys, "name": null,
            "state": "off", "options": [], "visible": true, "main": true, "leftOver": false,
            "busy": false, "enabled": true, "parsed": false, "differs": false, "age": 20_000,
            "held": 20_000, "quiet": 20_000, "quietBefore": 0, "changes": 0, "since": NOW - 50_000.0,
            "priorSince": null, "touchedAt": null, "inputAt": null}],
        "named": [],
    }});
    Event::Message {
        sender: sender(catalogue().site.origin, &path),
        message: said,
    }
}
