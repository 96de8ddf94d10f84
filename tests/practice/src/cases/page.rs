//! A case → the documents, scripts and styles that the practice site serves.
//!
//! The site's policy forbids inline script and style, as LinkedIn's may well do.
//! So that a case can be one file all the same, what stands there in `<script>`
//! and `<style>` is served from an address of its own, and so is the document of
//! an `<iframe src="…?frame=name">`: what stands in `<template id="frame-name">`.

use anyhow::{Context, Result, bail};

use super::Case;
use super::head::Direction;

/// Which part of a case a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// The page.
    Page,
    /// The document of the iframe with this name.
    Frame(&'a str),
    /// The content of the script of this number.
    Script(usize),
    /// The content of the style of this number.
    Style(usize),
}

/// This part of a case.
pub(crate) fn part_of(case: &Case, part: Part<'_>) -> Result<String> {
    let name = &case.name;
    let (body, scripts) = cut(&case.body, "<script>", "</script>", |number| {
        format!("<script src=\"/practice/case.js?case={name}&amp;part={number}\"></script>")
    })?;
    let (body, styles) = cut(&body, "<style>", "</style>", |number| {
        format!(
            "<link rel=\"stylesheet\" href=\"/practice/part.css?case={name}&amp;part={number}\">"
        )
    })?;
    let body = body.replace("?frame=", &format!("?case={name}&amp;frame="));
    let (body, frames) = cut(&body, "<template id=\"frame-", "</template>", |_| {
        String::new()
    })?;
    let missing = || format!("{name} has no {part:?}");
    match part {
        Part::Page => Ok(document(case, &body)),
        Part::Frame(wanted) => {
            let mut frames = frames.iter().filter_map(|frame| frame.split_once("\">"));
            let frame = frames.find(|(found, _)| *found == wanted);
            Ok(document(case, frame.with_context(missing)?.1))
        }
        Part::Script(number) => scripts.into_iter().nth(number).with_context(missing),
        Part::Style(number) => styles.into_iter().nth(number).with_context(missing),
    }
}

/// Cuts everything from `open` to `close` out of a text, and puts `instead` in its place.
fn cut(
    text: &str,
    open: &str,
    close: &str,
    instead: impl Fn(usize) -> String,
) -> Result<(String, Vec<String>)> {
    let mut rest = text;
    let mut kept = String::new();
    let mut taken = Vec::new();
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inside, after)) = after.split_once(close) else {
            bail!("`{open}` without `{close}`");
        };
        kept.push_str(before);
        kept.push_str(&instead(taken.len()));
        taken.push(inside.to_owned());
        rest = after;
    }
    kept.push_str(rest);
    Ok((kept, taken))
}

fn document(case: &Case, body: &str) -> String {
    let lang = &case.head.lang;
    let dir = match case.head.dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Practice copy</title>\n<link rel=\"stylesheet\" href=\"/practice/case.css\">\n\
         </head>\n<body>\n<p class=\"banner\" lang=\"en\" dir=\"ltr\">Practice copy for testing. Not LinkedIn.</p>\n\
         {body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> Case {
        let text = "<!--\nwhat: A switch.\nexpect: on by key\nlang: ar\ndir: rtl\n-->\n\
            <style>a{}</style><iframe src=\"/psettings/x?frame=inner\"></iframe>\
            <template id=\"frame-inner\"><input data-here><script>two()</script></template>\
            <template shadowrootmode=\"open\"><style>b{}</style></template>\
            <script>three()</script>\n";
        Case::parse("shapes/framed", text).unwrap()
    }

    fn part(part: Part<'_>) -> String {
        part_of(&case(), part).unwrap()
    }

    #[test]
    fn nothing_inline_is_left_in_a_page() {
        let page = part(Part::Page);
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
        assert!(page.contains("src=\"/psettings/x?case=shapes/framed&amp;frame=inner\""));
        assert!(page.contains("<template shadowrootmode=\"open\"><link "));
        assert!(
            !page.contains("a{}") && !page.contains("<script>"),
            "{page}"
        );
        assert!(!page.contains("data-here"), "{page}");
    }

    #[test]
    fn each_part_is_found_by_its_number_or_name() {
        assert!(part(Part::Frame("inner")).contains("<input data-here><script src="));
        assert_eq!(part(Part::Script(0)), "two()");
        assert_eq!(part(Part::Script(1)), "three()");
        assert_eq!(part(Part::Style(1)), "b{}");
        assert!(part_of(&case(), Part::Style(2)).is_err());
        assert!(part_of(&case(), Part::Frame("outer")).is_err());
    }
}
