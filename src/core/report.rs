//! The text for a bug report about a page that was not recognised: shapes and counts of its
//! switches, and why none was recognised. No text of the page, no address, nothing about the
//! person.

use std::fmt;

use super::catalogue::{Catalogue, Setting};
use super::evidence::{Why, has_key_of, has_key_of_another, has_label_of};
use super::testimony::{Control, Shape, Shown, Testimony};

/// A description of a page that was not recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Why no switch was recognised.
    pub why: Why,
    /// The page's display language, where `<html lang>` is a language tag.
    pub lang: Option<String>,
    /// How many switches of each shape the page has.
    pub shapes: Vec<(Shape, usize)>,
    /// Whether the page has more switches than were read.
    pub more: bool,
    /// How many of the switches can be seen.
    pub visible: usize,
    /// … stand in the main content.
    pub main: usize,
    /// … carry the setting's key.
    pub keyed: usize,
    /// … carry another setting's key.
    pub other: usize,
    /// … have a known label of the setting.
    pub labelled: usize,
    /// … have an empty name.
    pub unlabelled: usize,
    /// … show no clear state.
    pub unclear: usize,
    /// … are left over from before a client-side navigation.
    pub left_over: usize,
}

impl Report {
    /// The report on the page of `setting`, from its testimony `said`.
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
    /// A report on a page without any switch.
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

/// `lang`, where it has the form of a language tag: else it could be text of the page.
fn language(lang: &str) -> Option<String> {
    let is_tag = lang.len() <= 12
        && lang.split(['-', '_']).enumerate().all(|(place, part)| {
            // Languages have two or three letters.
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
