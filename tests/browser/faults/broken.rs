//! A copy of the package whose background a test can break: `fault.js` runs before it. The shipped
//! package has no such way in.

use std::fs;

use anyhow::{Context, Result};
use practice::browser::{Kind, copy_folder, package, wait_for};
use practice::site::Scenario;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::stage::{PATIENCE, Stage};

/// A stage with this copy installed. The copy is removed with it.
pub struct Broken {
    pub stage: Stage,
    folder: TempDir,
}

impl Broken {
    pub async fn open(kind: Kind) -> Result<Self> {
        let folder = copied(kind)?;
        let background = folder.path().join("background.js");
        fs::rename(&background, folder.path().join("product.js"))?;
        fs::write(folder.path().join("fault.js"), include_str!("fault.js"))?;
        fs::write(&background, "import './fault.js'; import './product.js';")?;
        let stage = Stage::alone(kind, Scenario::default(), |options| {
            options.package = folder.path().to_owned();
        })
        .await?;
        Ok(Self { stage, folder })
    }

    /// Sets a fault in `fault.js`.
    pub async fn set(&self, fault: &Value) -> Result<()> {
        let body = format!("await chrome.storage.session.set({fault});");
        self.stage.browser.run_in_extension(&body).await.map(drop)
    }

    /// Makes the background wait for ever at this step, once.
    pub async fn hold(&self, step: &str) -> Result<()> {
        self.set(&json!({"hold": step, "held": ""})).await
    }

    /// Waits until the background waits at this step.
    pub async fn is_held(&self, step: &str) -> Result<()> {
        let body = "return (await chrome.storage.session.get('held')).held;";
        wait_for(
            &format!("the background to come to {step}"),
            PATIENCE,
            async || self.stage.browser.run_in_extension(body).await,
            |held| held == step,
        )
        .await?;
        Ok(())
    }

    /// Removes the fault.
    pub async fn mend(&self, fault: &str) -> Result<()> {
        let body = format!("await chrome.storage.session.remove({fault:?});");
        self.stage.browser.run_in_extension(&body).await.map(drop)
    }

    /// Gives the package a higher version where it lies.
    pub fn raise_version(&self) -> Result<&'static str> {
        let file = self.folder.path().join("manifest.json");
        let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let version = manifest.get_mut("version").context("no version")?;
        *version = "999.0.0".into();
        fs::write(file, manifest.to_string())?;
        Ok("999.0.0")
    }
}

/// A copy of the package, to be changed before it is installed.
pub fn copied(kind: Kind) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    copy_folder(&package(kind), folder.path())?;
    Ok(folder)
}
