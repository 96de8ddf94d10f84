use super::super::catalogue::catalogue;
use super::super::samples::{LABEL, empty_page, named};
use super::super::testimony::{Control, OptionState, Shape, Shown, Target, Testimony};
use super::*;

/// A switch that is on, with no key and no name.
fn switch(change: impl FnOnce(&mut Control)) -> Control {
    let mut control = named("");
    control.state = Shown::On;
    change(&mut control);
    control
}

fn keyed(key: &str) -> Control {
    switch(|it| it.keys = vec!["x".into(), key.into()])
}

fn ours() -> Control {
    keyed("allowDataForGenerativeAI")
}

fn labelled(label: &str) -> Control {
    switch(|it| it.name = Some(label.into()))
}

#[test]
fn of_two_switches_with_the_key_the_one_from_before_a_navigation_does_not_count() {
    let before = switch(|it| {
        (it.target, it.left_over) = (Target(2), true);
        it.keys = vec!["allowDataForGenerativeAI".into()];
    });
    let both = page("en", vec![before.clone(), ours()]);
    assert_eq!(
        found(&both).unwrap(),
        found(&page("en", vec![ours()])).unwrap()
    );
    // Alone it counts: some pages keep their nodes for "back".
    assert!(found(&page("en", vec![before])).is_ok());
}

#[test]
fn our_key_under_another_label_beside_our_label_is_no_evidence() {
    let label = "Use my data for training content creation AI models";
    let misnamed = switch(|it| {
        it.target = Target(2);
        it.name = Some("Personalised help".into());
        it.keys = vec!["allowDataForGenerativeAI".into()];
    });
    let said = page("en", vec![misnamed.clone(), labelled(label)]);
    assert_eq!(found(&said), Err(Why::Ambiguous));
    // A new label alone, or an example beside the real switch, contradicts nothing.
    assert!(found(&page("en", vec![misnamed])).is_ok());
    let named = switch(|it| {
        it.target = Target(2);
        it.name = Some(label.into());
        it.keys = vec!["allowDataForGenerativeAI".into()];
    });
    assert!(found(&page("en", vec![named, labelled(label)])).is_ok());
    let unnamed = switch(|it| {
        it.target = Target(2);
        it.keys = vec!["allowDataForGenerativeAI".into()];
    });
    assert!(found(&page("en", vec![unnamed, labelled(label)])).is_ok());
}

#[test]
fn beside_a_password_the_only_switch_is_not_ours() {
    let mut said = page("ja", vec![switch(|_| {})]);
    said.asks_password = true;
    assert_eq!(found(&said), Err(Why::NoMatch));
}

/// The setting's page in `lang`, settled.
fn page(lang: &str, controls: Vec<Control>) -> Testimony {
    Testimony {
        lang: lang.into(),
        waited: ALONE_AFTER,
        controls,
        ..empty_page(0.0)
    }
}

fn found(page: &Testimony) -> Result<(bool, Evidence), Why> {
    let setting = &catalogue().settings[0];
    find_switch(catalogue(), setting, page).map(|it| (it.on.unwrap(), it.evidence))
}

#[test]
fn the_key_needs_neither_label_nor_main_content_nor_patience() {
    let mut said = page("ja", vec![labelled("x"), ours()]);
    said.controls[1].main = false;
    said.waited = 0.0;
    said.more = true;
    assert_eq!(found(&said), Ok((true, Evidence::Key)));
}

#[test]
fn a_hidden_copy_does_not_count_but_a_visible_one_does() {
    let hidden = switch(|it| {
        it.keys = vec!["allowDataForGenerativeAI".into()];
        it.visible = false;
    });
    assert!(found(&page("en", vec![hidden, ours()])).is_ok());
    assert_eq!(
        found(&page("en", vec![ours(), ours()])),
        Err(Why::Ambiguous)
    );
}

#[test]
fn a_second_label_speaks_against_the_key_only_where_the_key_has_another() {
    let keyed = |label: &str| {
        let mut fact = labelled(label);
        fact.keys = vec!["allowDataForGenerativeAI".into()];
        fact
    };
    let beside = |label: &str| {
        let mut fact = labelled(label);
        fact.target = Target(2);
        fact
    };
    let second = || beside(LABEL);
    let of_the_key = Ok((true, Evidence::Key));
    for silent in [LABEL, ""] {
        let said = page("en", vec![keyed(silent), second()]);
        assert_eq!(found(&said), of_the_key, "{silent:?}");
    }
    let said = page("en", vec![keyed("another"), beside("a third")]);
    assert_eq!(found(&said), of_the_key);
    let said = page("en", vec![keyed("another"), second()]);
    assert_eq!(found(&said), Err(Why::Ambiguous));
}

