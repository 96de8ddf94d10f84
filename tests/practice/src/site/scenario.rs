//! Knows what the practice site can be told to do, and nothing of how it is done.

use serde::{Deserialize, Serialize};

/// What the site does on the page loads that follow. The default is the well-behaved site: English,
/// signed in, the setting on, saves accepted.
///
/// The page's script reads this very struct (in camel case), so a field is the whole interface
/// between a test and the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Scenario {
    /// Display language, also the value of `<html lang>`. Wording that was never seen in this
    /// language is shown as a placeholder between ⟦ and ⟧; `ar` and `he` read from right to left.
    pub lang: String,
    /// Two wordings are known for a few texts (German "Ihre" and "Meine" data): show the second.
    pub second_wording: bool,
    /// What the server holds for `allowDataForGenerativeAI` when the scenario begins.
    pub saved: bool,
    /// Milliseconds from the load, or from a navigation inside the app, to the content's arrival.
    pub render_delay_ms: u64,
    /// Every so many milliseconds the settings' main content is thrown away and built anew, its
    /// switches with it. 0: never.
    pub rerender_every_ms: u64,
    /// A flip replaces the switch by a new node, while the change event is still on its way up.
    pub replace_switch_on_flip: bool,
    /// What the server does with a change.
    pub save: Save,
    /// How the setting's switch is built.
    pub switch_shape: SwitchShape,
    /// So many milliseconds long the switch is shown off whatever is saved, then it is set to what
    /// is saved, by property and without an event. 0: shown right from the start.
    pub hydrate_wrong_first_ms: u64,
    /// False: the member is not offered the setting. Data privacy has no row for it, and its
    /// address lands on Data privacy, without a page load.
    pub offered: bool,
    /// False: settings addresses are redirected to the sign-in page.
    pub signed_in: bool,
    /// The setting's page has a second switch, of another setting, before the right one, and a
    /// paragraph beside that quotes the right one's label.
    pub extra_switch_quote: bool,
    /// The setting sits in a same-origin `iframe.settings-iframe--frame`, as some older ones do.
    pub in_iframe: bool,
    /// Pages may be kept when they are left, for the way back: by default they forbid it.
    pub may_be_kept: bool,
    /// Plain pages have the setting's page prerendered, in browsers that do that.
    pub prerenders_setting: bool,
    /// Log in `window.practice.mutations` what others do to the page. Switch it off where the cost
    /// of the page's own MutationObserver would disturb a measurement.
    pub log_mutations: bool,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            lang: "en".to_owned(),
            second_wording: false,
            saved: true,
            render_delay_ms: 0,
            rerender_every_ms: 0,
            replace_switch_on_flip: false,
            save: Save::Accept,
            switch_shape: SwitchShape::HiddenInput,
            hydrate_wrong_first_ms: 0,
            offered: true,
            signed_in: true,
            extra_switch_quote: false,
            in_iframe: false,
            may_be_kept: false,
            prerenders_setting: false,
            log_mutations: true,
        }
    }
}

/// What the server does with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Save {
    /// Takes it at once.
    Accept,
    /// Answers 500 after [`REFUSAL_DELAY_MS`], keeps what it held, and the page turns the switch
    /// back by property, without an event.
    RefuseAndTurnBack,
}

/// How long a refusal takes: long enough for a page and an extension to have shown the change.
pub const REFUSAL_DELAY_MS: u64 = 400;

/// How the setting's switch is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SwitchShape {
    /// The normal one: a visually hidden `input[type=checkbox][role=switch]` whose
    /// `aria-labelledby` is the setting's key, in a wrapper that a person sees and clicks.
    HiddenInput,
    /// The older Ember one: `aria-checked`, a `label for` with the text, an `aria-hidden` On or
    /// Off beside it. Its id is Ember's own, so the setting's key stands nowhere.
    Artdeco,
    /// Like [`SwitchShape::Artdeco`], with the setting's key as the input's id.
    ArtdecoKeyInId,
    /// The right page, but plain `div`s styled as a switch: no input, no role, no key.
    Unrecognisable,
}
