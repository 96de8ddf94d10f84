//! The files in `target/demo/` and `target/store/`: `<browser>-<what>.png`.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use practice::browser::{Kind, Picture};

use crate::paths;

/// The three steps fit into it without scrolling, and it fits into the README.
const VIEWPORT: (u32, u32) = (1100, 760);

/// The size that all three stores accept.
const STORE_SIZE: (u32, u32) = (1280, 800);

/// How wide both browsers make the popup, in pixels.
const POPUP: usize = 360;

/// The space around the popup.
const GAP: usize = 20;

/// The colour behind the popup.
const GROUND: [u8; 3] = [0xcf, 0xdf, 0xdc];

/// The size of the page in a picture for the stores, beside the popup.
pub(super) const PAGE: (u32, u32) = (STORE_SIZE.0 - (POPUP + 2 * GAP) as u32, STORE_SIZE.1);

/// The pictures for the stores. Chrome's store takes five at most.
const STORE: [&str; 5] = [
    "2-data-privacy",
    "3-switch-on",
    "4-switch-off",
    "popup-on",
    "popup-off",
];

/// The pictures of one browser.
pub(super) struct Pictures {
    folder: &'static str,
    prefix: &'static str,
    store: bool,
}

impl Pictures {
    /// Removes this browser's pictures of an earlier run.
    pub(super) fn new(kind: Kind, store: bool) -> Result<Self> {
        let pictures = Self {
            folder: if store { "target/store" } else { "target/demo" },
            store,
            prefix: match kind {
                Kind::Chromium => "chromium-",
                Kind::Firefox => "firefox-",
            },
        };
        let folder = pictures.folder();
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for name in pictures.names()? {
            pictures.remove(&name)?;
        }
        Ok(pictures)
    }

    /// How large the page is to be.
    pub(super) fn viewport(&self) -> (u32, u32) {
        if self.store { STORE_SIZE } else { VIEWPORT }
    }

    /// Whether popup and page are to stand side by side: in the window the one would hide the
    /// other, and the bars above would say "not secure" of the practice site, rightly.
    pub(super) fn side_by_side(&self) -> bool {
        self.store
    }

    /// Checks, after the last picture, that the pictures for the stores are complete and have the
    /// right size.
    pub(super) fn finish(&self) -> Result<()> {
        if !self.store {
            return Ok(());
        }
        for what in STORE {
            let file = self.path(what);
            let bytes = fs::read(&file)
                .with_context(|| format!("cannot read the picture {}", file.display()))?;
            ensure!(
                size(&bytes) == Some(STORE_SIZE),
                "{} is {:?}, not {STORE_SIZE:?}",
                file.display(),
                size(&bytes)
            );
        }
        let wanted = STORE.map(|what| format!("{}{what}.png", self.prefix));
        for name in self.names()?.iter().filter(|name| !wanted.contains(name)) {
            self.remove(name)?;
        }
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        paths::root().join(self.folder)
    }

    fn remove(&self, name: &str) -> Result<()> {
        let file = self.folder().join(name);
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))
    }

    /// The file for the picture `what`.
    pub(super) fn path(&self, what: &str) -> PathBuf {
        self.folder().join(format!("{}{what}.png", self.prefix))
    }

    /// The names of all pictures, one a line.
    pub(super) fn list(&self) -> Result<String> {
        let lines = self.names()?.into_iter().map(|name| {
            let size = fs::metadata(self.folder().join(&name))?.len();
            Ok(format!(
                "  {}/{name:<32} {:>4} KB",
                self.folder,
                size.div_ceil(1000)
            ))
        });
        Ok(lines.collect::<Result<Vec<_>>>()?.join("\n"))
    }

    fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.folder()).context(self.folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(self.prefix) && name.ends_with(".png") {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

/// A picture for the stores: `page` (of the size [`PAGE`]) and, beside it, as much of `popup` as
/// fits.
pub(super) fn beside(page: &Picture, popup: &Picture) -> Result<Picture> {
    let [width, height] = [STORE_SIZE.0, STORE_SIZE.1].map(|side| side as usize);
    let mut whole = Picture::plain(width, height, GROUND)?;
    whole.put_onto(page, 0, 0);
    whole.put_onto(popup, width - GAP - POPUP, GAP);
    Ok(whole)
}

/// The width and height of a PNG: they are at a fixed place in every file (section 11.2.1 of its
/// standard, IHDR).
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| {
        let bytes = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    Some((number(16)?, number(20)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_picture_is_read_from_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picture.png");
        Picture::new(2, vec![0; 18]).unwrap().write(&path).unwrap();
        assert_eq!(size(&fs::read(path).unwrap()), Some((2, 3)));
        assert_eq!(size(b"not a picture"), None);
    }
}
