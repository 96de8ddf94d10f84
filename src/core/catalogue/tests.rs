use super::*;

#[test]
fn it_is_about_ai_training_first() {
    let setting = &catalogue().settings[0];
    assert_eq!(setting.id, "linkedin/ai-training");
    assert!(SettingId("linkedin/ai-training".into()) == *setting);
    assert!(SettingId("another".into()) != *setting);
    assert_eq!(setting.keys, ["allowDataForGenerativeAI"]);
    assert_eq!(
        setting.address(&catalogue().site),
        "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
    );
}

#[test]
fn without_the_others_the_first_page_alone_is_shown() {
    let catalogue = catalogue();
    let first = catalogue.shown(false);
    assert_eq!(
        first.iter().map(|it| it.id).collect::<Vec<_>>(),
        ["linkedin/ai-training"]
    );
    assert_eq!(catalogue.shown(true).len(), 13);
    assert_eq!(catalogue.others().len(), 12);
    let pages = catalogue.shown(true).chunk_by(on_one_page);
    assert_eq!(pages.count(), 12);
}

#[test]
fn of_two_switches_on_a_page_the_second_has_a_number() {
    let ids = catalogue().settings.iter().map(|it| it.id);
    let two: Vec<_> = ids.filter(|id| id.contains("promotions")).collect();
    assert_eq!(
        two,
        [
            "linkedin/linkedin-promotions",
            "linkedin/linkedin-promotions.2"
        ]
    );
}

#[test]
fn a_switch_that_says_the_opposite_shows_the_opposite() {
    let plain = &catalogue().settings[0];
    let reversed = super::super::samples::reversed();
    for (state, shown) in [(State::On, State::Off), (State::Off, State::On)] {
        assert_eq!(plain.shows(state), state);
        assert_eq!(reversed.shows(state), shown);
    }
}

#[test]
fn no_label_is_verified_where_the_name_is_not() {
    let setting = &catalogue().settings[0];
    for label in setting.labels.iter().filter(|label| label.verified) {
        let wording = setting.wording_in(label.lang);
        assert!(wording.is_some_and(|it| it.verified), "{}", label.lang);
    }
}

#[test]
fn wording_covers_the_regions_of_a_language() {
    let setting = &catalogue().settings[0];
    for (lang, category) in [
        ("de-AT", "Datenschutz"),
        ("pt_BR", "Privacidade dos dados"),
        ("EN-us", "Data privacy"),
    ] {
        assert_eq!(setting.wording_in(lang).unwrap().category, Some(category));
    }
    assert_eq!(setting.wording_in("zh-Hant"), None);
    assert_eq!(setting.wording_or_english("zh-Hant").unwrap().lang, "en");
}
