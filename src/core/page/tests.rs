use super::super::catalogue::catalogue;
use super::*;

/// Parses `url` as a browser does, then classifies it.
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
        "/mypreferences/d/settings/recruiter-calls",
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
