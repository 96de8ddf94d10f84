//! Finding, word and standing → the guidance: what to ring on the page, and what to say.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting, SettingId, on_one_page};
use super::recognise::{Finding, Step, SwitchFinding, WayFinding};
use super::record::{By, Entry, State, Switch};
use super::standing::Standing;
use super::testimony::Target;
use super::word::Word;

/// What to draw on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Guidance {
    /// What the guidance is about. After a person has dismissed it, it stays away from this page
    /// until `topic` changes.
    pub topic: String,
    /// The element to ring; `null` where none was recognised.
    pub ring: Option<Target>,
    /// What to say; the first line is the title. Empty while it is too early to say anything.
    pub lines: Vec<Line>,
    /// Whether to offer a reload of the page.
    pub reload: bool,
}

/// A message key, and the texts for its placeholders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Line {
    /// The key.
    pub key: String,
    /// For `$1`, `$2`, …: names as LinkedIn's page shows them.
    pub args: Vec<String>,
}

impl Line {
    fn plain(key: &str) -> Self {
        Self::with(key, &[])
    }

    fn with(key: &str, args: &[&str]) -> Self {
        Self {
            key: key.to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
        }
    }
}

/// The guidance for `finding` on a page in display language `lang`. `word` is what the document
/// says of the switch. `standing` is the setting's, after this testimony. `None`: draw nothing.
pub fn guide(
    catalogue: &Catalogue,
    finding: &Finding<'_>,
    word: Word,
    standing: &Standing<'_>,
    lang: &str,
) -> Option<Guidance> {
    match finding {
        Finding::Switch(seen) => Some(at_switch(catalogue, seen, word, standing)),
        Finding::Way(way) => on_the_way(catalogue, way, lang),
        Finding::Unrecognised(setting, _) => by_hand(catalogue, setting, lang),
        Finding::NotListed(_) => None,
    }
}

fn on_the_way(catalogue: &Catalogue, way: &WayFinding, lang: &str) -> Option<Guidance> {
    let setting = setting(catalogue, &way.setting)?;
    let names = setting.wording_or_english(lang)?;
    // Only the AI training setting is always three steps away: those steps are numbered.
    let line = match way.step {
        Step::ToCategory => Line::with("calloutToCategory", &[names.category?]),
        Step::ToSetting if setting.category.is_none() => Line::with("calloutNext", &[names.name]),
        Step::ToSetting => Line::with("calloutToSetting", &[names.name]),
    };
    Some(Guidance {
        topic: format!("{} {}", setting.id, line.key),
        ring: Some(way.target),
        lines: vec![line],
        reload: false,
    })
}

fn by_hand(catalogue: &Catalogue, id: &SettingId, lang: &str) -> Option<Guidance> {
    let setting = setting(catalogue, id)?;
    let names = setting.wording_or_english(lang)?;
    let label = setting
        .labels_in(names.lang)
        .and_then(|label| label.texts.first());
    let label = label.unwrap_or(&names.name);
    Some(Guidance {
        topic: format!("{} unrecognised", setting.id),
        ring: None,
        lines: vec![
            Line::plain("calloutUnrecognised"),
            Line::with("calloutByHand", &[label]),
        ],
        reload: false,
    })
}

fn setting<'c>(catalogue: &'c Catalogue, id: &SettingId) -> Option<&'c Setting> {
    catalogue.settings.iter().find(|known| *id == **known)
}

/// The ring comes at once. The lines come once the page shows what is recorded.
fn at_switch(
    catalogue: &Catalogue,
    seen: &SwitchFinding<'_>,
    word: Word,
    standing: &Standing<'_>,
) -> Guidance {
    let (mut keys, reload) = says(seen, word, standing);
    let mut others = catalogue
        .settings
        .iter()
        .filter(|it| it.id != seen.setting.id);
    // Says which one, where the page has several.
    if !keys.is_empty() && others.any(|it| on_one_page(it, seen.setting)) {
        keys.insert(0, seen.setting.title);
    }
    Guidance {
        topic: format!("{} {}", seen.setting.id, keys.join(" ")),
        ring: Some(seen.control.target),
        lines: keys.iter().map(|key| Line::plain(key)).collect(),
        reload,
    }
}

/// The lines at the switch, and whether to offer a reload.
fn says(
    seen: &SwitchFinding<'_>,
    word: Word,
    standing: &Standing<'_>,
) -> (Vec<&'static str>, bool) {
    let as_of = match word {
        Word::Restored | Word::Cached { .. } => return (vec!["calloutRestored"], true),
        Word::Unclear | Word::Wait(_) | Word::Saving { .. } => return (Vec::new(), false),
        Word::Shown { as_of, .. } | Word::Changed { as_of, .. } => as_of,
    };
    let (Some(on), Some(entry)) = (seen.on, standing.entry) else {
        return (Vec::new(), false);
    };
    let Some(switch) = entry.switch() else {
        return (Vec::new(), false);
    };
    let is_shown = (switch.state == State::On) == on;
    if !is_shown || as_of < switch.since {
        return (vec!["calloutOlder", "calloutOlderReload"], true);
    }
    said_of(seen.setting, entry, switch, standing.left_at.is_some())
}

fn said_of(
    setting: &Setting,
    entry: &Entry,
    switch: &Switch,
    is_left_on: bool,
) -> (Vec<&'static str>, bool) {
    let last = entry.history().next_back();
    let by_site = last.is_some_and(|change| change.by == By::Site);
    let shown = match setting.shows(switch.state) {
        State::On => "calloutOn",
        State::Off => "calloutOff",
    };
    match (switch.state, switch.confirmed) {
        (State::On, false) if by_site => (vec![shown, setting.on, "notKept"], true),
        (State::On, false) if switch.document.is_none() => {
            (vec![shown, setting.on, "calloutConfirm"], true)
        }
        (State::On, _) if is_left_on && setting.reversed => (vec![shown, "calloutLeftAsIs"], false),
        (State::On, _) if is_left_on => (vec![shown, "calloutLeft"], false),
        (State::On, _) if setting.category.is_none() => {
            (vec![shown, setting.on, "calloutChoice"], false)
        }
        (State::On, _) => (vec![shown, setting.on, "calloutOnHow"], false),
        (State::Off, true) => (vec![shown, setting.off], false),
        (State::Off, false) if by_site => (vec![shown, "notKept"], true),
        (State::Off, false) => (vec![shown, "calloutConfirm"], true),
    }
}

#[cfg(test)]
mod tests;
