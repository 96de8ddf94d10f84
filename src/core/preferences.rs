//! What a person has chosen, as it is stored under the key `preferences`.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::catalogue::{Setting, SettingId, catalogue};
use super::from_value::from_value;
use super::managed::Managed;
use super::part::{Rest, WithRest, with_rest};
use super::regulators::{Region, regions};
use super::schema::Schema;
use super::time::Timestamp;

/// The key of the preferences in `storage.local`.
pub const KEY: &str = "preferences";

/// The field with the settings whose switch is left on, and since when. Not a field of
/// [`Preferences`]: a newer version may have written other values there, which stay.
const LEAVE: &str = "leave";

/// Names of stored fields.
const REGION: &str = "region";
const PROPOSED: &str = "regionProposed";

/// A person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Version of the layout.
    pub schema: Schema,
    /// The code of the region; see [`Preferences::chosen_region`].
    #[serde(default)]
    pub region: String,
    /// Whether to draw on LinkedIn's pages. Popup and badge work without.
    #[serde(default = "yes")]
    pub highlights: bool,
    /// Whether the region is only a suggestion, so that another may be suggested later.
    #[serde(default, rename = "regionProposed")]
    pub region_proposed: bool,
    /// After how many days to ask for another look at the switch; 0: never.
    #[serde(
        rename = "recheckDays",
        default = "ninety",
        deserialize_with = "null_is_never"
    )]
    pub recheck_days: u16,
    /// Whether to show LinkedIn's other settings. `None`: the person has not said yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<bool>,
    /// Fields that this version does not know, and [`LEAVE`].
    #[serde(skip)]
    rest: Rest,
}

/// One choice of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// See [`Preferences::highlights`].
    Highlights(bool),
    /// See [`Preferences::region`].
    Region(String),
    /// See [`Preferences::recheck_days`].
    RecheckDays(u16),
    /// See [`Preferences::others`].
    Others(bool),
    /// Leave the switch of this setting on, since this time; `None` takes that back.
    Leave(SettingId, Option<Timestamp>),
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            schema: Schema,
            region: "HK".to_owned(),
            highlights: yes(),
            region_proposed: true,
            recheck_days: ninety(),
            others: None,
            rest: Rest::new(),
        }
    }
}

with_rest!(Preferences: "schema", "region", "highlights", "regionProposed", "recheckDays", "others");

impl Preferences {
    /// Reads preferences that do not fit as a whole, field by field: those that fit count.
    /// `highlights` is not read, as the person may have turned them off.
    pub fn salvaged(value: &Value) -> Self {
        let default = Self::default().write();
        let mut whole = default.clone();
        // Without `regionProposed`, a stored region was chosen by the person.
        whole[PROPOSED] = false.into();
        for (name, field) in value.as_object().into_iter().flatten() {
            if ["schema", "highlights"].contains(&name.as_str()) {
                continue;
            }
            let before = whole.clone();
            whole[name] = field.clone();
            if Self::read(&whole).is_none() {
                whole = before;
            }
        }
        // A region that cannot be read: it is not known that one was chosen.
        if value.get(REGION) != whole.get(REGION) {
            whole[PROPOSED] = default[PROPOSED].clone();
        }
        Self::read(&whole).unwrap_or_default()
    }

    /// The region that was chosen, where it exists.
    pub fn chosen_region(&self) -> Option<&'static Region> {
        match self.region_proposed {
            true => None,
            false => regions().region(&self.region),
        }
    }

    /// The settings that are shown.
    pub fn settings(&self) -> &'static [Setting] {
        catalogue().shown(self.others == Some(true))
    }

    /// Since when the person leaves this setting's switch on; `None`: they do not.
    pub fn left_at(&self, setting: &SettingId) -> Option<Timestamp> {
        from_value(self.rest.get(LEAVE)?.get(setting.0.as_ref())?)
    }

    /// Sets when `setting` was left on in [`LEAVE`]; `None` removes it. Builds a new map, as
    /// removing a key from one is 4 KB of the WASM.
    fn leave(&mut self, setting: &SettingId, at: Option<Timestamp>) {
        let old = self.rest.get(LEAVE).and_then(Value::as_object);
        let mut left_on = Map::new();
        for (id, value) in old.into_iter().flatten() {
            if *id != setting.0 {
                left_on.insert(id.clone(), value.clone());
            }
        }
        if let Some(at) = at {
            left_on.insert(setting.0.clone().into_owned(), at.rfc3339(0).into());
        }
        self.rest.insert(LEAVE.to_owned(), left_on.into());
    }

    /// The preferences that count: what an organisation has set, and the person's for the rest.
    pub fn with(&self, managed: &Managed) -> Self {
        Self {
            region: managed.region.as_ref().unwrap_or(&self.region).clone(),
            region_proposed: managed.region.is_none() && self.region_proposed,
            highlights: managed.highlights.unwrap_or(self.highlights),
            recheck_days: managed.recheck_days.unwrap_or(self.recheck_days),
            others: managed.others.or(self.others),
            ..self.clone()
        }
    }

    /// The preferences after `choice`. `None` where an organisation has set the same, or the value
    /// does not exist.
    pub fn chosen(&self, choice: Choice, managed: &Managed) -> Option<Self> {
        let mut next = self.clone();
        match choice {
            Choice::Highlights(on) if managed.highlights.is_none() => next.highlights = on,
            Choice::Region(region) if managed.region.is_none() => {
                next.region = regions().region(&region)?.code.to_owned();
                next.region_proposed = false;
            }
            Choice::RecheckDays(days) if managed.recheck_days.is_none() => {
                next.recheck_days = days;
            }
            Choice::Others(on) if managed.others.is_none() => {
                next.others = Some(on);
                if !on {
                    for setting in catalogue().others() {
                        next.leave(&setting.id(), None);
                    }
                }
            }
            Choice::Leave(setting, _) if !is_known(&setting) => return None,
            Choice::Leave(setting, at) => next.leave(&setting, at),
            Choice::Highlights(_)
            | Choice::Region(_)
            | Choice::RecheckDays(_)
            | Choice::Others(_) => return None,
        }
        Some(next)
    }
}

fn is_known(id: &SettingId) -> bool {
    catalogue().settings.iter().any(|setting| *id == *setting)
}

fn yes() -> bool {
    true
}

fn ninety() -> u16 {
    90
}

fn null_is_never<'de, D: Deserializer<'de>>(days: D) -> Result<u16, D::Error> {
    Option::deserialize(days).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests;
