//! The highlights on the way to the switch.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, Overlay};
use practice::site::{Scenario, SwitchShape};
use practice::words::{english, english_with, start_of};

use crate::stage::{ACCOUNT, OVERLAYS, PRIVACY, SETTING, Stage, TRACK};

pub const TO_PRIVACY: &str = r#"nav a[href$="/categories/privacy"]"#;
pub const TO_SETTING: &str = r#"main a[href$="/data-for-ai-improvement"]"#;

pub async fn highlights_lead_from_settings_to_the_switch(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go("/mypreferences/d/").await?;
    stage
        .ringed(
            TO_PRIVACY,
            &english_with("calloutToCategory", &["Data privacy"])?,
        )
        .await?;
    stage.click(TO_PRIVACY).await?;
    stage
        .ringed(
            TO_SETTING,
            &english_with("calloutToSetting", &["Data for Generative AI Improvement"])?,
        )
        .await?;
    stage.click(TO_SETTING).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(
        callout.text.contains(english("calloutOnMeans")?),
        "{callout:?}"
    );
    ensure!(
        callout.text.contains(english("calloutOnHow")?),
        "{callout:?}"
    );
    ensure!(callout.live.as_deref() == Some("polite"), "{callout:?}");
    let overlay = stage.overlay("the overlay", |_| true).await?;
    ensure!(
        overlay.open && overlay.attributes.keys().eq(["popover"]),
        "{:?}",
        overlay.attributes
    );
    Ok(())
}

