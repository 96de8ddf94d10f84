//! Reads the first comment of a case: lines `key: value`. An unknown key is an error, so that a
//! misspelt one cannot make a test check less.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// The setting's address, and that of a case that names none.
const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";

/// What a case says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// `what`: one plain sentence.
    pub what: String,
    /// `at`: path, query and fragment of the page's address. Default: the setting's.
    pub at: String,
    /// `lang`: that of `<html>`. Default: English.
    pub lang: String,
    /// `dir`: that of `<html>`. Default: left to right.
    pub dir: Direction,
    /// `expect`: what must be found in the end.
    pub expect: Expect,
    /// `expect: … by …`: the evidence that a switch must be recognised by. Required for each
    /// switch.
    pub evidence: Option<Evidence>,
    /// `first`: what must be found before that.
    pub first: Option<Expect>,
    /// `click: yes`: once `first` was found, the ringed element is clicked.
    pub click: bool,
    /// `ring: none`: the state must be recorded, but nothing ringed.
    pub ring: bool,
    /// `watch`: for how many seconds the page is watched at least, from the load or, with `click`,
    /// from the click.
    pub watch: Duration,
}

/// The writing direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// What must be found on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// The switch, on: a ring around `data-here`, status `opted-in`.
    On,
    /// The switch, off: a ring around `data-here`, status `opted-out`.
    Off,
    /// A link on the way: a ring around `data-here`, nothing recorded.
    Way,
    /// No ring, status `unrecognised`.
    Unrecognised,
    /// No ring, status `not-listed`.
    NotListed,
    /// No ring, no callout, nothing recorded.
    Nothing,
}

impl Expect {
    const NAMES: [(&str, Self); 6] = [
        ("on", Self::On),
        ("off", Self::Off),
        ("way", Self::Way),
        ("unrecognised", Self::Unrecognised),
        ("not-listed", Self::NotListed),
        ("nothing", Self::Nothing),
    ];

    fn parse(word: &str) -> Result<Self> {
        let found = Self::NAMES.iter().find(|(name, _)| *name == word);
        let names = Self::NAMES.map(|(name, _)| name).join(", ");
        let (_, expect) = found.with_context(|| format!("`{word}` is none of: {names}"))?;
        Ok(*expect)
    }

    /// The word for it in a case.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, expect)| *expect == self);
        found.map_or("", |(name, _)| name)
    }

    /// The status that must be recorded, if any.
    pub fn status(self) -> Option<&'static str> {
        match self {
            Self::On => Some("opted-in"),
            Self::Off => Some("opted-out"),
            Self::Unrecognised => Some("unrecognised"),
            Self::NotListed => Some("not-listed"),
            Self::Way | Self::Nothing => None,
        }
    }

    /// Whether something must be ringed.
    pub fn rings(self) -> bool {
        matches!(self, Self::On | Self::Off | Self::Way)
    }

    /// Whether something must be found, as opposed to nothing.
    pub fn is_finding(self) -> bool {
        self.rings() || self == Self::NotListed
    }

    /// Whether it takes as long as the extension waits until it gives a page up.
    pub fn is_slow(self) -> bool {
        !self.rings()
    }
}

/// The evidence for a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The setting's own key.
    Key,
    /// The setting's address, and a known label.
    Label,
    /// The setting's address, with the only switch in the main content.
    OnlySwitch,
}

impl Evidence {
    const ALL: [Self; 3] = [Self::Key, Self::Label, Self::OnlySwitch];

    /// The word for it in a case and in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Label => "label",
            Self::OnlySwitch => "only-switch",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|it| it.name() == word);
        let names = Self::ALL.map(Self::name).join(", ");
        found.with_context(|| format!("`{word}` is none of: {names}"))
    }
}

/// Reads `on by key`: what must be found, and on what evidence.
fn expectation(text: &str) -> Result<(Expect, Option<Evidence>)> {
    let (expect, evidence) = match text.split_once(" by ") {
        None => (Expect::parse(text)?, None),
        Some((expect, evidence)) => (Expect::parse(expect)?, Some(Evidence::parse(evidence)?)),
    };
    let is_switch = matches!(expect, Expect::On | Expect::Off);
    ensure!(
        is_switch == evidence.is_some(),
        "`expect`: a switch is recognised by key, label or only-switch, and nothing else is"
    );
    Ok((expect, evidence))
}

