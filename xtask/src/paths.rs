//! Knows where things lie in the checkout. Touches none of them.

use std::path::{Path, PathBuf};

/// The checkout: the folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    // Cargo sets this to `<root>/xtask`; a path without a parent would be `/`.
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Where the two packages lie once they are built: `dist/chrome` and `dist/firefox`.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Programs that the project installs for itself, without changing the system.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}
