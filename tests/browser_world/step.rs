//! What can happen, one thing after another, and how a history is printed.

use std::fmt::{self, Display};
use std::time::Duration;

use practice::site::Scenario;
use serde_json::{Map, Value};

/// Where a load leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// The setting's own page.
    Setting,
    /// The list that has a row for it.
    Privacy,
    /// The first page of the settings.
    Account,
    /// The feed, which the same app renders.
    Feed,
    /// A page without script.
    Profile,
}

impl Address {
    pub const fn path(self) -> &'static str {
        match self {
            Address::Setting => "/mypreferences/d/settings/data-for-ai-improvement",
            Address::Privacy => "/mypreferences/d/categories/privacy",
            Address::Account => "/mypreferences/d/categories/account",
            Address::Feed => "/feed/",
            Address::Profile => "/in/somebody/",
        }
    }
}

/// One thing that happens. What cannot happen just then does not: nothing is clicked where
/// there is nothing to click.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Nothing.
    Wait,

    // The person, in the tab in front.
    /// An address is opened by a load. The site is like this from then on.
    Load(Address, Box<Scenario>),
    /// The page is loaded anew, as by the browser's button.
    Reload(Box<Scenario>),
    Back(Box<Scenario>),
    Forward(Box<Scenario>),
    /// The other tab comes to the front; it is opened, at the setting's page, if it is not there.
    OtherTab,
    /// The switch is clicked so many times.
    Click(u8),
    /// A dialog is opened by the page's button.
    Dialog,
    /// The answer to it: yes, or none.
    Answer(bool),
    /// To the list, without a load.
    Away,
    /// From there to the setting, without a load.
    Return,
    /// The toolbar button is pressed.
    Popup,

    // Others.
    /// Another device sets it on the server.
    Elsewhere(bool),

    // Bad luck.
    /// The background is stopped.
    StopWorker,
}

/// How long the person looks before the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Not at all.
    Rush,
    /// For a moment.
    Glance(Duration),
    /// Until the page has settled, whatever it does until then.
    Rest,
}

/// A step, and the look after it.
pub type Moment = (Step, Pause);

impl Display for Step {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Load(address, page) => write!(to, "Load {address:?} {}", differences(page)),
            Step::Reload(page) => write!(to, "Reload {}", differences(page)),
            Step::Back(page) => write!(to, "Back {}", differences(page)),
            Step::Forward(page) => write!(to, "Forward {}", differences(page)),
            other => write!(to, "{other:?}"),
        }
    }
}

/// What a scenario has that the well-behaved one has not. What is saved is the server's.
fn differences(page: &Scenario) -> String {
    let fields = |scenario: &Scenario| match serde_json::to_value(scenario) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let usual = fields(&Scenario::default());
    let mut own = fields(page);
    own.retain(|name, value| usual.get(name) != Some(value) && name != "saved");
    Value::Object(own).to_string()
}
