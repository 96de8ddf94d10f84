//! Time zone and languages → the region whose regulator is shown, until the
//! person chooses one. Which zones are whose is data; nothing leaves the machine.

use super::regulators::{Region, Regions};

/// The region to propose for a browser in `zone` (IANA, such as `Asia/Hong_Kong`)
/// whose person reads `languages` (BCP 47, the preferred one first).
///
/// The zone decides; where it lies in several regions or says nothing, as UTC
/// does, the languages do. Where nothing fits it is Hong Kong, the project's
/// first case. `None` only if the file has no such region, which the build refuses.
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

/// Whether somebody who reads `tag` (BCP 47) is likely to be there.
fn is_likely_of(region: &Region, tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    // The next subtag of two letters is the country: `zh-Hant-HK`.
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
