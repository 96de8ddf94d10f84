//! Pages that never stop changing.

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, wait_for};
use serde_json::Value;

use crate::stage::{PATIENCE, SETTING, Stage, TRACK};

/// How long the test run watches it. `UNREST_SECONDS=300` watches for five minutes.
const SECONDS: u64 = 30;
/// So many seconds are traced at once: a browser takes long to hand a long trace over.
const TRACED: usize = 30;
/// No task of ours may take the main thread for longer, in milliseconds.
const LONGEST_TASK: f64 = 50.0;
/// How much more memory the page's scripts may hold in the end, in bytes.
const GROWTH: f64 = 2e6;

/// Firefox tells no tasks apart. There the main thread may work so many times as long for a frame
/// as without the extension, which is watched for so many seconds. With the looks that there are
/// it is some 1.1 times, with one in every frame two and a half.
const TIMES: f64 = 1.6;
const SECONDS_WITHOUT: u64 = 8;

/// In every frame 40 nodes come, 40 go, and as many attributes change.
const UNREST: &str = "
    const field = document.querySelector('main').appendChild(document.createElement('div'));
    window.frames = 0;
    const stir = () => {
      window.frames += 1;
      for (let i = 0; i < 40; i++) {
        const row = field.appendChild(document.createElement('p'));
        row.append(document.createElement('a'), document.createElement('input'));
        row.lastChild.type = i % 2 ? 'checkbox' : 'text';
        row.firstChild.href = '/mypreferences/d/settings/row-' + i;
        row.setAttribute('aria-label', 'row ' + window.frames);
      }
      while (field.childElementCount > 400) field.firstChild.remove();
      requestAnimationFrame(stir);
    };
    stir();";

pub async fn a_page_that_never_rests_is_followed_at_little_cost(kind: Kind) -> Result<()> {
    let mut stage = Stage::alone(
        kind,
        practice::site::Scenario {
            log_mutations: false,
            ..Default::default()
        },
        |_| {},
    )
    .await?;
    let seconds = match std::env::var("UNREST_SECONDS") {
        Ok(seconds) => seconds.parse().context("UNREST_SECONDS")?,
        Err(_) => SECONDS,
    };
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    stage.run(UNREST).await?;
    // What is made once is made by then.
    passes(&stage, 3).await?;
    let heap = stage.browser.heap().await?;
    let before = Work::so_far(&stage).await?;
    let own = stage.browser.extension_address()?;
    let mut tasks = Vec::new();
    for begun in (0..seconds).step_by(TRACED) {
        let piece = passes(&stage, (seconds - begun).min(TRACED as u64));
        tasks.extend(tasks_in(&stage.browser.traced(piece).await?, own));
    }
    let work = Work::so_far(&stage).await?.since(&before);
    let grown = match (heap, stage.browser.heap().await?) {
        (Some(before), Some(after)) => Some(after - before),
        _ => None,
    };
    let longest_work = longest(&tasks, |task| task.work);
    let longest_collection = longest(&tasks, |task| task.collection);
    println!(
        "{kind:?}, {seconds} s: {} tasks of ours, {:.0} ms in all, the longest {longest_work:.1} ms \
         and {longest_collection:.1} ms of collecting garbage; \
         main thread {:.0} ms, {:.2} ms a frame; scripts hold {grown:?} bytes more",
        tasks.len(),
        tasks
            .iter()
            .map(|task| task.work + task.collection)
            .sum::<f64>()
            .abs(),
        work.time,
        work.a_frame(),
    );
    if kind == Kind::Chromium {
        ensure!(
            tasks.len() as u64 > seconds,
            "the trace has {} tasks of ours",
            tasks.len()
        );
        ensure!(longest_work < LONGEST_TASK, "a task took {longest_work} ms");
        ensure!(
            longest_collection < LONGEST_TASK,
            "to collect garbage took {longest_collection} ms"
        );
        ensure!(grown.context("no heap")? < GROWTH, "{grown:?} bytes more");
    }
    // It has seen the page all the while, and still does.
    stage.click(TRACK).await?;
    stage.ringed(TRACK, "This switch is off.").await?;
    stage.recorded("opted-out", false).await?;
    if kind == Kind::Firefox {
        let without = without_the_extension(&mut stage).await?;
        let (with, without) = (work.a_frame(), without.a_frame());
        println!("{kind:?}: {without:.2} ms a frame without the extension");
        ensure!(
            with < TIMES * without,
            "{with} ms a frame, without the extension {without} ms"
        );
    }
    Ok(())
}

