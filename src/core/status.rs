//! Record, finding and time → record. Never "opted out" without a switch seen off.

use super::catalogue::{Catalogue, SettingId};
use super::recognise::{Finding, Step, SwitchFinding, WayFinding};
use super::record::{Change, Entry, HISTORY_LIMIT, Record, Sighting, Status};
use super::report::Report;
use super::time::Timestamp;

/// A page says what it shows twice, in case the first time was lost with the background:
/// what was already seen so shortly before is not written again. In milliseconds.
const REPEATED: f64 = 5_000.0;

/// The record after `finding`, seen at `now`.
///
/// Told the same twice at the same time, it changes nothing the second time.
pub fn step(record: &Record, finding: &Finding, now: Timestamp) -> Record {
    let mut next = record.clone();
    match finding {
        Finding::Switch(seen) => see_switch(&mut next, seen, now),
        Finding::Unrecognised(page) => see_no_switch(
            &mut next,
            &page.setting,
            Status::Unrecognised,
            Some(&page.report),
            now,
        ),
        // A list without the setting, or a request to sign in, says nothing
        // against a switch that was seen.
        Finding::NotOffered(setting) => {
            see_no_switch(&mut next, setting, Status::NotOffered, None, now)
        }
        Finding::SignedOut(setting) => {
            see_no_switch(&mut next, setting, Status::SignedOut, None, now)
        }
        Finding::Way(way) => see_way(&mut next, way, now),
        Finding::Waiting | Finding::Nothing => {}
    }
    next
}

/// The record after a look at a settings page in display language `lang`: what
/// the page calls things is what the steps by hand are told in.
pub fn see_language(mut record: Record, catalogue: &Catalogue, lang: &str) -> Record {
    for setting in catalogue.settings {
        if let Some(entry) = record.settings.get_mut(&setting.id()) {
            let known = setting.verified_wording_in(lang);
            entry.lang = known.map(|wording| wording.lang.to_owned());
        }
    }
    record
}

fn see_switch(record: &mut Record, seen: &SwitchFinding, now: Timestamp) {
    if !seen.steady {
        return;
    }
    let status = if seen.on {
        Status::OptedIn
    } else {
        Status::OptedOut
    };
    // A clock that was set back makes times from the future; they count as now.
    let loaded = Timestamp::from_millis(seen.loaded_at).min(now);
    let flipped = seen
        .flipped_at
        .map(|at| Timestamp::from_millis(at).min(now));
    let as_of = flipped.map_or(loaded, |at| at.max(loaded));
    let old = record.settings.get(&seen.setting);
    let known = |old: &Entry| old.as_of.unwrap_or(old.since);
    // A document that showed the other state was not loaded with this one, even where nobody saw
    // it change. What a record from the future speaks of, no document has shown.
    let showed_the_other =
        |old: &Entry| old.status.is_of_a_switch() && (loaded..=now).contains(&known(old));
    // What an old document shows after an arrival may be as new as that, or as old as the
    // document: each counts where it is the less welcome word.
    let stale = old.is_some_and(|old| is_older(as_of, old, now));
    let spoken = match seen.arrived_at {
        Some(at) if stale && seen.on => Timestamp::from_millis(at).min(now).max(as_of),
        _ => as_of,
    };
    let sighting = Some(Sighting {
        own_page: seen.own_page,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    });

    let entry = match old {
        Some(old) if old.status == status => {
            let known = known(old).min(now);
            let next = Entry {
                confirmed: match flipped {
                    Some(at) => old.confirmed && at <= known,
                    None => old.confirmed || loaded > known,
                },
                seen: old.seen,
                as_of: Some(as_of.max(known)),
                evidence: Some(seen.evidence),
                sighting,
                ..old.clone()
            };
            if next == *old && now.is_within(REPEATED, old.seen) {
                return;
            }
            Entry { seen: now, ..next }
        }
        Some(old) if is_older(spoken, old, now) => return,
        _ => Entry {
            status,
            confirmed: flipped.is_none() && !stale && !old.is_some_and(showed_the_other),
            since: now,
            seen: now,
            as_of: Some(spoken),
            evidence: Some(seen.evidence),
            sighting,
            report: None,
            lang: None,
        },
    };
    put(record, &seen.setting, entry, now);
}

/// Whether a page speaks of a time before the one that the record speaks of: a
/// tab that was loaded before the switch was flipped in another. A record from
/// the future (the clock was set back) is never the newer one.
fn is_older(spoken: Timestamp, old: &Entry, now: Timestamp) -> bool {
    let since = old.status.is_of_a_switch().then_some(old.since);
    let known = old.as_of.or(since);
    known.is_some_and(|known| known <= now && spoken < known)
}

