//! Gives the browser's window an invisible screen (Xvfb), and takes pictures of it. WebDriver's own
//! pictures have no toolbar and no popup.

use std::{
    cell::RefCell,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use practice::browser::{Picture, wait_until};
use tempfile::TempDir;

use crate::{
    command::program,
    tools::system::{self, Program},
};

/// A running Xvfb, ended when dropped.
pub(super) struct Screen {
    server: Child,
    /// The folder in which Xvfb keeps the screen's content as a file.
    memory: TempDir,
    /// The screen's name for X clients, such as `:7`.
    pub(super) display: String,
}

/// Larger than the window with all its bars.
const SIZE: &str = "1400x1100x24";

/// The screen must not change for so long before a picture is taken: browsers fade things in.
const STILL: Duration = Duration::from_millis(400);

/// How long to wait for that.
const PATIENCE: Duration = Duration::from_secs(15);

impl Screen {
    /// Starts Xvfb. Installs it first where that is possible.
    pub(super) fn open() -> Result<Self> {
        if !cfg!(target_os = "linux") {
            bail!("there is none without a window on this system");
        }
        system::provide(&[Program::Xvfb])?;
        let memory = tempfile::Builder::new().prefix("demo-screen-").tempdir()?;
        let mut server = program("Xvfb")
            // Xvfb chooses a free number, and prints it when it is ready.
            .args([
                "-displayfd",
                "1",
                "-nocursor",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                SIZE,
            ])
            .arg("-fbdir")
            .arg(memory.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let said = server.stdout.take();
        // From here on, dropping `screen` ends Xvfb.
        let mut screen = Self {
            server,
            memory,
            display: String::new(),
        };
        let mut number = String::new();
        BufReader::new(said.context("Xvfb has no output")?).read_line(&mut number)?;
        ensure!(!number.trim().is_empty(), "Xvfb does not start");
        screen.display = format!(":{}", number.trim());
        Ok(screen)
    }

    /// The upper left part of the screen, once nothing changes in it and it differs from `before`.
    pub(super) async fn picture(
        &self,
        (width, height): (usize, usize),
        before: Option<&Picture>,
    ) -> Result<Picture> {
        let last = RefCell::new((None, Instant::now()));
        wait_until("the screen to stand still", PATIENCE, async || {
            let seen = self.look(width, height)?;
            let mut last = last.borrow_mut();
            if last.0.as_ref() != Some(&seen) {
                *last = (Some(seen), Instant::now());
                return Ok(None);
            }
            ensure!(
                before != Some(&seen),
                "the screen still shows what it showed before"
            );
            Ok((last.1.elapsed() >= STILL).then_some(seen))
        })
        .await
    }

    fn look(&self, width: usize, height: usize) -> Result<Picture> {
        let file = fs::read(self.memory.path().join("Xvfb_screen0"))?;
        crop(&file, width, height).context("the picture of the screen is not in the format that Xvfb writes (XWD, 4 bytes to a pixel)")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        use rustix::process::{Pid, Signal, kill_process};
        // With SIGTERM it removes its lock file and its socket; with SIGKILL it does not. Both
        // calls fail only where it has ended already.
        let _ = kill_process(Pid::from_child(&self.server), Signal::TERM);
        let _ = self.server.wait();
    }
}

/// The upper left part of a screen in the format XWD: a header of 4-byte numbers, highest byte
/// first; a table of colours of 12 bytes each; the rows. `None` where the file is not as Xvfb
/// writes it at this depth: 4 bytes to a pixel, blue first.
fn crop(file: &[u8], width: usize, height: usize) -> Option<Picture> {
    let number = |index: usize| {
        let bytes = file.get(index * 4..index * 4 + 4)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let (header, full_width, full_height) = (number(0)?, number(4)?, number(5)?);
    let (first_byte_lowest, bits, row, colours) =
        (number(7)? == 0, number(11)?, number(12)?, number(19)?);
    if !first_byte_lowest || bits != 32 {
        return None;
    }
    let (width, height) = (width.min(full_width), height.min(full_height));
    let rows = file.get(header + colours * 12..)?;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for line in rows.chunks_exact(row).take(height) {
        for pixel in line.get(..width * 4)?.chunks_exact(4) {
            pixels.extend([pixel[2], pixel[1], pixel[0]]);
        }
    }
    Picture::new(width, pixels).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_is_cut_out_and_its_colours_are_put_in_order() {
        let mut header = [0_u32; 25];
        header[0] = 100; // The header's own size.
        header[4] = 2; // Width.
        header[5] = 2; // Height.
        header[11] = 32; // Bits to a pixel.
        header[12] = 8; // Bytes to a row.
        header[19] = 1; // Colours in the table.
        let mut file: Vec<u8> = header.iter().flat_map(|it| it.to_be_bytes()).collect();
        file.extend([0; 12]);
        file.extend([3, 2, 1, 0, 6, 5, 4, 0]);
        file.extend([9, 8, 7, 0, 12, 11, 10, 0]);
        let left = crop(&file, 1, 9).unwrap();
        assert_eq!(left, Picture::new(1, vec![1, 2, 3, 7, 8, 9]).unwrap());
        assert!(crop(&file[..50], 2, 2).is_none());
    }
}
