//! What is at each address. Pure: an address and a scenario in, an answer out.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::scenario::{Failure, Scenario};
use super::tls::HOST;

/// The slug of the AI training setting.
pub(super) const OUR_SLUG: &str = "data-for-ai-improvement";

/// What is at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The single-page app: it renders the feed and the settings itself.
    App,
    /// A plain page, not rendered by script.
    Plain(Plain),
    /// A sign-in page, in place of the page that was asked for.
    Wall,
    /// An error page.
    Error,
    /// Another address.
    Redirect(String),
    /// Nothing to show.
    Nothing,
}

/// The plain pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    SignIn,
    Profile,
    Help,
    Other,
}

/// What lies at this address, given as path and query.
pub(super) fn answer(path_and_query: &str, scenario: &Scenario) -> Answer {
    let path = path_and_query.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (Some("mypreferences" | "psettings"), _) if !scenario.signed_in => {
            let wanted = format!("https://{HOST}{path_and_query}");
            let wanted = utf8_percent_encode(&wanted, NON_ALPHANUMERIC);
            Answer::Redirect(format!("/uas/login?session_redirect={wanted}"))
        }
        (Some("mypreferences" | "psettings"), _) if scenario.failure == Failure::SignInWall => {
            Answer::Wall
        }
        (Some("mypreferences" | "psettings"), _) if scenario.failure == Failure::ErrorPage => {
            Answer::Error
        }
        (Some("mypreferences"), None) => category("d", "account"),
        (Some("mypreferences"), Some(device)) => match parts.next() {
            None => category(device, "account"),
            Some(_) => Answer::App,
        },
        (Some("psettings"), Some("data-privacy" | "privacy")) => category("d", "privacy"),
        (Some("psettings"), Some(OUR_SLUG)) if scenario.in_iframe => Answer::App,
        (Some("psettings"), Some(OUR_SLUG)) => {
            Answer::Redirect(format!("/mypreferences/d/settings/{OUR_SLUG}"))
        }
        (Some("psettings"), _) => category("d", "account"),
        (Some("feed"), None) => Answer::App,
        (None, _) => Answer::Redirect("/feed/".to_owned()),
        (Some("uas"), Some("login")) | (Some("login" | "checkpoint" | "authwall"), _) => {
            Answer::Plain(Plain::SignIn)
        }
        (Some("in"), Some(_)) => Answer::Plain(Plain::Profile),
        (Some("help"), Some("linkedin")) => Answer::Plain(Plain::Help),
        (Some("favicon.ico"), None) => Answer::Nothing,
        (Some(_), _) => Answer::Plain(Plain::Other),
    }
}

/// Whether this path is the setting's.
pub(super) fn is_ours(path: &str) -> bool {
    path.starts_with("/mypreferences/") && path.trim_end_matches('/').ends_with(OUR_SLUG)
}

fn category(device: &str, name: &str) -> Answer {
    Answer::Redirect(format!("/mypreferences/{device}/categories/{name}"))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Plain, answer};
    use crate::site::{Failure, Scenario};

    fn redirect(to: &str) -> Answer {
        Answer::Redirect(to.to_owned())
    }

    #[test]
    fn settings_roots_and_legacy_addresses_land_on_a_category() {
        let usual = Scenario::default();
        for (from, to) in [
            ("/mypreferences/d/", "/mypreferences/d/categories/account"),
            ("/mypreferences/m", "/mypreferences/m/categories/account"),
            ("/psettings/", "/mypreferences/d/categories/account"),
            ("/psettings/account", "/mypreferences/d/categories/account"),
            (
                "/psettings/privacy?a=b",
                "/mypreferences/d/categories/privacy",
            ),
            (
                "/psettings/data-privacy/",
                "/mypreferences/d/categories/privacy",
            ),
        ] {
            assert_eq!(answer(from, &usual), redirect(to), "{from}");
        }
    }

    #[test]
    fn every_spelling_of_the_setting_is_the_app() {
        for path in [
            "/mypreferences/d/settings/data-for-ai-improvement",
            "/mypreferences/d/settings/data-for-ai-improvement/",
            "/mypreferences/d/data-for-ai-improvement?x=1",
            "/mypreferences/m/settings/data-for-ai-improvement",
            "/feed/",
        ] {
            assert_eq!(answer(path, &Scenario::default()), Answer::App, "{path}");
        }
    }

    #[test]
    fn a_settings_address_asks_a_stranger_to_sign_in() {
        let stranger = Scenario {
            signed_in: false,
            ..Scenario::default()
        };
        assert_eq!(
            answer("/mypreferences/d/settings/ads-by-age?a=b", &stranger),
            redirect(
                "/uas/login?session_redirect=https%3A%2F%2Fwww%2Elinkedin%2Ecom\
                 %2Fmypreferences%2Fd%2Fsettings%2Fads%2Dby%2Dage%3Fa%3Db"
            )
        );
        assert_eq!(answer("/feed/", &stranger), Answer::App);
    }

    #[test]
    fn what_fails_fails_on_settings_addresses_alone() {
        let failing = |failure| Scenario {
            failure,
            ..Scenario::default()
        };
        for (failure, expected) in [
            (Failure::ErrorPage, Answer::Error),
            (Failure::SignInWall, Answer::Wall),
            (Failure::NoSettings, Answer::App),
            (Failure::DefaultsBesideAlert, Answer::App),
            (Failure::ErrorStatus, Answer::App),
            (Failure::NeverAnswers, Answer::App),
        ] {
            let path = "/mypreferences/d/categories/privacy";
            assert_eq!(answer(path, &failing(failure)), expected);
            assert_eq!(answer("/feed/", &failing(failure)), Answer::App);
        }
    }

    #[test]
    fn the_rest_is_plain() {
        for (path, page) in [
            ("/uas/login?session_redirect=x", Plain::SignIn),
            ("/checkpoint/lg/login", Plain::SignIn),
            ("/authwall", Plain::SignIn),
            ("/in/somebody/", Plain::Profile),
            ("/help/linkedin/answer/a6278444", Plain::Help),
            ("/mypreferencesque", Plain::Other),
        ] {
            assert_eq!(
                answer(path, &Scenario::default()),
                Answer::Plain(page),
                "{path}"
            );
        }
    }
}
