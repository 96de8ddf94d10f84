//! What a page shows of a setting's switch, read apart from how the core reads it.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::page::{Address, Page, classify};
use headsup_core::testimony::{Control, Document, Named, Shown, Testimony};
use headsup_core::word::{SETTLED_AFTER, SETTLED_AT_LATEST};

/// Whether a switch that can be this setting's is shown to be off, by the person or at rest.
pub fn shows_off(setting: &Setting, said: &Testimony) -> bool {
    said.controls.iter().any(|control| {
        let is_at_rest = is_settled(&said.document, control);
        may_be(setting, said, control)
            && is_off(control)
            && (control.touched_at.is_some() || is_at_rest)
    })
}

/// Whether a switch can be this setting's: by its key, else on the setting's own page, where it
/// has the key of no other, or had not when it was named.
pub fn may_be(setting: &Setting, said: &Testimony, control: &Control) -> bool {
    let has_key = |of: &Setting| {
        control
            .keys
            .iter()
            .any(|key| of.keys.contains(&key.as_str()))
    };
    let was_named = |it: &Named| it.target == control.target && it.setting == *setting;
    let is_free = || !catalogue().settings.iter().any(has_key) || said.named.iter().any(was_named);
    has_key(setting) || is_own_page(setting, &said.path) && is_free()
}

/// Whether this path is that of the setting's page.
pub fn is_own_page(setting: &Setting, path: &str) -> bool {
    let address = Address {
        origin: catalogue().site.origin.to_owned(),
        path: path.to_owned(),
    };
    matches!(classify(catalogue(), &address), Page::Setting(at) if at.path == setting.path)
}

/// Whether a switch is off, or may be: a choice says so by its options.
pub fn is_off(control: &Control) -> bool {
    control.state == Shown::Off || control.options.iter().any(|it| it.chosen)
}

/// Whether a switch has come to rest, or had time enough to.
pub fn is_settled(document: &Document, control: &Control) -> bool {
    let is_at_rest = document.loaded && control.enabled && control.quiet >= SETTLED_AFTER;
    is_at_rest || control.age >= SETTLED_AT_LATEST
}
