//! Once the faults stop, the extension comes to rest in the true state.

use std::time::Duration;

use anyhow::Result;
use practice::browser::wait_until;

use super::place::PATIENCE;
use super::play::Play;
use super::step::Address;
use super::verdict::Violation;

/// Stops the faults. Within three plain page loads the record must be true and confirmed, and badge
/// and popup must say so. An extension that always says "unknown" fails.
pub async fn comes_to_rest(play: &mut Play<'_>) -> Result<Option<Violation>> {
    // Saves that are under way may still change the truth.
    wait_until(
        "the last save",
        PATIENCE + Duration::from_secs(5),
        async || Ok((!play.truth.is_saving()).then_some(())),
    )
    .await?;
    for _ in 0..3 {
        play.be_kind();
        play.place.load(Address::Setting).await?;
        if let Some(violation) = play.rest().await? {
            return Ok(Some(violation));
        }
        if is_true(play).await? {
            return play.popup().await;
        }
    }
    let said = play.place.sight().await?.said;
    let told = format!("the server holds on: {}, and {said:?}", play.place.held());
    Ok(Some(Violation::new(
        "the_world_ends_in_the_true_state",
        told,
    )))
}

async fn is_true(play: &Play<'_>) -> Result<bool> {
    let said = play.place.sight().await?.said;
    let held = play.place.held();
    let badge = if held { "!" } else { "✓" };
    Ok(said.switch() == Some((held, true)) && said.badge == badge)
}
