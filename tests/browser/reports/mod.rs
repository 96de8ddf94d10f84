//! What went wrong for others: public bug reports of comparable tools, each as the page that it
//! was about. A test is named by what is right; its comment says what was said instead.
//!
//! - `loading`: pages that show one thing first and another later, or what the browser put back
//! - `sight`: switches that are hidden, moved, translated, or not what they seem
//! - `memory`: what is kept when a look fails, a clock was wrong, or another account is signed in
//! - `flips`: what becomes of a change, and who brought it about
//! - `confirming`: pages that show off where LinkedIn holds on
//! - `copies`: several nodes for a setting, several settings for a node
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
