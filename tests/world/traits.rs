//! What kind of page is loaded: everything about it that was chosen beforehand.

use std::fmt;

use super::clock::Ms;

/// What stands at the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The setting, with its switch.
    Setting,
    /// The category's list of settings, which has this one or not.
    List { listed: bool },
    /// A page without a switch: an error, or the setting under another address.
    Error,
    /// The address of the setting, with a request to sign in.
    Wall,
    /// The page of another setting, by its place among `others::PAGES`, with all its switches.
    Other(usize),
}

/// By what the switch can be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    Key,
    Label,
    /// It is the only one at the address, and its name is in a language that is not known.
    Alone,
}

/// What becomes of a change that the person makes, after so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Save {
    /// The server has it.
    Kept(Ms),
    /// The server refuses it, and the page takes it back.
    TurnedBack(Ms),
    /// It never gets there, and the page says nothing.
    Lost,
    /// The switch moves once the server has it.
    Awaited(Ms),
    /// The switch never moves.
    Refused(Ms),
    /// The switch moves at once, and is busy until the server has it.
    Busy(Ms),
    /// The same, but the server refuses it, and the page takes it back.
    BusyBack(Ms),
}

/// `PerformanceNavigationTiming.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation {
    Navigate,
    Reload,
    Back,
}

/// See [`PLAIN`] for a page that gives no trouble.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    pub kind: Kind,
    pub known_by: KnownBy,
    /// The switch is in the HTML, not made by a script.
    pub in_html: bool,
    pub parsed_after: Ms,
    pub loaded_after: Ms,
    pub appears_after: Ms,
    /// How long the switch shows what the server does not hold; 0: never.
    pub wrong_for: Ms,
    pub save: Save,
    /// The browser puts the form back, on a reload or on the way back.
    pub form_restored: bool,
    /// On the way back the HTML comes from the cache.
    pub stale: bool,
    /// Changes of the switch are those of a property: no observer is told.
    pub silent: bool,
    /// Its row never rests.
    pub restless: bool,
    /// There is another switch on the page.
    pub decoy: bool,
    /// How long another page's switch stays after an arrival without a load.
    pub lingers: Ms,
    /// After how long an alert stands beside the switch; 0: never.
    pub alert_after: Ms,
}

/// A page that gives no trouble.
pub const PLAIN: Traits = Traits {
    kind: Kind::Setting,
    known_by: KnownBy::Key,
    in_html: false,
    parsed_after: 100,
    loaded_after: 400,
    appears_after: 500,
    wrong_for: 0,
    save: Save::Kept(200),
    form_restored: false,
    stale: false,
    silent: false,
    restless: false,
    decoy: false,
    lingers: 0,
    alert_after: 0,
};

/// As one would write it in a test: what differs from [`PLAIN`].
impl fmt::Debug for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == PLAIN {
            return f.write_str("PLAIN");
        }
        f.write_str("Traits { ")?;
        macro_rules! differing {
            ($($field:ident),*) => {$(
                if self.$field != PLAIN.$field {
                    write!(f, concat!(stringify!($field), ": {:?}, "), self.$field)?;
                }
            )*};
        }
        differing!(
            kind,
            known_by,
            in_html,
            parsed_after,
            loaded_after,
            appears_after,
            wrong_for,
            save,
            form_restored,
            stale,
            silent,
            restless,
            decoy,
            lingers,
            alert_after
        );
        f.write_str("..PLAIN }")
    }
}