#[test]
fn what_the_key_leaves_undecided_no_label_decides() {
    let said = page("en", vec![ours(), ours(), labelled(LABEL)]);
    assert_eq!(found(&said), Err(Why::Ambiguous));
    let unclear = switch(|it| {
        it.keys = vec!["allowDataForGenerativeAI".into()];
        it.state = Shown::Unclear;
    });
    let said = page("en", vec![unclear, labelled(LABEL)]);
    assert_eq!(found(&said), Err(Why::StateUnclear));
}

#[test]
fn the_label_counts_in_any_language_in_the_main_content() {
    let german = "Meine Daten zum Schulen von KI-Modellen verwenden, um Inhalte zu erstellen";
    let said = page("en", vec![labelled("another"), labelled(german)]);
    assert_eq!(found(&said), Ok((true, Evidence::Label)));
    for spoil in [
        (|it| it.main = false) as fn(&mut Control),
        |it| it.visible = false,
        |it| it.left_over = true,
        |it| it.keys = vec!["allowAdsByAge".into()],
    ] {
        let mut fact = labelled(german);
        spoil(&mut fact);
        let said = page("en", vec![labelled("another"), fact]);
        assert_eq!(found(&said), Err(Why::NoMatch));
    }
}

#[test]
fn the_only_switch_is_the_only_one_to_be_seen_in_the_main_content() {
    let mut elsewhere = labelled("x");
    elsewhere.main = false;
    let mut hidden = labelled("y");
    hidden.visible = false;
    let said = page("ja", vec![elsewhere, hidden, labelled("生成AI")]);
    assert_eq!(found(&said), Ok((true, Evidence::OnlySwitch)));
}

#[test]
fn the_only_switch_counts_where_no_label_is_known() {
    for lang in ["ja", "fi", "no", ""] {
        let said = page(lang, vec![labelled("生成AI")]);
        assert_eq!(found(&said), Ok((true, Evidence::OnlySwitch)), "{lang}");
    }
    // Where a label is known, a switch with another label is refused, as that may mean the
    // opposite. One with no label is not.
    for (lang, other) in [
        ("en", "Tips"),
        (
            "es",
            "No usar mis datos para entrenar modelos de IA que crean contenido",
        ),
        ("cs", "Nepoužívat moje data"),
    ] {
        let said = page(lang, vec![labelled(other)]);
        assert_eq!(found(&said), Err(Why::NoMatch), "{lang}");
    }
    for silent in ["", "On", "aus", "Désactivé"] {
        assert!(
            found(&page("en", vec![labelled(silent)])).is_ok(),
            "{silent}"
        );
    }
}

#[test]
fn the_only_switch_must_be_one_alone_and_at_rest() {
    let only = || switch(|_| {});
    let mut fresh = page("ja", vec![only()]);
    fresh.waited = ALONE_AFTER - 1.0;
    assert_eq!(found(&fresh), Err(Why::NoMatch));
    let mut more = page("ja", vec![only()]);
    more.more = true;
    assert_eq!(found(&more), Err(Why::TooMuch));
    assert_eq!(found(&page("ja", vec![only(), only()])), Err(Why::NoMatch));
    // A switch with another setting's key counts as a second switch.
    let said = page("ja", vec![only(), keyed("allowAdsByAge")]);
    assert_eq!(found(&said), Err(Why::NoMatch));
    for no_switch in [
        keyed("allowAdsByAge"),
        switch(|it| it.left_over = true),
        switch(|it| it.shape = Shape::Button),
        switch(|it| it.main = false),
        switch(|it| it.visible = false),
    ] {
        assert_eq!(found(&page("ja", vec![no_switch])), Err(Why::NoMatch));
    }
    assert_eq!(found(&page("ja", Vec::new())), Err(Why::NoSwitch));
}

