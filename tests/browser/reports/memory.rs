//! What stays recorded when a look fails, storage fails, a clock was wrong, or a newer version has
//! written.

use anyhow::{Result, ensure};
use practice::browser::Kind;
use practice::site::{Scenario, SwitchShape};
use serde_json::{Value, json};

use super::popup_shows;
use crate::faults::Broken;
use crate::stage::{ACCOUNT, PRIVACY, SETTING, SETTING_ID, Stage, TRACK};
use crate::told::preferences;
use crate::watch::GIVEN_UP;

/// The switch is off and confirmed.
async fn opted_out(kind: Kind) -> Result<(Stage, Value)> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.go(SETTING).await?;
    let switch = stage.recorded("opted-out", true).await?;
    Ok((stage, switch))
}

/// Report 10. Was wrong: a look that failed replaced a newer, confirmed status.
pub async fn a_look_that_fails_stands_beside_the_switch(kind: Kind) -> Result<()> {
    let (stage, switch) = opted_out(kind).await?;
    for name in ["error-page", "no-settings", "never-loads", "unrecognisable"] {
        stage.site.set_scenario(Scenario {
            saved: false,
            ..Scenario::named(name)?
        });
        stage.go(SETTING).await?;
        let look = stage.recorded("unrecognised", false).await?;
        ensure!(look["at"].is_string() || look["at"].is_number(), "{look}");
        ensure!(stage.switch().await? == switch, "{name}");
        stage.badge("?").await?;
        popup_shows(&stage, "opted-out", true).await?;
        // Once the switch is seen again, the failed look is gone.
        stage.site.set_scenario(Scenario::named("off")?);
        stage.go(SETTING).await?;
        stage.badge("✓").await?;
        ensure!(stage.look().await?.is_null(), "{name}");
        let again = stage.switch().await?;
        ensure!(
            again["since"] == switch["since"],
            "{name}: {switch} became {again}"
        );
        stage
            .browser
            .set_storage(&json!({"record": only(&switch), "preferences": preferences("HK")}))
            .await?;
    }
    ensure!(stage.history().await?.is_empty(), "it was put back above");
    Ok(())
}

/// A record of this switch alone.
fn only(switch: &Value) -> Value {
    json!({"schema": 2, "settings": {SETTING_ID: {"switch": switch, "history": []}}})
}

/// The same for a sign-in form at the setting's address: it says nothing of the setting.
pub async fn a_sign_in_page_at_the_address_says_nothing_of_the_setting(kind: Kind) -> Result<()> {
    let (stage, switch) = opted_out(kind).await?;
    stage.site.set_scenario(Scenario::named("sign-in-wall")?);
    stage.watch().await?;
    stage.go(SETTING).await?;
    stage.appears("[type=password]").await?;
    stage.in_view_for(GIVEN_UP).await?;
    let seen = stage.watched().await?;
    ensure!(seen.looks.is_empty(), "{seen:#?}");
    ensure!(seen.switches == [switch], "{seen:#?}");
    stage.nothing_drawn("a sign-in page").await?;
    popup_shows(&stage, "opted-out", true).await.map(drop)
}

/// The same for a tab that was loaded earlier.
pub async fn an_older_tab_that_is_broken_tells_nothing(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        switch_shape: SwitchShape::Unrecognisable,
        ..Scenario::named("off")?
    };
    let stage = Stage::on(kind, scenario).await?;
    let driver = &stage.browser.driver;
    stage.go(SETTING).await?;
    stage.recorded("unrecognised", false).await?;
    let older = driver.window().await?;
    stage.site.set_scenario(Scenario::named("off")?);
    let newer = driver.new_tab().await?;
    driver.switch_to_window(newer).await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    ensure!(stage.look().await?.is_null());
    stage.watch().await?;
    driver.switch_to_window(older).await?;
    stage.in_view_for(GIVEN_UP).await?;
    let seen = stage.watched().await?;
    ensure!(seen.looks.is_empty(), "{seen:#?}");
    stage.badge("✓").await?;
    popup_shows(&stage, "opted-out", true).await.map(drop)
}

/// Report 11. Was wrong: of a setting that was renamed it was said that LinkedIn does not show it.
pub async fn a_setting_that_is_not_listed_may_have_another_name(kind: Kind) -> Result<()> {
    for name in ["not-offered", "renamed"] {
        let stage = Stage::on(kind, Scenario::named(name)?).await?;
        stage.go(PRIVACY).await?;
        stage.recorded("not-listed", false).await?;
        stage.badge("?").await?;
        let words = popup_shows(&stage, "not-listed", false).await?;
        ensure!(
            words.contains("Data for Generative AI Improvement"),
            "{words}"
        );
        ensure!(!words.contains("does not show you"), "{words}");
    }
    // A setting that was seen off stays recorded as off.
    let (stage, switch) = opted_out(kind).await?;
    stage.site.set_scenario(Scenario {
        saved: false,
        ..Scenario::named("renamed")?
    });
    stage.go(PRIVACY).await?;
    stage.recorded("not-listed", false).await?;
    ensure!(stage.switch().await? == switch);
    stage.badge("?").await?;
    popup_shows(&stage, "opted-out", true).await.map(drop)
}

