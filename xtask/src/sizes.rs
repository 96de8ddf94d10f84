//! Knows how large the parts of a package are. Reads the finished packages only.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// Bytes of one package, by part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// The WASM module.
    pub(crate) wasm: u64,
    /// The content script: all files under `content/`.
    pub(crate) content: u64,
    /// Everything, those two included.
    pub(crate) all: u64,
}

impl Sizes {
    fn parts(&self) -> [(&'static str, u64); 3] {
        [
            ("WASM", self.wasm),
            ("content script", self.content),
            ("all", self.all),
        ]
    }
}

/// Adds up the files below `package`.
pub(crate) fn measure(package: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    for file in files_below(package)? {
        let bytes = fs::metadata(package.join(&file))
            .with_context(|| format!("cannot read {file}"))?
            .len();
        sizes.all += bytes;
        if file.ends_with(".wasm") {
            sizes.wasm += bytes;
        }
        if file.starts_with("content/") {
            sizes.content += bytes;
        }
    }
    Ok(sizes)
}

/// The files below `folder`, as `/`-separated paths relative to it, in order.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// One small table: a column for each package, bytes.
pub(crate) fn table(packages: &[(&str, Sizes)]) -> String {
    let mut text = String::from("bytes          ");
    for (name, _) in packages {
        text.push_str(&format!("{name:>10}"));
    }
    for (row, (part, _)) in Sizes::default().parts().into_iter().enumerate() {
        text.push_str(&format!("\n{part:<15}"));
        for (_, sizes) in packages {
            let (_, bytes) = sizes.parts()[row];
            text.push_str(&format!("{bytes:>10}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_row_for_each_part() {
        let sizes = Sizes {
            wasm: 100,
            content: 20,
            all: 150,
        };
        let expected = "bytes              chrome\n\
                        WASM                  100\n\
                        content script         20\n\
                        all                   150";
        assert_eq!(table(&[("chrome", sizes)]), expected);
    }
}
