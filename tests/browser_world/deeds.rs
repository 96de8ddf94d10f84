//! Carries the steps out, with real clicks.

use anyhow::Result;

use super::place::Place;
use super::sight::{KEY, now};
use super::step::Step;
use super::truth::{Click, Truth};

/// The element that the person clicks on to flip the switch.
fn track() -> String {
    format!(
        "document.querySelector('[aria-labelledby=\"{KEY}\"], .setting-toggle__toggle input')?.labels[0]"
    )
}

fn first(css: &str) -> String {
    format!("document.querySelector({css:?})")
}

const TO_LIST: &str = "nav a[href$='/categories/privacy']";
const TO_SETTING: &str = "main a[href$='/data-for-ai-improvement']";

/// Carries a step out, and notes what the person did.
pub async fn perform(place: &mut Place, truth: &mut Truth, step: &Step) -> Result<()> {
    match step {
        Step::Wait | Step::Popup => {}
        Step::Load(address, page) => {
            place.send(page);
            place.load(*address).await?;
        }
        Step::Reload(page) => {
            place.send(page);
            place.reload().await?;
        }
        Step::Back(page) => {
            place.send(page);
            place.travel(-1).await?;
        }
        Step::Forward(page) => {
            place.send(page);
            place.travel(1).await?;
        }
        Step::OtherTab => place.other_tab().await?,
        Step::Click(times) => {
            for _ in 0..*times {
                flip(place, truth, &track()).await?;
            }
        }
        Step::Dialog => drop(click(place, &first("#dialog-open")).await?),
        Step::Answer(yes) => {
            let button = if *yes { "#dialog-yes" } else { "#dialog-close" };
            flip(place, truth, &first(button)).await?;
        }
        Step::Away => drop(click(place, &first(TO_LIST)).await?),
        Step::Return => drop(click(place, &first(TO_SETTING)).await?),
        Step::Elsewhere(on) => place.site.set_saved(KEY, *on),
        Step::StopWorker => place.browser.stop_worker().await?,
    }
    Ok(())
}

/// A click that may flip the switch.
async fn flip(place: &Place, truth: &mut Truth, element: &str) -> Result<()> {
    let document = place.page().await?.document;
    let from = now();
    if click(place, element).await? {
        truth.clicks.push(Click {
            document,
            from,
            to: now(),
        });
    }
    Ok(())
}

/// Clicks in the middle of an element, whatever covers it. Returns whether it was there.
async fn click(place: &Place, element: &str) -> Result<bool> {
    let find = format!(
        "const element = {element};
         if (!element?.checkVisibility()) return null;
         element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
         const {{ x, y, width, height }} = element.getBoundingClientRect();
         return [x + width / 2, y + height / 2];"
    );
    let Ok(middle) = place.run(&find).await else {
        return Ok(false);
    };
    let (Some(x), Some(y)) = (middle[0].as_f64(), middle[1].as_f64()) else {
        return Ok(false);
    };
    place.browser.click_at(x, y).await?;
    Ok(true)
}
