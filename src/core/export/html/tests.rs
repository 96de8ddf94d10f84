use super::super::super::record::Record;
use super::super::tests::{OFF, exported, record};
use super::*;

/// Writes message keys in place of messages, so that a test sees which message is where.
fn written(record: &Record, lang: &str) -> String {
    let words = Words {
        lang,
        say: &|key, _| Some(format!("[{key}]")),
        time: &|time| Some(format!("~{}~", time.rfc3339(0))),
    };
    render(&exported(record), &words).unwrap()
}

#[test]
fn the_page_says_what_it_is_and_what_was_seen() {
    let html = written(&record(OFF), "fr");
    for said in [
        "<html lang=\"fr\" dir=\"[languageDirection]\">",
        "<h1>[exportTitle]</h1>",
        "What it is",
        "Use my data for training content creation AI models",
        "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
        "<dd>[switchOff]</dd>",
        "[exportConfirmedYes]",
        "[evidenceKey] [exportAtAddress] [certaintyCertain]",
        "<dd>0.0.9</dd>",
        "~2026-11-24T22:30:00Z~ (2026-11-24T23:30:00+01:00)",
        "<time class=\"utc\" datetime=\"2026-11-24T22:30:00Z\">2026-11-24T22:30:00Z</time>",
        "<td>[switchOn]</td>\n<td>[byUnseen]</td>",
        "<td>[switchOff]</td>\n<td>[byPerson]</td>",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    assert!(!html.contains("secret"), "{html}");
}

#[test]
fn the_page_is_whole_in_itself_and_runs_nothing() {
    let html = written(&record(OFF), "en");
    for not in ["<script", "<link", "src=", "href=", "url(", "@import"] {
        assert!(!html.contains(not), "{not}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn a_switch_that_was_not_confirmed_is_said_to_be_so() {
    let record = record(r#"{"switch":{"state":"off","evidence":"key"}}"#);
    let html = written(&record, "en");
    assert!(html.contains("[exportConfirmedNo]"));
    assert!(!html.contains("[exportConfirmedYes]"));
    assert!(!html.contains("[exportAtAddress]"));
}

#[test]
fn what_is_only_likely_is_said_to_be_so() {
    let record = record(&OFF.replace("\"key\"", "\"only-switch\""));
    let html = written(&record, "en");
    assert!(html.contains("[evidenceOnlySwitch] [exportAtAddress] [certaintyLikely]"));
}

#[test]
fn nothing_that_is_put_in_becomes_markup() {
    let hostile = "<img src=x onerror=\"a('b')\">&";
    let record = record(&OFF.replace("0.0.9", &hostile.replace('"', "\\\"")));
    let html = written(&record, "\"><script>");
    assert!(
        !html.contains("<img") && !html.contains("<script>"),
        "{html}"
    );
    assert!(html.contains("&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;"));
}

#[test]
fn a_word_that_is_missing_is_not_left_out_in_silence() {
    let words = Words {
        lang: "en",
        say: &|key, _| (key != "exportSeen").then(String::new),
        time: &|_| Some(String::new()),
    };
    assert_eq!(render(&exported(&record(OFF)), &words), None);
}

#[test]
fn a_time_that_is_not_known_is_said_to_be_so() {
    let record = record(
        r#"{"switch":{"state":"off","since":0,"seen":0},
            "history":[{"at":0,"to":"off","by":"unseen"}]}"#,
    );
    let html = written(&record, "en");
    assert_eq!(html.matches("[seenUnknownTime]").count(), 3);
    assert!(!html.contains("1970"), "{html}");
}
