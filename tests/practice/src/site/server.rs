//! How requests come in and answers go out. Which page is where is in [`super::routes`].

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, Query, Request as HttpRequest, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde::Deserialize;
use serde_json::json;

use super::catalogue::OUR_KEY;
use super::ledger::{Act, Entry, document};
use super::pages;
use super::routes::{Answer, answer, is_ours};
use super::scenario::{Failure, REFUSAL_DELAY_MS, Save, Scenario, Served};
use super::state::{Request, Shared, State as Kept};
use super::tls::HOST;
use crate::cases::Part;

type Site = State<Arc<Shared>>;

/// All routes of the server.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/practice/app.js", get(script))
        .route("/practice/app.css", get(style))
        .route("/practice/api/settings", get(all_settings))
        .route("/practice/api/settings/{key}", get(setting).put(change))
        .route("/practice/blank", get(async || Html("")))
        .route("/practice/case.css", get(case_look))
        .route("/practice/case.js", get(case_script))
        .route("/practice/part.css", get(case_style))
        .route("/practice/components/{file}", get(component_file))
        .route("/practice/csp-report", post(report))
        .route("/practice/sign-in", post(sign_in))
        .route("/practice/sign-out", get(sign_out))
        .route(
            "/practice/speculation-rules.json",
            get(async || pages::speculation_rules()),
        )
        .fallback(page)
        .layer(from_fn_with_state(Arc::clone(&shared), record))
        .with_state(shared)
}

