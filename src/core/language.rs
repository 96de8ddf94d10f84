//! Language tags (BCP 47), as far as they matter to us.

/// Whether two tags are of the same language, wherever it is spoken.
pub fn same_language(one: &str, other: &str) -> bool {
    plain(one).eq_ignore_ascii_case(plain(other))
}

/// In what language to write dates, numbers and names of countries beside words
/// in `words`: in that of the browser where it is the same, since that says
/// where it is spoken.
pub fn beside<'l>(words: &'l str, browser: &'l str) -> &'l str {
    match same_language(words, browser) {
        true => browser,
        false => words,
    }
}

fn plain(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_the_language_of_the_words_as_it_is_spoken_where_the_browser_is() {
        assert_eq!(beside("en", "en-GB"), "en-GB");
        assert_eq!(beside("pt-PT", "pt-BR"), "pt-BR");
        assert_eq!(beside("en", "ja"), "en");
        assert_eq!(beside("en", "sv-SE"), "en");
        assert_eq!(beside("en", "eng"), "en");
        assert_eq!(beside("en", ""), "en");
    }
}
