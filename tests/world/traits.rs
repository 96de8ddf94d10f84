//! What kind of page is loaded. All of it is chosen before the load.

use std::fmt;

use super::clock::Ms;

/// What is at the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The setting, with its switch.
    Setting,
    /// The list of the category; `listed`: whether it has the setting.
    List { listed: bool },
    /// A page without a switch: an error, or the setting under another address.
    Error,
    /// A sign-in page at the setting's address.
    Wall,
    /// The page of other settings, by its position in `others::PAGES`.
    Other(usize),
}

/// The evidence by which the switch can be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    Key,
    Label,
    /// It is the only one at the address, and its label is in an unknown language.
    Alone,
}

/// What becomes of the person's flip, after so many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Save {
    /// The server has saved it.
    Kept(Ms),
    /// The server refuses it, and the page takes it back.
    TurnedBack(Ms),
    /// It never reaches the server, and the page says nothing.
    Lost,
    /// The switch moves only once the server has saved it.
    Awaited(Ms),
    /// The switch never moves.
    Refused(Ms),
    /// The switch moves at once, and is busy until the server has saved it.
    Busy(Ms),
    /// The same, but the server refuses it and the page takes it back.
    BusyBack(Ms),
}

/// `PerformanceNavigationTiming.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Navigation {
    Navigate,
    Reload,
    Back,
}

/// All traits of a page. [`PLAIN`] has none of the unkind ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    pub kind: Kind,
    pub known_by: KnownBy,
    /// Whether the switch is in the HTML, and not made by a script.
    pub in_html: bool,
    pub parsed_after: Ms,
    pub loaded_after: Ms,
    pub appears_after: Ms,
    /// For how long the switch shows a state that the server does not hold. 0: never.
    pub wrong_for: Ms,
    pub save: Save,
    /// Whether the browser restores the form after a reload or "back".
    pub form_restored: bool,
    /// Whether "back" takes the HTML from the cache.
    pub stale: bool,
    /// Whether the page sets the state by a property, so that no observer is called.
    pub silent: bool,
    /// Whether its row changes all the time.
    pub restless: bool,
    /// Whether the page has a second switch.
    pub decoy: bool,
    /// For how long another page's switch stays after a navigation without a page load.
    pub lingers: Ms,
    /// After how long an alert is shown beside the switch. 0: never.
    pub alert_after: Ms,
}

/// A page with none of the unkind traits.
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

/// Prints what differs from [`PLAIN`], as Rust code for a test.
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
