//! Addresses, parsed by the browser's own parser.

use headsup_core::page::Address;

/// The origin and path of `url`; `None` where it is no URL.
pub(super) fn parse(url: &str) -> Option<Address> {
    let url = web_sys::Url::new(url).ok()?;
    Some(Address {
        origin: url.origin(),
        path: url.pathname(),
    })
}
