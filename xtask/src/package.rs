//! `cargo xtask package`: makes what is uploaded to the stores, and the source archive. `--check`
//! shows that the same sources make the same bytes in another folder.

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use crate::{archive, build, command, manifest::Package, paths, sizes::files_below};

/// What `cargo xtask` says about this verb.
pub(crate) const SAYS: &str =
    "Make what the stores get, with checksums: package [--check] [--tag vVERSION]";

/// The version is in the root Cargo.toml only.
const VERSION: &str = env!("CARGO_PKG_VERSION");
const CHECKSUMS: &str = "SHA256SUMS";
/// Folders that are made here, and are no sources.
const MADE: [&str; 3] = ["target", "dist", "node_modules"];

#[derive(Debug, Default, PartialEq, Eq)]
struct Arguments {
    check: bool,
    tag: Option<String>,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let choice = read(arguments)?;
    if let Some(tag) = &choice.tag {
        of_this_version(tag)?;
    }
    package()?;
    if choice.check {
        check()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(arguments: Vec<OsString>) -> Result<Arguments> {
    use lexopt::prelude::*;
    let mut choice = Arguments::default();
    let mut arguments = lexopt::Parser::from_args(arguments);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("check") => choice.check = true,
            Long("tag") => choice.tag = Some(arguments.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(choice)
}

/// An error where the tag of a release is not the version's.
fn of_this_version(tag: &str) -> Result<()> {
    ensure!(
        tag == format!("v{VERSION}"),
        "the tag is {tag}, but Cargo.toml says version {VERSION}"
    );
    Ok(())
}

/// Builds, and writes the three archives and their checksums into `dist/`.
fn package() -> Result<()> {
    for (_, sizes) in build::build()? {
        sizes.within_budget()?;
    }
    let dist = paths::dist();
    for package in Package::ALL {
        let folder = dist.join(package.name());
        pack(&folder, &files_below(&folder)?, "", &dist.join(of(package)))?;
    }
    let sources = sources(paths::root())?;
    pack(paths::root(), &sources, &prefix(), &dist.join(source()))?;
    let sums = checksums(&dist)?;
    fs::write(dist.join(CHECKSUMS), &sums)
        .with_context(|| format!("cannot write dist/{CHECKSUMS}"))?;
    print!("\n{sums}");
    for program in ["rustc", "cargo"] {
        let version = command::answers(program, &["--version"]);
        println!("{}", version.unwrap_or_default());
    }
    Ok(())
}

fn pack(folder: &Path, files: &[String], prefix: &str, to: &Path) -> Result<()> {
    File::create(to)
        .map_err(anyhow::Error::from)
        .and_then(|file| archive::write(folder, files, prefix, file))
        .with_context(|| format!("cannot write {}", to.display()))
}

/// The name of a package's archive. Firefox expects `.xpi`.
fn of(package: Package) -> String {
    let end = match package {
        Package::Chrome => "zip",
        Package::Firefox => "xpi",
    };
    format!("headsup-{VERSION}-{}.{end}", package.name())
}

fn source() -> String {
    format!("headsup-{VERSION}-source.zip")
}

/// The folder in the source archive.
fn prefix() -> String {
    format!("headsup-{VERSION}/")
}

fn archives() -> Vec<String> {
    let packages = Package::ALL.into_iter().map(of);
    packages.chain([source()]).collect()
}

/// In the format of `sha256sum`, for `sha256sum --check`.
fn checksums(dist: &Path) -> Result<String> {
    let mut text = String::new();
    for name in archives() {
        let bytes =
            fs::read(dist.join(&name)).with_context(|| format!("cannot read dist/{name}"))?;
        let sum: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        text += &format!("{sum}  {name}\n");
    }
    Ok(text)
}

/// The files for the source archive: those that git tracks. In an unpacked archive, which has no
/// git: all but what is made here.
fn sources(root: &Path) -> Result<Vec<String>> {
    // Looks for `.git` here: git itself would find a repository in a folder above.
    if !root.join(".git").exists() {
        let is_made = |file: &String| {
            MADE.iter()
                .any(|made| file.starts_with(&format!("{made}/")))
        };
        return Ok(files_below(root)?
            .into_iter()
            .filter(|file| !is_made(file))
            .collect());
    }
    let changed = git(root, &["status", "--porcelain"])?;
    if !changed.is_empty() {
        println!(
            "\nNot committed, so this is no release:\n{}",
            changed.trim_end()
        );
    }
    let tracked = git(root, &["ls-files", "-z"])?;
    let files = tracked.split('\0').filter(|file| !file.is_empty());
    Ok(files.map(str::to_owned).collect())
}

fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    command::output_of(command::program("git").current_dir(root).args(arguments))
}

/// Makes the packages here and in another folder, and compares the bytes.
pub(crate) fn twice() -> Result<()> {
    package()?;
    check()
}

/// Unpacks the sources in another folder, makes the packages there, and compares.
fn check() -> Result<()> {
    let elsewhere = tempfile::tempdir().context("cannot make a temporary folder to build in")?;
    archive::unpack(&paths::dist().join(source()), elsewhere.path())?;
    let root = elsewhere.path().join(prefix());
    println!("\nThe same again from the sources, in {}", root.display());
    command::run(
        command::cargo()
            .current_dir(&root)
            .args(["xtask", "package"])
            .env("CARGO_TARGET_DIR", root.join("target")),
    )?;
    let differing = differing(&paths::dist(), &root.join("dist"))?;
    if !differing.is_empty() {
        let kept = elsewhere.keep();
        bail!(
            "these differ when they are made elsewhere: {}; see {}",
            differing.join(", "),
            kept.display()
        );
    }
    println!("\nThe same bytes: {}", archives().join(", "));
    Ok(())
}

fn differing(here: &Path, there: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for name in archives() {
        let [here, there]: [PathBuf; 2] = [here.join(&name), there.join(&name)];
        if !archive::same(&here, &there)? {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, file: &str, text: &str) {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    #[test]
    fn sources_without_git_are_all_that_is_not_made_here() {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "a",
            "tests/target/b",
            "target/c",
            "dist/d",
            "node_modules/e",
            "distant/f",
        ] {
            write(folder.path(), file, "");
        }
        let expected = ["a", "distant/f", "tests/target/b"];
        assert_eq!(sources(folder.path()).unwrap(), expected);
    }

    #[test]
    fn what_is_made_here_is_ignored_by_git_too() {
        let ignored = fs::read_to_string(paths::root().join(".gitignore")).unwrap();
        for made in MADE {
            assert!(
                ignored.lines().any(|line| line == format!("/{made}")),
                "{made}"
            );
        }
    }

    #[test]
    fn a_byte_of_difference_is_named() {
        let [here, there] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        for name in archives() {
            write(here.path(), &name, "same");
            write(there.path(), &name, "same");
        }
        assert!(differing(here.path(), there.path()).unwrap().is_empty());
        write(there.path(), &source(), "samE");
        assert_eq!(differing(here.path(), there.path()).unwrap(), [source()]);
    }

    #[test]
    fn checksums_are_those_of_sha256sum() {
        let dist = tempfile::tempdir().unwrap();
        for name in archives() {
            write(dist.path(), &name, "abc");
        }
        // The example of FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let text = checksums(dist.path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], format!("{abc}  headsup-{VERSION}-chrome.zip"));
        assert_eq!(lines[1], format!("{abc}  headsup-{VERSION}-firefox.xpi"));
        assert_eq!(lines[2], format!("{abc}  headsup-{VERSION}-source.zip"));
    }

    #[test]
    fn a_tag_of_another_version_is_refused() {
        assert!(of_this_version(&format!("v{VERSION}")).is_ok());
        assert!(of_this_version(VERSION).is_err());
        assert!(of_this_version("v999.0.0").is_err());
    }
}