/// Report 12. Was wrong: the popup said "not seen yet" and "was seen off" at the same time.
pub async fn what_was_seen_is_not_forgotten_over_other_pages(kind: Kind) -> Result<()> {
    let (stage, switch) = opted_out(kind).await?;
    stage.site.set_scenario(Scenario {
        saved: false,
        ..Scenario::named("unrecognisable")?
    });
    stage.go(SETTING).await?;
    stage.recorded("unrecognised", false).await?;
    stage.site.set_scenario(Scenario::named("sign-in")?);
    stage.go(SETTING).await?;
    let over_sign_in = popup_shows(&stage, "opted-out", true).await?;
    stage.site.set_scenario(Scenario::named("off")?);
    stage.go(ACCOUNT).await?;
    stage.appears("nav a").await?;
    ensure!(stage.say_again().await? == 1);
    let over_category = popup_shows(&stage, "opted-out", true).await?;
    for words in [over_sign_in, over_category] {
        ensure!(!words.contains("not seen your setting yet"), "{words}");
    }
    ensure!(stage.switch().await? == switch);
    stage.badge("?").await
}

/// Report 15. Was wrong: the badge went back to an old sign, and popup and badge disagreed.
pub async fn a_write_that_failed_is_said_until_one_succeeds(kind: Kind) -> Result<()> {
    let broken = Broken::open(kind).await?;
    let stage = &broken.stage;
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    broken.set(&json!({"fail": "set"})).await?;
    stage.click(TRACK).await?;
    stage.badge("?").await?;
    // The page that would testify again is closed.
    stage.go("/feed/").await?;
    stage.heard().await?;
    broken.mend("fail").await?;
    stage.watch().await?;
    let popup = stage.browser.real_popup().await?;
    popup.close().await?;
    let choose = "return chrome.runtime.sendMessage({ setHighlights: { on: true } });";
    ensure!(stage.browser.run_in_extension(choose).await? == true);
    stage.heard().await?;
    stage.badge("?").await?;
    let seen = stage.watched().await?;
    ensure!(seen.badges.iter().all(|badge| badge == "?"), "{seen:#?}");
    stage.go(SETTING).await?;
    // The write that failed may have held a flip after this page's load: only the next page load
    // confirms.
    stage.badge("✓").await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    stage.badge("✓").await
}

/// Report 16. Was wrong: the history kept a time in the future for years.
pub async fn times_from_a_clock_that_was_ahead_are_repaired(kind: Kind) -> Result<()> {
    let stage = Stage::on(kind, Scenario::named("off")?).await?;
    stage.seen_in_2099("on").await?;
    stage.go(SETTING).await?;
    stage.recorded("opted-out", false).await?;
    // This page was loaded while the wrong record was stored: only the next page load confirms.
    stage.go(SETTING).await?;
    stage.recorded("opted-out", true).await?;
    let entry = stage.entry().await?;
    let later = "const later = (it) => {
          if (it === null || typeof it !== 'object') return new Date(it) > new Date() && typeof it !== 'boolean';
          return Object.values(it).some(later);
        };
        return later(arguments[0]);";
    let driver = &stage.browser.driver;
    let later = driver.execute(later, [entry.clone()]).await?;
    ensure!(*later.json() == false, "{entry}");
    stage.badge("✓").await
}

/// Report 18. Was wrong: because one value did not fit, the whole record was set aside.
pub async fn what_a_newer_version_wrote_spoils_no_other_entry(kind: Kind) -> Result<()> {
    let (stage, switch) = opted_out(kind).await?;
    let foreign = json!({"switch": {"state": "dimmed", "since": 5}, "more": [1]});
    let mut record = only(&switch);
    record["settings"]["linkedin/ads-by-age"] = foreign.clone();
    record["settings"][SETTING_ID]["newer"] = json!({"deep": [1]});
    record["settings"][SETTING_ID]["switch"]["newer"] = json!(2);
    record["newer"] = json!("kept");
    stage.go("/feed/").await?;
    stage.heard().await?;
    stage
        .browser
        .set_storage(&json!({"record": record}))
        .await?;
    popup_shows(&stage, "opted-out", true).await?;
    // Also after this version has written the record.
    stage.go(SETTING).await?;
    stage.click(TRACK).await?;
    stage.recorded("opted-in", false).await?;
    let now = stage.browser.storage().await?["record"].clone();
    for (name, value) in foreign.as_object().into_iter().flatten() {
        let kept = &now["settings"]["linkedin/ads-by-age"][name];
        ensure!(kept == value, "{name}: {now:#}");
    }
    ensure!(now["newer"] == "kept", "{now:#}");
    let entry = &now["settings"][SETTING_ID];
    ensure!(entry["newer"] == json!({"deep": [1]}), "{now:#}");
    Ok(())
}
