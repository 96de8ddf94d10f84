//! Time zone and languages → the region that is suggested until the person chooses one. The zones
//! of each region are in `data/regulators.json`. Nothing is sent anywhere.

use super::regulators::{Region, Regions};

/// The region to suggest for a browser in the time zone `zone` (IANA, such as `Asia/Hong_Kong`)
/// with `languages` (BCP 47, the preferred one first).
///
/// The zone decides. Where several regions or none have it (`UTC`), the languages do. Where nothing
/// fits it is the file's default. `None` only if the file lacks its own default, which the build
/// refuses.
pub fn propose<'r>(regions: &'r Regions, zone: &str, languages: &[String]) -> Option<&'r Region> {
    let there = |region: &&Region| region.zones.contains(&zone);
    let of_zone = || regions.regions.iter().filter(there);
    let speak = |among: &mut dyn Iterator<Item = &'r Region>| {
        let among: Vec<_> = among.collect();
        languages.iter().find_map(|tag| {
            among
                .iter()
                .copied()
                .find(|region| is_likely_of(region, tag))
        })
    };
    match of_zone().next() {
        Some(first) => speak(&mut of_zone()).or(Some(first)),
        None => speak(&mut regions.regions.iter()).or_else(|| regions.region(regions.default)),
    }
}

/// Whether `tag` (BCP 47) names the country of `region`, or a language that only it has.
fn is_likely_of(region: &Region, tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    // A later subtag of two letters is the country: `zh-Hant-HK`.
    match subtags.find(|subtag| subtag.len() == 2) {
        Some(country) => country.eq_ignore_ascii_case(region.code),
        None => region
            .languages
            .iter()
            .any(|own| own.eq_ignore_ascii_case(language)),
    }
}

#[cfg(test)]
mod tests;
