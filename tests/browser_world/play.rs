//! Plays one history, from its first step until it has come to rest.

use std::time::{Duration, Instant};

use anyhow::Result;
use practice::site::Scenario;

use super::deeds::perform;
use super::invariants::{Look, check};
use super::liveness::comes_to_rest;
use super::place::Place;
use super::sight::{Said, Sight};
use super::step::{Moment, Pause, Step};
use super::story::{discord, popup_discord};
use super::truth::{CLOCK, Truth};
use super::verdict::Violation;

/// How long badge, popup and callout may take to follow the record, and the record to follow the
/// page, on a busy machine.
const FOLLOWS: Duration = Duration::from_secs(8);
/// Longer than it takes a quiet page to settle.
const SETTLES: Duration = Duration::from_millis(5_500);
const POLL: Duration = Duration::from_millis(120);

/// How a history failed: at which step, and what differed.
pub struct Failure {
    pub step: Option<usize>,
    pub violation: Violation,
    /// What was seen then.
    pub seen: String,
}

/// A history as it is played.
pub struct Play<'p> {
    pub place: &'p mut Place,
    pub truth: Truth,
    before: Option<Said>,
    page: Scenario,
}

/// Plays it in a browser that was made as new.
///
/// # Errors
///
/// When the browser does not do what it is told: then it cannot be used any more.
pub async fn play(place: &mut Place, on: bool, moments: &[Moment]) -> Result<Option<Failure>> {
    place.begin(on).await?;
    let mut play = Play {
        place,
        truth: Truth::default(),
        before: None,
        page: Scenario::default(),
    };
    for (number, moment) in moments.iter().enumerate() {
        if let Some(violation) = play.happens(moment).await? {
            return Ok(Some(play.failure(Some(number), violation).await));
        }
    }
    match comes_to_rest(&mut play).await? {
        Some(violation) => Ok(Some(play.failure(None, violation).await)),
        None => Ok(None),
    }
}

impl Play<'_> {
    /// Carries a step and its pause out. Returns the first invariant that does not hold.
    pub async fn happens(&mut self, (step, pause): &Moment) -> Result<Option<Violation>> {
        match step {
            Step::Load(_, page) | Step::Reload(page) | Step::Back(page) | Step::Forward(page) => {
                self.page = (**page).clone();
            }
            _ => {}
        }
        perform(self.place, &mut self.truth, step).await?;
        if let Err(violation) = self.look().await? {
            return Ok(Some(violation));
        }
        match pause {
            Pause::Rush => {}
            Pause::Glance(time) => {
                let until = Instant::now() + *time;
                while Instant::now() < until {
                    tokio::time::sleep(POLL).await;
                    if let Err(violation) = self.look().await? {
                        return Ok(Some(violation));
                    }
                }
            }
            Pause::Rest => {
                if let Some(violation) = self.rest().await? {
                    return Ok(Some(violation));
                }
            }
        }
        if *step == Step::Popup {
            return self.popup().await;
        }
        Ok(None)
    }

    /// Reads once, and checks the invariants.
    async fn look(&mut self) -> Result<Result<Sight, Violation>> {
        let sight = self.place.sight().await?;
        let ledger = self.place.site.ledger();
        self.truth.note(&sight.page, &self.page, ledger);
        let look = Look {
            truth: &self.truth,
            before: self.before.as_ref(),
            sight: &sight,
        };
        let checked = check(&look);
        self.before = Some(sight.said.clone());
        Ok(checked.map(|()| sight))
    }

    /// Waits until the page has settled. Then the record must follow the page, and badge, popup and
    /// callout the record.
    pub async fn rest(&mut self) -> Result<Option<Violation>> {
        let until = Instant::now() + SETTLES;
        loop {
            let sight = match self.look().await? {
                Err(violation) => return Ok(Some(violation)),
                Ok(sight) => sight,
            };
            let word = self.truth.word(&sight.page);
            // The same may have been known from an earlier page.
            let is_of_this_page = sight.said.as_of() >= Some(sight.page.began - CLOCK);
            let is_settled =
                is_of_this_page && word.is_some_and(|on| sight.said.switch() == Some((on, true)));
            if is_settled || Instant::now() >= until {
                break;
            }
            tokio::time::sleep(POLL).await;
        }
        self.all_follow().await
    }

    /// Waits until record, badge and callout have followed.
    async fn all_follow(&mut self) -> Result<Option<Violation>> {
        let until = Instant::now() + FOLLOWS;
        loop {
            let sight = match self.look().await? {
                Err(violation) => return Ok(Some(violation)),
                Ok(sight) => sight,
            };
            let word = self.truth.word(&sight.page);
            let recorded = sight.said.switch();
            let violation = match (word, recorded) {
                (Some(on), recorded) if recorded.map(|it| it.0) != Some(on) => {
                    let told = format!("the newest page shows on: {on}, recorded: {recorded:?}");
                    Some(Violation::new("the_newest_word_is_recorded", told))
                }
                _ => discord(&self.truth, &sight)?.map(|(name, told)| Violation::new(name, told)),
            };
            if violation.is_none() || Instant::now() >= until {
                return Ok(violation);
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Opens the popup until it agrees with a record that has not changed meanwhile.
    pub async fn popup(&mut self) -> Result<Option<Violation>> {
        let until = Instant::now() + FOLLOWS;
        loop {
            let popup = self.place.popup().await?;
            let sight = match self.look().await? {
                Err(violation) => return Ok(Some(violation)),
                Ok(sight) => sight,
            };
            let Some((name, told)) = popup_discord(&sight, &popup)? else {
                return Ok(None);
            };
            if Instant::now() >= until {
                return Ok(Some(Violation::new(name, told)));
            }
        }
    }

    /// From now on the site sends plain pages.
    pub fn be_kind(&mut self) {
        self.page = Scenario::default();
        self.place.send(&self.page);
    }

    /// Everything that is known about the failure.
    async fn failure(&self, step: Option<usize>, violation: Violation) -> Failure {
        let sight = self.place.sight().await;
        let seen = sight.map_or_else(|error| format!("{error:#}"), |sight| format!("{sight:#?}"));
        let documents: Vec<String> = self
            .truth
            .documents
            .iter()
            .map(|it| {
                format!(
                    "  {:.0} {} {:?}\n",
                    it.began,
                    it.navigation,
                    self.truth.told(it)
                )
            })
            .collect();
        let clicks: Vec<String> = self
            .truth
            .clicks
            .iter()
            .map(|it| format!("  {:.0} to {:.0}\n", it.from, it.to))
            .collect();
        let ledger: Vec<String> = self
            .truth
            .ledger
            .iter()
            .map(|it| format!("  {:.0} {:?} on: {}\n", it.at, it.what, it.on))
            .collect();
        let seen = format!(
            "{seen}\ndocuments, and what the server told them:\n{}clicks:\n{}the server:\n{}",
            documents.concat(),
            clicks.concat(),
            ledger.concat()
        );
        Failure {
            step,
            violation,
            seen,
        }
    }
}
