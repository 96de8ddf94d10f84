use super::super::catalogue::catalogue;
use super::super::samples::{
    AT_LIST, AT_SETTING, AT_SIBLING, LABEL, address, but, control, empty_page, link, list, named,
    off, watched,
};
use super::super::testimony::Shown;
use super::*;

const ACCOUNT: &str = "/mypreferences/d/categories/account";

/// The findings, with or without the other settings, and with lists that lead to some of them.
fn search<'t>(
    others: bool,
    leads_to: &'t dyn Fn(&Setting) -> bool,
    path: &'t str,
    said: &'t Testimony,
) -> (Vec<Finding<'t>>, Asked) {
    let search = Search {
        catalogue: catalogue(),
        settings: catalogue().shown(others),
        leads_to,
    };
    search.on(&classify(catalogue(), &address(path)), said)
}

/// The finding for the first setting alone.
fn asked<'t>(path: &'t str, said: &'t Testimony) -> (Option<Finding<'t>>, Asked) {
    let (mut findings, asked) = search(false, &|_| true, path, said);
    assert!(findings.len() <= 1, "{findings:?}");
    (findings.pop(), asked)
}

fn at<'t>(path: &'t str, said: &'t Testimony) -> Option<Finding<'t>> {
    asked(path, said).0
}

fn step(finding: &Option<Finding<'_>>) -> Option<(Step, u32)> {
    match finding {
        Some(Finding::Way(way)) => Some((way.step, way.target.0)),
        _ => None,
    }
}

fn evidence(finding: &Option<Finding<'_>>) -> Option<Evidence> {
    match finding {
        Some(Finding::Switch(found)) => Some(found.evidence),
        _ => None,
    }
}

/// A list with links to these paths, numbered from 0. `true`: visible.
fn links(links: &[(&str, bool)]) -> Testimony {
    let numbered = (0..).zip(links);
    Testimony {
        links: numbered
            .map(|(target, &(path, visible))| Link {
                visible,
                ..link(target, path)
            })
            .collect(),
        ..list(0.0, &[])
    }
}

#[test]
fn any_category_leads_to_data_privacy_and_that_to_the_setting() {
    let said = links(&[
        (AT_SIBLING, true),
        (AT_LIST, false),
        (AT_LIST, true),
        (AT_SETTING, true),
    ]);
    assert_eq!(step(&at(ACCOUNT, &said)), Some((Step::ToCategory, 2)));
    assert_eq!(step(&at("/psettings/", &said)), Some((Step::ToCategory, 2)));
    assert_eq!(step(&at(AT_LIST, &said)), Some((Step::ToSetting, 3)));
    assert_eq!(at(ACCOUNT, &links(&[(AT_SETTING, true)])), None);
    assert_eq!(at(AT_SIBLING, &said), None);
}

#[test]
fn a_list_without_the_setting_is_one_once_it_was_waited_for() {
    let said = links(&[(AT_LIST, true), (AT_SIBLING, true)]);
    let id = catalogue().settings[0].id();
    assert_eq!(at(AT_LIST, &said), Some(Finding::NotListed(id)));
    let mut early = said.clone();
    early.waited = GIVEN_UP_AFTER - 1.0;
    assert_eq!(at(AT_LIST, &early), None);
    assert_eq!(asked(AT_LIST, &early).1.again, Some(1.0));
    // The setting may be among the links that were left out.
    let mut cut = said;
    cut.more = true;
    assert_eq!(at(AT_LIST, &cut), None);
    // The list is not rendered yet, or the row is hidden: neither says that the setting is missing.
    for unclear in [
        &[(AT_LIST, true)][..],
        &[(AT_SIBLING, true), (AT_SETTING, false)],
        &[("/mypreferences/d/settings/no-ads-by-age", true)],
    ] {
        assert_eq!(at(AT_LIST, &links(unclear)), None);
    }
}

#[test]
fn the_switch_is_known_by_its_key_on_every_settings_page() {
    let said = off(0.0);
    for path in [AT_SETTING, AT_LIST, ACCOUNT, AT_SIBLING] {
        let Some(Finding::Switch(found)) = at(path, &said) else {
            panic!("not found on {path}");
        };
        assert_eq!((found.control.target, found.on), (Target(1), Some(false)));
        assert_eq!(found.own_page, path == AT_SETTING);
    }
    for path in ["/feed/", "/login"] {
        assert_eq!(at(path, &said), None);
    }
}

#[test]
fn the_setting_s_page_is_unrecognised_only_once_it_was_waited_for() {
    let mut said = empty_page(0.0);
    assert!(matches!(
        at(AT_SETTING, &said),
        Some(Finding::Unrecognised(..))
    ));
    said.waited = GIVEN_UP_AFTER - 1.0;
    assert_eq!(at(AT_SETTING, &said), None);
}

