//! What was seen on a page that was not recognised, for a bug report: shapes,
//! counts and which evidence failed. No text of the page, no address, nothing
//! that says who the person is.

use std::fmt;

use super::catalogue::{Catalogue, Setting};
use super::evidence::{Why, has_key_of, has_label_of, has_sibling_key};
use super::facts::{Facts, SwitchFact, SwitchShape, SwitchState};

/// A description of a page that was not recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What stood in the way.
    pub why: Why,
    /// The page's display language, where it is written as one.
    pub lang: Option<String>,
    /// How many switches there are of each shape that is there.
    pub shapes: Vec<(SwitchShape, usize)>,
    /// Whether there was more on the page than was looked at.
    pub more: bool,
    /// How many of the switches can be seen.
    pub visible: usize,
    /// … stand in the main content.
    pub main: usize,
    /// … carry the setting's key.
    pub keyed: usize,
    /// … carry the key of another setting.
    pub sibling: usize,
    /// … have one of the setting's labels.
    pub labelled: usize,
    /// … have no label at all.
    pub unlabelled: usize,
    /// … show no state.
    pub unclear: usize,
    /// … were there before the page was navigated to.
    pub left_over: usize,
}

impl Report {
    /// What `facts` of the page of `setting` amount to.
    pub fn of(catalogue: &Catalogue, setting: &Setting, facts: &Facts, why: Why) -> Self {
        let count = |is: &dyn Fn(&SwitchFact) -> bool| {
            facts.switches.iter().filter(|fact| is(fact)).count()
        };
        let shapes = [
            SwitchShape::Checkbox,
            SwitchShape::Switch,
            SwitchShape::Button,
            SwitchShape::Choice,
        ]
        .map(|shape| (shape, count(&|fact| fact.shape == shape)));
        Self {
            why,
            lang: language(&facts.lang),
            shapes: shapes.into_iter().filter(|(_, many)| *many > 0).collect(),
            more: facts.more,
            visible: count(&|fact| fact.visible),
            main: count(&|fact| fact.main),
            keyed: count(&|fact| has_key_of(setting, fact)),
            sibling: count(&|fact| has_sibling_key(catalogue, fact)),
            labelled: count(&|fact| has_label_of(setting, fact)),
            unlabelled: count(&|fact| fact.label.is_empty()),
            unclear: count(&|fact| fact.state == SwitchState::Unclear && fact.options.is_empty()),
            left_over: count(&|fact| fact.left_over),
        }
    }
}

#[cfg(test)]
impl Report {
    /// Of a page without anything.
    pub fn empty(why: Why) -> Self {
        Self {
            why,
            lang: None,
            shapes: Vec::new(),
            more: false,
            visible: 0,
            main: 0,
            keyed: 0,
            sibling: 0,
            labelled: 0,
            unlabelled: 0,
            unclear: 0,
            left_over: 0,
        }
    }
}

/// `lang`, where it is a language tag and not some text of the page.
fn language(lang: &str) -> Option<String> {
    let is_tag = lang.len() <= 12
        && lang.split(['-', '_']).all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    is_tag.then(|| lang.to_owned())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "why: {}", self.why.as_str())?;
        writeln!(f, "language: {}", self.lang.as_deref().unwrap_or("none"))?;
        write!(f, "switches:")?;
        if self.shapes.is_empty() {
            write!(f, " none")?;
        }
        for (shape, count) in &self.shapes {
            write!(f, " {count} {}", shape.as_str())?;
        }
        writeln!(f, "{}", if self.more { " and more" } else { "" })?;
        write!(
            f,
            "visible {}, main {}, key {}, other key {}, label {}, no label {}, no state {}, left over {}",
            self.visible,
            self.main,
            self.keyed,
            self.sibling,
            self.labelled,
            self.unlabelled,
            self.unclear,
            self.left_over
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::facts::{OptionFact, Patience, Target};
    use super::*;

    fn facts(lang: &str) -> Facts {
        Facts {
            path: "/mypreferences/d/settings/data-for-ai-improvement".into(),
            loaded_at: 1.0,
            arrived_at: None,
            lang: lang.into(),
            patience: Patience::Overdue,
            switches: vec![SwitchFact {
                target: Target(1),
                shape: SwitchShape::Button,
                keys: vec!["member-jane-doe".into()],
                label: "Jane Doe’s secret".into(),
                state: SwitchState::Unclear,
                options: Vec::new(),
                visible: true,
                main: false,
                steady: true,
                flipped_at: None,
                left_over: false,
            }],
            links: Vec::new(),
            more: true,
            asks_password: false,
        }
    }

    fn report(lang: &str) -> Report {
        let setting = catalogue().main_setting().unwrap();
        Report::of(catalogue(), setting, &facts(lang), Why::TooMuch)
    }

    #[test]
    fn it_counts_and_says_why() {
        assert_eq!(
            report("pt-BR").to_string(),
            "why: too-much\nlanguage: pt-BR\nswitches: 1 button and more\n\
             visible 1, main 0, key 0, other key 0, label 0, no label 0, no state 1, left over 0"
        );
    }

    #[test]
    fn a_choice_is_not_counted_as_without_a_state() {
        let setting = catalogue().main_setting().unwrap();
        let unclear = |facts: &Facts| Report::of(catalogue(), setting, facts, Why::NoMatch).unclear;
        let mut facts = facts("en");
        assert_eq!(unclear(&facts), 1);
        facts.switches[0].options = vec![OptionFact {
            label: "On".into(),
            value: String::new(),
            chosen: true,
        }];
        assert_eq!(unclear(&facts), 0);
        facts.switches[0].options.clear();
        facts.switches[0].state = SwitchState::On;
        assert_eq!(unclear(&facts), 0);
    }

    #[test]
    fn no_text_of_the_page_is_in_it() {
        for lang in [
            "Jane Doe",
            "en Jane",
            "x",
            "<b>",
            "jane.doe",
            "1234567890abc",
            "",
        ] {
            let report = report(lang);
            assert_eq!(report.lang, None, "{lang}");
            let text = report.to_string();
            assert!(!text.to_lowercase().contains("jane"), "{text}");
        }
    }
}
