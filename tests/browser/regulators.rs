//! The regulators in Details: whose statements are shown, and what else can be done.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, PopupTab, wait_for, wait_until};
use practice::site::Scenario;
use practice::words::{english, english_with};
use serde_json::{Value, json};

use crate::popup::tab_shows;
use crate::stage::{PATIENCE, SETTING, Stage};
use crate::told::preferences;

const DETAILS: &str = "details/details.html";

/// A browser in this time zone, with that page open.
async fn details_in(kind: Kind, time_zone: &str) -> Result<(Stage, PopupTab)> {
    let stage = Stage::alone(kind, Scenario::default(), |options| {
        options.time_zone = time_zone.to_owned();
    })
    .await?;
    let page = stage.browser.page_tab(DETAILS).await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    Ok((stage, page))
}

/// What is shown of regulators, as lines of text.
async fn cards(stage: &Stage) -> Result<Vec<String>> {
    let texts = stage
        .run("return [...document.querySelectorAll('.said')].map((card) => card.textContent)")
        .await?;
    Ok(serde_json::from_value(texts)?)
}

/// Chooses a region as by keyboard: the list gets the focus and the browser sends its own event.
async fn choose(stage: &Stage, code: &str) -> Result<()> {
    let option = format!("#region-choice option[value={code:?}]");
    let option = stage
        .browser
        .driver
        .find(thirtyfour::By::Css(option))
        .await?;
    option.click().await?;
    wait_for(
        &format!("the regulators of {code}"),
        PATIENCE,
        async || {
            stage
                .run("return document.querySelector('#said').dataset.region")
                .await
        },
        |shown| shown == code,
    )
    .await?;
    Ok(())
}

async fn stored_preferences(stage: &Stage) -> Result<Value> {
    Ok(stage.browser.storage().await?["preferences"].clone())
}

pub async fn the_region_is_proposed_from_the_time_zone_until_one_is_chosen(
    kind: Kind,
) -> Result<()> {
    let (stage, page) = details_in(kind, "America/Toronto").await?;
    let shown = "return document.querySelector('#region-choice').value";
    ensure!(stage.run(shown).await? == "CA");
    let text = cards(&stage).await?.join("\n");
    ensure!(text.contains(english("kindPause")?), "{text}");
    let notes = "return document.querySelector('#regional-notes').innerText";
    let said = stage.run(notes).await?;
    let said = said.as_str().unwrap_or_default();
    ensure!(said.contains(english("regionProposed")?), "{said}");
    ensure!(
        stored_preferences(&stage).await? == Value::Null,
        "stored without a choice"
    );

    choose(&stage, "HK").await?;
    ensure!(
        stage.run(notes).await? == "",
        "it is not a suggestion any more"
    );
    wait_for(
        "the choice to be stored",
        PATIENCE,
        async || stored_preferences(&stage).await,
        |stored| stored["region"] == "HK" && stored["regionProposed"] == false,
    )
    .await?;
    stage.browser.close_popup_tab(page).await?;
    let page = stage.browser.page_tab(DETAILS).await?;
    tab_shows(&stage.browser, "unknown", false).await?;
    ensure!(stage.run(shown).await? == "HK");
    ensure!(cards(&stage).await?[0].contains(english("kindReminder")?));
    stage.browser.close_popup_tab(page).await
}