#[test]
fn a_page_is_asked_again_when_what_it_was_waited_for_may_decide() {
    let again = |waited| {
        let said = Testimony {
            waited,
            ..empty_page(0.0)
        };
        asked(AT_SETTING, &said).1.again
    };
    assert_eq!(again(0.0), Some(3_000.0));
    assert_eq!(again(3_000.0), Some(7_000.0));
    assert_eq!(again(10_000.0), None);
}

#[test]
fn while_names_that_decide_are_not_read_they_are_asked_for_and_nothing_is_given_up() {
    let unread = but(off(0.0), |it| it.keys.clear());
    let (finding, asked_for) = asked(AT_SETTING, &unread);
    assert_eq!(finding, None);
    assert!(asked_for.names);
    let mut read = unread;
    read.controls = vec![named("Dark mode")];
    let (finding, asked_for) = asked(AT_SETTING, &read);
    assert!(matches!(finding, Some(Finding::Unrecognised(..))));
    assert!(asked_for.names, "the next scan needs them too");
}

#[test]
fn what_was_named_stays_while_its_key_or_address_stands() {
    let hidden = but(off(0.0), |it| (it.visible, it.main) = (false, false));
    let keyed = watched(hidden.clone(), NamedBy::Key);
    assert_eq!(evidence(&at(AT_SETTING, &keyed)), Some(Evidence::Key));
    assert_eq!(evidence(&at(AT_LIST, &keyed)), Some(Evidence::Key));
    let other = but(keyed, |it| it.keys = vec!["allowAdsByAge".into()]);
    assert_eq!(at(AT_SETTING, &other), None);
    for by in [NamedBy::Label, NamedBy::OnlySwitch] {
        let renamed = but(hidden.clone(), |it| {
            it.keys.clear();
            it.name = Some("翻訳".into());
        });
        let said = watched(renamed, by);
        assert!(evidence(&at(AT_SETTING, &said)).is_some(), "{by:?}");
        for elsewhere in [AT_LIST, AT_SIBLING] {
            assert_eq!(at(elsewhere, &said), None, "{by:?}");
        }
    }
}

#[test]
fn a_switch_that_was_named_and_shows_no_state_is_still_the_one() {
    let unclear = but(off(0.0), |it| {
        it.state = Shown::Unclear;
    });
    let said = watched(unclear, NamedBy::Key);
    let Some(Finding::Switch(found)) = at(AT_SETTING, &said) else {
        panic!("not found");
    };
    assert_eq!(found.on, None);
}

#[test]
fn a_row_that_was_named_stays_while_its_address_stands() {
    let mut said = list(0.0, &[AT_SETTING]);
    said.named = at(AT_LIST, &said)
        .and_then(|it| it.named())
        .into_iter()
        .collect();
    assert_eq!(said.named[0].evidence, NamedBy::Way);
    said.links[0].visible = false;
    assert_eq!(step(&at(AT_LIST, &said)), Some((Step::ToSetting, 1)));
    said.links[0].address.path = AT_SIBLING.into();
    assert_eq!(at(AT_LIST, &said), None);
}

#[test]
fn while_only_what_was_named_is_told_a_page_without_it_is_not_given_up() {
    let mut said = watched(off(0.0), NamedBy::Key);
    said.controls.clear();
    said.waited = 1e9;
    assert_eq!(at(AT_SETTING, &said), None);
}

#[test]
fn a_key_that_shows_no_state_is_found_on_no_other_page() {
    let mut said = off(0.0);
    said.controls = vec![control(|it| {
        it.state = Shown::Unclear;
    })];
    assert_eq!(at(AT_SIBLING, &said), None);
}

#[test]
fn a_label_on_another_page_is_never_enough() {
    let mut said = off(0.0);
    said.controls = vec![named(LABEL)];
    assert_eq!(evidence(&at(AT_SETTING, &said)), Some(Evidence::Label));
    for path in [AT_LIST, AT_SIBLING, ACCOUNT] {
        assert_eq!(evidence(&at(path, &said)), None, "{path}");
    }
}

#[test]
fn what_was_named_by_its_label_and_has_another_setting_s_key_by_now_is_that_one_s() {
    for by in [NamedBy::Label, NamedBy::OnlySwitch] {
        let said = watched(
            but(off(0.0), |it| it.keys = vec!["allowAdsByAge".into()]),
            by,
        );
        assert_eq!(at(AT_SETTING, &said), None, "{by:?}");
    }
}
