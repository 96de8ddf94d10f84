//! The setting's switch in a document, and why it shows its state.

/// Why a switch shows its state. Only `Served` is what LinkedIn holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The server has sent it.
    Served,
    /// The page shows it until the server has answered.
    Default,
    /// The browser has restored the form.
    Restored,
    /// It is from cached HTML.
    Stale,
    /// The person has set it, saved or not.
    Person,
    /// The page has taken the person's change back, because it could not be saved.
    TurnedBack,
    /// Another extension has set it.
    Meddled,
}

/// The setting's switch in a document.
#[derive(Debug, Clone)]
pub struct Switch {
    /// The element's number. Another number is another element.
    pub element: u32,
    pub on: bool,
    pub source: Source,
    /// `defaultChecked`.
    pub markup: bool,
    pub hidden: bool,
    pub busy: bool,
    /// How often anything in its row has changed.
    pub row: u32,
}

impl Switch {
    /// Sets `aria-busy`, which is a change in its row.
    pub fn set_busy(&mut self, busy: bool) {
        self.busy = busy;
        self.row += 1;
    }
}
