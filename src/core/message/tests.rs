use super::super::catalogue::catalogue;
use super::super::samples;
use super::*;

const OWN: &str = "chrome-extension://abcdefghijklmnop";

fn testimony_at(path: &str) -> ToBackground {
    ToBackground::Testimony(Testimony {
        path: path.into(),
        ..samples::empty_page(0.0)
    })
}

fn sender(origin: &str, path: &str) -> Sender {
    Sender {
        own: true,
        tab: Some(1),
        address: Some(Address {
            origin: origin.into(),
            path: path.into(),
        }),
    }
}

fn is_permitted(sender: &Sender, message: &ToBackground) -> bool {
    permitted(catalogue(), OWN, sender, message).is_some()
}

/// The JavaScript is checked against these types. After a change write them again:
/// `WRITE_TYPES=1 cargo test -p headsup-core --lib the_scripts`.
#[test]
fn the_scripts_are_checked_against_the_types_of_the_core() {
    use super::super::{catalogue, guidance, page, testimony};
    use ts_rs::TS;

    let config = ts_rs::Config::new();
    let mut types = String::from(
        "// The messages between the extension's parts. Written by a test of\n\
         // src/core/message.rs from the types there; not to be changed by hand.\n",
    );
    for declaration in [
        ToBackground::decl(&config),
        OpenTab::decl(&config),
        ToContent::decl(&config),
        Answer::decl(&config),
        testimony::Testimony::decl(&config),
        testimony::Document::decl(&config),
        testimony::Navigation::decl(&config),
        testimony::ReadyState::decl(&config),
        testimony::Control::decl(&config),
        testimony::Shape::decl(&config),
        testimony::Shown::decl(&config),
        testimony::OptionState::decl(&config),
        testimony::Link::decl(&config),
        testimony::Named::decl(&config),
        testimony::NamedBy::decl(&config),
        testimony::Target::decl(&config),
        catalogue::SettingId::decl(&config),
        page::Address::decl(&config),
        guidance::Guidance::decl(&config),
        guidance::Line::decl(&config),
    ] {
        types.push_str(&format!("\nexport {declaration}\n"));
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../extension/messages.d.ts");
    if std::env::var_os("WRITE_TYPES").is_some() {
        std::fs::write(file, &types).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), types);
}

#[test]
fn testimony_comes_from_settings_pages_only() {
    let site = "https://www.linkedin.com";
    let path = "/mypreferences/d/categories/privacy";
    assert!(is_permitted(&sender(site, path), &testimony_at(path)));
    for (origin, path) in [
        (site, "/feed/"),
        (site, "/uas/login"),
        ("https://example.org", "/mypreferences/d/"),
        (OWN, "/popup/popup.html"),
    ] {
        assert!(
            !is_permitted(&sender(origin, path), &testimony_at(path)),
            "{path}"
        );
    }
}

#[test]
fn testimony_comes_from_tabs_only() {
    let path = "/mypreferences/d/categories/privacy";
    let without_tab = Sender {
        tab: None,
        ..sender("https://www.linkedin.com", path)
    };
    assert!(!is_permitted(&without_tab, &testimony_at(path)));
}

#[test]
fn choices_come_from_our_own_pages_only() {
    for choice in [
        ToBackground::SetHighlights { on: false },
        ToBackground::SetRegion {
            region: "FR".into(),
        },
        ToBackground::SetRecheck { days: 30 },
        ToBackground::SetLeave {
            setting: SettingId("linkedin/ai-training".into()),
            on: true,
        },
        ToBackground::Erase,
    ] {
        assert!(is_permitted(&sender(OWN, "/popup/popup.html"), &choice));
        for origin in [
            "https://www.linkedin.com",
            "chrome-extension://ponmlkjihgfedcba",
        ] {
            assert!(!is_permitted(&sender(origin, "/mypreferences/d/"), &choice));
        }
    }
}

#[test]
fn strangers_are_ignored() {
    let mut stranger = sender(OWN, "/popup/popup.html");
    stranger.own = false;
    assert!(!is_permitted(
        &stranger,
        &ToBackground::PopupOpened { tab: None }
    ));
    let mut nowhere = sender("https://www.linkedin.com", "/mypreferences/d/");
    nowhere.address = None;
    assert!(!is_permitted(&nowhere, &testimony_at("/mypreferences/d/")));
}

#[test]
fn testimony_from_before_a_navigation_is_not_used_after_it() {
    let now_at = sender(
        "https://www.linkedin.com",
        "/mypreferences/d/settings/data-for-ai-improvement",
    );
    let said = testimony_at("/mypreferences/d/settings/ads-by-age");
    assert!(!is_permitted(&now_at, &said));
}
