//! What was seen on a page that was not recognised, for a bug report: shapes,
//! counts and which evidence failed. No text of the page, no address, nothing
//! that says who the person is.

use std::fmt;

use super::catalogue::{Catalogue, Setting};
use super::evidence::{Why, has_key_of, has_key_of_another, has_label_of};
use super::testimony::{Control, Shape, Shown, Testimony};

/// A description of a page that was not recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What stood in the way.
    pub why: Why,
    /// The page's display language, where it is written as one.
    pub lang: Option<String>,
    /// How many switches there are of each shape that is there.
    pub shapes: Vec<(Shape, usize)>,
    /// Whether there was more on the page than was looked at.
    pub more: bool,
    /// How many of the switches can be seen.
    pub visible: usize,
    /// … stand in the main content.
    pub main: usize,
    /// … carry the setting's key.
    pub keyed: usize,
    /// … carry the key of another setting.
    pub other: usize,
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
    /// What `said` of the page of `setting` amount to.
    pub fn of(catalogue: &Catalogue, setting: &Setting, said: &Testimony, why: Why) -> Self {
        let count =
            |is: &dyn Fn(&Control) -> bool| said.controls.iter().filter(|it| is(it)).count();
        let shapes = [Shape::Checkbox, Shape::Switch, Shape::Button, Shape::Choice]
            .map(|shape| (shape, count(&|it| it.shape == shape)));
        Self {
            why,
            lang: language(&said.lang),
            shapes: shapes.into_iter().filter(|(_, many)| *many > 0).collect(),
            more: said.more,
            visible: count(&|it| it.visible),
            main: count(&|it| it.main),
            keyed: count(&|it| has_key_of(setting, it)),
            other: count(&|it| has_key_of_another(catalogue, setting, it)),
            labelled: count(&|it| has_label_of(setting, it)),
            unlabelled: count(&|it| it.name.as_deref() == Some("")),
            unclear: count(&|it| it.state == Shown::Unclear && it.options.is_empty()),
            left_over: count(&|it| it.left_over),
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
            other: 0,
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
        && lang.split(['-', '_']).enumerate().all(|(place, part)| {
            // Languages have two letters or three.
            let longest = if place == 0 { 3 } else { 8 };
            (2..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
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
            self.other,
            self.labelled,
            self.unlabelled,
            self.unclear,
            self.left_over
        )
    }
}

#[cfg(test)]
mod tests;