pub async fn a_country_of_the_eea_has_its_own_statement_first_then_the_lead_authoritys(
    kind: Kind,
) -> Result<()> {
    let (stage, page) = details_in(kind, "Europe/Amsterdam").await?;
    let said = cards(&stage).await?;
    ensure!(said.len() == 2, "{said:#?}");
    for (card, words) in [
        (
            &said[0],
            [
                english("kindReminder")?,
                "Autoriteit Persoonsgegevens",
                &format!("September 24, 2025 · {}", english("markReported")?),
                english("apReminder")?,
            ],
        ),
        (
            &said[1],
            [
                english("kindAssessment")?,
                &english_with("leadAuthority", &["Data Protection Commission, Ireland"])?,
                &format!("November 7, 2025 · {}", english("markReported")?),
                english("dpcNoApproval")?,
            ],
        ),
    ] {
        for word in words {
            ensure!(card.contains(word), "no {word:?} in {card}");
        }
    }
    for (code, words) in [
        ("DE-HH", "Hamburg"),
        (
            "DE-SN",
            &format!(
                "{} · {}",
                english_with("dateAutumn", &["2025"])?,
                english("markPrimary")?
            ),
        ),
        (
            "DE-MV",
            &format!(
                "{} · {}",
                english_with("dateBefore", &["November 3, 2025"])?,
                english("markReported")?
            ),
        ),
    ] {
        choose(&stage, code).await?;
        let said = cards(&stage).await?;
        ensure!(said.len() == 2 && said[0].contains(words), "{said:#?}");
    }
    choose(&stage, "DE").await?;
    let said = cards(&stage).await?;
    ensure!(
        said.len() == 5 && said[0].contains("Lower Saxony"),
        "{said:#?}"
    );
    stage.browser.close_popup_tab(page).await
}

pub async fn where_no_statement_was_found_that_is_said(kind: Kind) -> Result<()> {
    let (stage, page) = details_in(kind, "Europe/Oslo").await?;
    let national = |country| english_with("nationalAuthority", &[country]);
    let none = english("kindNoneFound")?;
    let not_looked = english("kindNotLookedFor")?;
    let assessment = english("kindAssessment")?;
    for (code, cards_shown, chip, words) in [
        ("NO", 2, none, national("Norway")?),
        ("CH", 1, none, "Federal Data Protection".to_owned()),
        ("GR", 2, none, national("Greece")?),
        ("BG", 2, not_looked, national("Bulgaria")?),
    ] {
        choose(&stage, code).await?;
        let said = cards(&stage).await?;
        ensure!(said.len() == cards_shown, "{code}: {said:#?}");
        let own = &said[0];
        ensure!(own.contains(chip) && own.contains(&words), "{code}: {own}");
        ensure!(
            !own.contains(english("kindReminder")?) && !own.contains(english("markReported")?),
            "words in a silent regulator's mouth: {own}"
        );
        ensure!(
            said.get(1).is_none_or(|lead| lead.contains(assessment)),
            "{said:#?}"
        );
    }
    stage.browser.close_popup_tab(page).await
}

/// The browser's language may be one that `_locales` lacks. Few languages are installed here, so
/// only the page is told another one.
pub async fn dates_and_countries_are_in_the_language_of_the_words_beside_them(
    kind: Kind,
) -> Result<()> {
    let (stage, page) = details_in(kind, "Europe/Amsterdam").await?;
    for (language, region, words) in [
        (
            "ja",
            "NO",
            [
                "Norway",
                &english_with("nationalAuthority", &["Norway"])?,
                "November 7, 2025 ·",
            ],
        ),
        (
            "en-GB",
            "NL",
            ["Netherlands", "24 September 2025 ·", "7 November 2025 ·"],
        ),
    ] {
        let speak = format!(
            "chrome.i18n.getUILanguage = () => {language:?};
             document.querySelector('#region-choice').replaceChildren();
             return chrome.i18n.getUILanguage()"
        );
        ensure!(stage.run(&speak).await? == language, "it cannot be feigned");
        let stored = json!({"preferences": preferences(region)});
        stage.browser.set_storage(&stored).await?;
        wait_for(
            &format!("the regulators of {region} beside {words:?}"),
            PATIENCE,
            async || {
                stage
                    .run(
                        "const list = document.querySelector('#region-choice');
                         const said = document.querySelector('#said');
                         return [said.dataset.region, `${list.selectedOptions[0]?.label} ${said.textContent}`]",
                    )
                    .await
            },
            |seen| {
                let text = seen[1].as_str().unwrap_or_default();
                seen[0] == region && words.iter().all(|word| text.contains(word))
            },
        )
        .await?;
    }
    stage.browser.close_popup_tab(page).await
}

