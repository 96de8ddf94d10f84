//! How what a content script drew goes when the extension goes.
//!
//! Firefox ends content scripts at once when their extension is switched off, updated
//! or removed, and leaves the nodes that they made. It takes the extension's style
//! sheets away. So what was drawn hides itself, and such a sheet shows it.

/// As long as `crypto.randomUUID()` makes them.
const LENGTH: usize = 36;

/// A style sheet that shows what has `class`. `None` where that is no UUID: the sheet
/// is put into a page, and shall say nothing else.
pub fn style_sheet(class: &str) -> Option<String> {
    let is_uuid =
        class.len() == LENGTH && class.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-');
    is_uuid.then(|| format!("[class~=\"{class}\"]{{visibility:visible!important}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_class_is_shown() {
        let sheet = style_sheet("0b5f58a1-2c3d-4e5f-8a9b-0c1d2e3f4a5b").unwrap();
        let shown =
            "[class~=\"0b5f58a1-2c3d-4e5f-8a9b-0c1d2e3f4a5b\"]{visibility:visible!important}";
        assert_eq!(sheet, shown);
    }

    #[test]
    fn nothing_else_gets_into_the_sheet() {
        for class in [
            "",
            "ring",
            "0b5f58a1-2c3d-4e5f-8a9b-0c1d2e3f4a5b0",
            "\"]{}*{display:none}[a=\"00000000000000000",
            "0b5f58a1-2c3d-4e5f-8a9b-0c1d2e3f4aé",
        ] {
            assert_eq!(style_sheet(class), None, "{class}");
        }
    }
}
