//! The HTML, files and headers that the site sends.

use std::collections::BTreeSet;

use anyhow::Context as _;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::catalogue::{OUR_KEY, direction};
use super::ledger::{Act, Entry};
use super::policy::policy;
use super::routes::{OUR_SLUG, Plain};
use super::scenario::{Scenario, Served};
use super::served;
use super::state::Shared;
use super::tls::HOST;
use crate::cases::{Case, Part, part_of};
use crate::components::{self, Need};

const SHELL: &str = include_str!("../../site/html/shell.html");
const ERROR: &str = include_str!("../../site/html/error.html");
const SIGN_IN: &str = include_str!("../../site/html/sign-in.html");
const PROFILE: &str = include_str!("../../site/html/profile.html");
const HELP: &str = include_str!("../../site/html/help.html");
const OTHER: &str = include_str!("../../site/html/other.html");

/// The parts of the one style sheet.
const STYLE: [&str; 2] = [
    include_str!("../../site/app/app.css"),
    include_str!("../../site/app/switches.css"),
];
const CASE_STYLE: &str = include_str!("../../site/case.css");

/// The parts of the one script, in order: each may use what those before it define.
const SCRIPT: [&str; 11] = [
    include_str!("../../site/app/observe.js"),
    include_str!("../../site/app/page.js"),
    include_str!("../../site/app/store.js"),
    include_str!("../../site/app/dialogs.js"),
    include_str!("../../site/app/switches.js"),
    include_str!("../../site/app/component.js"),
    include_str!("../../site/app/settings.js"),
    include_str!("../../site/app/feed.js"),
    include_str!("../../site/app/unrest.js"),
    include_str!("../../site/app/hydrate.js"),
    include_str!("../../site/app/start.js"),
];

/// Stands for the build's hash in class names.
const BUILD: &str = "0build";

/// A page that the script renders: the feed or the settings.
pub(super) fn app(shared: &Shared, scenario: &Scenario) -> Response {
    let text = app_html(shared, scenario, &Value::Null);
    document(shared, &text, scenario.in_iframe, &BTreeSet::new())
}

/// `component`: what the page's script needs to know of a component library, or null.
fn app_html(shared: &Shared, scenario: &Scenario, component: &Value) -> String {
    let body = format!("<div class=\"_app_{BUILD}\" id=\"root\"></div>");
    let by_script = json!({ "byScript": true, "component": component });
    html(shared, scenario, &scenario.lang, &by_script, &body)
}

/// The setting's page, rendered by the server, with the switch in it.
pub(super) fn served(shared: &Shared, scenario: &Scenario) -> Response {
    let on = {
        let mut state = shared.lock();
        let saved = state.saved().get(OUR_KEY).copied().unwrap_or(false);
        let on = saved && scenario.served == Served::WithState;
        if scenario.served == Served::WithState {
            state.enter(OUR_KEY, Entry::now(None, Act::Rendered, on));
        }
        on
    };
    let content = served::setting(&shared.catalogue, scenario, on);
    let body = format!("<div class=\"_app_{BUILD}\" id=\"root\">{content}</div>");
    let by_script = json!({ "byScript": true, "component": null, "served": true });
    let text = html(shared, scenario, &scenario.lang, &by_script, &body);
    document(shared, &text, false, &BTreeSet::new())
}

