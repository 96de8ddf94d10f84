//! What is recognised on a page, and what the content script is asked for besides.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::page::Page;
use headsup_core::recognise::{Asked, Finding, Search};
use headsup_core::testimony::Testimony;

pub struct Looked<'t> {
    pub findings: Vec<Finding<'t>>,
    pub asked: Asked,
}

impl<'t> Looked<'t> {
    pub fn at(settings: &'t [Setting], page: &Page<'t>, said: &'t Testimony) -> Self {
        let search = Search {
            catalogue: catalogue(),
            settings,
            leads_to: &|_| true,
        };
        let (findings, asked) = search.on(page, said);
        Self { findings, asked }
    }
}