pub async fn the_way_is_named_in_the_language_of_the_page(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        lang: "de".to_owned(),
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(ACCOUNT).await?;
    stage.ringed(TO_PRIVACY, "“Datenschutz”").await?;
    stage.go(PRIVACY).await?;
    stage
        .ringed(TO_SETTING, "“Daten zur Verbesserung generativer KI”")
        .await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

pub async fn the_ring_follows_the_switch_and_lets_clicks_through(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // The layout moves the switch: no scrolling, and no change of its size.
    stage
        .run("document.querySelector('main').style.paddingTop = '150px'")
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage
        .run("document.body.style.minHeight = '3000px'; scrollTo(0, 60)")
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // Every point under the ring belongs to the page.
    let hit = stage
        .run(&format!(
            "const {{left, top, right, bottom}} = document.querySelector({TRACK:?}).getBoundingClientRect();
             const within = [[left + 2, top + 2], [right - 2, bottom - 2]];
             const points = [...within, [left - 4, top - 4], [right + 4, bottom + 4]];
             const ours = document.querySelector({OVERLAYS:?});
             return points.map(([x, y]) => document.elementFromPoint(x, y) !== ours)"
        ))
        .await?;
    ensure!(hit == serde_json::json!([true, true, true, true]), "{hit}");
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    Ok(())
}

pub async fn the_callout_never_covers_the_switch(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let mut seen_both = 0;
    for size in [(1200, 800), (700, 420), (500, 700), (500, 330), (1000, 260)] {
        stage.browser.set_viewport(size).await?;
        for scroll in [0, 80, 200] {
            stage.run(&format!("scrollTo(0, {scroll})")).await?;
            let target = stage.box_of(TRACK).await?;
            let overlay = stage
                .overlay("a ring in its place, or none", |overlay| {
                    overlay.ring.is_none_or(|ring| ring.encloses(&target))
                })
                .await?;
            if let (Some(callout), Some(_)) = (&overlay.callout, &overlay.ring) {
                seen_both += 1;
                ensure!(
                    !callout.rect.overlaps(&target),
                    "{size:?}, scrolled {scroll}: {target:?}, {overlay:#?}"
                );
            }
        }
    }
    ensure!(
        seen_both >= 8,
        "ring and callout were seen together only {seen_both} times"
    );
    Ok(())
}

pub async fn a_switch_out_of_view_gets_a_button_that_scrolls(kind: Kind) -> Result<()> {
    let stage = Stage::with_the_switch_below(kind).await?;
    let scroll = english("calloutScroll")?;
    stage
        .overlay("a callout without a ring, with a button", |overlay| {
            overlay.ring.is_none()
                && overlay.callout.as_ref().is_some_and(|callout| {
                    callout.buttons.iter().any(|button| button.name == scroll)
                })
        })
        .await?;
    ensure!(
        stage.run("return scrollY").await? == 0,
        "it scrolled by itself"
    );
    stage
        .browser
        .press_callout_button(english("calloutScroll")?)
        .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}

pub async fn a_switch_that_comes_under_the_callout_is_ringed_and_left_free(
    kind: Kind,
) -> Result<()> {
    let stage = Stage::with_the_switch_below(kind).await?;
    let scroll = english("calloutScroll")?;
    let button = |overlay: &Overlay| {
        let buttons = overlay.callout.iter().flat_map(|it| &it.buttons);
        buttons.clone().find(|it| it.name == scroll).cloned()
    };
    let overlay = stage
        .overlay("a button that scrolls", |overlay| button(overlay).is_some())
        .await?;
    let (x, y) = button(&overlay).context("checked above")?.rect.center();
    let under_it = format!(
        "const {{ width, height }} = document.querySelector({TRACK:?}).getBoundingClientRect();
         Object.assign(document.querySelector({TRACK:?}).style, {{
           position: 'fixed', left: `${{{x} - width / 2}}px`, top: `${{{y} - height / 2}}px`,
         }});"
    );
    stage.run(&under_it).await?;
    let callout = stage.ringed(TRACK, english("calloutOn")?).await?;
    let track = stage.box_of(TRACK).await?;
    ensure!(!callout.rect.overlaps(&track), "{callout:?} on {track:?}");
    Ok(())
}

pub async fn escape_and_the_cross_dismiss_until_something_changes(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage
        .browser
        .press_callout_button(english("calloutDismiss")?)
        .await?;
    stage.no_overlay("it was dismissed").await?;
    // It stays dismissed while the page renders again, and comes back when the state changes.
    stage
        .run("document.querySelector('main').append('…')")
        .await?;
    stage.lives_for(2).await?;
    stage.no_overlay("the page only rendered").await?;
    stage.click(TRACK).await?;
    stage.ringed(TRACK, english("calloutOff")?).await?;
    let escape = char::from(thirtyfour::Key::Escape);
    stage
        .browser
        .driver
        .action_chain()
        .send_keys(escape)
        .perform()
        .await?;
    stage.no_overlay("Escape was pressed").await?;
    stage.go(PRIVACY).await?;
    stage
        .ringed(TO_SETTING, start_of("calloutToSetting")?)
        .await?;
    Ok(())
}

pub async fn an_older_switch_is_ringed_by_what_a_person_sees(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    let older = |lang: &str, saved| Scenario {
        switch_shape: SwitchShape::Artdeco,
        lang: lang.to_owned(),
        saved,
        ..Scenario::default()
    };
    // The second of two German labels.
    let second = Scenario {
        second_wording: true,
        ..older("de", true)
    };
    // A language without a known label.
    let keyed = Scenario {
        switch_shape: SwitchShape::ArtdecoKeyInId,
        ..older("ja", false)
    };
    for (scenario, evidence) in [
        (older("en", false), "label"),
        (second, "label"),
        (keyed, "key"),
    ] {
        let (status, words) = match scenario.saved {
            false => ("opted-out", english("calloutOff")?),
            true => ("opted-in", english("calloutOn")?),
        };
        stage.site.set_scenario(scenario.clone());
        stage.go(SETTING).await?;
        stage.ringed_in("main label", words).await?;
        let entry = stage.recorded(status, true).await?;
        ensure!(entry["evidence"] == evidence, "{scenario:?}: {entry}");
    }
    // In an iframe, as on the oldest pages.
    stage.site.set_scenario(Scenario {
        in_iframe: true,
        ..Scenario::default()
    });
    stage.go(SETTING).await?;
    stage.recorded("opted-in", true).await?;
    let frame = stage.box_of("iframe").await?;
    stage
        .overlay("a ring within the frame", |overlay| {
            overlay.ring.is_some_and(|ring| frame.encloses(&ring))
        })
        .await?;
    Ok(())
}

pub async fn highlights_survive_late_and_repeated_rendering(kind: Kind) -> Result<()> {
    let scenario = Scenario {
        render_delay_ms: 2_500,
        rerender_every_ms: 400,
        ..Scenario::default()
    };
    let stage = Stage::on(kind, scenario).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    let renders = |stage: &Stage| {
        let driver = stage.browser.driver.clone();
        async move {
            anyhow::Ok(
                driver
                    .execute("return practice.renders", [])
                    .await?
                    .convert::<u32>()?,
            )
        }
    };
    let before = renders(&stage).await?;
    practice::browser::wait_for(
        "three more renders",
        crate::stage::PATIENCE,
        async || renders(&stage).await,
        |now| *now >= before + 3,
    )
    .await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    ensure!(stage.history().await? == ["on"]);
    Ok(())
}

pub async fn leaving_and_coming_back_by_client_side_navigation(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(PRIVACY).await?;
    stage
        .ringed(TO_SETTING, start_of("calloutToSetting")?)
        .await?;
    stage.click(TO_SETTING).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    stage.run("history.back()").await?;
    stage
        .ringed(TO_SETTING, start_of("calloutToSetting")?)
        .await?;
    stage.run("history.forward()").await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // Leaves the settings in the same document: no node stays.
    stage
        .run("history.pushState(null, '', '/feed/'); document.querySelector('main').append('')")
        .await?;
    stage.no_overlay("this is not a settings page").await?;
    stage.run("history.back()").await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    // More often than an overlay that the page removes is put back.
    let to_and_fro = format!(
        "const done = arguments[arguments.length - 1];
        const until = (there) => new Promise((next) => {{
          const isThere = () => document.querySelector({OVERLAYS:?}) !== null;
          const look = () => isThere() === there ? next() : requestAnimationFrame(look);
          look();
        }});
        (async () => {{
          for (let i = 0; i < 25; i++) {{
            history.pushState(null, '', '/feed/');
            document.querySelector('main').append('');
            await until(false);
            history.back();
            await until(true);
          }}
        }})().then(done);"
    );
    let driver = &stage.browser.driver;
    driver.execute_async(to_and_fro, []).await?;
    stage.ringed(TRACK, english("calloutOn")?).await?;
    Ok(())
}