/// Logs each request first. Answers requests to other hosts.
async fn record(State(shared): Site, request: HttpRequest, next: Next) -> Response {
    let seen = Request::of(request.method(), request.uri(), request.headers());
    let ours = seen.host == HOST;
    shared.lock().requests.push(seen);
    if ours {
        next.run(request).await
    } else {
        StatusCode::NO_CONTENT.into_response()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    session_redirect: String,
    /// The account to sign in.
    account: Option<usize>,
    /// A component library, whose switch takes the place of the setting's.
    component: Option<String>,
    /// The case to show, whatever the address.
    case: Option<String>,
    /// One frame of it.
    frame: Option<String>,
    /// The number of a script or style of it.
    part: usize,
}

impl Asked {
    fn of(uri: &Uri) -> Self {
        let Query(asked) = Query::try_from_uri(uri).unwrap_or_default();
        asked
    }
}

async fn page(State(shared): Site, uri: Uri) -> Response {
    let query = Asked::of(&uri);
    if let Some(case) = &query.case {
        let part = query.frame.as_deref().map_or(Part::Page, Part::Frame);
        return pages::case(&shared, case, part);
    }
    let scenario = shared.lock().scenario.clone();
    let mut response = whole_page(&shared, &scenario, &uri, &query);
    if scenario.failure == Failure::ErrorStatus {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    }
    response
}

fn whole_page(shared: &Shared, scenario: &Scenario, uri: &Uri, query: &Asked) -> Response {
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    match answer(address, scenario) {
        Answer::App => match (&query.component, scenario.served) {
            (Some(library), _) => pages::component(shared, scenario, library),
            (None, Served::WithState | Served::WithoutState) if is_ours(uri.path()) => {
                pages::served(shared, scenario)
            }
            (None, _) => pages::app(shared, scenario),
        },
        Answer::Plain(page) => pages::plain(shared, scenario, page, &query.session_redirect),
        Answer::Wall => pages::wall(shared, scenario, address),
        Answer::Error => pages::error(shared, scenario),
        Answer::Redirect(to) => {
            let headers = [("location", to), ("cache-control", "no-store".to_owned())];
            (StatusCode::FOUND, headers).into_response()
        }
        Answer::Nothing => StatusCode::NO_CONTENT.into_response(),
    }
}

/// Signs in, and redirects to the page that was asked for first.
async fn sign_in(State(shared): Site, Form(form): Form<Asked>) -> Redirect {
    shared.lock().sign_in(form.account);
    let origin = format!("https://{HOST}/");
    let path = form.session_redirect.strip_prefix(&origin);
    Redirect::to(&format!("/{}", path.unwrap_or("feed/")))
}

async fn sign_out(State(shared): Site) -> Redirect {
    shared.lock().scenario.signed_in = false;
    Redirect::to("/uas/login")
}

async fn script(State(shared): Site) -> Response {
    pages::script(&shared)
}

async fn style(State(shared): Site) -> Response {
    pages::style(&shared)
}

async fn component_file(State(shared): Site, Path(name): Path<String>) -> Response {
    pages::component_file(&shared, &name)
}

async fn case_look(State(shared): Site) -> Response {
    pages::case_look(&shared)
}

async fn case_script(State(shared): Site, uri: Uri) -> Response {
    let Asked { case, part, .. } = Asked::of(&uri);
    pages::case(&shared, &case.unwrap_or_default(), Part::Script(part))
}

async fn case_style(State(shared): Site, uri: Uri) -> Response {
    let Asked { case, part, .. } = Asked::of(&uri);
    pages::case(&shared, &case.unwrap_or_default(), Part::Style(part))
}

async fn all_settings(State(shared): Site, headers: HeaderMap) -> Response {
    let failure = shared.lock().scenario.failure;
    match failure {
        Failure::NoSettings | Failure::DefaultsBesideAlert => {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        // While the scenario lasts: Chromium sends no second request to an address that has not
        // answered yet.
        Failure::NeverAnswers => {
            while shared.lock().scenario.failure == Failure::NeverAnswers {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        Failure::None | Failure::ErrorPage | Failure::ErrorStatus | Failure::SignInWall => {}
    }
    let mut state = shared.lock();
    if !state.scenario.signed_in {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let on = state.saved().get(OUR_KEY).copied().unwrap_or(false);
    state.enter(OUR_KEY, Entry::now(document(&headers), Act::Told, on));
    let kept = match state.scenario.answers_fresh_for_s {
        0 => "no-store".to_owned(),
        fresh => format!("private, max-age={fresh}"),
    };
    ([(header::CACHE_CONTROL, kept)], Json(state.saved())).into_response()
}

async fn setting(State(shared): Site, Path(key): Path<String>) -> Response {
    let state = shared.lock();
    match state.saved().get(&key) {
        _ if !state.scenario.signed_in => StatusCode::UNAUTHORIZED.into_response(),
        Some(on) => Json(json!({ "on": on })).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Debug, Deserialize)]
struct Change {
    on: bool,
}

async fn change(
    State(shared): Site,
    Path(key): Path<String>,
    headers: HeaderMap,
    Json(change): Json<Change>,
) -> StatusCode {
    let (scenario, known, begun) = {
        let state = shared.lock();
        let known = state.saved().contains_key(&key);
        (state.scenario.clone(), known, state.begun)
    };
    let document = document(&headers);
    let enter = {
        let key = key.clone();
        move |state: &mut Kept, act| state.enter(&key, Entry::now(document, act, change.on))
    };
    enter(&mut shared.lock(), Act::Asked);
    if !scenario.signed_in {
        enter(&mut shared.lock(), Act::Refused);
        return StatusCode::UNAUTHORIZED;
    }
    if !known {
        return StatusCode::NOT_FOUND;
    }
    let least = match scenario.save {
        Save::Accept | Save::Lose => 0,
        Save::RefuseAndTurnBack => REFUSAL_DELAY_MS,
    };
    // The save is carried out even when the page that asked is gone.
    let done = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(scenario.save_delay_ms.max(least))).await;
        let state = &mut shared.lock();
        // The site may have been started again for another test.
        if state.begun != begun {
            return StatusCode::NOT_FOUND;
        }
        match scenario.save {
            Save::Accept => {
                state.saved_mut().insert(key, change.on);
                enter(state, Act::Saved);
                StatusCode::NO_CONTENT
            }
            Save::Lose => {
                enter(state, Act::Lost);
                StatusCode::NO_CONTENT
            }
            Save::RefuseAndTurnBack => {
                enter(state, Act::Refused);
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    });
    done.await.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

async fn report(State(shared): Site, body: Bytes) -> StatusCode {
    // What is not JSON is kept as text: losing a report would hide a violation.
    let report = serde_json::from_slice(&body)
        .unwrap_or_else(|_| json!(String::from_utf8_lossy(&body).into_owned()));
    shared.lock().csp_reports.push(report);
    StatusCode::NO_CONTENT
}
