//! How an invariant says that it does not hold; shared with `tests/browser_world/`.

/// A promise that was not kept.
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

/// What is wrong, if anything is.
pub type Verdict = Result<(), String>;

/// Functions, each with its name.
macro_rules! named {
    ($($name:ident),* $(,)?) => {
        &[$((stringify!($name), $name)),*]
    };
}
pub(crate) use named;