/// An unrecognised page, with its report, takes the place of any status; the
/// others only of what is no switch. As of when the switch is known stays: an older
/// page does not know better because a newer one was not understood.
fn see_no_switch(
    record: &mut Record,
    setting: &SettingId,
    status: Status,
    report: Option<&Report>,
    now: Timestamp,
) {
    let report = report.map(ToString::to_string);
    let old = record.settings.get(setting);
    let entry = match old {
        Some(old) if old.status == status => Entry {
            seen: now,
            report: report.or_else(|| old.report.clone()),
            ..old.clone()
        },
        Some(old) if old.status.is_of_a_switch() && report.is_none() => return,
        _ => Entry {
            status,
            confirmed: false,
            since: now,
            seen: now,
            as_of: old.and_then(|old| old.as_of),
            evidence: None,
            sighting: None,
            report,
            lang: None,
        },
    };
    put(record, setting, entry, now);
}

/// A row that leads to the setting says that it is offered, and any row that the person is
/// signed in.
fn see_way(record: &mut Record, way: &WayFinding, now: Timestamp) {
    let contradicted = match record.status(&way.setting) {
        Status::SignedOut => true,
        Status::NotOffered => way.step == Step::ToSetting,
        _ => false,
    };
    if contradicted {
        see_no_switch(record, &way.setting, Status::Unknown, None, now);
    }
}

fn put(record: &mut Record, setting: &SettingId, entry: Entry, now: Timestamp) {
    let from = record.status(setting);
    if from != entry.status {
        // In order even when the clock was set back meanwhile.
        let at = record.history.last().map_or(now, |last| last.at.max(now));
        record.history.push(Change {
            setting: setting.clone(),
            at,
            from,
            to: entry.status,
        });
    }
    let surplus = record.history.len().saturating_sub(HISTORY_LIMIT);
    record.history.drain(..surplus);
    record.settings.insert(setting.clone(), entry);
}

#[cfg(test)]
mod tests {
    use super::super::evidence::{Evidence, Why};
    use super::super::facts::Target;
    use super::super::recognise::Unrecognised;
    use super::*;

    fn id() -> SettingId {
        SettingId("ai-training".into())
    }

    fn at(seconds: u32) -> Timestamp {
        Timestamp::from_millis(f64::from(seconds) * 1000.0)
    }

    /// A steady switch on a page whose load began `loaded` seconds in.
    fn switch(on: bool, loaded: u32, flipped: Option<u32>) -> Finding {
        Finding::Switch(SwitchFinding {
            setting: id(),
            target: Target(1),
            on,
            evidence: Evidence::Key,
            own_page: true,
            steady: true,
            loaded_at: at(loaded).millis(),
            flipped_at: flipped.map(|seconds| at(seconds).millis()),
            arrived_at: None,
        })
    }

    /// The switch as a document shows it that was loaded before the arrival at it.
    fn switch_after_arrival(on: bool, loaded: u32, arrived: u32) -> Finding {
        let Finding::Switch(mut seen) = switch(on, loaded, None) else {
            unreachable!()
        };
        seen.arrived_at = Some(at(arrived).millis());
        Finding::Switch(seen)
    }

    /// The setting's page, with nothing on it that we know.
    fn lost(why: Why) -> Finding {
        Finding::Unrecognised(Unrecognised {
            setting: id(),
            report: Report::empty(why),
        })
    }

    /// The record after each finding in turn, seen at the given second.
    fn after(findings: &[(u32, Finding)]) -> Record {
        findings
            .iter()
            .fold(Record::default(), |record, (seconds, finding)| {
                step(&record, finding, at(*seconds))
            })
    }

    fn entry(record: &Record) -> &Entry {
        &record.settings[&id()]
    }

    #[test]
    fn a_switch_seen_off_as_it_was_loaded_is_opted_out_and_confirmed() {
        let record = after(&[(11, switch(false, 10, None))]);
        assert_eq!(entry(&record).status, Status::OptedOut);
        assert!(entry(&record).confirmed);
        assert_eq!(entry(&record).since, at(11));
        assert_eq!(record.history.len(), 1);
        assert_eq!(record.history[0].from, Status::Unknown);
    }

