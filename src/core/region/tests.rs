use super::super::regulators::regions;
use super::*;

fn proposed(zone: &str, languages: &[&str]) -> &'static str {
    let languages: Vec<_> = languages.iter().map(|&tag| tag.to_owned()).collect();
    propose(regions(), zone, &languages).unwrap().code
}

#[test]
fn the_time_zone_decides() {
    for (zone, code) in [
        ("Asia/Hong_Kong", "HK"),
        ("Europe/Zurich", "CH"),
        ("Europe/London", "GB"),
        ("Europe/Dublin", "IE"),
        ("Europe/Berlin", "DE"),
        ("Europe/Busingen", "DE"),
        ("Europe/Paris", "FR"),
        ("Indian/Reunion", "FR"),
        ("Atlantic/Canary", "ES"),
        ("America/Toronto", "CA"),
        ("America/St_Johns", "CA"),
        ("America/Vancouver", "CA"),
        ("Europe/Brussels", "BE"),
        ("Europe/Prague", "CZ"),
        ("Europe/Vaduz", "LI"),
        ("Atlantic/Reykjavik", "IS"),
    ] {
        assert_eq!(proposed(zone, &["en-US", "zh-HK", "fi"]), code, "{zone}");
    }
}

#[test]
fn languages_decide_between_the_regions_of_a_zone() {
    assert_eq!(proposed("Europe/Zurich", &["de-LI"]), "LI");
    assert_eq!(proposed("Europe/Zurich", &["de-DE", "de-CH"]), "CH");
    assert_eq!(proposed("Europe/Brussels", &["en", "lb"]), "LU");
    assert_eq!(proposed("Europe/Prague", &["sk"]), "SK");
}

#[test]
fn languages_decide_where_the_zone_says_nothing() {
    for (languages, code) in [
        (["zh-HK", "en"], "HK"),
        (["zh-Hant-HK", "en"], "HK"),
        (["fr_CA", "fr"], "CA"),
        (["en-US", "de-AT"], "AT"),
        (["pl", "en-GB"], "PL"),
        (["de", "en-IE"], "IE"),
    ] {
        for zone in ["UTC", "Etc/GMT+3", "", "nonsense"] {
            assert_eq!(proposed(zone, &languages), code, "{languages:?}");
        }
    }
}

#[test]
fn hong_kong_is_proposed_where_nothing_fits() {
    assert_eq!(proposed("UTC", &[]), "HK");
    assert_eq!(
        proposed("America/New_York", &["en-US", "de", "zh-Hant"]),
        "HK"
    );
    assert_eq!(proposed("UTC", &["", "-", "x-hk", "en-419"]), "HK");
}

#[test]
fn no_state_of_germany_is_guessed_and_every_other_region_has_a_zone() {
    for region in regions().regions {
        assert_eq!(
            region.zones.is_empty(),
            region.code.len() > 2,
            "{}",
            region.code
        );
        let Some(zone) = region.zones.first() else {
            continue;
        };
        let tag = format!("xx-{}", region.code);
        assert_eq!(proposed(zone, &[&tag]), region.code);
        assert!(zone.contains('/') && zone.is_ascii());
    }
}
