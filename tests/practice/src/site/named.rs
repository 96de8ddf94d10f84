//! The scenarios with a name, for browser tests and for `cargo xtask demo --scenario`: a person can
//! see what a test has seen.

use anyhow::{Context as _, Result};

use super::scenario::{Dialog, Failure, Layout, Save, Scenario, Served, SwitchShape};

/// A scenario with a name.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// What to call it by.
    pub name: &'static str,
    /// What happens there, in one line.
    pub says: &'static str,
    make: fn() -> Scenario,
}

/// One row of the table.
macro_rules! named {
    ($($name:literal, $says:literal { $($field:ident: $value:expr),* $(,)? })+) => {
        &[$(Named {
            name: $name,
            says: $says,
            #[allow(clippy::needless_update)]
            make: || Scenario { $($field: $value,)* ..Scenario::default() },
        }),+]
    };
}

/// In the order of a visit: loading, the switch, the flip, the list, the rest.
pub const NAMED: &[Named] = named! {
    "well-behaved", "the setting is on, and everything works" {}
    "off", "the setting is off, and everything works" { saved: false }
    "default-off-first", "shown off at first, on after 2.5 s, which is what is saved" {
        hydrate_wrong_first_ms: 2_500,
    }
    "default-off-for-long", "shown off for 10 s, then on, which is what is saved" {
        hydrate_wrong_first_ms: 10_000,
    }
    "default-on-first", "shown on at first, off after 2.5 s, which is what is saved" {
        saved: false, hydrate_wrong_first_ms: 2_500,
    }
    "served", "the switch stands in the served HTML, with its state" { served: Served::WithState }
    "served-without-state", "the switch stands in the served HTML as off; a script sets it on 2 s later" {
        served: Served::WithoutState, render_delay_ms: 2_000,
    }
    "restored-on-reload", "flips are lost; on reload, Firefox puts the served checkbox back to what it was" {
        served: Served::WithState, save: Save::Lose, may_be_kept: true, never_kept_alive: true,
    }
    "from-the-cache", "served with its state, off, and taken from the browser's cache for ten minutes" {
        saved: false, served: Served::WithState, fresh_for_s: 600,
    }
    "answers-from-the-cache", "off; the browser keeps for ten minutes what the page asks the server for" {
        saved: false, answers_fresh_for_s: 600,
    }
    "hydrates-document", "rendered anew where a node that the server did not send is in the document, but at its end" {
        served: Served::WithState, hydrates_document: true,
    }
    "error-page", "the server answers settings addresses with an error" { failure: Failure::ErrorPage }
    "no-settings", "the page says that the settings could not be loaded" { failure: Failure::NoSettings }
    "defaults-beside-alert", "the settings could not be loaded: off is shown for all, beside an alert of 5 s" {
        failure: Failure::DefaultsBesideAlert,
    }
    "error-status", "the page comes with the status 500, and its switch with it, off" {
        failure: Failure::ErrorStatus, saved: false,
    }
    "never-loads", "the page's skeleton stays for ever" { failure: Failure::NeverAnswers }
    "sign-in", "settings addresses lead to the sign-in page" { signed_in: false }
    "sign-in-wall", "a sign-in page stands at the settings' own addresses" {
        failure: Failure::SignInWall,
    }
    "two-accounts", "the setting is off for one account, and on for the other; sign out at the top" {
        saved: false, second_account: Some(true),
    }
    "label-only", "an older switch, known by its label alone" { switch_shape: SwitchShape::Artdeco }
    "only-switch", "in Japanese, of which no wording is known: the only switch at the address" {
        lang: "ja".to_owned(), switch_shape: SwitchShape::Artdeco,
    }
    "in-a-header", "the setting's row stands in a header in the main content, known by its label" {
        switch_shape: SwitchShape::Artdeco, row_in_header: true,
    }
    "dark-mode", "the only switch at the address is called Dark mode, and its input is not rendered" {
        switch_shape: SwitchShape::Stranger,
    }
    "unrecognisable", "drawn as a switch, with nothing that says that it is one" {
        switch_shape: SwitchShape::Unrecognisable,
    }
    "throws", "the switch stands in a form that throws when it is looked at" {
        switch_shape: SwitchShape::Artdeco, throws: true,
    }
    "saves-late", "a change is saved after 5 s, and the row is busy meanwhile" {
        save_delay_ms: 5_000, busy_while_saving: true,
    }
    "turned-back", "a change is refused, and the switch turned back at once" {
        save: Save::RefuseAndTurnBack,
    }
    "turned-back-late", "a change is refused after 5 s, and the switch turned back then" {
        save: Save::RefuseAndTurnBack, save_delay_ms: 5_000,
    }
    "lost", "the server says that it took a change, and has not" { save: Save::Lose }
    "asks-first", "a click opens a dialog, and changes the switch only when it is answered" {
        dialog: Dialog::AriaHidden, confirms_flip: true,
    }
    "not-offered", "the setting is not on the list, and its address leads there" { offered: false }
    "renamed", "the setting has another address, key and name" { renamed: true }
    "dialog-aria-hidden", "a dialog that hides the app from screen readers: the button at the bottom" {
        dialog: Dialog::AriaHidden,
    }
    "dialog-inert", "a dialog that makes the app inert: the button at the bottom" {
        dialog: Dialog::Inert,
    }
    "dialog-modal", "a modal dialog: the button at the bottom" { dialog: Dialog::Modal }
    "dialog-with-switch", "the setting opens in a modal dialog: the button at the bottom" {
        dialog: Dialog::AroundTheSwitch,
    }
    "scroll-pane", "the switch can be scrolled out of a box" { layout: Layout::ScrollPane }
    "zoomed", "the page zooms itself by 1.25" { layout: Layout::Zoomed }
    "clipped", "the page clips its switch away" { layout: Layout::Clipped }
    "fades-in", "the content fades in" { layout: Layout::FadesIn }
    "moves-late", "the content moves by 110 pixels after 5 s" { layout: Layout::MovesLate }
    "translated", "the browser translates the page after 2 s; the switch is known by its label" {
        switch_shape: SwitchShape::Artdeco, translate_after_ms: 2_000,
    }
    "strangers", "somebody else appends or removes a node at the end of the document every second" {
        strangers_every_ms: 1_000,
    }
    "never-rests", "the content is thrown away and built anew every 400 ms" {
        rerender_every_ms: 400,
    }
};

impl Scenario {
    /// The scenario of this name.
    ///
    /// # Errors
    /// When there is none; the error names all that there are.
    pub fn named(name: &str) -> Result<Self> {
        let found = NAMED.iter().find(|named| named.name == name);
        let found = found.with_context(|| {
            let names: Vec<_> = NAMED.iter().map(|named| named.name).collect();
            format!("no scenario `{name}`; there are: {}", names.join(", "))
        })?;
        Ok((found.make)())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_name_and_each_scenario_is_there_once() -> Result<()> {
        let mut names = BTreeSet::new();
        let mut seen: Vec<Scenario> = Vec::new();
        for named in NAMED {
            assert!(names.insert(named.name), "{} is there twice", named.name);
            let scenario = Scenario::named(named.name)?;
            assert!(!seen.contains(&scenario), "{} is another's", named.name);
            seen.push(scenario);
        }
        Ok(())
    }

    #[test]
    fn a_name_that_does_not_exist_is_refused_with_those_that_do() {
        let error = Scenario::named("kind").unwrap_err().to_string();
        assert!(error.contains("well-behaved"), "{error}");
    }
}