    #[test]
    fn a_flip_is_confirmed_by_the_next_page_load_only() {
        let flipped = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        assert_eq!(entry(&flipped).status, Status::OptedOut);
        assert!(!entry(&flipped).confirmed);

        let looked_again = step(&flipped, &switch(false, 10, Some(20)), at(25));
        assert!(!entry(&looked_again).confirmed);
        assert_eq!(entry(&looked_again).seen, at(25));

        let reloaded = step(&looked_again, &switch(false, 30, None), at(31));
        assert!(entry(&reloaded).confirmed);
        assert_eq!(entry(&reloaded).since, at(20));
        assert_eq!(reloaded.history.len(), 2);
    }

    #[test]
    fn switch_turned_back_by_the_site_is_reported_as_on() {
        let record = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
            (22, switch(true, 10, Some(22))),
        ]);
        assert_eq!(entry(&record).status, Status::OptedIn);
        assert!(!entry(&record).confirmed);
    }

    #[test]
    fn a_switch_seen_off_and_later_on_is_known_by_both_times() {
        let off = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        assert_eq!(off.turned_back(&id()), None);
        let lost_between = step(&off, &lost(Why::NoSwitch), at(25));
        assert_eq!(lost_between.turned_back(&id()), None);
        let back = step(&lost_between, &switch(true, 30, None), at(31));
        assert_eq!(back.turned_back(&id()), Some((at(20), at(31))));
        // Seen on once more, it is the first time that counts.
        let again = step(
            &step(&back, &lost(Why::NoSwitch), at(35)),
            &switch(true, 40, None),
            at(41),
        );
        assert_eq!(again.turned_back(&id()), Some((at(20), at(31))));
        let off_again = step(&again, &switch(false, 50, None), at(51));
        assert_eq!(off_again.turned_back(&id()), None);
        let never_off = after(&[(11, switch(true, 10, None))]);
        assert_eq!(never_off.turned_back(&id()), None);
    }

    #[test]
    fn a_document_that_showed_the_other_state_confirms_none() {
        let off = after(&[(11, switch(true, 10, None)), (20, switch(false, 10, None))]);
        assert_eq!(entry(&off).status, Status::OptedOut);
        assert!(!entry(&off).confirmed);
        let loaded_anew = step(&off, &switch(false, 30, None), at(31));
        assert!(entry(&loaded_anew).confirmed);
    }

    #[test]
    fn a_row_that_leads_to_the_setting_takes_back_that_there_is_none() {
        let way = |step| {
            Finding::Way(WayFinding {
                setting: id(),
                step,
                target: Target(1),
            })
        };
        let after_way = |finding: &Finding, leads| {
            let known = step(&Record::default(), finding, at(10));
            step(&known, &way(leads), at(20)).status(&id())
        };
        let not_offered = Finding::NotOffered(id());
        let signed_out = Finding::SignedOut(id());
        assert_eq!(after_way(&not_offered, Step::ToSetting), Status::Unknown);
        assert_eq!(
            after_way(&not_offered, Step::ToCategory),
            Status::NotOffered
        );
        assert_eq!(after_way(&signed_out, Step::ToCategory), Status::Unknown);
        let off = after(&[(11, switch(false, 10, None))]);
        assert_eq!(step(&off, &way(Step::ToSetting), at(20)), off);
        let nothing = Record::default();
        assert_eq!(step(&nothing, &way(Step::ToSetting), at(20)), nothing);
    }

    #[test]
    fn a_page_in_between_on_which_no_switch_was_found_ends_no_state() {
        let off = after(&[
            (11, switch(false, 10, None)),
            (20, lost(Why::NoSwitch)),
            (31, switch(false, 30, None)),
        ]);
        assert_eq!(entry(&off).since, at(31));
        assert_eq!(off.first_seen(&id(), entry(&off)), at(11));
        let lost_again = step(&off, &lost(Why::NoSwitch), at(35));
        let before = lost_again.last_switch_change(&id()).unwrap();
        assert_eq!((before.to, before.at), (Status::OptedOut, at(11)));
        assert_eq!(
            lost_again.first_seen(&id(), entry(&lost_again)),
            at(35),
            "of the page, not of the switch"
        );
        let back = step(&lost_again, &switch(true, 40, None), at(41));
        assert_eq!(back.turned_back(&id()), Some((at(11), at(41))));
    }

    #[test]
    fn a_sight_says_on_which_page_and_by_which_version() {
        let record = after(&[(11, switch(false, 10, None))]);
        let sighting = entry(&record).sighting.clone().unwrap();
        assert!(sighting.own_page);
        assert_eq!(sighting.version, env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn a_tab_from_before_the_flip_does_not_take_it_back() {
        let flipped = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        let other_tab = step(&flipped, &switch(true, 5, None), at(40));
        assert_eq!(other_tab, flipped);
    }

    #[test]
    fn a_tab_from_before_the_flip_that_shows_the_same_does_not_confirm_it() {
        let flipped = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        let other_tab = step(&flipped, &switch(false, 15, None), at(40));
        assert!(!entry(&other_tab).confirmed);
    }

    #[test]
    fn a_tab_from_before_the_flip_does_not_take_it_back_after_an_unrecognised_page() {
        // On since 20; the tab that was loaded at 10 still shows it off.
        let record = after(&[
            (11, switch(false, 10, None)),
            (20, switch(true, 12, Some(20))),
            (25, lost(Why::NoSwitch)),
        ]);
        let old_tab = step(&record, &switch(false, 10, None), at(30));
        assert_eq!(entry(&old_tab).status, Status::Unrecognised);
        assert_eq!(old_tab.turned_back(&id()), None);
        let reloaded = step(&record, &switch(true, 31, None), at(32));
        assert_eq!(entry(&reloaded).status, Status::OptedIn);
    }

    #[test]
    fn a_switch_shown_on_after_an_arrival_is_on_however_old_the_document() {
        let off = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        let arrived = step(&off, &switch_after_arrival(true, 5, 40), at(41));
        assert_eq!(entry(&arrived).status, Status::OptedIn);
        assert!(!entry(&arrived).confirmed);
        // The tab of the flip has not been loaded since, and does not know better.
        let other_tab = step(&arrived, &switch(false, 10, Some(20)), at(45));
        assert_eq!(entry(&other_tab).status, Status::OptedIn);
        // Where nothing newer is known, an arrival is as good as a load.
        let first = after(&[(41, switch_after_arrival(true, 5, 40))]);
        assert!(entry(&first).confirmed);
        assert_eq!(entry(&first).as_of, Some(at(5)));
        let reloaded = step(&arrived, &switch(false, 50, None), at(51));
        assert_eq!(entry(&reloaded).status, Status::OptedOut);
        assert!(entry(&reloaded).confirmed);
    }

    #[test]
    fn a_switch_shown_off_after_an_arrival_is_only_as_new_as_the_document() {
        let on = after(&[
            (11, switch(false, 10, None)),
            (20, switch(true, 10, Some(20))),
        ]);
        let arrived = step(&on, &switch_after_arrival(false, 5, 40), at(41));
        assert_eq!(arrived, on);
    }

    #[test]
    fn a_flip_into_the_state_that_was_confirmed_is_not_confirmed() {
        let confirmed = after(&[(31, switch(false, 30, None))]);
        // An older tab shows it on still, and the person turns it off there.
        let flipped = step(&confirmed, &switch(false, 10, Some(40)), at(40));
        assert!(!entry(&flipped).confirmed);
        let reloaded = step(&flipped, &switch(false, 50, None), at(51));
        assert!(entry(&reloaded).confirmed);
        // What the older tab goes on saying takes nothing from that.
        let again = step(&reloaded, &switch(false, 10, Some(40)), at(60));
        assert!(entry(&again).confirmed);
    }

    #[test]
    fn what_is_said_twice_is_written_once() {
        let record = after(&[(11, switch(false, 10, None))]);
        assert_eq!(step(&record, &switch(false, 10, None), at(12)), record);
        let later = step(&record, &switch(false, 10, None), at(60));
        assert_eq!(entry(&later).seen, at(60));
        let reloaded = step(&record, &switch(false, 12, None), at(13));
        assert_eq!(entry(&reloaded).seen, at(13));
    }

    #[test]
    fn the_report_is_that_of_the_page_seen_last() {
        let record = after(&[(11, lost(Why::NoSwitch)), (21, lost(Why::Ambiguous))]);
        let report = Report::empty(Why::Ambiguous).to_string();
        assert_eq!(entry(&record).report, Some(report));
        assert_eq!(entry(&record).since, at(11));
    }

    #[test]
    fn what_is_known_is_as_new_as_the_newest_page_that_told_it() {
        let seen_twice = after(&[(11, switch(false, 10, None)), (31, switch(false, 30, None))]);
        assert_eq!(entry(&seen_twice).as_of, Some(at(30)));
        // Loaded between the two, it cannot know better; loaded with the last, it can.
        let between = step(&seen_twice, &switch(true, 20, None), at(40));
        assert_eq!(entry(&between).status, Status::OptedOut);
        let with_the_last = step(&seen_twice, &switch(true, 30, None), at(40));
        assert_eq!(entry(&with_the_last).status, Status::OptedIn);
    }

    #[test]
    fn a_page_that_was_loaded_as_the_switch_was_flipped_does_not_confirm_it() {
        let flipped = after(&[
            (11, switch(true, 10, None)),
            (20, switch(false, 10, Some(20))),
        ]);
        let same_moment = step(&flipped, &switch(false, 20, None), at(21));
        assert!(!entry(&same_moment).confirmed);
        let after_it = step(&flipped, &switch(false, 21, None), at(22));
        assert!(entry(&after_it).confirmed);
    }

    #[test]
    fn the_evidence_is_that_of_the_last_sight() {
        let by_key = after(&[(11, switch(false, 10, None))]);
        let Finding::Switch(mut by_label) = switch(false, 20, None) else {
            unreachable!()
        };
        by_label.evidence = Evidence::Label;
        by_label.own_page = false;
        let record = step(&by_key, &Finding::Switch(by_label), at(21));
        assert_eq!(entry(&record).evidence, Some(Evidence::Label));
        assert!(!entry(&record).sighting.as_ref().unwrap().own_page);
    }

    #[test]
    fn the_same_without_a_switch_seen_again_is_seen_later_and_known_as_long() {
        let not_offered = || Finding::NotOffered(id());
        let record = after(&[(11, not_offered()), (21, not_offered())]);
        assert_eq!(entry(&record).since, at(11));
        assert_eq!(entry(&record).seen, at(21));
    }

    #[test]
    fn a_clock_set_back_does_not_hide_what_is_seen_now() {
        let future = after(&[(9000, switch(false, 8990, None))]);
        let record = step(&future, &switch(true, 100, None), at(101));
        assert_eq!(entry(&record).status, Status::OptedIn);
        assert!(record.history.is_sorted_by_key(|change| change.at));
    }

    #[test]
    fn a_switch_that_is_not_steady_is_not_recorded() {
        let Finding::Switch(mut seen) = switch(false, 10, None) else {
            unreachable!()
        };
        seen.steady = false;
        assert_eq!(after(&[(11, Finding::Switch(seen))]), Record::default());
    }

    #[test]
    fn an_unrecognisable_page_takes_the_place_of_a_status_and_keeps_it_in_the_history() {
        let record = after(&[(11, switch(false, 10, None)), (30, lost(Why::NoSwitch))]);
        assert_eq!(entry(&record).status, Status::Unrecognised);
        assert!(!entry(&record).confirmed);
        assert_eq!(
            entry(&record).report,
            Some(Report::empty(Why::NoSwitch).to_string())
        );
        let before = record.last_switch_change(&id()).unwrap();
        assert_eq!((before.to, before.at), (Status::OptedOut, at(11)));
    }

    #[test]
    fn neither_a_sign_in_page_nor_a_list_without_the_setting_speaks_against_a_switch() {
        let known = after(&[(11, switch(false, 10, None))]);
        for finding in [Finding::SignedOut(id()), Finding::NotOffered(id())] {
            assert_eq!(step(&known, &finding, at(20)), known);
        }
        let nothing = Record::default();
        let signed_out = step(&nothing, &Finding::SignedOut(id()), at(20));
        assert_eq!(signed_out.status(&id()), Status::SignedOut);
        let not_offered = step(&signed_out, &Finding::NotOffered(id()), at(21));
        assert_eq!(not_offered.status(&id()), Status::NotOffered);
    }

    #[test]
    fn the_language_of_the_page_is_remembered_where_its_words_are_known() {
        let catalogue = super::super::catalogue::catalogue();
        let seen = after(&[(11, switch(false, 10, None))]);
        let lang = |lang: &str| {
            let record = see_language(seen.clone(), catalogue, lang);
            entry(&record).lang.clone()
        };
        assert_eq!(lang("de-AT").as_deref(), Some("de"));
        assert_eq!(lang("pt_BR").as_deref(), Some("pt"));
        for unknown in ["ja", "", "pl"] {
            assert_eq!(lang(unknown), None, "{unknown}");
        }
        let german = see_language(seen.clone(), catalogue, "de");
        let japanese = see_language(german, catalogue, "ja");
        assert_eq!(entry(&japanese).lang, None);
        assert_eq!(
            see_language(Record::default(), catalogue, "de"),
            Record::default()
        );
    }

    #[test]
    fn the_history_is_bounded_and_keeps_the_newest() {
        let flips: Vec<_> = (1..=300)
            .map(|second| (second, switch(second % 2 == 0, 0, Some(second))))
            .collect();
        let record = after(&flips);
        assert_eq!(record.history.len(), HISTORY_LIMIT);
        assert_eq!(record.history.last().unwrap().at, at(300));
    }
}
