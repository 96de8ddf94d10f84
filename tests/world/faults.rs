//! The table of probabilities: of steps, of bad luck, and of the ways in which a page is unkind.
//! Most things happen far more often here than anywhere else.

use super::clock::{DAY, Ms, SECOND, YEAR};
use super::others::PAGES;
use super::rng::Rng;
use super::step::{Key, Planted, Policy, Step};
use super::traits::{Kind, KnownBy, PLAIN, Save, Traits};

/// A name, the weight among all steps, and the step.
type Line = (&'static str, u32, fn(&mut Rng) -> Step);

/// In every history.
const ORDINARY: &[Line] = &[
    ("time passes", 40, |rng| Step::Wait(pause(rng))),
    ("a page is opened", 14, |rng| {
        Step::Open(tab(rng), page(rng))
    }),
    ("it is loaded anew", 10, |rng| {
        Step::Reload(tab(rng), page(rng))
    }),
    ("a tab is brought to the front", 6, |rng| {
        Step::Front(tab(rng))
    }),
    ("the switch is clicked", 14, |rng| Step::Click(tab(rng))),
    ("the popup is opened", 4, |rng| Step::Popup(tab(rng))),
];

/// Each in only half of the histories: one kind of bad luck may hide the effects of another.
const RARE: &[Line] = &[
    // The person.
    ("back, by a load", 8, |rng| Step::Back(tab(rng), page(rng))),
    ("back, to a kept document", 6, |rng| Step::Resume(tab(rng))),
    ("a tab is closed", 3, |rng| Step::Close(tab(rng))),
    ("two clicks", 5, |rng| Step::ClickTwice(tab(rng))),
    ("a press that leads to nothing", 4, |rng| {
        Step::Press(tab(rng))
    }),
    ("a click beside the switch", 4, |rng| {
        Step::ClickRow(tab(rng))
    }),
    ("a click elsewhere", 4, |rng| Step::Input(tab(rng))),
    ("everything is erased", 3, |_| Step::Erase),
    ("highlights", 3, |rng| Step::Highlights(rng.chance(0.5))),
    ("another interval", 3, |rng| {
        Step::Recheck(rng.pick(&[0, 1, 30, 90]))
    }),
    ("left on by choice, or no longer", 6, |rng| {
        Step::Leave(rng.chance(0.7))
    }),
    ("the other settings, or no longer", 6, |rng| {
        Step::Others(rng.chance(0.7))
    }),
    ("another setting's page", 5, |rng| {
        Step::Open(tab(rng), other_page(rng))
    }),
    ("another account", 5, |rng| {
        Step::SignIn(rng.pick(&[None, Some(0), Some(1), Some(1)]))
    }),
    // The page.
    ("to another address and back", 8, |rng| {
        match rng.chance(0.5) {
            true => Step::Away(tab(rng)),
            false => Step::Return(tab(rng)),
        }
    }),
    ("a dialog", 6, |rng| match rng.chance(0.5) {
        true => Step::Modal(tab(rng), rng.chance(0.5)),
        false => Step::ModalGone(tab(rng)),
    }),
    ("out of sight", 6, |rng| match rng.chance(0.5) {
        true => Step::Hide(tab(rng)),
        false => Step::Unhide(tab(rng)),
    }),
    ("translated", 3, |rng| Step::Translate(tab(rng))),
    ("the switch goes", 3, |rng| Step::Remove(tab(rng))),
    ("the switch is replaced", 4, |rng| Step::Rerender(tab(rng))),
    // Others.
    ("another extension", 4, |rng| {
        Step::Meddle(tab(rng), rng.chance(0.6))
    }),
    ("another device, or the site", 8, |rng| {
        Step::Server(rng.pick(&[0, 0, 1]), rng.chance(0.5))
    }),
    ("an organisation's word", 3, |rng| {
        Step::Policy(rng.pick(&[
            Policy::None,
            Policy::Silent,
            Policy::Days(30),
            Policy::Days(0),
        ]))
    }),
    ("a newer version was here", 5, |rng| {
        Step::Newer(rng.pick(&PLANTED))
    }),
    // Bad luck.
    ("the clock jumps", 5, |rng| Step::Jump(jump(rng))),
    ("sleep", 4, |rng| {
        Step::Sleep(rng.pick(&[SECOND, 3600 * SECOND, DAY, 91 * DAY]))
    }),
    ("the worker ends", 10, |rng| Step::Kill(rng.below(8) as u8)),
    ("storage fails", 6, |rng| match rng.chance(0.5) {
        true => Step::Fail(rng.pick(&[Key::Record, Key::Preferences, Key::Both])),
        false => Step::Mend,
    }),
    ("messages are slow", 4, |rng| {
        Step::Slow(rng.pick(&[2, 50, 400, 3000]))
    }),
    ("the browser restarts", 3, |rng| Step::Restart(page(rng))),
    ("an update", 4, |rng| Step::Update(rng.chance(0.5))),
    ("a tab is discarded", 3, |rng| {
        Step::Discard(tab(rng), page(rng))
    }),
];

const PLANTED: [Planted; 7] = [
    Planted::Record,
    Planted::Setting,
    Planted::Entry,
    Planted::Switch,
    Planted::Look,
    Planted::History,
    Planted::Preferences,
];

/// A name, the probability, and what it changes in a page.
type Unkindness = (&'static str, f64, fn(&mut Rng, &mut Traits));

/// The ways in which a page differs from [`PLAIN`].
const UNKIND: &[Unkindness] = &[
    ("in the HTML", 0.35, |_, page| page.in_html = true),
    ("no key", 0.2, |_, page| page.known_by = KnownBy::Label),
    ("no name that is known", 0.1, |_, page| {
        page.known_by = KnownBy::Alone
    }),
    ("another switch", 0.2, |_, page| {
        page.decoy = page.known_by != KnownBy::Alone
    }),
    ("wrong at first, for a moment", 0.2, |rng, page| {
        page.wrong_for = 50 + rng.below(2700) as Ms
    }),
    ("wrong at first, for long", 0.08, |rng, page| {
        page.wrong_for = rng.below(10_000) as Ms
    }),
    ("slow to load", 0.2, |rng, page| {
        page.loaded_after = rng.below(9000) as Ms;
        page.parsed_after = page.loaded_after / 2;
    }),
    ("the switch comes late", 0.2, |rng, page| {
        page.appears_after = rng.below(9000) as Ms
    }),
    ("saves late", 0.15, |rng, page| {
        page.save = Save::Kept(rng.below(6000) as Ms)
    }),
    ("turns back", 0.2, |rng, page| {
        page.save = Save::TurnedBack(50 + rng.below(4000) as Ms)
    }),
    ("does not save", 0.12, |_, page| page.save = Save::Lost),
    ("moves once saved", 0.1, |rng, page| {
        page.save = Save::Awaited(rng.below(3000) as Ms)
    }),
    ("never moves", 0.05, |rng, page| {
        page.save = Save::Refused(rng.below(3000) as Ms)
    }),
    ("busy while it saves", 0.1, |rng, page| {
        page.save = Save::Busy(rng.below(3000) as Ms)
    }),
    ("busy, and turns back", 0.07, |rng, page| {
        page.save = Save::BusyBack(rng.below(3000) as Ms)
    }),
    ("could not read the setting", 0.08, |rng, page| {
        page.wrong_for = DAY;
        page.alert_after = 1 + rng.below(3000) as Ms
    }),
    ("an alert", 0.05, |rng, page| {
        page.alert_after = 1 + rng.below(9000) as Ms
    }),
    ("form put back", 0.5, |_, page| page.form_restored = true),
    ("stale HTML", 0.4, |_, page| page.stale = true),
    ("silent", 0.3, |_, page| page.silent = true),
    ("never rests", 0.07, |_, page| page.restless = true),
    ("another page's switch stays", 0.3, |rng, page| {
        page.lingers = rng.below(3000) as Ms
    }),
    ("an error", 0.06, |_, page| page.kind = Kind::Error),
    ("a request to sign in", 0.04, |_, page| {
        page.kind = Kind::Wall
    }),
    ("a list", 0.06, |rng, page| {
        page.kind = Kind::List {
            listed: rng.chance(0.5),
        }
    }),
];

fn page(rng: &mut Rng) -> Traits {
    let mut page = PLAIN;
    // Six of ten pages go through the table, so about half are unkind.
    if rng.chance(0.6) {
        for (_, chance, make) in UNKIND {
            if rng.chance(*chance) {
                make(rng, &mut page);
            }
        }
    }
    page
}

fn other_page(rng: &mut Rng) -> Traits {
    let kind = Kind::Other(rng.below(PAGES.len() as u64) as usize);
    Traits { kind, ..PLAIN }
}

fn tab(rng: &mut Rng) -> usize {
    rng.pick(&[0, 0, 0, 0, 1, 1, 2])
}

fn pause(rng: &mut Rng) -> Ms {
    match rng.chance(0.8) {
        true => rng.pick(&[100, 300, 600, 1100, 1600, 3300, 3300, 5000, 11_000, 16_000]),
        false => rng.below(4000) as Ms,
    }
}

fn jump(rng: &mut Rng) -> Ms {
    let far = rng.pick(&[SECOND, 10 * SECOND, 3600 * SECOND, DAY, 100 * DAY, 4 * YEAR]);
    if rng.chance(0.5) { far } else { -far }
}

/// The history of this random stream.
pub fn history(rng: &mut Rng) -> Vec<Step> {
    let mut lines: Vec<&Line> = ORDINARY.iter().collect();
    let some = rng.pick(&[0.1, 0.3, 0.5]);
    lines.extend(RARE.iter().filter(|_| rng.chance(some)));
    let sum: u32 = lines.iter().map(|line| line.1).sum();
    let length = 5 + rng.below(25);
    (0..length)
        .map(|place| {
            // Without an open page nothing can happen.
            if place == 0 {
                return Step::Open(0, page(rng));
            }
            let mut at = rng.below(u64::from(sum)) as u32;
            let line = lines.iter().find(|line| {
                let here = at < line.1;
                at = at.saturating_sub(line.1);
                here
            });
            line.map_or(Step::Wait(SECOND), |line| line.2(rng))
        })
        .collect()
}
