//! Badge, popup and callout tell the story of the record. They follow it within moments, so that
//! each is waited for.

use anyhow::Result;
use practice::words::{english, pieces};

use super::record;
use super::sight::{Popup, Sight};
use super::truth::{CLOCK, Truth};

/// The name of the first that does not fit, and how.
pub type Discord = (&'static str, String);

/// Whether badge and callout say what the record says.
pub fn discord(truth: &Truth, sight: &Sight) -> Result<Option<Discord>> {
    let said = &sight.said;
    let failed = record::look(said.record.as_ref()).is_some();
    let expected = match said.switch() {
        _ if failed => "?",
        Some((true, _)) => "!",
        Some((false, _)) => "✓",
        None => "",
    };
    if said.badge != expected {
        let told = format!("the badge is {:?}, not {expected:?}", said.badge);
        return Ok(Some(("the_badge_says_what_the_record_says", told)));
    }
    let Some(callout) = said.callout.as_deref() else {
        return Ok(None);
    };
    let has = |words: &str| callout.contains(words);
    let says = match (has(english("calloutOn")?), has(english("calloutOff")?)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let is_certain = !has(english("calloutConfirm")?) && !has(english("notKept")?);
    let reassures = says == Some(false) && is_certain;
    let fits = match (says, said.switch()) {
        (None, _) => true,
        (Some(on), Some((recorded, confirmed))) => on == recorded && (confirmed || !reassures),
        (Some(_), None) => false,
    };
    let is_shown = says.is_none() || sight.page.shown.is_none() || says == sight.page.shown;
    if !fits || !is_shown {
        let told = format!(
            "{callout:?} over {:?}, the page shows {:?}",
            said.switch(),
            sight.page.shown
        );
        return Ok(Some(("callout_and_record_tell_one_story", told)));
    }
    let began = sight.page.began;
    let is_older = truth.newest() > began + CLOCK;
    if has(english("calloutOlder")?) && !is_older {
        let told = "nothing is newer than this page".to_owned();
        return Ok(Some(("a_page_is_called_older_only_where_it_is", told)));
    }
    Ok(None)
}

/// Whether the popup, opened just now, says what record and badge say.
pub fn popup_discord(sight: &Sight, popup: &Popup) -> Result<Option<Discord>> {
    let name = "badge_and_popup_tell_one_story";
    let entry = record::entry(sight.said.record.as_ref());
    let look = record::look(sight.said.record.as_ref());
    let (status, confirmed) = match (sight.said.switch(), look) {
        (Some((true, confirmed)), _) => ("opted-in", confirmed),
        (Some((false, confirmed)), _) => ("opted-out", confirmed),
        (None, Some(look)) => (look["outcome"].as_str().unwrap_or_default(), false),
        (None, None) => ("unknown", false),
    };
    if (popup.status.as_str(), popup.confirmed) != (status, confirmed) {
        return Ok(Some((name, format!("{popup:?} over {entry:?}"))));
    }
    let is_again = popup.words.contains(pieces("turnedBackOrOther")?[1]);
    if is_again != sight.said.turned_back() {
        return Ok(Some((name, format!("{:?} over {entry:?}", popup.words))));
    }
    Ok(None)
}
