use super::*;

#[test]
fn it_is_about_ai_training_first() {
    let setting = catalogue().main_setting().unwrap();
    assert_eq!(setting.id, "linkedin/ai-training");
    assert!(SettingId("linkedin/ai-training".into()) == *setting);
    assert!(SettingId("another".into()) != *setting);
    assert_eq!(catalogue().keys(), ["allowDataForGenerativeAI"]);
    assert_eq!(
        setting.address(&catalogue().site),
        "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
    );
}

#[test]
fn each_setting_is_listed_in_a_known_category_and_has_english_wording() {
    for setting in catalogue().settings {
        assert!(catalogue().site.categories.contains(&setting.category));
        assert!(!setting.keys.is_empty(), "{:?} has no key", setting.id);
        assert!(!setting.wording_in("en").unwrap().label.is_empty());
    }
}

#[test]
fn no_label_is_verified_that_was_never_seen() {
    for wording in catalogue().settings.iter().flat_map(|it| it.wording) {
        let sure = wording.label_verified;
        assert!(!sure || !wording.label.is_empty(), "{}", wording.lang);
        assert!(!sure || wording.verified, "{}", wording.lang);
    }
}

#[test]
fn no_key_belongs_to_two_settings() {
    let catalogue = catalogue();
    let mut keys: Vec<&str> = catalogue
        .settings
        .iter()
        .flat_map(|s| s.keys)
        .copied()
        .collect();
    keys.extend(catalogue.siblings.iter().flat_map(|s| s.keys));
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn wording_covers_the_regions_of_a_language() {
    let setting = catalogue().main_setting().unwrap();
    for (lang, category) in [
        ("de-AT", "Datenschutz"),
        ("pt_BR", "Privacidade dos dados"),
        ("EN-us", "Data privacy"),
    ] {
        assert_eq!(setting.wording_in(lang).unwrap().category, category);
    }
    assert_eq!(setting.wording_in("zh-Hant"), None);
    assert_eq!(setting.wording_or_english("zh-Hant").unwrap().lang, "en");
}