/// An iframe with a switch, which is there for one look.
const PASSING_FRAME: &str = "
    const frame = document.querySelector('main').appendChild(document.createElement('iframe'));
    const { contentDocument: inside } = frame;
    const label = inside.body.appendChild(inside.createElement('label'));
    label.append('Train on my data', Object.assign(inside.createElement('input'), { type: 'checkbox' }));";
const FRAMES: u64 = 3;

/// Its elements stay connected to a document that no window shows any more.
pub async fn what_was_in_an_iframe_that_has_gone_is_forgotten(kind: Kind) -> Result<()> {
    let stage = Stage::open(kind).await?;
    stage.go(SETTING).await?;
    stage.ringed(TRACK, "This switch is on.").await?;
    let documents = async || stage.browser.documents().await;
    let before = documents().await?;
    for _ in 0..FRAMES {
        stage.run(PASSING_FRAME).await?;
        stage.say_again().await?;
        ensure!(documents().await? > before, "an iframe has no document");
        stage
            .run("document.querySelector('iframe').remove()")
            .await?;
        // Firefox takes them from scripts such as ours by itself.
        stage.browser.collect_garbage().await?;
        ensure!(stage.say_again().await? == 1, "a look breaks down");
    }
    wait_for("them to be forgotten", PATIENCE, documents, |now| {
        *now == before
    })
    .await?;
    Ok(())
}

/// What the same unrest costs where nobody follows it.
async fn without_the_extension(stage: &mut Stage) -> Result<Work> {
    stage.own_browser()?.uninstall().await?;
    stage.go(SETTING).await?;
    stage.appears(TRACK).await?;
    stage.run(UNREST).await?;
    passes(stage, 3).await?;
    let before = Work::so_far(stage).await?;
    passes(stage, SECONDS_WITHOUT).await?;
    Ok(Work::so_far(stage).await?.since(&before))
}

/// What the main thread has done: the processor's time, in milliseconds, and the page's frames.
/// By the frame, a machine that has little time for either does not show.
struct Work {
    time: f64,
    frames: f64,
}

impl Work {
    async fn so_far(stage: &Stage) -> Result<Self> {
        let frames = stage.run("return window.frames").await?;
        Ok(Self {
            time: stage.browser.main_thread().await?.all,
            frames: frames.as_f64().context("the page counts no frames")?,
        })
    }

    fn since(&self, before: &Self) -> Self {
        Self {
            time: self.time - before.time,
            frames: self.frames - before.frames,
        }
    }

    fn a_frame(&self) -> f64 {
        self.time / self.frames
    }
}

/// So many seconds of the page's own time, in pieces that a driver waits for.
async fn passes(stage: &Stage, seconds: u64) -> Result<()> {
    let piece = |seconds: u64| {
        format!(
            "const done = arguments[arguments.length - 1];
             const end = performance.now() + {seconds} * 1000;
             const next = () => (performance.now() < end ? requestAnimationFrame(next) : done());
             next();"
        )
    };
    for begun in (0..seconds).step_by(10) {
        let script = piece((seconds - begun).min(10));
        stage.browser.driver.execute_async(script, []).await?;
    }
    Ok(())
}

/// A call into a script of ours, in milliseconds of the thread's own time: what else the machine
/// does is not ours.
struct Task {
    work: f64,
    /// Browsers collect the garbage of all that a page holds in whoever's call comes at the time:
    /// how long that takes is the page's, unless what we hold makes it long.
    collection: f64,
}

fn tasks_in(events: &[Value], address: &str) -> Vec<Task> {
    let took = |event: &Value| {
        let time = event["tdur"].as_f64().or(event["dur"].as_f64());
        time.unwrap_or(0.0) / 1e3
    };
    let collections: Vec<&Value> = events
        .iter()
        .filter(|event| event["name"] == "MajorGC" || event["name"] == "MinorGC")
        .collect();
    let ours = events.iter().filter(|event| {
        let url = event["args"]["data"]["url"].as_str();
        event["name"] == "FunctionCall" && url.is_some_and(|url| url.starts_with(address))
    });
    ours.map(|task| {
        let inside = collections.iter().filter(|event| is_inside(event, task));
        let collection = inside.map(|event| took(event)).sum();
        Task {
            work: took(task) - collection,
            collection,
        }
    })
    .collect()
}

fn is_inside(event: &Value, task: &Value) -> bool {
    let at = |event: &Value| event["ts"].as_f64().unwrap_or(f64::NAN);
    let end = at(task) + task["dur"].as_f64().unwrap_or(0.0);
    (&event["pid"], &event["tid"]) == (&task["pid"], &task["tid"])
        && (at(task)..end).contains(&at(event))
}

fn longest(tasks: &[Task], time: fn(&Task) -> f64) -> f64 {
    tasks.iter().map(time).fold(0.0, f64::max)
}
