//! The steps of a history: what the person, LinkedIn, others and bad luck do. They are printed as
//! Rust code, to be copied into a test.

use super::clock::Ms;
use super::server::Account;
use super::traits::Traits;

/// Tabs 0 and 1 are in one window, tab 2 is in a second window beside it.
pub type Tab = usize;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Only time passes.
    Wait(Ms),

    // The person.
    Open(Tab, Traits),
    Reload(Tab, Traits),
    /// Back in the history, with a page load.
    Back(Tab, Traits),
    /// Back in the history, to the document that the browser has kept.
    Resume(Tab),
    Close(Tab),
    Front(Tab),
    Click(Tab),
    ClickTwice(Tab),
    /// A press on the switch that is released elsewhere.
    Press(Tab),
    /// A click in the row beside the switch, which flips it too.
    ClickRow(Tab),
    /// An input anywhere else.
    Input(Tab),
    Popup(Tab),
    Erase,
    Highlights(bool),
    Recheck(u16),
    /// Whether to leave it on.
    Leave(bool),
    /// Whether to show the other settings too.
    Others(bool),
    SignIn(Option<Account>),

    // The page.
    /// The page moves to another address without a page load.
    Away(Tab),
    Return(Tab),
    /// A dialog opens; `true`: it hides the switch.
    Modal(Tab, bool),
    ModalGone(Tab),
    Hide(Tab),
    Unhide(Tab),
    Translate(Tab),
    Remove(Tab),
    Rerender(Tab),

    // Others.
    /// Another extension flips the switch, or only replaces it.
    Meddle(Tab, bool),
    /// Another device, or LinkedIn, sets it on the server.
    Server(Account, bool),
    Policy(Policy),
    /// A newer version of the extension has left something in the storage.
    Newer(Planted),

    // Bad luck.
    Jump(Ms),
    Sleep(Ms),
    /// The worker is stopped after so many more of the points at which that can happen.
    Kill(u8),
    /// From now on writes of this key fail.
    Fail(Key),
    Mend,
    /// From now on messages take so long.
    Slow(Ms),
    /// The browser restarts, and restores the tabs with pages like this one.
    Restart(Traits),
    /// The extension is updated; `true`: the browser starts its content script in open pages.
    Update(bool),
    /// A tab that the browser has discarded comes to the front, and is loaded again.
    Discard(Tab, Traits),
}

/// What an organisation sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    None,
    Silent,
    Days(u16),
}

/// Keys of the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Record,
    Preferences,
    Both,
}

/// Where a newer version has left something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    Record,
    /// Another setting's entry, of a shape that is not known.
    Setting,
    Entry,
    Switch,
    Look,
    History,
    Preferences,
}
