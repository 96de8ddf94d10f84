//! The way to a setting in words, for a person who goes there without the extension's help.

use super::catalogue::{Setting, Wording};
use super::record::Entry;
use super::sentence::{Arg, Sentence};

/// The three steps to the setting, in the words of the language in which its page was last seen,
/// else in English. Empty where it is not known which category lists the setting.
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

/// The same in one sentence.
pub fn path(setting: &Setting, entry: Option<&Entry>) -> Option<Sentence> {
    Some(Sentence {
        key: "pathByHand",
        args: names(setting, entry)?.into(),
    })
}

/// The names of the category, the setting and the switch.
fn names(setting: &Setting, entry: Option<&Entry>) -> Option<[Arg; 3]> {
    let words = words(setting, entry)?;
    let english = setting.wording_in("en").unwrap_or(words);
    let name = (words.name, words.lang);
    let label = label(setting, words.lang).or_else(|| label(setting, english.lang));
    let label = label.unwrap_or(name);
    let names = [(words.category?, words.lang), name, label];
    Some(names.map(|(name, lang)| Arg::Name(name, lang)))
}

/// The label of the switch, with its language. The English one where the label in this language has
/// one source only.
fn label(setting: &Setting, lang: &str) -> Option<(&'static str, &'static str)> {
    let label = setting.labels_in(lang).filter(|label| label.verified)?;
    Some((*label.texts.first()?, label.lang))
}

fn words<'c>(setting: &'c Setting, entry: Option<&Entry>) -> Option<&'c Wording> {
    entry
        .and_then(|entry| setting.verified_wording_in(entry.lang.as_deref()?))
        .or_else(|| setting.wording_in("en"))
}