impl Head {
    /// Whether the page must have an element with `data-here`.
    pub fn has_target(&self) -> bool {
        (self.ring && self.expect.rings()) || self.first.is_some_and(Expect::rings)
    }

    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut values = BTreeMap::new();
        for line in text.lines() {
            let pair = line.split_once(": ");
            let (key, value) = pair.with_context(|| format!("`{line}` is not `key: value`"))?;
            let value = value.trim();
            ensure!(!value.is_empty(), "`{key}` has no value");
            let before = values.insert(key, value);
            ensure!(before.is_none(), "`{key}` is there twice");
        }
        let (expect, evidence) = expectation(values.remove("expect").context("no `expect`")?)?;
        let head = Self {
            what: values.remove("what").context("no `what`")?.to_owned(),
            at: values.remove("at").unwrap_or(SETTING).to_owned(),
            lang: values.remove("lang").unwrap_or("en").to_owned(),
            dir: match values.remove("dir") {
                None | Some("ltr") => Direction::Ltr,
                Some("rtl") => Direction::Rtl,
                Some(other) => bail!("`dir` is ltr or rtl, not `{other}`"),
            },
            expect,
            evidence,
            first: values.remove("first").map(Expect::parse).transpose()?,
            click: only(values.remove("click"), "click", "yes")?,
            ring: !only(values.remove("ring"), "ring", "none")?,
            watch: match values.remove("watch") {
                None => Duration::ZERO,
                Some(seconds) => Duration::from_secs(seconds.parse().context("`watch`")?),
            },
        };
        if let Some(unknown) = values.keys().next() {
            bail!("there is no key `{unknown}`");
        }
        ensure!(head.at.starts_with('/'), "`at` begins with a slash");
        ensure!(
            !head.click || head.first.is_some_and(Expect::rings),
            "`click` needs `first: on`, `off` or `way`"
        );
        ensure!(
            head.ring || head.expect.rings(),
            "`ring: none` goes without saying with `expect: {}`",
            head.expect.name()
        );
        Ok(head)
    }
}

/// Reads a key that may only have one value. Returns whether it is there.
fn only(value: Option<&str>, key: &str, the_one: &str) -> Result<bool> {
    match value {
        None => Ok(false),
        Some(value) if value == the_one => Ok(true),
        Some(other) => bail!("`{key}` is {the_one} or left out, not `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_the_usual() {
        let head = Head::parse("what: A switch.\nexpect: off by label").unwrap();
        assert_eq!(
            (head.at.as_str(), head.lang.as_str(), head.dir),
            (SETTING, "en", Direction::Ltr)
        );
        assert_eq!(
            (head.expect, head.evidence, head.ring, head.click),
            (Expect::Off, Some(Evidence::Label), true, false)
        );
    }

    #[test]
    fn every_key_is_read() {
        let head = Head::parse(
            "what: It is turned back.\nat: /psettings/\nlang: ar\ndir: rtl\nfirst: on\nclick: yes\nexpect: on by only-switch\nwatch: 4",
        )
        .unwrap();
        assert_eq!(
            (head.at.as_str(), head.dir),
            ("/psettings/", Direction::Rtl)
        );
        assert_eq!(head.first, Some(Expect::On));
        assert_eq!(head.evidence, Some(Evidence::OnlySwitch));
        assert!(head.click);
        assert_eq!(head.watch, Duration::from_secs(4));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "expect: on by key",
            "what: No expectation.",
            "what: A switch.\nexpect: maybe",
            "what: A switch.\nexpect: on",
            "what: A switch.\nexpect: on by guess",
            "what: A link.\nexpect: way by key",
            "what: A switch.\nexpect: on by key\nexpected: off",
            "what: A switch.\nexpect: on by key\nexpect: on by key",
            "what: A switch.\nexpect: on by key\nat: mypreferences",
            "what: A switch.\nexpect: on by key\nclick: yes",
            "what: A switch.\nexpect: nothing\nring: none",
            "what: A switch.\nexpect: on by key\nring: red",
            "what:\nexpect: on by key",
            "",
        ] {
            assert!(Head::parse(text).is_err(), "{text}");
        }
    }
}
