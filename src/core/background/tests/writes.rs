//! A write that failed, and a storage that does not answer.

use super::*;

// Writes

#[test]
fn a_write_that_failed_is_shown_until_that_key_is_written() {
    let mut browser = opted_out();
    browser.refuses = true;
    let flip = flipped(off(0.0), 50.0, Shown::On);
    let answer = browser.hears(50.1, &flip);
    assert_eq!(answer.again, Some(1_000.0));
    assert_eq!(browser.stored.failed, ["record"]);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(51.0).contains(&"troubleWrite"));
    // The popup is opened and a preference saved: that does not write the record.
    browser.refuses = false;
    browser.is_told(52.0, &json!({"popupOpened": {"tab": null}}));
    let told = browser.is_told(53.0, &json!({"setHighlights": {"on": false}}));
    assert_eq!(told, Reply::Written);
    assert_eq!(browser.stored.failed, ["record"]);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(53.0).contains(&"troubleWrite"));
    browser.hears(54.0, &flip);
    assert_eq!(browser.stored.failed, [] as [&str; 0]);
    assert_eq!(browser.badge, "!");
    assert!(!browser.lines(54.0).contains(&"troubleWrite"));
}

#[test]
fn a_preference_that_could_not_be_saved_is_shown_until_one_is() {
    let mut browser = opted_out();
    browser.refuses = true;
    browser.is_told(20.0, &json!({"setRecheck": {"days": 30}}));
    assert_eq!(browser.stored.failed, ["preferences"]);
    browser.refuses = false;
    browser.hears(111.0, &off(100.0));
    assert_eq!(browser.badge, "?");
    browser.is_told(120.0, &json!({"setRecheck": {"days": 30}}));
    assert_eq!((browser.badge, browser.stored.failed.len()), ("✓", 0));
}

#[test]
fn a_failure_is_noted_once() {
    let mut browser = Browser {
        refuses: true,
        ..Browser::default()
    };
    for second in 0..3 {
        browser.hears(11.0 + f64::from(second), &off(0.0));
    }
    assert_eq!(browser.stored.failed, ["record"]);
}

#[test]
fn where_the_storage_does_not_answer_nothing_is_written_and_it_is_said() {
    let mut browser = Browser::default();
    browser.stored.unreadable = true;
    let answer = browser.hears(11.0, &off(0.0));
    assert_eq!(answer.guidance, None);
    for choice in [
        json!({"setHighlights": {"on": false}}),
        json!({"setRegion": {"region": "FR"}}),
    ] {
        let reply = browser.is_told(12.0, &choice);
        assert_eq!(reply, Reply::Now(json!(false)));
    }
    browser.starts(13.0);
    assert_eq!(browser.writes, 0);
    assert_eq!(browser.badge, "?");
    assert!(browser.lines(13.0).contains(&"troubleStorage"));
}
