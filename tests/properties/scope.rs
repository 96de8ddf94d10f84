//! What must not be recorded: other pages, settings that a page says nothing about, and a page's
//! text.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::page::{Address, Page, classify};
use headsup_core::testimony::{Control, Link, Named, Testimony};
use proptest::prelude::*;

use crate::foreign::switches::{is_own_page, may_be};
use crate::looked::Looked;
use crate::pages::{SECRET, addresses, at_rest, controls, testimonies, times};
use crate::story::{after, entry_of, hear, story};

/// Whether a page may say something about this setting: on its own page, in a list of settings, or
/// by a switch with its key.
fn is_of(setting: &Setting, said: &Testimony) -> bool {
    let is_row = |link: &Link| is_own_page(setting, &link.address.path);
    let is_listed = is_list(said) && (setting.category.is_some() || said.links.iter().any(is_row));
    let has_its_switch = said.controls.iter().any(|it| may_be(setting, said, it));
    is_own_page(setting, &said.path) || is_listed || has_its_switch
}

/// Whether the page is a category's list of settings.
fn is_list(said: &Testimony) -> bool {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: said.path.clone(),
    };
    matches!(classify(catalogue(), &address), Page::Category(_))
}

proptest! {
    #[test]
    fn outside_the_settings_pages_nothing_is_found(address in addresses(), said in testimonies()) {
        let page = classify(catalogue(), &address);
        if matches!(page, Page::Elsewhere | Page::SignIn) && said.named.is_empty() {
            prop_assert_eq!(Looked::at(catalogue().settings, &page, &said).findings, Vec::new());
        }
    }

    #[test]
    fn outside_the_settings_pages_nothing_is_recorded(story in story(), said in testimonies(), now in times()) {
        let stored = after(&story);
        let address = Address { origin: catalogue().site.origin.to_owned(), path: said.path.clone() };
        if !classify(catalogue(), &address).is_settings() {
            prop_assert_eq!(hear(&stored, &said, now), stored);
        }
    }

    #[test]
    fn of_what_a_page_says_nothing_of_nothing_is_recorded(
        story in story(), said in prop_oneof![testimonies(), at_rest()], now in times(),
    ) {
        let stored = after(&story);
        let next = hear(&stored, &said, now);
        for setting in catalogue().settings {
            let entry = |stored| entry_of(stored, &setting.id(), now);
            prop_assert!(is_of(setting, &said) || entry(&stored) == entry(&next), "{}", setting.id);
        }
    }

    #[test]
    fn what_one_switch_shows_changes_nothing_of_another_setting(
        story in story(), said in prop_oneof![testimonies(), at_rest()], other in controls(),
        place in any::<prop::sample::Index>(), now in times(),
    ) {
        let stored = after(&story);
        let mut changed = said.clone();
        let Some(control) = changed.controls.get_mut(place.index(said.controls.len().max(1))) else {
            return Ok(());
        };
        let mut settings = catalogue().settings.iter();
        let Some(its) = settings.find(|it| control.keys == it.keys) else {
            return Ok(());
        };
        let may_have_named = |it: &Named| it.target == control.target && it.setting != *its;
        // On a list a switch comes before all links, whichever setting it belongs to.
        if is_list(&said) || said.named.iter().any(may_have_named) {
            return Ok(());
        }
        // Replaces what the person did and how it is set. What it is, and where, stays.
        *control = Control {
            state: other.state,
            options: other.options,
            busy: other.busy,
            enabled: other.enabled,
            age: other.age,
            held: other.held,
            quiet: other.quiet,
            quiet_before: other.quiet_before,
            changes: other.changes,
            since: other.since,
            prior_since: other.prior_since,
            touched_at: other.touched_at,
            input_at: other.input_at,
            ..control.clone()
        };
        let (one, two) = (hear(&stored, &said, now), hear(&stored, &changed, now));
        for setting in catalogue().settings.iter().filter(|it| it.id != its.id) {
            let [one, two] = [&one, &two].map(|stored| entry_of(stored, &setting.id(), now));
            prop_assert_eq!(one.switch(), two.switch(), "{}", setting.id);
            prop_assert!(one.history().eq(two.history()), "{}", setting.id);
            prop_assert_eq!(one.status(), two.status(), "{}", setting.id);
        }
    }

    #[test]
    fn nothing_of_a_page_s_text_is_in_a_report(story in story()) {
        let stored = after(&story);
        let written = serde_json::to_string(&stored.record).unwrap();
        prop_assert!(!written.contains(SECRET), "{written}");
    }
}
