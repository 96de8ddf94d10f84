//! Knows the HTML, the files and the headers that the site sends. Decides nothing about addresses.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::catalogue::direction;
use super::routes::Plain;
use super::scenario::Scenario;
use super::state::Shared;

const SHELL: &str = include_str!("../../site/html/shell.html");
const SIGN_IN: &str = include_str!("../../site/html/sign-in.html");
const PROFILE: &str = include_str!("../../site/html/profile.html");
const HELP: &str = include_str!("../../site/html/help.html");
const OTHER: &str = include_str!("../../site/html/other.html");

const STYLE: &str = include_str!("../../site/app/app.css");

/// The parts of the one script, in order: each may use what those before it define.
const SCRIPT: [&str; 7] = [
    include_str!("../../site/app/observe.js"),
    include_str!("../../site/app/page.js"),
    include_str!("../../site/app/store.js"),
    include_str!("../../site/app/switches.js"),
    include_str!("../../site/app/settings.js"),
    include_str!("../../site/app/feed.js"),
    include_str!("../../site/app/start.js"),
];

/// Stands for the build's hash in class names.
const BUILD: &str = "0build";

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types practice; report-uri /practice/csp-report";

/// A page that the script renders, the feed's or the settings'.
pub(super) fn app(shared: &Shared, scenario: &Scenario) -> Response {
    let body = format!("<div class=\"_app_{BUILD}\" id=\"root\"></div>");
    html(shared, scenario, &scenario.lang, true, &body)
}

/// A page that is there without script. `session_redirect`: where signing in leads.
pub(super) fn plain(
    shared: &Shared,
    scenario: &Scenario,
    page: Plain,
    session_redirect: &str,
) -> Response {
    let body = match page {
        Plain::SignIn => SIGN_IN.replace("{{session_redirect}}", &escape(session_redirect)),
        Plain::Profile => PROFILE.to_owned(),
        Plain::Help => HELP.to_owned(),
        Plain::Other => OTHER.to_owned(),
    };
    html(shared, scenario, "en", false, &body)
}

/// The script.
pub(super) fn script(shared: &Shared) -> Response {
    let parts = SCRIPT.join("\n");
    let text = format!("(() => {{\n\"use strict\";\n{parts}\n}})();\n");
    file(shared, "text/javascript; charset=utf-8", &text)
}

/// The style sheet.
pub(super) fn style(shared: &Shared) -> Response {
    file(shared, "text/css; charset=utf-8", STYLE)
}

fn html(shared: &Shared, scenario: &Scenario, lang: &str, by_script: bool, body: &str) -> Response {
    // A block of data, which no policy on scripts applies to. `<` could end it early.
    let boot = json!({
        "build": shared.build,
        "byScript": by_script,
        "catalogue": shared.catalogue.pages,
        "scenario": scenario,
        "texts": shared.catalogue.texts(lang, scenario.second_wording),
    });
    let boot = boot.to_string().replace('<', "\\u003c");
    let text = SHELL
        .replace("{{lang}}", &escape(lang))
        .replace("{{dir}}", direction(lang))
        .replace("{{boot}}", &boot)
        .replace("{{body}}", body);
    let mut response = file(shared, "text/html; charset=utf-8", &text);
    let policy = match scenario.in_iframe {
        true => HeaderValue::from_str(&format!("{POLICY}; frame-src 'self'")),
        false => Ok(HeaderValue::from_static(POLICY)),
    };
    match policy {
        Ok(policy) => {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            // Something of the site's own to leave alone.
            let cookie = HeaderValue::from_static("practice=kept; Path=/; Secure; SameSite=Lax");
            headers.insert(header::SET_COOKIE, cookie);
            response
        }
        // A page without its policy would test nothing.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn file(shared: &Shared, kind: &'static str, text: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, text.replace(BUILD, &shared.build)).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
