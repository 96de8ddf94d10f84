//! The result of an invariant; shared with `tests/browser_world/`.

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    pub invariant: &'static str,
    pub told: String,
}

impl Violation {
    pub fn new(invariant: &'static str, told: impl Into<String>) -> Self {
        let told = told.into();
        Self { invariant, told }
    }
}

/// `Ok`, or what is wrong.
pub type Verdict = Result<(), String>;

/// Functions with their names.
macro_rules! named {
    ($($name:ident),* $(,)?) => {
        &[$((stringify!($name), $name)),*]
    };
}
pub(crate) use named;
