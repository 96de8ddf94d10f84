//! The practice site, the cases and component libraries it can show, and the browsers.

pub mod browser;
pub mod cases;
pub mod components;
pub mod names;
pub mod site;
pub mod words;
