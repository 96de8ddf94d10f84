//! The file with what was seen, as an HTML page to read and to print. It needs no other file and
//! has no scripts.

use super::super::popup::reason;
use super::super::record::{By, State};
use super::super::time::Timestamp;
use super::{Export, Last, Moment, SettingNames, ShownChange};

/// What the page takes from the browser: the messages, and times in the person's language.
pub struct Words<'a> {
    /// BCP 47 tag of the language of the words.
    pub lang: &'a str,
    /// The message under a key, with texts for its placeholders. `None`: there is no such message.
    pub say: &'a dyn Fn(&'static str, &[&str]) -> Option<String>,
    /// A time in the person's language and time zone.
    pub time: &'a dyn Fn(Timestamp) -> Option<String>,
}

/// The policy forbids everything but the style below: no scripts, pictures or fonts.
const HEAD: &str = r#"<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid; font-size: 1.25rem; }
h3 { margin-top: 1.5rem; font-size: 1.0625rem; }
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

/// The page as HTML. `None` where a message is missing.
pub fn render(export: &Export<'_>, words: &Words<'_>) -> Option<String> {
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
    html.raw("<dl>\n");
    html.entry("exportVersion", export.version)?;
    html.moment("exportSaved", Some(&export.saved))?;
    html.raw("</dl>\n");
    for seen in &export.settings {
        setting(&mut html, &seen.setting)?;
        if let Some(last) = &seen.last {
            seen_last(&mut html, last)?;
        }
        changes(&mut html, &seen.changes)?;
    }
    html.raw("</main>\n</body>\n</html>\n");
    Some(html.text)
}

fn setting(html: &mut Html<'_>, setting: &SettingNames<'_>) -> Option<()> {
    html.element("h2", "exportSetting", &[])?;
    html.raw("<dl>\n");
    html.entry("exportSettingName", setting.name)?;
    html.entry("exportSwitch", setting.switch)?;
    html.entry("exportAddress", &setting.address)?;
    html.raw("</dl>\n");
    Some(())
}

fn seen_last(html: &mut Html<'_>, last: &Last<'_>) -> Option<()> {
    html.element("h3", "exportLast", &[])?;
    html.raw("<dl>\n");
    let state = html.say(state(last.state), &[])?;
    html.entry("exportState", &state)?;
    let confirmed = match last.confirmed {
        true => "exportConfirmedYes",
        false => "exportConfirmedNo",
    };
    let confirmed = html.say(confirmed, &[])?;
    html.entry("exportConfirmed", &confirmed)?;
    html.moment("exportSince", last.since.as_ref())?;
    html.moment("exportSeen", last.seen.as_ref())?;
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

fn changes(html: &mut Html<'_>, changes: &[ShownChange]) -> Option<()> {
    html.element("h3", "exportChanges", &[])?;
    if changes.is_empty() {
        return html.element("p", "exportNoChanges", &[]);
    }
    html.raw("<table>\n<thead><tr>");
    for key in ["exportWhen", "exportAfter", "exportBy"] {
        html.element("th scope=\"col\"", key, &[])?;
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for change in changes {
        html.raw("<tr><td>");
        html.times(change.at.as_ref())?;
        html.raw("</td>");
        html.element("td", state(change.to), &[])?;
        html.element("td", by(change.by), &[])?;
        html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n");
    Some(())
}

/// Message key of a state, as the switch shows it.
fn state(state: State) -> &'static str {
    match state {
        State::On => "switchOn",
        State::Off => "switchOff",
    }
}

/// Message key of who made a change.
fn by(by: By) -> &'static str {
    match by {
        By::Person => "byPerson",
        By::Site => "bySite",
        By::Unseen => "byUnseen",
    }
}

/// The HTML so far. Texts that are not ours must go through [`Html::text`], which escapes them.
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

    /// Escapes `text`, for content and for quoted attributes.
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

    /// The element `tag` (its name, with attributes) around the message under `key`.
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

    fn moment(&mut self, key: &'static str, moment: Option<&Moment>) -> Option<()> {
        self.element("dt", key, &[])?;
        self.raw("<dd>");
        self.times(moment)?;
        self.raw("</dd>\n");
        Some(())
    }

    /// A time in the person's time zone, with its offset, and in UTC; or the message that it is not
    /// known.
    fn times(&mut self, moment: Option<&Moment>) -> Option<()> {
        let Some(moment) = moment else {
            let unknown = self.say("seenUnknownTime", &[])?;
            self.text(&unknown);
            return Some(());
        };
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
mod tests;
