//! Faults of comparable tools, from public bug reports: each test builds the page that the report
//! was about. The test's name says what is right; its comment says what was wrong.
//!
//! - `loading`: pages that first show one state and then another, and restored forms
//!
//! - `sight`: switches that are hidden, moved, translated, or not what they seem
//!
//! - `memory`: failed looks, failed storage, wrong clocks, newer versions
//!
//! - `flips`: what becomes of a flip, and who made it
//!
//! - `confirming`: pages that show "off" while LinkedIn holds "on"
//!
//! - `copies`: several nodes for a setting, several settings for a node
//!
//! - `journey`: the whole way, in every language, without the setting's key

mod confirming;
mod copies;
mod flips;
mod journey;
mod loading;
mod memory;
mod sight;

use anyhow::{Result, ensure};
use practice::browser::wait_for;
use practice::words::{english, pieces};

use crate::stage::{PATIENCE, Stage};

pub use confirming::*;
pub use copies::*;
pub use flips::*;
pub use journey::*;
pub use loading::*;
pub use memory::*;
pub use sight::*;

/// Opens the popup over the page in front, waits until it shows this, closes it, and returns its
/// words.
async fn popup_shows(stage: &Stage, status: &str, confirmed: bool) -> Result<String> {
    let popup = stage.browser.real_popup().await?;
    let shown = "const main = document.querySelector('main');
                 return [main.dataset.status ?? null, main.dataset.confirmed === 'true', main.innerText];";
    let seen = wait_for(
        &format!("the popup to show {status}, confirmed {confirmed}"),
        PATIENCE,
        async || popup.run(shown).await,
        |seen| seen[0] == status && seen[1] == confirmed,
    )
    .await?;
    popup.close().await?;
    Ok(seen[2].as_str().unwrap_or_default().to_owned())
}

/// Neither callout nor popup says that LinkedIn, or somebody, turned the switch on again.
fn blames_nobody(words: &str) -> Result<()> {
    let blames = [pieces("turnedBackOrOther")?[1], english("notKept")?];
    let blame = blames.iter().find(|blame| words.contains(**blame));
    ensure!(blame.is_none(), "it says {blame:?}: {words}");
    Ok(())
}
