//! The site as a browser sees it: real HTTPS requests to a running one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, REFERER};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::{REFUSAL_DELAY_MS, Save, Scenario, Served, Site};

const OURS: &str = "allowDataForGenerativeAI";
const OUR_API: &str = "/practice/api/settings/allowDataForGenerativeAI";

#[tokio::test]
async fn settings_root_redirects_to_the_account_category() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    let answer = get(&site, "/mypreferences/d/").await?;
    assert_eq!(answer.status(), StatusCode::FOUND);
    assert_eq!(
        answer.headers()[LOCATION],
        "/mypreferences/d/categories/account"
    );
    Ok(())
}

#[tokio::test]
async fn a_stranger_signs_in_and_comes_back_to_the_setting() -> anyhow::Result<()> {
    let site = Site::start(Scenario {
        signed_in: false,
        ..Scenario::default()
    })
    .await?;
    let setting = "/mypreferences/d/settings/data-for-ai-improvement";
    let answer = get(&site, setting).await?;
    let sign_in = answer.headers()[LOCATION].to_str()?.to_owned();
    assert!(sign_in.starts_with("/uas/login?session_redirect=https%3A%2F%2F"));
    let page = get(&site, &sign_in).await?.into_body();
    let wanted = format!("value=\"https://www.linkedin.com{setting}\"");
    assert!(page.contains(&wanted), "{page}");
    assert_eq!(
        get(&site, OUR_API).await?.status(),
        StatusCode::UNAUTHORIZED
    );

    let form = format!("session_redirect=https://www.linkedin.com{setting}");
    let post = Request::post("/practice/sign-in")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = send(&site, post, form).await?;
    assert_eq!(answer.headers()[LOCATION], setting);
    assert_eq!(get(&site, setting).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn an_accepted_change_is_saved() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    assert!(site.saved(OURS));
    assert_eq!(put(&site, false).await?, StatusCode::NO_CONTENT);
    assert!(!site.saved(OURS));
    assert_eq!(get(&site, OUR_API).await?.body(), r#"{"on":false}"#);
    site.set_scenario(Scenario::default());
    assert!(site.saved(OURS), "a new scenario begins with its own state");
    Ok(())
}

#[tokio::test]
async fn a_refused_change_is_not_saved() -> anyhow::Result<()> {
    let site = Site::start(Scenario {
        save: Save::RefuseAndTurnBack,
        ..Scenario::default()
    })
    .await?;
    let sent = Instant::now();
    assert_eq!(put(&site, false).await?, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(sent.elapsed() >= Duration::from_millis(REFUSAL_DELAY_MS));
    assert!(site.saved(OURS));
    Ok(())
}

#[tokio::test]
async fn a_lost_change_is_answered_as_if_it_were_saved() -> anyhow::Result<()> {
    let site = Site::start(Scenario {
        save: Save::Lose,
        ..Scenario::default()
    })
    .await?;
    assert_eq!(put(&site, false).await?, StatusCode::NO_CONTENT);
    assert!(site.saved(OURS));
    Ok(())
}

#[tokio::test]
async fn a_late_change_is_saved_when_it_is_answered() -> anyhow::Result<()> {
    let site = Site::start(Scenario {
        save_delay_ms: 50,
        ..Scenario::default()
    })
    .await?;
    let sent = Instant::now();
    assert_eq!(put(&site, false).await?, StatusCode::NO_CONTENT);
    assert!(sent.elapsed() >= Duration::from_millis(50));
    assert!(!site.saved(OURS));
    Ok(())
}

#[tokio::test]
async fn each_account_has_its_own_state() -> anyhow::Result<()> {
    let site = Site::start(Scenario::named("two-accounts")?).await?;
    assert!(!site.saved(OURS));
    get(&site, "/practice/sign-out").await?;
    assert_eq!(
        get(&site, OUR_API).await?.status(),
        StatusCode::UNAUTHORIZED
    );
    let page = get(&site, "/uas/login").await?.into_body();
    assert!(page.contains("Sign in as Two"), "{page}");
    sign_in(&site, 1).await?;
    assert!(site.saved(OURS));
    put(&site, false).await?;
    site.set_saved(OURS, false);
    sign_in(&site, 0).await?;
    site.set_saved(OURS, true);
    sign_in(&site, 1).await?;
    assert!(!site.saved(OURS), "another account was changed");
    Ok(())
}

async fn sign_in(site: &Site, account: usize) -> anyhow::Result<()> {
    let post = Request::post("/practice/sign-in")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(site, post, format!("account={account}"))
        .await
        .map(drop)
}

#[tokio::test]
async fn the_served_switch_has_its_state_in_the_markup_or_none() -> anyhow::Result<()> {
    let served = |served, saved| Scenario {
        served,
        saved,
        ..Scenario::default()
    };
    let setting = "/mypreferences/d/settings/data-for-ai-improvement";
    let site = Site::start(Scenario::default()).await?;
    for (scenario, checked) in [
        (served(Served::WithState, true), true),
        (served(Served::WithState, false), false),
        (served(Served::WithoutState, true), false),
    ] {
        site.set_scenario(scenario.clone());
        let page = get(&site, setting).await?.into_body();
        let input = format!("aria-labelledby=\"{OURS}\"");
        let (_, after) = page.split_once(&input).context("no switch")?;
        assert_eq!(after.starts_with(" checked>"), checked, "{scenario:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_wall_stands_at_the_settings_own_address_until_somebody_signs_in() -> anyhow::Result<()> {
    let site = Site::start(Scenario::named("sign-in-wall")?).await?;
    let setting = "/mypreferences/d/settings/data-for-ai-improvement";
    let page = get(&site, setting).await?.into_body();
    assert!(page.contains("type=\"password\""), "{page}");
    sign_in(&site, 0).await?;
    let page = get(&site, setting).await?.into_body();
    assert!(!page.contains("type=\"password\""), "{page}");
    Ok(())
}

#[tokio::test]
async fn every_page_has_the_strict_policy_and_says_that_it_is_a_copy() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    for path in [
        "/feed/",
        "/mypreferences/d/categories/privacy",
        "/uas/login?session_redirect=%22%3E%3Cscript%3E",
        "/in/somebody/",
        "/help/linkedin/answer/a6278444",
        "/anything/else",
    ] {
        let answer = get(&site, path).await?;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str()?;
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
        assert!(policy.ends_with("report-uri /practice/csp-report"));
        let page = answer.into_body();
        assert!(page.contains("Practice copy for testing. Not LinkedIn."));
        assert!(!page.contains("0build") && !page.contains("{{"), "{path}");
        assert!(!page.contains("\"><script>"), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn reports_are_kept_as_they_came() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    let report = json!({ "csp-report": { "violated-directive": "script-src" } });
    let answer = send(
        &site,
        Request::post("/practice/csp-report").header(CONTENT_TYPE, "application/csp-report"),
        report.to_string(),
    )
    .await?;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    send(
        &site,
        Request::post("/practice/csp-report"),
        "no json".to_owned(),
    )
    .await?;
    assert_eq!(site.csp_reports(), [report, json!("no json")]);
    Ok(())
}

#[tokio::test]
async fn every_request_is_logged_whatever_its_host() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    let stray = Request::get("https://example.org/x?y=z")
        .header(REFERER, "https://www.linkedin.com/")
        .header(HOST, "example.org:443");
    let answer = send(&site, stray, String::new()).await?;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    put(&site, false).await?;
    let requests = site.requests();
    let [stray, put] = requests.as_slice() else {
        anyhow::bail!("not two requests: {requests:?}");
    };
    assert_eq!(stray.host, "example.org");
    assert_eq!(stray.path_and_query, "/x?y=z");
    assert_eq!(stray.referer.as_deref(), Some("https://www.linkedin.com/"));
    assert_eq!((put.method.as_str(), put.origin.as_ref()), ("PUT", None));
    assert_eq!(put.path_and_query, OUR_API);
    Ok(())
}

#[tokio::test]
async fn a_dropped_site_takes_no_more_connections() -> anyhow::Result<()> {
    let site = Site::start(Scenario::default()).await?;
    let port = site.port();
    drop(site);
    let closed = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), closed).await?;
    Ok(())
}

#[test]
fn a_scenario_is_read_from_what_a_person_would_write() -> anyhow::Result<()> {
    let scenario: Scenario = serde_json::from_str(
        r#"{"lang":"de","save":"refuseAndTurnBack","switchShape":"artdecoKeyInId","inIframe":true}"#,
    )?;
    assert_eq!(scenario.save, Save::RefuseAndTurnBack);
    assert!(scenario.in_iframe && scenario.offered);
    assert!(serde_json::from_str::<Scenario>(r#"{"langauge":"de"}"#).is_err());
    Ok(())
}

#[tokio::test]
async fn a_case_is_shown_at_any_address_with_its_script_under_the_same_policy() -> anyhow::Result<()>
{
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("shapes"))?;
    let text =
        "<!--\nwhat: A switch.\nexpect: on by key\n-->\n<input data-here><script>it()</script>\n";
    std::fs::write(folder.path().join("shapes/plain.html"), text)?;
    let site = Site::start(Scenario::default()).await?;
    let address = "/psettings/x?li=1&case=shapes/plain";
    assert_eq!(get(&site, address).await?.status(), StatusCode::NOT_FOUND);
    site.show_cases(folder.path());
    let answer = get(&site, address).await?;
    let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str()?;
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
    let page = answer.into_body();
    assert!(page.contains("Practice copy for testing. Not LinkedIn."));
    assert!(page.contains("<input data-here>") && !page.contains("it()"));
    let script = get(&site, "/practice/case.js?case=shapes/plain&part=0").await?;
    assert_eq!(script.body(), "it()");
    let outside = get(&site, "/?case=../secret").await?;
    assert_eq!(outside.status(), StatusCode::NOT_FOUND);
    Ok(())
}

async fn get(site: &Site, path: &str) -> anyhow::Result<Response<String>> {
    send(site, Request::get(path), String::new()).await
}

async fn put(site: &Site, on: bool) -> anyhow::Result<StatusCode> {
    let put = Request::builder().method(Method::PUT).uri(OUR_API);
    let put = put.header(CONTENT_TYPE, "application/json");
    let answer = send(site, put, json!({ "on": on }).to_string()).await?;
    Ok(answer.status())
}

/// One request on a connection of its own, over TLS that trusts the site's certificate alone.
async fn send(
    site: &Site,
    mut request: hyper::http::request::Builder,
    body: String,
) -> anyhow::Result<Response<String>> {
    let mut roots = RootCertStore::empty();
    roots.add(site.certificate.clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("www.linkedin.com")?;
    let connection = TcpStream::connect(("127.0.0.1", site.port())).await?;
    let connection = TlsConnector::from(Arc::new(config))
        .connect(name, connection)
        .await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(connection)).await?;
    tokio::spawn(connection);
    let headers = request.headers_mut().context("not a request")?;
    if !headers.contains_key(HOST) {
        headers.insert(HOST, "www.linkedin.com".parse()?);
    }
    let request = request.body(Full::new(Bytes::from(body)))?;
    let (head, body) = sender.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Response::from_parts(
        head,
        String::from_utf8(body.to_vec())?,
    ))
}
