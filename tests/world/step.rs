//! What happens in a world, one thing after another: by the person, LinkedIn, others, and bad luck.
//! As it is printed, so it can be written in a test.

use super::clock::Ms;
use super::server::Account;
use super::traits::Traits;

/// Tabs 0 and 1 are in one window, tab 2 is in another, beside it.
pub type Tab = usize;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing but time passes.
    Wait(Ms),

    // The person.
    Open(Tab, Traits),
    Reload(Tab, Traits),
    /// Back in the history, by a new load.
    Back(Tab, Traits),
    /// Back in the history, to the document as it was.
    Resume(Tab),
    Close(Tab),
    Front(Tab),
    Click(Tab),
    ClickTwice(Tab),
    /// On the switch, but let go elsewhere.
    Press(Tab),
    /// Beside the switch, in its row, which flips it too.
    ClickRow(Tab),
    /// Anywhere else.
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
    /// To another address, without a load.
    Away(Tab),
    Return(Tab),
    /// A dialog opens; whether it hides the switch.
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
    /// A newer version of the extension was here, and has left something in the storage.
    Newer(Planted),

    // Bad luck.
    Jump(Ms),
    Sleep(Ms),
    /// The worker ends after so many more of the points at which it can.
    Kill(u8),
    /// Writing these keys fails from now on.
    Fail(Key),
    Mend,
    /// Messages take so long from now on.
    Slow(Ms),
    /// The browser restarts; the tabs are restored with pages like this one.
    Restart(Traits),
    /// The extension is updated; whether the browser starts its content script in open pages.
    Update(bool),
    /// The tab was put to sleep; brought to the front, it loads anew.
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

/// Where it has left something that this version does not know.
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
