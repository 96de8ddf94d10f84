//! The file as a page: to read and to print, whole in itself, without scripts.

use super::super::popup::reason;
use super::super::record::Status;
use super::super::time::Timestamp;
use super::{Change, Export, Last, Moment};

/// What the page takes from the browser: words, and times as people write them.
pub struct Words<'a> {
    /// BCP 47 tag of the language of the words.
    pub lang: &'a str,
    /// The message under a key, with what to put into its places.
    pub say: &'a dyn Fn(&'static str, &[&str]) -> Option<String>,
    /// A time in the person's language and time zone.
    pub time: &'a dyn Fn(Timestamp) -> Option<String>,
}

/// Nothing from anywhere: neither scripts nor pictures nor fonts.
const HEAD: &str = r#"<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2rem; font-size: 1.125rem; }
.about { padding: 0.75rem 1rem; border: 1px solid; border-radius: 0.5rem; }
dt { margin-top: 0.75rem; font-weight: 600; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.4rem 0.6rem; border-bottom: 1px solid; text-align: start; vertical-align: top; }
time { display: block; }
.utc { font-size: 0.875rem; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
</style>
"#;

/// The page; `None` where a word is missing.
pub fn page(export: &Export<'_>, words: &Words<'_>) -> Option<String> {
    let mut html = Html {
        text: String::with_capacity(8192),
        words,
    };
    html.raw("<!doctype html>\n<html lang=\"");
    html.text(words.lang);
    html.raw("\" dir=\"");
    html.text(&(words.say)("languageDirection", &[])?);
    html.raw("\">\n<head>\n");
    html.raw(HEAD);
    html.element("title", "exportTitle", &[])?;
    html.raw("</head>\n<body>\n<main>\n");
    html.element("h1", "exportTitle", &[])?;
    html.raw("<p class=\"about\">");
    html.text(&export.about);
    html.raw("</p>\n");
    setting(&mut html, export)?;
    if let Some(last) = &export.last {
        seen_last(&mut html, last)?;
    }
    changes(&mut html, &export.changes)?;
    html.raw("</main>\n</body>\n</html>\n");
    Some(html.text)
}

fn setting(html: &mut Html<'_>, export: &Export<'_>) -> Option<()> {
    html.element("h2", "exportSetting", &[])?;
    html.raw("<dl>\n");
    html.entry("exportSettingName", export.setting.name)?;
    html.entry("exportSwitch", export.setting.switch)?;
    html.entry("exportAddress", &export.setting.address)?;
    html.entry("exportVersion", export.version)?;
    html.moment("exportSaved", &export.saved)?;
    html.raw("</dl>\n");
    Some(())
}

fn seen_last(html: &mut Html<'_>, last: &Last<'_>) -> Option<()> {
    html.element("h2", "exportLast", &[])?;
    html.raw("<dl>\n");
    let state = html.say(state(last.status), &[])?;
    html.entry("exportState", &state)?;
    if last.status.is_of_a_switch() {
        let confirmed = match last.confirmed {
            true => "exportConfirmedYes",
            false => "exportConfirmedNo",
        };
        let confirmed = html.say(confirmed, &[])?;
        html.entry("exportConfirmed", &confirmed)?;
    }
    html.moment("exportSince", &last.since)?;
    html.moment("exportSeen", &last.seen)?;
    if let Some(evidence) = last.evidence {
        let [on_what, how_sure] = reason(evidence);
        let where_seen = last.at_address.map(|at_address| match at_address {
            true => "exportAtAddress",
            false => "exportElsewhere",
        });
        let mut said = html.say(on_what, &[])?;
        for key in where_seen.into_iter().chain([how_sure]) {
            said.push(' ');
            said.push_str(&html.say(key, &[])?);
        }
        html.entry("exportEvidence", &said)?;
    }
    if let Some(version) = last.by_version {
        html.entry("exportSeenBy", version)?;
    }
    html.raw("</dl>\n");
    Some(())
}

fn changes(html: &mut Html<'_>, changes: &[Change]) -> Option<()> {
    html.element("h2", "exportChanges", &[])?;
    if changes.is_empty() {
        return html.element("p", "exportNoChanges", &[]);
    }
    html.raw("<table>\n<thead><tr>");
    for key in ["exportWhen", "exportBefore", "exportAfter"] {
        html.element("th scope=\"col\"", key, &[])?;
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for change in changes {
        html.raw("<tr><td>");
        html.times(&change.at)?;
        html.raw("</td>");
        html.element("td", state(change.from), &[])?;
        html.element("td", state(change.to), &[])?;
        html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n");
    Some(())
}

/// A status in a word or two.
fn state(status: Status) -> &'static str {
    match status {
        Status::Unknown => "stateUnknown",
        Status::OptedIn => "stateOn",
        Status::OptedOut => "stateOff",
        Status::NotOffered => "stateNotOffered",
        Status::SignedOut => "stateSignedOut",
        Status::Unrecognised => "stateUnrecognised",
    }
}

/// The page as it is written. What is not ours goes through [`Html::text`].
struct Html<'a> {
    text: String,
    words: &'a Words<'a>,
}

impl Html<'_> {
    fn say(&self, key: &'static str, args: &[&str]) -> Option<String> {
        (self.words.say)(key, args)
    }

    fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// `text` as text, also within an attribute's quotation marks.
    fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                other => self.text.push(other),
            }
        }
    }

    /// An element, by its name and attributes, around the message under `key`.
    fn element(&mut self, tag: &str, key: &'static str, args: &[&str]) -> Option<()> {
        let said = self.say(key, args)?;
        self.raw("<");
        self.raw(tag);
        self.raw(">");
        self.text(&said);
        self.raw("</");
        self.raw(tag.split(' ').next().unwrap_or(tag));
        self.raw(">\n");
        Some(())
    }

    fn entry(&mut self, key: &'static str, value: &str) -> Option<()> {
        self.element("dt", key, &[])?;
        self.raw("<dd>");
        self.text(value);
        self.raw("</dd>\n");
        Some(())
    }

    fn moment(&mut self, key: &'static str, moment: &Moment) -> Option<()> {
        self.element("dt", key, &[])?;
        self.raw("<dd>");
        self.times(moment)?;
        self.raw("</dd>\n");
        Some(())
    }

    /// A time as the person writes it, with its offset, and in UTC.
    fn times(&mut self, moment: &Moment) -> Option<()> {
        let local = (self.words.time)(moment.time)?;
        for (class, at, said) in [
            ("local", &moment.local, &local),
            ("utc", &moment.utc, &moment.utc),
        ] {
            self.raw("<time class=\"");
            self.raw(class);
            self.raw("\" datetime=\"");
            self.text(at);
            self.raw("\">");
            self.text(said);
            if class == "local" {
                self.raw(" (");
                self.text(&moment.local);
                self.raw(")");
            }
            self.raw("</time>");
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::evidence::Evidence;
    use super::super::super::record::Record;
    use super::super::tests::{exported, record};
    use super::*;

    /// Says keys, so that a test sees which words stand where.
    fn written(record: &Record, lang: &str) -> String {
        let words = Words {
            lang,
            say: &|key, _| Some(format!("[{key}]")),
            time: &|time| Some(format!("~{}~", time.rfc3339(0))),
        };
        page(&exported(record), &words).unwrap()
    }

    #[test]
    fn the_page_says_what_it_is_and_what_was_seen() {
        let html = written(&record(), "fr");
        for said in [
            "<html lang=\"fr\" dir=\"[languageDirection]\">",
            "<h1>[exportTitle]</h1>",
            "What it is",
            "Use my data for training content creation AI models",
            "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
            "<dd>[stateOff]</dd>",
            "[exportConfirmedYes]",
            "[evidenceKey] [exportAtAddress] [certaintyCertain]",
            "<dd>0.0.9</dd>",
            "~2026-11-24T22:30:00Z~ (2026-11-24T23:30:00+01:00)",
            "<time class=\"utc\" datetime=\"2026-11-24T22:30:00Z\">2026-11-24T22:30:00Z</time>",
            "<td>[stateOn]</td>\n<td>[stateOff]</td>",
        ] {
            assert!(html.contains(said), "{said}\n{html}");
        }
        assert!(!html.contains("secret"), "{html}");
    }

    #[test]
    fn the_page_is_whole_in_itself_and_runs_nothing() {
        let html = written(&record(), "en");
        for not in ["<script", "<link", "src=", "href=", "url(", "@import"] {
            assert!(!html.contains(not), "{not}");
        }
        assert!(html.contains("default-src 'none'"));
    }

    #[test]
    fn a_switch_that_was_not_confirmed_is_said_to_be_so() {
        let mut record = record();
        for entry in record.settings.values_mut() {
            entry.confirmed = false;
            entry.sighting = None;
        }
        let html = written(&record, "en");
        assert!(html.contains("[exportConfirmedNo]"));
        assert!(!html.contains("[exportConfirmedYes]"));
        assert!(!html.contains("[exportAtAddress]"));
    }

    #[test]
    fn what_is_only_likely_is_said_to_be_so() {
        let mut record = record();
        for entry in record.settings.values_mut() {
            entry.evidence = Some(Evidence::OnlySwitch);
        }
        let html = written(&record, "en");
        assert!(html.contains("[evidenceOnlySwitch] [exportAtAddress] [certaintyLikely]"));
    }

    #[test]
    fn nothing_that_is_put_in_becomes_markup() {
        let hostile = "<img src=x onerror=\"a('b')\">&";
        let mut record = record();
        for entry in record.settings.values_mut() {
            if let Some(sighting) = &mut entry.sighting {
                sighting.version = hostile.into();
            }
        }
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
        assert_eq!(page(&exported(&record()), &words), None);
    }
}
