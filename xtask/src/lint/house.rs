//! The rules of this repository that no linter has: no file of more than 400 lines, no line wider
//! than 120 columns, no circle among the modules of `src/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, bail};

use crate::sizes::files_below;

/// In lines.
const MOST_LINES: usize = 400;
/// In columns, without strings. Formatters break code before that, but not comments.
const WIDEST: usize = 120;
/// Written by ts-rs, so not checked.
const GENERATED: [&str; 1] = ["extension/messages.d.ts"];
/// Folders that a build makes.
const MADE: [&str; 2] = ["node_modules", "target"];
const FOLDERS: [&str; 5] = ["extension", "fuzz", "src", "tests", "xtask"];
const CODE: [&str; 5] = [".rs", ".js", ".mjs", ".ts", ".css"];

/// Checks all code below `root`.
///
/// # Errors
///
/// Names each file, line and circle that breaks a rule, and says what to do. Or says which file
/// cannot be read.
pub(super) fn check(root: &Path) -> Result<()> {
    let mut complaints = Vec::new();
    let mut modules = Modules::default();
    for name in code(root)? {
        let text =
            fs::read_to_string(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
        complaints.extend(complaints_of(&name, &text));
        if let Some(module) = name.strip_prefix("src/") {
            modules.read(module, &text);
        }
    }
    complaints.extend(modules.circles());
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

/// The files of code, relative to `root`.
fn code(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for folder in FOLDERS {
        let below = files_below(&root.join(folder))?;
        names.extend(below.iter().map(|file| format!("{folder}/{file}")));
    }
    let is_code = |name: &String| CODE.iter().any(|end| name.ends_with(end));
    let is_made = |name: &String| {
        let mut parts = name.split('/');
        GENERATED.contains(&name.as_str()) || parts.any(|part| MADE.contains(&part))
    };
    names.retain(|name| is_code(name) && !is_made(name));
    Ok(names)
}

fn complaints_of(name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let long = (lines > MOST_LINES).then(|| {
        format!("{name}: {lines} lines. Move what is another thing into a file of its own, so that it has at most {MOST_LINES}")
    });
    let wide = text.lines().enumerate().filter_map(|(index, line)| {
        let columns = without_strings(line).chars().count();
        (columns > WIDEST).then(|| {
            format!(
                "{name}:{}: {columns} columns. Break it before column {WIDEST}",
                index + 1
            )
        })
    });
    long.into_iter().chain(wide).collect()
}

/// `line` without strings: no formatter breaks them, and people search for them whole. An address
/// counts as a string.
fn without_strings(line: &str) -> String {
    let mut rest = String::new();
    let mut until = None;
    for character in line.chars() {
        match until {
            Some(end) if character == end => until = None,
            Some(_) => {}
            None if matches!(character, '"' | '`') => until = Some(character),
            None => rest.push(character),
        }
    }
    rest.split(' ')
        .filter(|word| !word.contains("://"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The folder of a package of its own below `src/`, which `crate::` means in its files.
const CORE: &str = "core";

/// Which module of `src/` uses which. The files in a module's folder belong to it.
#[derive(Default)]
struct Modules {
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Modules {
    /// Reads the file `file`, relative to `src/`. Tests are left out: they may use what they test.
    fn read(&mut self, file: &str, text: &str) {
        let path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
        if path
            .iter()
            .any(|part| *part == "tests" || *part == "samples")
        {
            return;
        }
        let module: Vec<&str> = path.iter().copied().filter(|part| *part != "mod").collect();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let named = self.uses.entry(room(&module)).or_default();
        for line in code {
            named.extend(named_in(line, &module).iter().map(|path| room(path)));
        }
        named.remove(&room(&module));
    }

    /// Each circle of modules once, as `a -> b -> a`.
    fn circles(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        for start in self.uses.keys() {
            if let Some(mut way) = self.way(start, start) {
                // A circle is found from each of its modules: only the one from its first module
                // counts.
                let least = way.iter().enumerate().min_by_key(|(_, name)| *name);
                let first = least.map_or(0, |(index, _)| index);
                way.rotate_left(first);
                found.insert(way);
            }
        }
        found
            .into_iter()
            .map(|way| {
                format!("src/: {} name each other in a circle. Move what two of them need into a module below both", way.join(" → "))
            })
            .collect()
    }

    /// The shortest path from `start` to `end`, without `end`.
    fn way(&self, start: &str, end: &str) -> Option<Vec<String>> {
        let mut reached: BTreeMap<&str, Option<&str>> = BTreeMap::from([(start, None)]);
        let mut pending = std::collections::VecDeque::from([start]);
        while let Some(at) = pending.pop_front() {
            for next in self.uses.get(at).into_iter().flatten() {
                if next == end {
                    let mut way: Vec<String> =
                        std::iter::successors(Some(at), |it| reached.get(it).copied().flatten())
                            .map(str::to_owned)
                            .collect();
                    way.reverse();
                    return Some(way);
                }
                if !reached.contains_key(next.as_str()) {
                    reached.insert(next, Some(at));
                    pending.push_back(next);
                }
            }
        }
        None
    }
}

/// The module that the file of `path` belongs to: `core/export` for `core/export/page`.
fn room(path: &[&str]) -> String {
    path[..path.len().min(2)].join("/")
}

/// The modules that a line uses by `crate::` or `super::`, as paths from `src/`.
fn named_in<'a>(line: &'a str, module: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    let starts = line
        .match_indices("crate::")
        .chain(line.match_indices("super::"))
        .map(|(at, _)| at)
        .filter(|at| !line[..*at].ends_with("::"));
    for at in starts {
        let mut base = module.to_vec();
        let mut rest = &line[at..];
        if let Some(after) = rest.strip_prefix("crate::") {
            base.truncate(usize::from(module.first() == Some(&CORE)));
            rest = after;
        }
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        let end = |rest: &str| {
            rest.find(|character: char| {
                !character.is_alphanumeric() && !matches!(character, '_' | ':')
            })
            .unwrap_or(rest.len())
        };
        let parts = match rest.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![&rest[..end(rest)]],
        };
        for part in parts {
            let mut path = base.clone();
            let names = part.trim().split("::").filter(|name| !name.is_empty());
            path.extend(names.take_while(|name| name.starts_with(char::is_lowercase)));
            if path.len() > 1 {
                found.push(path);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_long_and_a_line_that_is_too_wide_are_named() {
        let long = "\n".repeat(MOST_LINES + 1);
        assert_eq!(complaints_of("a.rs", &long).len(), 1);
        assert!(complaints_of("a.rs", &long[1..]).is_empty());
        let wide = format!("one\n// {}\n", "a".repeat(WIDEST));
        assert!(complaints_of("a.rs", &wide)[0].starts_with("a.rs:2: 123 columns"));
    }

    #[test]
    fn what_no_formatter_breaks_may_be_as_wide_as_it_is() {
        let wide = "a".repeat(WIDEST);
        let lines = format!("say(\"{wide}\");\n// https://example.com/{wide}\n");
        assert!(complaints_of("a.rs", &lines).is_empty());
    }

    #[test]
    fn modules_that_name_each_other_in_a_circle_are_told() {
        let mut modules = Modules::default();
        modules.read("core/record.rs", "use super::catalogue::Setting;");
        modules.read("core/catalogue.rs", "fn of() -> crate::label::Label {}");
        modules.read(
            "core/label/cut.rs",
            "use super::super::{record::State, time};",
        );
        let told = modules.circles();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("src/: core/catalogue → core/label → core/record name"));
    }

    #[test]
    fn tests_and_comments_may_name_anything() {
        let mut modules = Modules::default();
        modules.read("core/record.rs", "use super::catalogue::Setting;");
        modules.read(
            "core/catalogue.rs",
            "// super::record\n#[cfg(test)]\nuse super::record;",
        );
        modules.read("core/catalogue/tests.rs", "use super::super::record;");
        assert!(modules.circles().is_empty());
    }
}
