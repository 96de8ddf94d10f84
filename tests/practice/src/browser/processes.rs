//! Knows which processes a driver has started, and when they are gone. Reads
//! Linux's `/proc`; elsewhere it finds none.

use std::collections::HashMap;

use rustix::process::Pid;

/// The processes that `ancestor` has started, and those that they have.
pub(super) fn descendants(ancestor: Pid) -> Vec<Pid> {
    let mut children = HashMap::<Pid, Vec<Pid>>::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        let Some(pid) = pid.and_then(Pid::from_raw) else {
            continue;
        };
        if let Some((_, parent)) = state_and_parent(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut ancestors = vec![ancestor];
    while let Some(parent) = ancestors.pop() {
        let own = children.remove(&parent).unwrap_or_default();
        ancestors.extend(&own);
        found.extend(own);
    }
    found
}

/// Whether a process is still running: a zombie has ended.
pub(super) fn is_running(pid: Pid) -> bool {
    state_and_parent(pid).is_some_and(|(state, _)| state != 'Z')
}

fn state_and_parent(pid: Pid) -> Option<(char, Pid)> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field, the name, is in brackets and may itself hold any.
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    let state = fields.next()?.chars().next()?;
    let parent = Pid::from_raw(fields.next()?.parse().ok()?)?;
    Some((state, parent))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn finds_what_a_child_has_started_and_sees_it_end() {
        // The `:` keeps the shell from becoming its last command.
        let mut shell = Command::new("sh")
            .args(["-c", "sleep 60; :"])
            .spawn()
            .unwrap();
        let parent = Pid::from_child(&shell);
        let found = loop {
            match descendants(parent).as_slice() {
                [] => std::thread::yield_now(),
                [only] => break *only,
                more => panic!("{more:?}"),
            }
        };
        assert!(is_running(found));
        rustix::process::kill_process(found, rustix::process::Signal::KILL).unwrap();
        shell.wait().unwrap();
        assert!(!is_running(found));
    }
}
