//! What the core takes for a page of 1, 100 and 10,000 candidates, among 1 and 100 settings, for an address, and for an
//! update of the record. `cargo xtask bench core` reads criterion's estimates below `target/criterion/`.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use benchmarks::{Sign, setting_page, testimony};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use headsup_core::background::{Effect, Event, update};
use headsup_core::catalogue::{Catalogue, Setting, Site, catalogue};
use headsup_core::message::{Sender, ToBackground};
use headsup_core::page::classify;
use headsup_core::recognise::Search;
use headsup_core::record;
use headsup_core::stored::Stored;
use headsup_core::testimony::Shown;
use headsup_core::time::Timestamp;

fn recognising(criterion: &mut Criterion) {
    let catalogue = catalogue();
    let address = setting_page();
    let page = classify(catalogue, &address);
    let search = Search {
        catalogue,
        settings: catalogue.settings,
        leads_to: &|_| true,
    };
    for (name, sign) in [
        ("recognise by key", Sign::Key),
        ("recognise by label", Sign::Label),
        ("recognise nothing", Sign::None),
    ] {
        let mut group = criterion.benchmark_group(name);
        for candidates in [1_usize, 100, 10_000] {
            let said = testimony(candidates, sign).unwrap();
            group.throughput(Throughput::Elements(candidates as u64));
            // The largest take long each: few of them, each the same number of times.
            group.sampling_mode(SamplingMode::Flat).sample_size(10);
            group.bench_function(BenchmarkId::from_parameter(candidates), |bencher| {
                bencher.iter(|| search.on(&page, black_box(&said)));
            });
        }
    }
}

/// A page that shows one setting, where so many are known.
fn among_settings(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("recognise among settings");
    let said = testimony(1, Sign::Key).unwrap();
    let address = setting_page();
    for many in [1, 100] {
        let catalogue = with_settings(many);
        let page = classify(catalogue, &address);
        let search = Search {
            catalogue,
            settings: catalogue.settings,
            leads_to: &|_| true,
        };
        group.bench_function(BenchmarkId::from_parameter(many), |bencher| {
            bencher.iter(|| search.on(&page, black_box(&said)));
        });
    }
}

/// The catalogue with the first setting and copies of it at addresses of their own, `many` in all.
/// It is never freed, as the one that ships is not.
fn with_settings(many: usize) -> &'static Catalogue {
    let Catalogue {
        schema,
        site,
        settings,
    } = catalogue();
    let first = settings[0];
    let copy = |number: usize| {
        let name: &'static str = Box::leak(format!("setting-{number}").into_boxed_str());
        Setting {
            id: name,
            path: Box::leak(format!("settings/{name}").into_boxed_str()),
            keys: Box::leak(Box::new([name])),
            ..first
        }
    };
    let copies = (1..many).map(copy);
    Box::leak(Box::new(Catalogue {
        schema: *schema,
        site: Site {
            origin: site.origin,
            sign_in: site.sign_in,
            categories: site.categories,
            legacy: site.legacy,
        },
        settings: Box::leak(std::iter::once(first).chain(copies).collect()),
    }))
}

fn classifying(criterion: &mut Criterion) {
    let address = setting_page();
    criterion.bench_function("classify", |bencher| {
        bencher.iter(|| classify(catalogue(), black_box(&address)));
    });
}

fn updating(criterion: &mut Criterion) {
    // A record that is as long as it gets: one change after the other.
    let mut stored = Stored::default();
    for turn in 0..1_000 {
        let (event, now) = event_of(turn, turn % 2 == 0);
        for effect in update(&event, &stored, "", now).effects {
            if let Effect::Write { items, .. } = effect {
                stored.record = items.get(record::KEY).cloned();
            }
        }
    }
    let (event, now) = event_of(1_000, true);
    criterion.bench_function("update", |bencher| {
        bencher.iter(|| update(&event, black_box(&stored), "", now));
    });
}

/// The switch is seen in this state on a page loaded a minute after the one before.
fn event_of(turn: u32, on: bool) -> (Event, Timestamp) {
    let loaded_at = 1e12 + f64::from(turn) * 60_000.0;
    let mut said = testimony(1, Sign::Key).unwrap();
    said.document.id = loaded_at;
    said.document.loaded_at = loaded_at;
    said.controls[0].state = if on { Shown::On } else { Shown::Off };
    let event = Event::Message {
        sender: Sender {
            own: true,
            tab: Some(1),
            address: Some(setting_page()),
        },
        message: serde_json::to_value(ToBackground::Testimony(said)).unwrap(),
    };
    (event, Timestamp::from_millis(loaded_at + 20_000.0))
}

fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

criterion_group! {
    name = core;
    config = short();
    targets = recognising, among_settings, classifying, updating
}
criterion_main!(core);
