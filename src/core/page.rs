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
    /// The page of a setting that we know.
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
            match catalogue.settings.iter().find(|known| known.slug == *slug) {
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
mod tests {
    use super::super::catalogue::catalogue;
    use super::*;

    /// Parses as a browser does, then classifies.
    fn page_of(url: &str) -> Page<'static> {
        let url = url::Url::parse(url).unwrap();
        let address = Address {
            origin: url.origin().ascii_serialization(),
            path: url.path().to_owned(),
        };
        classify(catalogue(), &address)
    }

    #[test]
    fn the_setting_is_known_by_every_form_of_its_address() {
        for path in [
            "/mypreferences/d/settings/data-for-ai-improvement",
            "/mypreferences/d/settings/data-for-ai-improvement/",
            "/mypreferences/d/data-for-ai-improvement",
            "/mypreferences/m/settings/data-for-ai-improvement",
            "/mypreferences/m/data-for-ai-improvement?li_theme=dark#top",
            "/mypreferences/D/Settings/Data-For-AI-Improvement",
            "/mypreferences/d/settings/data%2Dfor%2Dai%2Dimprovement",
            "//mypreferences//d/settings/data-for-ai-improvement",
        ] {
            let page = page_of(&format!("https://www.linkedin.com{path}"));
            assert!(matches!(page, Page::Setting(_)), "{path}: {page:?}");
        }
    }

    #[test]
    fn wrong_addresses_in_circulation_are_not_the_setting() {
        for slug in [
            "data-for-generative-ai",
            "data-for-generative-ai-improvement",
            "data-for-ai-improvement/x",
        ] {
            let page = page_of(&format!(
                "https://www.linkedin.com/mypreferences/d/settings/{slug}"
            ));
            assert_eq!(page, Page::OtherSettings, "{slug}");
        }
    }

    #[test]
    fn categories_are_known_by_name_and_by_older_addresses() {
        for (path, category) in [
            ("/mypreferences/d/categories/privacy", "privacy"),
            ("/mypreferences/m/categories/ads/", "ads"),
            ("/mypreferences/d/", "account"),
            ("/mypreferences", "account"),
            ("/psettings/", "account"),
            ("/psettings/data-privacy", "privacy"),
            ("/psettings/privacy", "privacy"),
        ] {
            let page = page_of(&format!("https://www.linkedin.com{path}"));
            assert_eq!(page, Page::Category(category.into()), "{path}");
        }
        for path in [
            "/mypreferences/d/categories/other",
            "/mypreferences/d/settings/ads-by-age",
            "/psettings/messages",
        ] {
            let page = page_of(&format!("https://www.linkedin.com{path}"));
            assert_eq!(page, Page::OtherSettings, "{path}");
        }
    }

    #[test]
    fn sign_in_pages_are_told_from_the_rest() {
        for path in [
            "/uas/login?session_redirect=%2Fmypreferences%2Fd",
            "/login",
            "/login/de",
            "/checkpoint/lg/login-submit",
            "/authwall?trk=x",
        ] {
            assert_eq!(
                page_of(&format!("https://www.linkedin.com{path}")),
                Page::SignIn,
                "{path}"
            );
        }
        for path in [
            "/feed/",
            "/in/mypreferences/",
            "/loginx",
            "/",
            "/posts/mypreferences/d",
        ] {
            assert_eq!(
                page_of(&format!("https://www.linkedin.com{path}")),
                Page::Elsewhere,
                "{path}"
            );
        }
    }

    #[test]
    fn look_alikes_are_elsewhere() {
        const PATH: &str = "/mypreferences/d/settings/data-for-ai-improvement";
        for origin in [
            "http://www.linkedin.com",
            "https://www.linkedin.com:8443",
            "https://linkedin.com",
            "https://www.linkedin.com.example",
            "https://www.linkedin.com@example.org",
            "https://www.xn--linkedn-xxa.com",
            "https://www.linkedin.cn",
        ] {
            assert_eq!(
                page_of(&format!("{origin}{PATH}")),
                Page::Elsewhere,
                "{origin}"
            );
        }
    }
}
