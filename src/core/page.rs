//! Address → which of LinkedIn's pages it is. Nothing here reads the page itself.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting};

/// An address in the parts into which the browser has parsed it. We parse no addresses ourselves:
/// look-alikes such as `https://www.linkedin.com@example.org/` and
/// `https://www.linkedin.com.example/` are told apart by the parser that also decides where a
/// request goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Address {
    /// `URL.origin`, such as `https://www.linkedin.com`.
    pub origin: String,
    /// `URL.pathname`, with the browser's percent-encoding.
    pub path: String,
}

/// Which page an address leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Page<'c> {
    /// The page of a setting in the catalogue; of several on it the first.
    Setting(&'c Setting),
    /// The list of settings of a category, by the category's name in the address.
    Category(String),
    /// Another page of the settings.
    OtherSettings,
    /// LinkedIn's sign-in page.
    SignIn,
    /// Anything else, on LinkedIn or not.
    Elsewhere,
}

impl Page<'_> {
    /// Whether the content script may run on this page.
    pub fn is_settings(&self) -> bool {
        match self {
            Page::Setting(_) | Page::Category(_) | Page::OtherSettings => true,
            Page::SignIn | Page::Elsewhere => false,
        }
    }
}

/// Which page `address` is.
///
/// Variants that were seen are the same page: desktop `d` or mobile `m`, with or without
/// `settings/`, a trailing slash, upper case, percent-encoding.
pub fn classify<'c>(catalogue: &'c Catalogue, address: &Address) -> Page<'c> {
    let site = &catalogue.site;
    if site.origin.is_empty() || address.origin != site.origin {
        return Page::Elsewhere;
    }
    let path = percent_decode_str(&address.path)
        .decode_utf8_lossy()
        .to_ascii_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();

    match segments.as_slice() {
        ["mypreferences"] | ["mypreferences", "d" | "m"] => home(catalogue),
        ["mypreferences", "d" | "m", "categories", name] => {
            if site.categories.contains(name) {
                Page::Category((*name).to_owned())
            } else {
                Page::OtherSettings
            }
        }
        ["mypreferences", "d" | "m", "settings", slug] | ["mypreferences", "d" | "m", slug] => {
            match catalogue
                .settings
                .iter()
                .find(|known| known.slug() == *slug)
            {
                Some(setting) => Page::Setting(setting),
                None => Page::OtherSettings,
            }
        }
        ["mypreferences", ..] => Page::OtherSettings,
        ["psettings", ..] => match legacy(catalogue, &segments) {
            Some(category) => Page::Category(category),
            None => Page::OtherSettings,
        },
        _ if site.sign_in.iter().any(|known| is_below(&segments, known)) => Page::SignIn,
        _ => Page::Elsewhere,
    }
}

/// The category that the settings open with.
fn home<'c>(catalogue: &'c Catalogue) -> Page<'c> {
    match catalogue.site.categories.first() {
        Some(first) => Page::Category((*first).to_owned()),
        None => Page::OtherSettings,
    }
}

fn legacy(catalogue: &Catalogue, segments: &[&str]) -> Option<String> {
    let path = format!("/{}", segments.join("/"));
    let mut known = catalogue.site.legacy.iter();
    let (_, category) = known.find(|(known, _)| *known == path)?;
    Some((*category).to_owned())
}

/// Whether the path of `segments` is `prefix` or lies below it.
fn is_below(segments: &[&str], prefix: &str) -> bool {
    let mut rest = segments.iter();
    prefix
        .split('/')
        .filter(|part| !part.is_empty())
        .all(|part| rest.next() == Some(&part))
}

#[cfg(test)]
mod tests;
