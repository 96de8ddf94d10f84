//! Time zone and languages → the region whose regulator is shown, until the
//! person chooses one. Which zones are whose is data; nothing leaves the machine.

use super::regulators::Regulators;

/// A country, or a part of one that has a regulator of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code: a country's (ISO 3166-1), or that of a part (ISO 3166-2), such as `DE-HH`.
    pub code: &'static str,
    /// The country's code.
    pub country: &'static str,
    /// Message key of its name, with `$1` for the country's; `None` where that is all.
    pub name: Option<&'static str>,
    /// The ids of its regulators.
    pub own: &'static [&'static str],
    /// The id of the authority that leads for its country too.
    pub lead: Option<&'static str>,
    /// Message key: what to know about its regulators.
    pub note: Option<&'static str>,
    /// The id of its [`super::regulators::Rights`].
    pub rights: &'static str,
    /// IANA time zones in which it lies; shared ones after those of its own.
    pub zones: &'static [&'static str],
    /// Languages that point to this country without naming it.
    pub languages: &'static [&'static str],
}

impl Region {
    /// Whether somebody who reads `tag` (BCP 47) is likely to be there.
    fn is_likely_of(&self, tag: &str) -> bool {
        let mut subtags = tag.split(['-', '_']);
        let language = subtags.next().unwrap_or_default();
        // The next subtag of two letters is the country: `zh-Hant-HK`.
        match subtags.find(|subtag| subtag.len() == 2) {
            Some(country) => country.eq_ignore_ascii_case(self.code),
            None => self
                .languages
                .iter()
                .any(|own| own.eq_ignore_ascii_case(language)),
        }
    }
}

/// The region to propose for a browser in `zone` (IANA, such as `Asia/Hong_Kong`)
/// whose person reads `languages` (BCP 47, the preferred one first).
///
/// The zone decides; where it lies in several regions or says nothing, as UTC
/// does, the languages do. Where nothing fits it is Hong Kong, the project's
/// first case. `None` only if the file has no such region, which the build refuses.
pub fn propose<'r>(
    regulators: &'r Regulators,
    zone: &str,
    languages: &[String],
) -> Option<&'r Region> {
    let there = |region: &&Region| region.zones.contains(&zone);
    let of_zone = || regulators.regions.iter().filter(there);
    let speak = |among: &mut dyn Iterator<Item = &'r Region>| {
        let among: Vec<_> = among.collect();
        languages.iter().find_map(|tag| {
            among
                .iter()
                .copied()
                .find(|region| region.is_likely_of(tag))
        })
    };
    match of_zone().next() {
        Some(first) => speak(&mut of_zone()).or(Some(first)),
        None => {
            speak(&mut regulators.regions.iter()).or_else(|| regulators.region(regulators.default))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::regulators::regulators;
    use super::*;

    fn proposed(zone: &str, languages: &[&str]) -> &'static str {
        let languages: Vec<_> = languages.iter().map(|&tag| tag.to_owned()).collect();
        propose(regulators(), zone, &languages).unwrap().code
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
        for region in regulators().regions {
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
}
