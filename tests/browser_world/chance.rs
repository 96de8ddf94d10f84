//! How often each thing happens, and how unkind the pages are.

use std::time::Duration;

use practice::site::{Dialog, Failure, Save, Scenario, Served, SwitchShape};

use super::rng::Rng;
use super::step::{Address, Moment, Pause, Step};

/// A name, the weight among all steps, and the step.
type Line = (&'static str, u32, fn(&mut Rng) -> Step);

/// In every history.
const ORDINARY: &[Line] = &[
    ("the setting is opened", 12, |rng| {
        Step::Load(Address::Setting, page(rng))
    }),
    ("it is loaded anew", 12, |rng| Step::Reload(page(rng))),
    ("the switch is clicked", 16, |_| Step::Click(1)),
    ("another device, or the site", 8, |rng| {
        Step::Elsewhere(rng.chance(0.5))
    }),
    ("nothing", 5, |_| Step::Wait),
];

/// Each in only half of the histories: one may hide the effects of another.
const RARE: &[Line] = &[
    ("another page is opened", 6, |rng| {
        let addresses = [
            Address::Privacy,
            Address::Account,
            Address::Feed,
            Address::Profile,
        ];
        Step::Load(rng.pick(&addresses), page(rng))
    }),
    ("back", 9, |rng| Step::Back(page(rng))),
    ("forward", 4, |rng| Step::Forward(page(rng))),
    ("the other tab", 9, |_| Step::OtherTab),
    ("two clicks", 4, |_| Step::Click(2)),
    ("a dialog", 5, |_| Step::Dialog),
    ("an answer", 5, |rng| Step::Answer(rng.chance(0.6))),
    ("to the list", 7, |_| Step::Away),
    ("to the setting", 8, |_| Step::Return),
    ("the popup", 4, |_| Step::Popup),
    ("the worker ends", 5, |_| Step::StopWorker),
];

/// A name, the probability, and what it changes in a page.
type Unkindness = (&'static str, f64, fn(&mut Rng, &mut Scenario));

/// The ways in which a page differs from a plain one.
const UNKIND: &[Unkindness] = &[
    ("in the HTML", 0.25, |_, page| {
        page.served = Served::WithState;
    }),
    ("in the HTML, without its state", 0.1, |rng, page| {
        page.served = Served::WithoutState;
        page.render_delay_ms = rng.below(2_000);
    }),
    ("put back by the browser", 0.3, |_, page| {
        page.served = Served::WithState;
        page.may_be_kept = true;
        page.never_kept_alive = true;
    }),
    ("kept for the way back", 0.15, |_, page| {
        page.may_be_kept = true;
    }),
    ("wrong at first", 0.3, |rng, page| {
        page.hydrate_wrong_first_ms = 200 + rng.below(2_300);
    }),
    ("late", 0.2, |rng, page| {
        page.render_delay_ms = rng.below(2_500);
    }),
    ("saves late", 0.25, |rng, page| {
        page.save_delay_ms = rng.below(5_000);
        page.busy_while_saving = rng.chance(0.5);
    }),
    ("turns back", 0.15, |_, page| {
        page.save = Save::RefuseAndTurnBack;
    }),
    ("does not save", 0.15, |_, page| page.save = Save::Lose),
    ("asks first", 0.1, |rng, page| {
        page.confirms_flip = true;
        page.dialog = rng.pick(&DIALOGS);
    }),
    ("has a dialog", 0.25, |rng, page| {
        page.dialog = rng.pick(&DIALOGS);
    }),
    ("replaces the switch on a flip", 0.15, |_, page| {
        page.replace_switch_on_flip = true;
    }),
    ("never rests", 0.06, |_, page| page.rerender_every_ms = 400),
    ("an older switch", 0.15, |rng, page| {
        page.served = Served::Nothing;
        page.switch_shape = rng.pick(&[SwitchShape::Artdeco, SwitchShape::ArtdecoKeyInId]);
    }),
    ("another switch beside it", 0.12, |_, page| {
        page.served = Served::Nothing;
        page.extra_switch_quote = true;
    }),
    ("not recognisable", 0.05, |_, page| {
        page.served = Served::Nothing;
        page.switch_shape = SwitchShape::Unrecognisable;
    }),
    ("renamed", 0.04, |_, page| {
        page.served = Served::Nothing;
        page.renamed = true;
    }),
    ("not offered", 0.04, |_, page| {
        page.served = Served::Nothing;
        page.offered = false;
    }),
    ("hydrates its document", 0.06, |_, page| {
        page.served = Served::WithState;
        page.hydrates_document = true;
    }),
    ("fails", 0.08, |rng, page| {
        page.failure = rng.pick(&[
            Failure::ErrorPage,
            Failure::NoSettings,
            Failure::NeverAnswers,
            Failure::SignInWall,
        ]);
    }),
    ("signed out", 0.03, |_, page| page.signed_in = false),
    ("strangers", 0.05, |_, page| page.strangers_every_ms = 700),
];

const DIALOGS: [Dialog; 4] = [
    Dialog::AriaHidden,
    Dialog::Inert,
    Dialog::Modal,
    Dialog::AroundTheSwitch,
];

fn page(rng: &mut Rng) -> Box<Scenario> {
    let mut page = Scenario::default();
    // Four of ten pages are plain.
    if rng.chance(0.6) {
        for (_, chance, make) in UNKIND {
            if rng.chance(*chance) {
                make(rng, &mut page);
            }
        }
    }
    Box::new(page)
}

fn pause(rng: &mut Rng) -> Pause {
    match rng.below(10) {
        0..=2 => Pause::Rush,
        3..=5 => Pause::Glance(Duration::from_millis(50 + rng.below(1_500))),
        _ => Pause::Rest,
    }
}

/// The history of this seed.
pub fn history(seed: u64) -> (bool, Vec<Moment>) {
    let mut rng = Rng::of_history(seed, 0);
    let rng = &mut rng;
    let on = rng.chance(0.5);
    let mut lines: Vec<&Line> = ORDINARY.iter().collect();
    let some = rng.pick(&[0.2, 0.5, 0.8]);
    lines.extend(RARE.iter().filter(|_| rng.chance(some)));
    let sum: u32 = lines.iter().map(|line| line.1).sum();
    let length = 5 + rng.below(9);
    let first = (Step::Load(Address::Setting, page(rng)), pause(rng));
    let mut steps = vec![first];
    for _ in 0..length {
        let mut at = rng.below(u64::from(sum)) as u32;
        let line = lines.iter().find(|line| {
            let here = at < line.1;
            at = at.saturating_sub(line.1);
            here
        });
        let step = line.map_or(Step::Wait, |line| line.2(rng));
        steps.push((step, pause(rng)));
    }
    (on, steps)
}
