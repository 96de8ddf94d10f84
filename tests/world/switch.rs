//! The switch of the setting in a document, and why it shows what it shows.

/// Why a switch shows what it shows: only the first is LinkedIn's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The server's answer.
    Served,
    /// What the page shows until that answer has come.
    Default,
    /// The browser has put the form back.
    Restored,
    /// HTML from the cache.
    Stale,
    /// The person's doing, saved or not.
    Person,
    /// It could not be saved, and the page took the change back.
    TurnedBack,
    /// Another extension's doing.
    Meddled,
}

/// The switch of the setting, as it stands in the document.
#[derive(Debug, Clone)]
pub struct Switch {
    /// Another number, another element.
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
    /// `aria-busy`, which is a change in its row.
    pub fn set_busy(&mut self, busy: bool) {
        self.busy = busy;
        self.row += 1;
    }
}
