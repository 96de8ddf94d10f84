//! Shrinks a history that fails to a short one that fails in the same way.

use super::clock::SECOND;
use super::step::Step;
use super::traits::{PLAIN, Traits};
use super::verdict::Violation;

/// Leaves out steps and simplifies the others, as long as the same invariant fails.
pub fn shortest(
    steps: &[Step],
    violation: &Violation,
    play: impl Fn(&[Step]) -> Result<(), Violation>,
) -> (Vec<Step>, Violation) {
    let mut best = (steps.to_vec(), violation.clone());
    let fails = |steps: &[Step]| {
        let found = play(steps).err()?;
        (found.invariant == violation.invariant).then_some(found)
    };
    loop {
        let smaller = candidates(&best.0);
        let found = smaller.into_iter().find_map(|steps| {
            let violation = fails(&steps)?;
            Some((steps, violation))
        });
        match found {
            Some(found) => best = found,
            None => return best,
        }
    }
}

/// Histories that are one change smaller, the smallest first.
fn candidates(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut smaller = Vec::new();
    let mut length = steps.len().div_ceil(2);
    while length > 0 {
        for start in (0..steps.len()).step_by(length) {
            let mut fewer = steps.to_vec();
            fewer.drain(start..(start + length).min(steps.len()));
            smaller.push(fewer);
        }
        length /= 2;
    }
    for (place, step) in steps.iter().enumerate() {
        for simpler in simpler(*step) {
            let mut changed = steps.to_vec();
            changed[place] = simpler;
            smaller.push(changed);
        }
    }
    smaller
}

/// Simpler steps in place of this one.
fn simpler(step: Step) -> Vec<Step> {
    match step {
        Step::Wait(ms) => {
            let round = [SECOND, 4 * SECOND, 16 * SECOND, ms / 2, ms / 100 * 100];
            round
                .into_iter()
                .filter(|less| *less < ms)
                .map(Step::Wait)
                .collect()
        }
        Step::Open(tab, traits) => plainer(traits).map(|it| Step::Open(tab, it)).collect(),
        Step::Reload(tab, traits) => {
            let reload = plainer(traits).map(|it| Step::Reload(tab, it));
            [Step::Open(tab, traits)]
                .into_iter()
                .chain(reload)
                .collect()
        }
        Step::Back(tab, traits) => {
            let back = plainer(traits).map(|it| Step::Back(tab, it));
            [Step::Reload(tab, traits)]
                .into_iter()
                .chain(back)
                .collect()
        }
        Step::Discard(tab, traits) => vec![Step::Reload(tab, traits)],
        Step::Restart(traits) => plainer(traits).map(Step::Restart).collect(),
        Step::ClickTwice(tab) => vec![Step::Click(tab)],
        Step::Sleep(ms) => vec![Step::Wait(ms.min(16 * SECOND))],
        Step::Kill(points) if points > 0 => vec![Step::Kill(points - 1)],
        _ => Vec::new(),
    }
}

/// The traits with one of the unkind ones less.
fn plainer(traits: Traits) -> impl Iterator<Item = Traits> {
    let fewer = [
        PLAIN,
        Traits {
            kind: PLAIN.kind,
            ..traits
        },
        Traits {
            known_by: PLAIN.known_by,
            ..traits
        },
        Traits {
            in_html: PLAIN.in_html,
            ..traits
        },
        Traits {
            parsed_after: PLAIN.parsed_after,
            loaded_after: PLAIN.loaded_after,
            ..traits
        },
        Traits {
            appears_after: PLAIN.appears_after,
            ..traits
        },
        Traits {
            wrong_for: 0,
            ..traits
        },
        Traits {
            wrong_for: traits.wrong_for.min(1000),
            ..traits
        },
        Traits {
            save: PLAIN.save,
            ..traits
        },
        Traits {
            form_restored: false,
            ..traits
        },
        Traits {
            stale: false,
            ..traits
        },
        Traits {
            silent: false,
            ..traits
        },
        Traits {
            restless: false,
            ..traits
        },
        Traits {
            decoy: false,
            ..traits
        },
        Traits {
            lingers: 0,
            ..traits
        },
        Traits {
            alert_after: 0,
            ..traits
        },
    ];
    fewer.into_iter().filter(move |it| *it != traits)
}
