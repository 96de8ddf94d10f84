//! Knows how to find, start and end chromedriver or geckodriver. Knows nothing
//! of sessions, and must never leave a process behind.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use super::processes;
use super::wait::wait_until;

/// A running driver, killed when dropped.
#[derive(Debug)]
pub(super) struct DriverProcess {
    child: Child,
    log: PathBuf,
    /// Where the driver listens, like `http://127.0.0.1:1234`.
    pub(super) url: String,
}

impl DriverProcess {
    /// Starts `command`, a driver told to choose a free port itself, and waits
    /// until it has said which: the number after `announcement` in its output.
    ///
    /// `display` is an X display for the browser's window, in the place of the
    /// person's. `directory` takes the driver's log (`driver.log`) and, as `TMPDIR`, the profile.
    pub(super) async fn start(
        mut command: Command,
        announcement: &str,
        display: Option<&str>,
        directory: &Path,
    ) -> Result<Self> {
        if let Some(display) = display {
            // Without Wayland, both browsers take to X.
            command
                .env("DISPLAY", display)
                .env("GDK_BACKEND", "x11")
                .env("XDG_SESSION_TYPE", "x11")
                .env_remove("WAYLAND_DISPLAY");
        }
        let temporary = directory.join("tmp");
        std::fs::create_dir_all(&temporary)?;
        command.env("TMPDIR", temporary).stdin(Stdio::null());
        let log = directory.join("driver.log");
        let mut starts = 1;
        loop {
            // Dropping it ends the child.
            let mut process = Self::spawn(&mut command, &log)?;
            match process.port(announcement).await {
                Ok(Some(port)) => {
                    process.url = format!("http://127.0.0.1:{port}");
                    return Ok(process);
                }
                // chromedriver takes a port that is free in one of the two address families,
                // and ends when it is not in the other.
                Ok(None) if starts < MOST_STARTS => starts += 1,
                Ok(None) => bail!("the driver ends at once: {}", process.last_words()),
                Err(error) => return Err(error.context(process.last_words())),
            }
        }
    }

    /// Starts `command`, its output in `log`.
    fn spawn(command: &mut Command, log: &Path) -> Result<Self> {
        let output = File::create(log)?;
        let child = command
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("could not start {:?}", command.get_program()))?;
        Ok(Self {
            child,
            log: log.to_owned(),
            url: String::new(),
        })
    }

    /// The port that the driver says it listens on; `None` if it has ended instead.
    async fn port(&mut self, announcement: &str) -> Result<Option<u16>> {
        let what = "the driver to say on which port it listens";
        let log = &self.log;
        let child = &mut self.child;
        wait_until(what, START, || {
            // Asked first: what it says before it ends is in the log then.
            let ended = child.try_wait();
            async {
                let ended = ended?.is_some();
                let port = announced_port(&std::fs::read_to_string(log)?, announcement);
                Ok((port.is_some() || ended).then_some(port))
            }
        })
        .await
    }

    /// The processes of the browser that the driver has started.
    pub(super) fn family(&self) -> Vec<Pid> {
        processes::descendants(Pid::from_child(&self.child))
    }

    /// Ends browser and driver at once, and returns when they have ended:
    /// until then Chromium's children write to its profile.
    pub(super) fn kill(&mut self) {
        let family = self.family();
        // Both fail only when the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        for pid in &family {
            let _ = rustix::process::kill_process(*pid, Signal::KILL);
        }
        let started = Instant::now();
        while family.iter().any(|pid| processes::is_running(*pid)) && started.elapsed() < END {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The end of the driver's log, for error messages.
    pub(super) fn last_words(&self) -> String {
        let log = std::fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<_> = log.lines().collect();
        let end = lines[lines.len().saturating_sub(15)..].join("\n");
        format!("end of the driver's log:\n{end}")
    }
}

/// How long a driver may take to start: seconds on a busy two-core machine.
const START: Duration = Duration::from_secs(30);

/// How often a driver is started before its end counts as a failure.
const MOST_STARTS: usize = 3;

/// How long killed processes may take to end.
const END: Duration = Duration::from_secs(5);

impl Drop for DriverProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

fn announced_port(log: &str, announcement: &str) -> Option<u16> {
    let (_, rest) = log.split_once(announcement)?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[..end].parse().ok()
}

/// The first of `names` that can be run: the value of the environment variable
/// `variable`, then `target/tools/bin` (where xtask installs), then `PATH`.
///
/// The error says which Debian `package` to install.
pub(super) fn find_program(variable: &str, names: &[&str], package: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        let path = PathBuf::from(path);
        if path.is_file() {
            return Ok(path);
        }
        bail!("{variable} is {}, which is not a file", path.display());
    }
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::iter::once(tools)
        .chain(std::env::split_paths(&path))
        .flat_map(|directory| names.iter().map(move |name| directory.join(name)))
        .find(|candidate| candidate.is_file())
        .with_context(|| {
            format!(
                "found no {}: {package}, or set {variable} to its path",
                names.join(" or ")
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_each_driver_says() {
        let chrome = "Starting\nChromeDriver was started successfully on port 41705.\n";
        assert_eq!(announced_port(chrome, "successfully on port "), Some(41705));
        let gecko = "1795 geckodriver INFO Listening on 127.0.0.1:39111\n";
        assert_eq!(
            announced_port(gecko, "Listening on 127.0.0.1:"),
            Some(39111)
        );
        // Half written.
        assert_eq!(
            announced_port("Listening on 127.0.0.1:39", "Listening on 127.0.0.1:"),
            None
        );
    }

    #[tokio::test]
    async fn a_driver_that_ends_at_once_is_started_again() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new("sh");
        // The second time, there is the file.
        command.current_dir(folder.path()).args([
            "-c",
            "[ -e started ] || { touch started; exit 1; }; echo on port 1234.; exec sleep 60",
        ]);
        let started = DriverProcess::start(command, "on port ", None, folder.path()).await?;
        assert_eq!(started.url, "http://127.0.0.1:1234");
        Ok(())
    }

    #[tokio::test]
    async fn a_driver_that_always_ends_says_what_it_said() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new("sh");
        command.args(["-c", "echo no port; exit 1"]);
        let error = DriverProcess::start(command, "on port ", None, folder.path()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.ends_with("no port"), "{error}");
        Ok(())
    }

    #[test]
    fn a_missing_program_says_what_to_install() {
        let error = find_program(
            "NO_SUCH_VARIABLE",
            &["no-such-driver"],
            "apt-get install cow",
        )
        .unwrap_err()
        .to_string();
        assert_eq!(
            error,
            "found no no-such-driver: apt-get install cow, or set NO_SUCH_VARIABLE to its path"
        );
    }
}