#[test]
fn the_key_and_the_label_are_certain_the_only_switch_is_likely() {
    assert_eq!(Evidence::Key.certainty(), Certainty::Certain);
    assert_eq!(Evidence::Label.certainty(), Certainty::Certain);
    assert_eq!(Evidence::OnlySwitch.certainty(), Certainty::Likely);
}

fn choice(options: [(&str, &str, bool); 2]) -> Control {
    switch(|it| {
        it.keys = vec!["allowDataForGenerativeAI".into()];
        it.shape = Shape::Choice;
        it.state = Shown::Unclear;
        it.options = options
            .map(|(label, value, chosen)| OptionState {
                label: label.into(),
                value: value.into(),
                chosen,
            })
            .into();
    })
}

#[test]
fn a_choice_of_on_and_off_is_a_switch() {
    for (options, on) in [
        ([("On", "", true), ("Off", "", false)], true),
        ([("On", "", false), ("Off", "", true)], false),
        ([("Aus", "x", true), ("Ein", "y", false)], false),
        ([("Désactivé", "", false), ("…", "TRUE", true)], true),
        ([("?", "0", false), ("?", "1", true)], true),
        ([("?", "no", true), ("?", "yes", false)], false),
        ([("?", "disabled", true), ("?", "enabled", false)], false),
        ([("?", "off", true), ("?", "on", false)], false),
        ([("?", "false", true), ("?", "true", false)], false),
    ] {
        let said = page("en", vec![choice(options)]);
        assert_eq!(found(&said), Ok((on, Evidence::Key)), "{options:?}");
    }
}

#[test]
fn a_choice_of_anything_else_is_not() {
    for options in [
        [("On", "", true), ("Off", "", true)],
        [("On", "", false), ("Off", "", false)],
        [("On", "", true), ("On", "", false)],
        [("Members", "", true), ("Nobody", "", false)],
        [("On", "", true), ("Later", "", false)],
        [("Later", "", true), ("Off", "", false)],
    ] {
        let said = page("en", vec![choice(options)]);
        assert_eq!(found(&said), Err(Why::StateUnclear), "{options:?}");
    }
}

#[test]
fn a_name_that_was_not_read_decides_nothing_for_the_label_or_the_only_switch() {
    let unread = || switch(|it| it.name = None);
    assert_eq!(found(&page("en", vec![unread()])), Err(Why::Unread));
    assert_eq!(found(&page("ja", vec![unread()])), Err(Why::Unread));
    let beside = page("en", vec![unread(), labelled(LABEL)]);
    assert_eq!(found(&beside), Err(Why::Unread));
}

#[test]
fn beside_another_switch_the_key_waits_for_the_names_and_alone_it_does_not() {
    let unread = |keys: Vec<String>, target| {
        switch(|it| {
            (it.keys, it.name, it.target) = (keys, None, Target(target));
        })
    };
    let ours = || unread(vec!["allowDataForGenerativeAI".into()], 2);
    let of_the_key = Ok((true, Evidence::Key));
    assert_eq!(found(&page("en", vec![ours()])), of_the_key);
    let other = || unread(Vec::new(), 1);
    assert_eq!(found(&page("en", vec![ours(), other()])), Err(Why::Unread));
    // A switch with another setting's key is no rival.
    let sibling = unread(vec!["allowAdsByAge".into()], 1);
    assert_eq!(found(&page("en", vec![ours(), sibling])), of_the_key);
}

#[test]
fn a_lone_switch_of_another_name_is_not_ours_where_our_label_is_known() {
    let dark_mode = page("en", vec![labelled("Dark mode")]);
    assert_eq!(found(&dark_mode), Err(Why::NoMatch));
}

#[test]
fn of_a_setting_whose_label_was_never_seen_a_lone_switch_counts_only_without_a_name() {
    let setting = &catalogue().others()[0];
    assert!(setting.labels.is_empty());
    let evidence = |said: &Testimony| find_switch(catalogue(), setting, said).map(|it| it.evidence);
    for lang in ["en", "ja"] {
        let named = page(lang, vec![labelled("Dark mode")]);
        assert_eq!(evidence(&named), Err(Why::NoMatch), "{lang}");
        let nameless = page(lang, vec![labelled("")]);
        assert_eq!(evidence(&nameless), Ok(Evidence::OnlySwitch), "{lang}");
    }
}
