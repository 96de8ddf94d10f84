//! The way to a setting for whoever goes it without the extension's help.

use super::catalogue::{Setting, Wording};
use super::record::Entry;
use super::sentence::{Arg, Sentence};

/// The steps, in the words of the page as it was last seen, else in English; none where no category
/// is known that lists it.
pub fn steps(setting: &Setting, entry: Option<&Entry>) -> Vec<Sentence> {
    let keys = ["stepCategory", "stepSetting", "stepSwitch"];
    let names = names(setting, entry).into_iter().flatten();
    let steps = keys.into_iter().zip(names);
    steps
        .map(|(key, name)| Sentence {
            key,
            args: vec![name],
        })
        .collect()
}

/// The steps in one sentence.
pub fn path(setting: &Setting, entry: Option<&Entry>) -> Option<Sentence> {
    Some(Sentence {
        key: "pathByHand",
        args: names(setting, entry)?.into(),
    })
}

/// What to open, and what to look for there.
fn names(setting: &Setting, entry: Option<&Entry>) -> Option<[Arg; 3]> {
    let words = words(setting, entry)?;
    let english = setting.wording_in("en").unwrap_or(words);
    let name = (words.name, words.lang);
    let label = label(setting, words.lang).or_else(|| label(setting, english.lang));
    let label = label.unwrap_or(name);
    let names = [(words.category?, words.lang), name, label];
    Some(names.map(|(name, lang)| Arg::Name(name, lang)))
}

/// A label that is not sure in this language is told in English, as LinkedIn's English page
/// shows it.
fn label(setting: &Setting, lang: &str) -> Option<(&'static str, &'static str)> {
    let label = setting.labels_in(lang).filter(|label| label.verified)?;
    Some((*label.texts.first()?, label.lang))
}

fn words<'c>(setting: &'c Setting, entry: Option<&Entry>) -> Option<&'c Wording> {
    entry
        .and_then(|entry| setting.verified_wording_in(entry.lang.as_deref()?))
        .or_else(|| setting.wording_in("en"))
}
