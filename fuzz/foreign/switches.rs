//! What a testimony says of a setting's switch, computed independently of the core.

use headsup_core::catalogue::{Setting, catalogue};
use headsup_core::page::{Address, Page, classify};
use headsup_core::testimony::{Control, Document, Named, Shown, Testimony};
use headsup_core::word::{SETTLED_AFTER, SETTLED_AT_LATEST};

/// Whether a control that may be this setting's switch is off, and was touched or has settled.
pub fn shows_off(setting: &Setting, said: &Testimony) -> bool {
    said.controls.iter().any(|control| {
        let is_at_rest = is_settled(&said.document, control);
        may_be(setting, said, control)
            && is_off(control)
            && (control.touched_at.is_some() || is_at_rest)
    })
}

/// Whether a control may be this setting's switch: it has the key; or it is on the setting's own
/// page and has no other setting's key, or had none when it was named.
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

/// Whether a control is off, or may be: a choice shows that by its options.
pub fn is_off(control: &Control) -> bool {
    control.state == Shown::Off || control.options.iter().any(|it| it.chosen)
}

/// Whether a control has settled.
pub fn is_settled(document: &Document, control: &Control) -> bool {
    let is_at_rest = document.loaded && control.enabled && control.quiet >= SETTLED_AFTER;
    is_at_rest || control.age >= SETTLED_AT_LATEST
}
