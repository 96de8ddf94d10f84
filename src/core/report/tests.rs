use super::super::catalogue::catalogue;
use super::super::samples::{control, empty_page};
use super::super::testimony::OptionState;
use super::*;

fn page(lang: &str) -> Testimony {
    Testimony {
        lang: lang.into(),
        more: true,
        controls: vec![control(|it| {
            it.shape = Shape::Button;
            it.keys = vec!["member-jane-doe".into()];
            it.name = Some("Jane Doe’s secret".into());
            it.state = Shown::Unclear;
            it.main = false;
        })],
        ..empty_page(0.0)
    }
}

fn report(lang: &str) -> Report {
    let setting = &catalogue().settings[0];
    Report::of(catalogue(), setting, &page(lang), Why::TooMuch)
}

#[test]
fn it_counts_and_says_why() {
    assert_eq!(
        report("pt-BR").to_string(),
        "why: too-much\nlanguage: pt-BR\nswitches: 1 button and more\n\
         visible 1, main 0, key 0, other key 0, label 0, no label 0, no state 1, left over 0"
    );
}

#[test]
fn a_choice_is_not_counted_as_without_a_state() {
    let setting = &catalogue().settings[0];
    let unclear = |said: &Testimony| Report::of(catalogue(), setting, said, Why::NoMatch).unclear;
    let mut said = page("en");
    assert_eq!(unclear(&said), 1);
    said.controls[0].options = vec![OptionState {
        label: "On".into(),
        value: String::new(),
        chosen: true,
    }];
    assert_eq!(unclear(&said), 0);
    said.controls[0].options.clear();
    said.controls[0].state = Shown::On;
    assert_eq!(unclear(&said), 0);
}

#[test]
fn no_text_of_the_page_is_in_it() {
    for lang in [
        "Jane Doe",
        "en Jane",
        "x",
        "<b>",
        "jane.doe",
        "jane-doe",
        "1234567890abc",
        "",
    ] {
        let report = report(lang);
        assert_eq!(report.lang, None, "{lang}");
        let text = report.to_string();
        assert!(!text.to_lowercase().contains("jane"), "{text}");
    }
}

#[test]
fn a_name_that_was_not_read_is_not_counted_as_none() {
    let setting = &catalogue().settings[0];
    let unlabelled = |name: Option<&str>| {
        let mut said = page("en");
        said.controls[0].name = name.map(str::to_owned);
        Report::of(catalogue(), setting, &said, Why::NoMatch).unlabelled
    };
    assert_eq!((unlabelled(Some("")), unlabelled(None)), (1, 0));
}
