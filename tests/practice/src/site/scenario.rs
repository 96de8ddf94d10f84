//! What the practice site can be told to do.

use serde::{Deserialize, Serialize};

/// What the site does on the page loads that follow. The default is the well-behaved site: English,
/// signed in, the setting on, saves accepted. Those worth a look by hand have names: `named.rs`.
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
    /// What it holds for the second account, which the sign-in page offers too. `None`: there is
    /// one account only.
    pub second_account: Option<bool>,
    /// False: settings addresses are redirected to the sign-in page.
    pub signed_in: bool,

    /// How much of the setting's page the server renders itself.
    pub served: Served,
    /// What goes wrong with settings pages before there is any content.
    pub failure: Failure,
    /// Milliseconds from the load, or from a navigation inside the app, to the content's arrival.
    pub render_delay_ms: u64,
    /// So many milliseconds long the switch shows the opposite of what is saved, then it is set to
    /// what is saved, by property and without an event. 0: shown right from the start.
    pub hydrate_wrong_first_ms: u64,
    /// Every so many milliseconds the settings' main content is thrown away and built anew, its
    /// switches with it. 0: never.
    pub rerender_every_ms: u64,
    /// The page takes its whole document for its own, as React 18 does: when it has been parsed,
    /// a node in it that the server did not send has everything rendered anew, but at its end.
    pub hydrates_document: bool,

    /// How the setting's switch is built.
    pub switch_shape: SwitchShape,
    /// The setting's row stands in a `<header>` in `<main>`.
    pub row_in_header: bool,
    /// A flip replaces the switch by a new node, while the change event is still on its way up.
    pub replace_switch_on_flip: bool,
    /// The setting's page has a second switch, of another setting, before the right one, and a
    /// paragraph beside that quotes the right one's label.
    pub extra_switch_quote: bool,
    /// The setting sits in a same-origin `iframe.settings-iframe--frame`, as some older ones do.
    pub in_iframe: bool,

    /// What the server does with a change.
    pub save: Save,
    /// How many milliseconds it takes over it; a refusal takes [`REFUSAL_DELAY_MS`] at least.
    pub save_delay_ms: u64,
    /// The setting's row is `aria-busy` until the server has answered.
    pub busy_while_saving: bool,
    /// A click changes nothing: the page asks first, in its [`Dialog`], and changes the switch
    /// itself when the person has said yes there.
    pub confirms_flip: bool,

    /// False: the member is not offered the setting. Data privacy has no row for it, and its
    /// address lands on Data privacy, without a page load.
    pub offered: bool,
    /// The setting has another address, where its switch has another key and another name; at the
    /// known address there is nothing, and nothing in the list leads to it.
    pub renamed: bool,

    /// What the page does with the rest of itself while a dialog of its own is open.
    pub dialog: Dialog,
    /// What the page's style does to the switch.
    pub layout: Layout,
    /// So many milliseconds after the content came it is translated, as browsers do. 0: never.
    pub translate_after_ms: u64,
    /// Every so many milliseconds somebody else appends a node at the end of `<html>`, or removes
    /// the one before. 0: never.
    pub strangers_every_ms: u64,
    /// The switch stands in a form whose fields are named like properties of elements, so that
    /// reading the form through them throws; in the page's own world, so do those properties.
    pub throws: bool,

    /// Pages may be kept when they are left, for the way back: by default they forbid it.
    pub may_be_kept: bool,
    /// For so many seconds browsers take pages from their cache without asking. 0: they ask.
    pub fresh_for_s: u64,
    /// The same of what pages ask the server for: how the settings are set.
    pub answers_fresh_for_s: u64,
    /// With [`Scenario::may_be_kept`]: they may not be kept alive, so that the way back loads them
    /// anew from the cache, and the browser puts back what was filled in.
    pub never_kept_alive: bool,
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
            second_account: None,
            signed_in: true,
            served: Served::Nothing,
            failure: Failure::None,
            render_delay_ms: 0,
            hydrate_wrong_first_ms: 0,
            rerender_every_ms: 0,
            hydrates_document: false,
            switch_shape: SwitchShape::HiddenInput,
            row_in_header: false,
            replace_switch_on_flip: false,
            extra_switch_quote: false,
            in_iframe: false,
            save: Save::Accept,
            save_delay_ms: 0,
            busy_while_saving: false,
            confirms_flip: false,
            offered: true,
            renamed: false,
            dialog: Dialog::None,
            layout: Layout::Plain,
            translate_after_ms: 0,
            strangers_every_ms: 0,
            throws: false,
            may_be_kept: false,
            fresh_for_s: 0,
            answers_fresh_for_s: 0,
            never_kept_alive: false,
            prerenders_setting: false,
            log_mutations: true,
        }
    }
}

/// How much of the setting's page the server renders itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Served {
    /// Nothing: the script renders all of it.
    Nothing,
    /// All of it, with `checked` where the switch is on. The script brings it to life, and leaves
    /// the state as it finds it.
    WithState,
    /// All of it, the switch without `checked` whatever is saved: the script sets the state, by
    /// property, when the server has answered.
    WithoutState,
}

/// What goes wrong with settings pages before there is any content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Failure {
    /// Nothing.
    None,
    /// The server answers with an error page (500).
    ErrorPage,
    /// The page comes, but not what it asks the server for: it says so.
    NoSettings,
    /// The same, but the page shows its switches all the same, off, beside an alert that goes
    /// after some seconds.
    DefaultsBesideAlert,
    /// The page comes with the status of an error, and its switches with it.
    ErrorStatus,
    /// The server never answers what the page asks for: the skeleton stays.
    NeverAnswers,
    /// A page to sign in, with a field for a password, stands at the settings' own addresses.
    SignInWall,
}

/// What the server does with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Save {
    /// Takes it.
    Accept,
    /// Answers 500 after [`REFUSAL_DELAY_MS`], keeps what it held, and the page turns the switch
    /// back by property, without an event.
    RefuseAndTurnBack,
    /// Says that it took it, and keeps what it held.
    Lose,
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
    /// Another switch in the place of the setting's, "Dark mode", whose input is `display: none`:
    /// nothing but its visible label says what it is.
    Stranger,
}

/// What the page does with the rest of itself while a dialog of its own is open. Tests open and
/// close it by `practice.openDialog()` and `practice.closeDialog()`, a person by the page's button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Dialog {
    /// There is none.
    None,
    /// A `div` beside the app, whose root gets `aria-hidden=true`.
    AriaHidden,
    /// A `div` beside the app, whose root becomes `inert`.
    Inert,
    /// A modal `<dialog>` beside the app.
    Modal,
    /// A modal `<dialog>` that the setting's section moves into.
    AroundTheSwitch,
}

/// What the page's style does to the switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// Nothing.
    Plain,
    /// The main content is a box that scrolls, and higher than its window: `#pane`.
    ScrollPane,
    /// `html { zoom: 1.25 }`.
    Zoomed,
    /// The switch lies outside of what its row lets one see.
    Clipped,
    /// The content is transparent at first, and fades in for a second.
    FadesIn,
    /// Five seconds after the content came, all of it moves down by 110 pixels.
    MovesLate,
}
