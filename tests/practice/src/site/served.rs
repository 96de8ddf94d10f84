//! The setting's page as the server renders it: the HTML that the script would have made. The
//! switch is the normal one, a hidden input.

use std::collections::BTreeMap;

use super::catalogue::{Catalogue, OUR_KEY};
use super::pages::escape;
use super::routes::OUR_SLUG;
use super::scenario::Scenario;

/// As `settings.js` and `switches.js` build it. `on`: whether the input has `checked`.
pub(super) fn setting(catalogue: &Catalogue, scenario: &Scenario, on: bool) -> String {
    let texts = catalogue.texts(&scenario.lang, scenario.second_wording);
    let text = |name: &str| escape(texts.get(name).map_or(name, String::as_str));
    format!(
        r#"<header class="_header_0build"><span class="_app-name_0build">{app}</span><a class="_headerlink_0build" href="/feed/">{feed}</a></header>
<div class="_shell_0build">{nav}<main class="_main_0build"><a class="_back_0build" href="/mypreferences/d/categories/privacy">{privacy}</a>
<section class="_card_0build _padded_0build"><h1 class="_heading_0build">{title}</h1><p class="_question_0build">{question}</p>
{row}
<p class="_help_0build">{help}</p></section></main></div>"#,
        app = text("app"),
        feed = text("feed"),
        nav = nav(catalogue, &texts),
        privacy = text("category privacy"),
        title = text(&format!("setting {OUR_SLUG}")),
        question = text(&format!("question {OUR_SLUG}")),
        row = row(
            &text(&format!("switch {OUR_KEY}")),
            &text(if on { "on" } else { "off" }),
            on
        ),
        help = text(&format!("help {OUR_SLUG}")),
    )
}

fn row(label: &str, state: &str, on: bool) -> String {
    let checked = if on { " checked" } else { "" };
    let toggle = format!(
        r#"<div class="_toggle_0build"><input class="_input_0build" type="checkbox" role="switch" id=":r0:" aria-labelledby="{OUR_KEY}"{checked}><label class="_track_0build" for=":r0:"><span class="_thumb_0build"></span></label></div>"#
    );
    format!(
        r#"<div class="_row_0build" data-row="{OUR_KEY}"><div class="_text_0build" id="{OUR_KEY}">{label}</div><span class="_state_0build" aria-hidden="true">{state}</span>{toggle}</div>"#
    )
}

fn nav(catalogue: &Catalogue, texts: &BTreeMap<&str, String>) -> String {
    let categories = catalogue.pages["categories"].as_array();
    let ids = categories.into_iter().flatten();
    let items = ids.filter_map(|category| category["id"].as_str()).map(|id| {
        let name = format!("category {id}");
        let name = escape(texts.get(name.as_str()).unwrap_or(&name));
        format!(
            r#"<li><a class="_navlink_0build" href="/mypreferences/d/categories/{id}">{name}</a></li>"#
        )
    });
    format!(
        r#"<nav class="_nav_0build"><ul class="_navlist_0build">{}</ul></nav>"#,
        items.collect::<String>()
    )
}
