//! The practice site and the browsers.

pub mod browser;
pub mod site;
