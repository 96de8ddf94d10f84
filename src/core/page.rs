//! Address → which page. Knows LinkedIn's addresses, nothing of their content.

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Setting};

/// An address as the browser has parsed it: never a string that we took apart
/// ourselves, so that look-alikes (`https://www.linkedin.com@example.org/`,
/// `https://www.linkedin.com.example/`) are told apart by the one parser that
/// decides where a request goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Address {
    /// `URL.origin`, for instance `https://www.linkedin.com`.
    pub origin: String,
    /// `URL.pathname`, percent-encoded as the browser gives it.
    pub path: String,
}

/// Which page an address leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Page<'c> {
    /// The page of a setting that we know, the first of those that are on it.
    Setting(&'c Setting),
    /// A category's list of settings, by the category's name.
    Category(String),
    /// A page of the settings app that is neither.
    OtherSettings,
    /// Where LinkedIn asks a person to sign in.
    SignIn,
    /// Anything else, on LinkedIn or not.
    Elsewhere,
}

impl Page<'_> {
    /// Whether this is a page on which the content script may run.
    pub fn is_settings(&self) -> bool {
        match self {
            Page::Setting(_) | Page::Category(_) | Page::OtherSettings => true,
            Page::SignIn | Page::Elsewhere => false,
        }
    }
}

/// Which page `address` leads to.
///
/// Tolerates what addresses of the settings app were seen to vary in: desktop
/// `d` or mobile `m`, with or without `settings/`, a trailing slash, upper
/// case, percent-encoding.
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

/// The category on which the settings app opens.
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