pub async fn what_else_can_be_done_opens_in_a_new_tab_without_referrer_or_parameters(
    kind: Kind,
) -> Result<()> {
    let (stage, page) = details_in(kind, "Europe/Paris").await?;
    for (code, routes) in [
        (
            "FR",
            vec![
                "https://www.linkedin.com/help/linkedin/ask/TS-DPRO",
                "https://www.dataprotection.ie/",
            ],
        ),
        ("HK", vec!["https://www.pcpd.org.hk/english/complaints/"]),
        (
            "GB",
            vec![
                "https://www.linkedin.com/help/linkedin/ask/TS-DPRO",
                "https://ico.org.uk/make-a-complaint/",
            ],
        ),
    ] {
        choose(&stage, code).await?;
        let links = stage
            .run(
                "return [...document.querySelectorAll('#open, #routes a, #said a')].map((link) => ({
                     url: link.href, tab: link.target, rel: link.rel,
                     plain: !new URL(link.href).search && !new URL(link.href).hash,
                     route: Boolean(link.closest('#routes')) }))",
            )
            .await?;
        let links = links.as_array().context("no links")?;
        for link in links {
            ensure!(
                link["tab"] == "_blank" && link["rel"] == "noreferrer" && link["plain"] == true,
                "{code}: {link}"
            );
        }
        let shown: Vec<&str> = links
            .iter()
            .filter(|link| link["route"] == true)
            .filter_map(|link| link["url"].as_str())
            .collect();
        let as_expected = shown.len() == routes.len()
            && shown
                .iter()
                .zip(&routes)
                .all(|(it, start)| it.starts_with(start));
        ensure!(as_expected, "{code}: {shown:?}");
    }
    stage.browser.close_popup_tab(page).await
}

pub async fn the_steps_use_the_words_of_the_page_as_it_was_last_seen(kind: Kind) -> Result<()> {
    let scenario = |lang: &str| Scenario {
        lang: lang.to_owned(),
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario("de")).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let entry = stage.entry().await?;
    ensure!(entry["lang"] == "de", "{entry}");
    let page = stage.browser.page_tab(DETAILS).await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    let steps = "return document.querySelector('#steps-list').textContent";
    let said = stage.run(steps).await?;
    let said = said.as_str().context("no steps")?;
    for name in [
        "“Datenschutz”",
        "“Daten zur Verbesserung generativer KI”",
        "“Ihre Daten zum Schulen",
    ] {
        ensure!(said.contains(name), "no {name} in {said}");
    }
    let marked = "return [...document.querySelectorAll('#steps-list span')].map((it) => [it.lang, it.textContent.slice(0, 11)])";
    let marked = stage.run(marked).await?;
    ensure!(
        marked
            == json!([
                ["de", "Datenschutz"],
                ["de", "Daten zur V"],
                ["de", "Ihre Daten "]
            ]),
        "a screen reader reads them as English: {marked}"
    );
    stage.browser.close_popup_tab(page).await?;

    // A language whose wording is not known: the steps are in English.
    stage.site.set_scenario(scenario("ja"));
    stage.go(SETTING).await?;
    // The new page has confirmed the state before Details open over it.
    wait_until("the language to be forgotten", PATIENCE, async || {
        let now = stage.entry().await?;
        let is_newer = now["switch"]["asOf"] != entry["switch"]["asOf"];
        let is_told = now["lang"].is_null() && is_newer && now["switch"]["confirmed"] == true;
        Ok(is_told.then_some(()))
    })
    .await?;
    let page = stage.browser.page_tab(DETAILS).await?;
    tab_shows(&stage.browser, "opted-in", true).await?;
    let said = stage.run(steps).await?;
    ensure!(
        said.as_str()
            .is_some_and(|said| said.contains("“Data privacy”")),
        "{said}"
    );
    stage.browser.close_popup_tab(page).await
}

pub async fn a_region_that_does_not_exist_is_not_stored(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let answers = stage
        .browser
        .run_in_extension(
            "const answers = [];
             for (const region of ['XX', '', 7, null, '__proto__'])
               answers.push(await chrome.runtime.sendMessage({setRegion: {region}}));
             return answers;",
        )
        .await?;
    ensure!(
        answers == json!([false, false, null, null, false]),
        "{answers}"
    );
    ensure!(stored_preferences(&stage).await? == Value::Null);
    Ok(())
}
