//! Once the faults stop, the world comes to rest in the true state.

use serde_json::json;

use super::clock::SECOND;
use super::invariants;
use super::leave::left_on_at;
use super::record;
use super::recorded::nothing_was_lost;
use super::step::Tab;
use super::surfaces::no_callout_in_view_is_out_of_date;
use super::traits::PLAIN;
use super::verdict::Violation;
use super::world::World;

/// How long each page stays in view.
const PATIENCE: i64 = 16 * SECOND;

/// Stops the faults. Then what open pages show must be recorded, and within three page loads the
/// record must be true and confirmed. An extension that always says "unknown" fails.
pub fn comes_to_rest(world: &mut World) -> Result<(), Violation> {
    world.worker.ends_after = None;
    world.worker.failing = None;
    world.hurry();
    // The other window is in view all the time.
    let in_turn: Vec<Tab> = [0, 1]
        .into_iter()
        .filter(|tab| world.open(*tab).is_some())
        .collect();
    for tab in if in_turn.is_empty() { vec![2] } else { in_turn } {
        world.bring_to_front(tab);
        world.wait(PATIENCE)?;
        invariants::after_step(world)?;
        no_callout_in_view_is_out_of_date(world)?;
    }
    nothing_was_lost(world)?;
    world.server.sign_in(Some(0));
    super::others::come_to_rest(world)?;
    // Then the badge depends on the first setting alone.
    world.send(json!({"setOthers": {"on": false}}));
    // A failed write of the preferences is shown until one succeeds: the person chooses again.
    world.send(json!({"setRegion": {"region": "HK"}}));
    for _ in 0..3 {
        world.load(0, PLAIN, super::traits::Navigation::Navigate);
        world.wait(PATIENCE)?;
        invariants::after_step(world)?;
        no_callout_in_view_is_out_of_date(world)?;
        if is_true(world) {
            return Ok(());
        }
    }
    let record = world.worker.storage.record.as_ref();
    let told = format!(
        "the server holds {:?}, the record says {:?}, the badge {:?}",
        world.server.held(),
        record::switch(record),
        world.worker.badge,
    );
    Err(Violation::new("the_world_ends_in_the_true_state", told))
}

fn is_true(world: &World) -> bool {
    let record = world.worker.storage.record.as_ref();
    let held = world.server.held();
    let badge = match held {
        Some(true) if left_on_at(world).is_some() => "",
        Some(true) => "!",
        _ => "✓",
    };
    record::is_confirmed(record) == held && world.worker.badge == badge
}
