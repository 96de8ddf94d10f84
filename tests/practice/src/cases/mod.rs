//! Cases: pages in one small file each, `<group>/<name>.html`, that say in their
//! first comment what a person would see there. Knows how such a file is read,
//! and nothing of browsers or of the extension's insides.
//!
//! ```html
//! <!--
//! what: A checkbox with the role of a switch, labelled by the setting's key.
//! expect: on by key
//! -->
//! <main>… the page's body …</main>
//! ```
//!
//! All keys of that comment are in [`head`]; what the practice site makes of the
//! rest is in [`page`].

mod head;
mod page;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

pub use head::{Direction, Evidence, Expect, Head};
pub(crate) use page::{Part, part_of};

/// A page, and what must be found on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// `group/name`, after its file.
    pub name: String,
    /// The first comment.
    pub head: Head,
    /// The HTML of the body.
    pub body: String,
}

impl Case {
    /// Reads the case `group/name` below `folder`.
    pub fn read(folder: &Path, name: &str) -> Result<Self> {
        ensure!(is_name(name), "`{name}` is not the name of a case");
        let file = folder.join(format!("{name}.html"));
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        Self::parse(name, &text).with_context(|| file.display().to_string())
    }

    /// All cases below `folder`, by name.
    pub fn all(folder: &Path) -> Result<Vec<Self>> {
        let mut cases = Vec::new();
        for group in entries(folder)? {
            if !group.is_dir() {
                continue;
            }
            for file in entries(&group)? {
                if file.extension().is_some_and(|it| it == "html") {
                    cases.push(Self::read(folder, &name_of(folder, &file)?)?);
                }
            }
        }
        ensure!(!cases.is_empty(), "no case below {}", folder.display());
        Ok(cases)
    }

    /// The file of the testimony that was recorded of this case.
    pub fn recording(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.facts.json", self.name))
    }

    /// Its address on the practice site: path, query and fragment.
    pub fn address(&self) -> String {
        let (address, hash) = match self.head.at.split_once('#') {
            Some((address, hash)) => (address, format!("#{hash}")),
            None => (self.head.at.as_str(), String::new()),
        };
        let join = if address.contains('?') { '&' } else { '?' };
        format!("{address}{join}case={}{hash}", self.name)
    }

    fn parse(name: &str, text: &str) -> Result<Self> {
        let text = text.strip_prefix("<!--\n");
        let text = text.context("a case begins with a line `<!--`")?;
        let parts = text.split_once("\n-->\n");
        let (head, body) = parts.context("the first comment ends with a line `-->`")?;
        let case = Self {
            name: name.to_owned(),
            head: Head::parse(head)?,
            body: body.to_owned(),
        };
        let marks = body.contains("data-here") || body.contains("dataset.here");
        match (case.head.has_target(), marks) {
            (true, false) => bail!("what is to be ringed needs the attribute `data-here`"),
            (false, true) => bail!("nothing is to be ringed, so nothing can be `data-here`"),
            _ => Ok(case),
        }
    }
}

/// Names become parts of addresses and paths: only small letters, digits and `-`.
fn is_name(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    name.split_once('/')
        .is_some_and(|(group, case)| is_word(group) && is_word(case))
}

fn name_of(folder: &Path, file: &Path) -> Result<String> {
    let name = file.strip_prefix(folder)?.with_extension("");
    let name = name
        .to_str()
        .with_context(|| format!("{} is not UTF-8", file.display()))?;
    Ok(name.to_owned())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = list
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<!--\nwhat: A switch.\nexpect: on by key\n-->\n";

    #[test]
    fn a_case_is_its_head_and_its_body() {
        let case = Case::parse("shapes/plain", &format!("{HEAD}<input data-here>\n")).unwrap();
        assert_eq!(case.head.what, "A switch.");
        assert_eq!(case.body, "<input data-here>\n");
    }

    #[test]
    fn a_case_without_head_or_target_is_refused() {
        for text in [
            "<input data-here>",
            "<!--\nwhat: A switch.\nexpect: on by key\n<input data-here>",
            &format!("{HEAD}<input>"),
            "<!--\nwhat: A switch.\nexpect: nothing\n-->\n<input data-here>",
        ] {
            assert!(Case::parse("shapes/plain", text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_name_of_the_case_joins_the_query() {
        let address = |at: &str| {
            let text =
                format!("<!--\nwhat: A switch.\nexpect: on by key\nat: {at}\n-->\ndata-here");
            Case::parse("addresses/it", &text).unwrap().address()
        };
        assert_eq!(
            address("/mypreferences/d/x"),
            "/mypreferences/d/x?case=addresses/it"
        );
        assert_eq!(
            address("/mypreferences/?a=b#c"),
            "/mypreferences/?a=b&case=addresses/it#c"
        );
    }

    #[test]
    fn names_lead_nowhere_else() {
        for name in [
            "..", "../x", "a/../b", "a/b/c", "a", "/a", "A/b", "a/b.html",
        ] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_name("look-alikes/two-switches-2"));
    }
}
