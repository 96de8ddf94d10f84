//! Language tags (BCP 47), as far as they matter to us.

/// Whether two tags are of the same language, wherever it is spoken.
pub fn same_language(one: &str, other: &str) -> bool {
    plain(one).eq_ignore_ascii_case(plain(other))
}

fn plain(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_the_same_wherever_it_is_spoken() {
        for (one, other, is_same) in [
            ("en", "en-GB", true),
            ("pt-PT", "PT-br", true),
            ("en", "eng", false),
            ("en", "", false),
        ] {
            assert_eq!(same_language(one, other), is_same, "{one} {other}");
        }
    }
}
