//! From the settings to a confirmed opt-out, on pages whose switch has no key.

use anyhow::{Context as _, Result, ensure};
use practice::browser::Kind;
use practice::site::{Scenario, SwitchShape};
use practice::words::{english, start_of};

use crate::stage::{ACCOUNT, Stage};
use crate::steps::{TO_PRIVACY, TO_SETTING};

const LABEL: &str = "main label";

/// The languages with a known label, and how many wordings each has.
const LABELLED: [(&str, usize); 9] = [
    ("en", 1),
    ("de", 2),
    ("fr", 2),
    ("nl", 1),
    ("pt", 1),
    ("pl", 1),
    ("cs", 1),
    ("it", 1),
    ("es", 2),
];

pub async fn the_label_carries_the_whole_way_in_every_language_that_is_known(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for (lang, wordings) in LABELLED {
        for second in [false, true].into_iter().take(wordings) {
            let walked = walk(&stage, lang, second, "label").await;
            walked.with_context(|| format!("{lang}, second wording: {second}"))?;
        }
    }
    Ok(())
}

/// In these languages no label is known: the switch is recognised as the only one at the address.
pub async fn the_only_switch_at_the_address_carries_the_whole_way_in_other_languages(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::open(kind).await?;
    for lang in ["ja", "ar", "zh-Hant"] {
        let walked = walk(&stage, lang, false, "only-switch").await;
        walked.context(lang)?;
    }
    Ok(())
}

/// Walks from the account page to the switch, turns it off, and confirms that by a reload.
async fn walk(stage: &Stage, lang: &str, second: bool, evidence: &str) -> Result<()> {
    stage.site.set_scenario(Scenario {
        lang: lang.to_owned(),
        second_wording: second,
        switch_shape: SwitchShape::Artdeco,
        ..Scenario::default()
    });
    stage.go("/feed/").await?;
    stage.heard().await?;
    stage.browser.set_storage(&serde_json::json!({})).await?;
    stage.go(ACCOUNT).await?;
    stage
        .ringed(TO_PRIVACY, start_of("calloutToCategory")?)
        .await?;
    stage.click(TO_PRIVACY).await?;
    stage
        .ringed(TO_SETTING, start_of("calloutToSetting")?)
        .await?;
    stage.click(TO_SETTING).await?;
    stage.ringed_in(LABEL, english("calloutOn")?).await?;
    let switch = stage.recorded("opted-in", true).await?;
    ensure!(switch["evidence"] == evidence, "{switch}");
    stage.click(LABEL).await?;
    stage.recorded("opted-out", false).await?;
    stage.ringed_in(LABEL, english("calloutOff")?).await?;
    stage
        .browser
        .press_callout_button(english("calloutReload")?)
        .await?;
    let switch = stage.recorded("opted-out", true).await?;
    ensure!(switch["evidence"] == evidence, "{switch}");
    ensure!(stage.history().await? == ["on", "off"]);
    Ok(())
}
