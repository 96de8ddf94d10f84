//! Pages with several nodes for one setting, or one node for several settings.

use anyhow::{Result, ensure};
use practice::browser::Kind;
use practice::site::Scenario;
use practice::words::english;

use super::confirming::{at, confirms_no_off};

/// The switch with the key that is shown.
const SHOWN: &str = "main > div:not([hidden]) input";
const OURS: &str = "[aria-labelledby=allowDataForGenerativeAI]";
const OTHER: &str = "[aria-labelledby=another]";

/// Was wrong: the copy that had been hidden was not watched. The popup said "opted out, confirmed"
/// while it was on. <https://github.com/wevote/WebApp/issues/3117>
pub async fn a_copy_that_takes_the_place_of_the_switch_is_followed(kind: Kind) -> Result<()> {
    let stage = at(kind, "two-panels", Scenario::default()).await?;
    stage.recorded("opted-out", true).await?;
    stage.run("turn()").await?;
    stage.ringed(SHOWN, english("calloutOff")?).await?;
    stage.click(SHOWN).await?;
    stage.recorded("opted-in", false).await?;
    stage.ringed(SHOWN, english("calloutOn")?).await?;
    let history = stage.history_by().await?;
    ensure!(
        history.last().is_some_and(|last| last.contains("person")),
        "{history:?}"
    );
    Ok(())
}

/// Was wrong: what was known of a node stayed with the node when the page used it for another
/// setting. <https://github.com/woocommerce/woocommerce-admin/issues/7160>
pub async fn what_the_person_did_goes_with_the_setting_where_its_node_becomes_anothers(
    kind: Kind,
) -> Result<()> {
    let stage = at(kind, "sorted", Scenario::default()).await?;
    stage.recorded("opted-in", true).await?;
    // The AI training setting moves to the second row, into the node of the other setting.
    stage.click(OURS).await?;
    stage.recorded("opted-out", false).await?;
    let history = stage.history_by().await?;
    ensure!(
        history.len() == 2 && history[1].contains("person"),
        "{history:?}"
    );
    confirms_no_off(&stage).await?;
    // The other switch is flipped twice, and its node moves each time.
    for _ in 0..2 {
        stage.click(OTHER).await?;
        stage.ringed(OURS, english("calloutOff")?).await?;
    }
    ensure!(stage.history_by().await? == history);
    confirms_no_off(&stage).await
}
