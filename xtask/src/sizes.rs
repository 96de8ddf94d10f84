//! The sizes of the built packages and their parts.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

/// The bytes of a package, by part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// The WASM module.
    pub(crate) wasm: u64,
    /// The content script: all files under `content/`.
    pub(crate) content: u64,
    /// Everything, those two included.
    pub(crate) all: u64,
}

/// Budgets in bytes; see docs/benchmarks.md.
pub(crate) const WASM_BUDGET: u64 = 256 * 1024;
pub(crate) const CONTENT_BUDGET: u64 = 45 * 1024;

impl Sizes {
    /// Name, bytes and budget of each part.
    fn parts(&self) -> [(&'static str, u64, Option<u64>); 3] {
        [
            ("WASM", self.wasm, Some(WASM_BUDGET)),
            ("content script", self.content, Some(CONTENT_BUDGET)),
            ("all", self.all, None),
        ]
    }

    /// An error where the WASM or the content script is over its budget.
    pub(crate) fn within_budget(&self) -> Result<()> {
        for (part, bytes, budget) in self.parts() {
            let most = budget.unwrap_or(u64::MAX);
            ensure!(
                bytes <= most,
                "the {part} has {bytes} bytes, {} more than the {most} that it may have",
                bytes - most
            );
        }
        Ok(())
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

/// The files below `folder`, sorted, as relative paths with `/`.
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

/// A table in bytes: a row for each part, a column for each package, and the budget.
pub(crate) fn table(packages: &[(&str, Sizes)]) -> String {
    let mut text = String::from("bytes          ");
    for (name, _) in packages {
        text.push_str(&format!("{name:>10}"));
    }
    text.push_str("    budget");
    for (row, (part, _, budget)) in Sizes::default().parts().into_iter().enumerate() {
        text.push_str(&format!("\n{part:<15}"));
        let mut over = false;
        for (_, sizes) in packages {
            let (_, bytes, _) = sizes.parts()[row];
            text.push_str(&format!("{bytes:>10}"));
            over |= budget.is_some_and(|budget| bytes > budget);
        }
        if let Some(budget) = budget {
            text.push_str(&format!("{budget:>10}"));
        }
        if over {
            text.push_str("  over");
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
            content: 46_081,
            all: 41_500,
        };
        let expected = "bytes              chrome    budget\n\
                        WASM                  100    262144\n\
                        content script      46081     46080  over\n\
                        all                 41500";
        assert_eq!(table(&[("chrome", sizes)]), expected);
    }

    #[test]
    fn a_part_that_is_too_large_is_refused() {
        let sizes = |wasm, content| Sizes {
            wasm,
            content,
            all: 0,
        };
        assert!(sizes(WASM_BUDGET, CONTENT_BUDGET).within_budget().is_ok());
        let wasm = sizes(WASM_BUDGET + 1, 0).within_budget().unwrap_err();
        assert!(
            wasm.to_string()
                .starts_with("the WASM has 262145 bytes, 1 more")
        );
        let content = sizes(0, CONTENT_BUDGET + 2).within_budget().unwrap_err();
        assert!(
            content
                .to_string()
                .contains("content script has 46082 bytes, 2 more")
        );
    }
}