/// The same as [`app`], with a component library's switch on the setting's page. 404 with the
/// reason where there is none.
pub(super) fn component(shared: &Shared, scenario: &Scenario, name: &str) -> Response {
    let library = components::libraries().and_then(|mut all| {
        all.remove(name)
            .with_context(|| format!("no library {name}"))
    });
    match library {
        Ok(library) => {
            let styled = components::read(&format!("{name}.css")).is_ok();
            let shown = json!({ "name": name, "styled": styled });
            let text = app_html(shared, scenario, &shown);
            document(shared, &text, false, &library.needs)
        }
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

/// A script or style sheet of a component library; 404 with the reason where there is none.
pub(super) fn component_file(shared: &Shared, name: &str) -> Response {
    let kind = match name.ends_with(".css") {
        true => "text/css; charset=utf-8",
        false => "text/javascript; charset=utf-8",
    };
    match components::read(name) {
        Ok(text) => file(shared, kind, &text),
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

/// A page without script. `session_redirect`: where the sign-in leads.
pub(super) fn plain(
    shared: &Shared,
    scenario: &Scenario,
    page: Plain,
    session_redirect: &str,
) -> Response {
    let body = match page {
        Plain::SignIn => sign_in(scenario, session_redirect, ""),
        Plain::Profile => PROFILE.to_owned(),
        Plain::Help => HELP.to_owned(),
        Plain::Other => OTHER.to_owned(),
    };
    let text = html(shared, scenario, "en", &json!({ "byScript": false }), &body);
    let mut response = document(shared, &text, false, &BTreeSet::new());
    if scenario.prerenders_setting {
        let rules = HeaderValue::from_static("\"/practice/speculation-rules.json\"");
        response.headers_mut().insert("speculation-rules", rules);
    }
    response
}

/// A sign-in page in place of the page at `address`.
pub(super) fn wall(shared: &Shared, scenario: &Scenario, address: &str) -> Response {
    let wanted = format!("https://{HOST}{address}");
    let body = sign_in(scenario, &wanted, PASSWORD);
    let text = html(shared, scenario, "en", &json!({ "byScript": false }), &body);
    document(shared, &text, false, &BTreeSet::new())
}

const PASSWORD: &str =
    r#"<p><label>Password, any: <input type="password" name="password"></label></p>"#;

/// `password`: the password field, or nothing.
fn sign_in(scenario: &Scenario, session_redirect: &str, password: &str) -> String {
    let button = |account: usize, words: &str| {
        format!(
            "<button class=\"_button_{BUILD}\" type=\"submit\" name=\"account\" value=\"{account}\">{words}</button>"
        )
    };
    let buttons = match scenario.second_account {
        None => button(0, "Sign in for practice"),
        Some(_) => [button(0, "Sign in as One"), button(1, "Sign in as Two")].join(" "),
    };
    SIGN_IN
        .replace("{{session_redirect}}", &escape(session_redirect))
        .replace("{{password}}", password)
        .replace("{{buttons}}", &buttons)
}

/// An error page, with an error status.
pub(super) fn error(shared: &Shared, scenario: &Scenario) -> Response {
    let text = html(shared, scenario, "en", &json!({ "byScript": false }), ERROR);
    let mut response = document(shared, &text, false, &BTreeSet::new());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// What to prerender: <https://wicg.github.io/nav-speculation/speculation-rules.html>.
pub(super) fn speculation_rules() -> Response {
    let url = format!("/mypreferences/d/settings/{OUR_SLUG}");
    let rules = json!({ "prerender": [{ "urls": [url], "eagerness": "immediate" }] });
    let headers = [(header::CONTENT_TYPE, "application/speculationrules+json")];
    (headers, rules.to_string()).into_response()
}

/// The script.
pub(super) fn script(shared: &Shared) -> Response {
    let parts = SCRIPT.join("\n");
    let text = format!("(() => {{\n\"use strict\";\n{parts}\n}})();\n");
    file(shared, "text/javascript; charset=utf-8", &text)
}

/// The style sheet.
pub(super) fn style(shared: &Shared) -> Response {
    file(shared, "text/css; charset=utf-8", &STYLE.join("\n"))
}

/// `page`: what the page's script needs to know of this page.
fn html(shared: &Shared, scenario: &Scenario, lang: &str, page: &Value, body: &str) -> String {
    // A data block: the content security policy allows it. `<` is escaped, as it could end the
    // block.
    let mut boot = json!({
        "build": shared.build,
        "catalogue": shared.catalogue.pages,
        "scenario": scenario,
        "texts": shared.catalogue.texts(lang, scenario.second_wording),
    });
    if let (Some(boot), Some(page)) = (boot.as_object_mut(), page.as_object()) {
        boot.extend(page.clone());
    }
    let boot = boot.to_string().replace('<', "\\u003c");
    SHELL
        .replace("{{lang}}", &escape(lang))
        .replace("{{dir}}", direction(lang))
        .replace("{{boot}}", &boot)
        .replace("{{body}}", body)
}

/// A part of a case, read from its file each time. 404 with the reason where there is none.
pub(super) fn case(shared: &Shared, name: &str, part: Part<'_>) -> Response {
    let folder = shared.lock().cases.clone();
    let folder = folder.ok_or_else(|| anyhow::anyhow!("this site shows no cases"));
    let text = folder
        .and_then(|folder| Case::read(&folder, name))
        .and_then(|case| part_of(&case, part));
    match (text, part) {
        (Ok(text), Part::Page | Part::Frame(_)) => document(shared, &text, true, &BTreeSet::new()),
        (Ok(text), Part::Script(_)) => file(shared, "text/javascript; charset=utf-8", &text),
        (Ok(text), Part::Style(_)) => file(shared, "text/css; charset=utf-8", &text),
        (Err(error), _) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

/// The style sheet of all cases.
pub(super) fn case_look(shared: &Shared) -> Response {
    file(shared, "text/css; charset=utf-8", CASE_STYLE)
}

fn document(shared: &Shared, text: &str, frames: bool, needs: &BTreeSet<Need>) -> Response {
    let mut response = file(shared, "text/html; charset=utf-8", text);
    match HeaderValue::from_str(&policy(frames, needs)) {
        Ok(policy) => {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            let scenario = &shared.lock().scenario;
            if scenario.may_be_kept {
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            }
            if let fresh @ 1.. = scenario.fresh_for_s
                && let Ok(value) = HeaderValue::from_str(&format!("max-age={fresh}"))
            {
                headers.insert(header::CACHE_CONTROL, value);
            }
            // A cookie of the site's own, which the extension must not touch.
            let cookie = HeaderValue::from_static("practice=kept; Path=/; Secure; SameSite=Lax");
            headers.insert(header::SET_COOKIE, cookie);
            response
        }
        // Without its policy the page would test nothing.
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

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
