//! LinkedIn's other settings on pages with the same faults as the first one's.

use anyhow::{Context, Result, ensure};
use headsup_core::catalogue::{Setting, catalogue, on_one_page};
use practice::browser::{Kind, wait_for};
use practice::site::{Save, Scenario, SwitchShape};
use practice::words::english;
use serde_json::{Value, json};

use crate::others::{path, recorded, settings, track, with_others};
use crate::stage::{PATIENCE, Stage};

/// One setting with a page of its own, and two that share a page.
fn three() -> Result<[&'static Setting; 3]> {
    let pages = || catalogue().others().chunk_by(on_one_page);
    let alone = pages().find(|page| page.len() == 1);
    let two = pages().find(|page| page.len() == 2);
    let two = two.context("no page with two switches")?;
    Ok([
        &alone.context("no page with one switch")?[0],
        &two[0],
        &two[1],
    ])
}

/// The states in which this setting's switch was recorded, and by whom.
async fn history(stage: &Stage, setting: &Setting) -> Result<Vec<String>> {
    let history = settings(stage).await?[setting.id]["history"].take();
    let changes = history.as_array().cloned().unwrap_or_default();
    Ok(changes
        .iter()
        .map(|it| format!("{} by {}", it["to"], it["by"]).replace('"', ""))
        .collect())
}

pub async fn a_default_that_another_setting_shows_while_loading_is_no_answer(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    stage.site.set_scenario(Scenario {
        hydrate_wrong_first_ms: 2_500,
        ..Scenario::default()
    });
    for setting in three()? {
        stage.go(&path(setting)).await?;
        recorded(&stage, setting, "on", true).await?;
        let history = history(&stage, setting).await?;
        ensure!(history == ["on by unseen"], "{}: {history:?}", setting.id);
    }
    Ok(())
}

pub async fn a_flip_of_another_setting_that_the_server_loses_is_on_after_the_reload(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    stage.site.set_scenario(Scenario {
        save: Save::Lose,
        ..Scenario::default()
    });
    for setting in three()? {
        stage.go(&path(setting)).await?;
        recorded(&stage, setting, "on", true).await?;
        stage.click(&track(setting)).await?;
        recorded(&stage, setting, "off", false).await?;
        stage.go(&path(setting)).await?;
        recorded(&stage, setting, "on", true).await?;
        let history = history(&stage, setting).await?;
        ensure!(history == ["on by unseen", "off by person", "on by unseen"]);
    }
    Ok(())
}

pub async fn a_flip_of_another_setting_that_is_refused_is_the_pages_to_take_back(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    stage.site.set_scenario(Scenario {
        save: Save::RefuseAndTurnBack,
        ..Scenario::default()
    });
    for setting in three()? {
        stage.go(&path(setting)).await?;
        recorded(&stage, setting, "on", true).await?;
        stage.click(&track(setting)).await?;
        let expected = json!(["on by unseen", "off by person", "on by site"]);
        wait_for(
            &format!("{} to be turned back", setting.id),
            PATIENCE,
            async || Ok(json!(history(&stage, setting).await?)),
            |history: &Value| *history == expected,
        )
        .await?;
        let callout = stage.ringed(&track(setting), english("notKept")?).await;
        callout.with_context(|| setting.id)?;
    }
    Ok(())
}

pub async fn another_setting_of_an_older_shape_is_known_by_its_key_or_not_at_all(
    kind: Kind,
) -> Result<()> {
    let stage = with_others(kind).await?;
    let shaped = |switch_shape| Scenario {
        switch_shape,
        ..Scenario::default()
    };
    stage.site.set_scenario(shaped(SwitchShape::ArtdecoKeyInId));
    let [alone, ..] = three()?;
    stage.go(&path(alone)).await?;
    recorded(&stage, alone, "on", true).await?;
    // The switch has no key, and its label is not known: the look fails and takes nothing from what
    // is recorded.
    let mut others = catalogue().others().chunk_by(on_one_page);
    let unlabelled = others.find(|page| page[0].id != alone.id && page[0].labels.is_empty());
    let unlabelled = &unlabelled.context("every label is known")?[0];
    stage.site.set_scenario(shaped(SwitchShape::Artdeco));
    stage.go(&path(unlabelled)).await?;
    let look = async || Ok(settings(&stage).await?[unlabelled.id]["look"]["outcome"].take());
    let is_failed = |outcome: &Value| *outcome == "unrecognised";
    wait_for("a look that failed", PATIENCE, look, is_failed).await?;
    ensure!(settings(&stage).await?[unlabelled.id]["switch"].is_null());
    Ok(())
}
