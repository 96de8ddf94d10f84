//! Knows the files in `target/demo/`: `<browser>-<what>.png`. Takes no picture itself.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use practice::browser::Kind;

use crate::paths;

/// The pictures of one browser.
pub(super) struct Pictures {
    folder: PathBuf,
    prefix: &'static str,
}

impl Pictures {
    /// Removes this browser's pictures of an earlier run: what lies there is of this one.
    pub(super) fn new(kind: Kind) -> Result<Self> {
        let pictures = Self {
            folder: paths::root().join("target/demo"),
            prefix: match kind {
                Kind::Chromium => "chromium-",
                Kind::Firefox => "firefox-",
            },
        };
        fs::create_dir_all(&pictures.folder)
            .with_context(|| format!("cannot make {}", pictures.folder.display()))?;
        for name in pictures.names()? {
            let file = pictures.folder.join(name);
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
        Ok(pictures)
    }

    /// Where the picture called `what` belongs.
    pub(super) fn path(&self, what: &str) -> PathBuf {
        self.folder.join(format!("{}{what}.png", self.prefix))
    }

    /// All there are, one line each.
    pub(super) fn list(&self) -> Result<String> {
        let lines = self.names()?.into_iter().map(|name| {
            let size = fs::metadata(self.folder.join(&name))?.len();
            Ok(format!(
                "  target/demo/{name:<32} {:>4} KB",
                size.div_ceil(1000)
            ))
        });
        Ok(lines.collect::<Result<Vec<_>>>()?.join("\n"))
    }

    fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder).context("target/demo")? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(self.prefix) && name.ends_with(".png") {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}
