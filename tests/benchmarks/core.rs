//! What the core takes for a page of 1, 100 and 10,000 candidates, for an address, and for a step
//! of the record. `cargo xtask bench core` reads criterion's estimates below `target/criterion/`.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use benchmarks::{Sign, facts, setting_page};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use headsup::core::catalogue::catalogue;
use headsup::core::page::classify;
use headsup::core::recognise::recognise;
use headsup::core::record::Record;
use headsup::core::status::step;
use headsup::core::time::Timestamp;

fn recognising(criterion: &mut Criterion) {
    let catalogue = catalogue();
    let address = setting_page();
    let page = classify(catalogue, &address);
    for (name, sign) in [
        ("recognise by key", Sign::Key),
        ("recognise by label", Sign::Label),
        ("recognise nothing", Sign::None),
    ] {
        let mut group = criterion.benchmark_group(name);
        for candidates in [1_usize, 100, 10_000] {
            let facts = facts(candidates, sign).unwrap();
            group.throughput(Throughput::Elements(candidates as u64));
            // The largest take long each: few of them, each the same number of times.
            group.sampling_mode(SamplingMode::Flat).sample_size(10);
            group.bench_function(BenchmarkId::from_parameter(candidates), |bencher| {
                bencher.iter(|| recognise(catalogue, &page, black_box(&facts)));
            });
        }
    }
}

fn classifying(criterion: &mut Criterion) {
    let address = setting_page();
    criterion.bench_function("classify", |bencher| {
        bencher.iter(|| classify(catalogue(), black_box(&address)));
    });
}

fn stepping(criterion: &mut Criterion) {
    let catalogue = catalogue();
    let address = setting_page();
    let facts = facts(1, Sign::Key).unwrap();
    let finding = recognise(catalogue, &classify(catalogue, &address), &facts);
    // A record that is as long as it gets: one change after the other.
    let record = (0..1_000).fold(Record::default(), |record, turn| {
        let on = facts_of(turn % 2 == 0);
        let at = f64::from(turn) * 1_000.0;
        let finding = recognise(catalogue, &classify(catalogue, &address), &on(at));
        step(&record, &finding, Timestamp::from_millis(at))
    });
    let now = Timestamp::from_millis(2_000_000.0);
    criterion.bench_function("step", |bencher| {
        bencher.iter(|| step(black_box(&record), &finding, now));
    });
}

/// The switch, seen in this state on a page loaded at a time.
fn facts_of(on: bool) -> impl Fn(f64) -> headsup::core::facts::Facts {
    use headsup::core::facts::SwitchState;
    move |loaded_at| {
        let mut facts = facts(1, Sign::Key).unwrap();
        facts.loaded_at = loaded_at;
        facts.switches[0].state = if on {
            SwitchState::On
        } else {
            SwitchState::Off
        };
        facts
    }
}

fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

criterion_group! {
    name = core;
    config = short();
    targets = recognising, classifying, stepping
}
criterion_main!(core);
