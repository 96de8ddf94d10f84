//! Makes a zip file of a folder. It has the same bytes wherever and whenever it is made: entries
//! sorted by name, one time for all, one of two permissions.

use std::{
    fs::{self, File},
    io::{Read, Seek, Write},
    path::Path,
};

use anyhow::{Context, Result};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Writes the `files` of `folder` to the archive `to`, each below `prefix`. The paths are relative
/// to `folder`, with `/`. Their order does not matter.
pub(crate) fn write(
    folder: &Path,
    files: &[String],
    prefix: &str,
    to: impl Write + Seek,
) -> Result<()> {
    let mut files: Vec<&String> = files.iter().collect();
    files.sort();
    let mut zip = ZipWriter::new(to);
    for file in files {
        let bytes = fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
        zip.start_file(format!("{prefix}{file}"), options(&bytes))?;
        zip.write_all(&bytes)?;
    }
    zip.finish()?;
    Ok(())
}

/// The permissions follow from what a file is (a script or not). Those of the file system differ
/// with the umask, and some systems have none.
fn options(bytes: &[u8]) -> SimpleFileOptions {
    let is_script = bytes.starts_with(b"#!");
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        // The earliest time in the format: 1 January 1980.
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(if is_script { 0o755 } else { 0o644 })
}

/// Unpacks `archive` into `folder`.
pub(crate) fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    let file = File::open(archive).with_context(|| format!("cannot read {}", archive.display()))?;
    ZipArchive::new(file)?
        .extract(folder)
        .with_context(|| format!("cannot unpack {}", archive.display()))
}

/// Whether `left` and `right` have the same bytes.
pub(crate) fn same(left: &Path, right: &Path) -> Result<bool> {
    let read = |path: &Path| -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .with_context(|| format!("cannot read {}", path.display()))?;
        Ok(bytes)
    };
    Ok(read(left)? == read(right)?)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn archive(folder: &Path, files: &[&str]) -> Vec<u8> {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        let mut to = Cursor::new(Vec::new());
        write(folder, &files, "p/", &mut to).unwrap();
        to.into_inner()
    }

    /// Two files, written in the order of `names`.
    fn folder(names: [&str; 2]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let text = if name == "run" { "#!/bin/sh\n" } else { "a" };
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn neither_folder_nor_order_nor_time_nor_permissions_of_the_files_show() {
        let first = folder(["a", "run"]);
        let second = folder(["run", "a"]);
        let old = std::time::SystemTime::UNIX_EPOCH;
        let file = File::options()
            .append(true)
            .open(second.path().join("a"))
            .unwrap();
        file.set_modified(old).unwrap();
        let mut permissions = file.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        file.set_permissions(permissions).unwrap();
        let bytes = archive(first.path(), &["a", "run"]);
        assert_eq!(bytes, archive(second.path(), &["run", "a"]));
        // The bytes themselves, so that a new version of the library cannot change them unnoticed.
        assert_eq!(&bytes[10..14], [0, 0, 0x21, 0], "1 January 1980, 00:00");
    }

    #[test]
    fn what_was_packed_is_unpacked_and_scripts_can_be_run() {
        let from = folder(["a", "run"]);
        let to = tempfile::tempdir().unwrap();
        let zip = to.path().join("it.zip");
        fs::write(&zip, archive(from.path(), &["a", "run"])).unwrap();
        unpack(&zip, to.path()).unwrap();
        for file in ["a", "run"] {
            assert!(same(&from.path().join(file), &to.path().join("p").join(file)).unwrap());
        }
        assert!(!same(&to.path().join("p/a"), &to.path().join("p/run")).unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |file: &str| {
                let metadata = fs::metadata(to.path().join("p").join(file)).unwrap();
                metadata.permissions().mode() & 0o777
            };
            assert_eq!([mode("a"), mode("run")], [0o644, 0o755]);
        }
    }
}
