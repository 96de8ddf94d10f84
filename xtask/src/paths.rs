//! Where things are in the checkout.

use std::path::{Path, PathBuf};

/// The checkout: the folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    // Cargo sets this to `<root>/xtask`.
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The folder of the built packages: `dist/chrome` and `dist/firefox`.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of programs that the project installs for itself.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}
