//! Comparing a label on a page with one that we know.
//!
//! Forgives what typography changes and nothing else: a different word is a
//! different label.

/// Whether two labels say the same, typography aside.
///
/// Both are expected in Unicode normalisation form NFKC, in which the content
/// script sends them (the browser normalises natively; the tables would cost
/// more than the rest of the core).
pub fn same_label(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (folded(left), folded(right));
    let mut says_something = false;
    // Most labels differ in their first letter: nothing is read beyond where they do.
    loop {
        match (left.next(), right.next()) {
            (Some(one), Some(other)) if one == other => says_something |= !is_ending(one),
            (one, other) => {
                return says_something
                    && one.into_iter().chain(left).all(is_ending)
                    && other.into_iter().chain(right).all(is_ending);
            }
        }
    }
}

/// The form in which labels are compared: lower case, plain apostrophes and
/// quotation marks, single spaces, no invisible characters. Punctuation at the
/// end, which says nothing, is still there.
fn folded(label: &str) -> impl Iterator<Item = char> {
    let mut after_space = true;
    let visible = label.chars().filter(|&c| !is_invisible(c));
    visible.filter_map(move |c| {
        let is_space = c.is_whitespace();
        let is_more_space = is_space && after_space;
        after_space = is_space;
        match is_more_space {
            true => None,
            false if is_space => Some(' '),
            false => Some(lower(plain(c))),
        }
    })
}

/// Whether a character at the end of a label says nothing.
fn is_ending(c: char) -> bool {
    is_closing_punctuation(c) || c.is_whitespace()
}

/// Characters that are not seen: soft hyphen, zero-width characters, marks and
/// isolates of writing direction.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}')
}

/// The plain form of a character that typography dresses up.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' | '´' | 'ʻ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// The lower case of a letter of Latin, Greek or Cyrillic script, as far as LinkedIn's
/// display languages write them; the other scripts of those languages have no case.
///
/// By hand, although [`char::to_lowercase`] knows every letter there is: its table is a
/// tenth of the WASM. What is not here counts as another letter than its small form.
fn lower(c: char) -> char {
    let up = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Έ'..='Ί' => 37,
        'Ά' => 38,
        'Ό' => 64,
        'Ύ' | 'Ώ' => 63,
        // Here the small letter stands right after the capital.
        'Ā'..='Į' | 'Ĳ'..='Ķ' | 'Ŋ'..='Ŷ' | 'Ơ' | 'Ș'..='Ț' | 'Ґ' | 'Ạ'..='Ỹ' => {
            1 - u32::from(c) % 2
        }
        'Ĺ'..='Ň' | 'Ź'..='Ž' | 'Ư' => u32::from(c) % 2,
        'Ÿ' => return 'ÿ',
        _ => 0,
    };
    char::from_u32(u32::from(c) + up).unwrap_or(c)
}

fn is_closing_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ':' | ';' | ',' | '!' | '?' | '…' | '。' | '、' | '،' | '؟' | '।' | '*'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: &str = "Utiliser mes données pour entraîner les modèles d’IA";

    #[test]
    fn typography_is_forgiven() {
        for same in [
            "Utiliser mes données pour entraîner les modèles d'IA",
            "UTILISER MES DONNÉES POUR ENTRAÎNER LES MODÈLES D’IA",
            "Utiliser mes données\u{a0}pour entraîner\n   les modèles d’IA :",
            "\u{200f}Utiliser mes don\u{ad}nées pour entraîner les modèles d’IA.",
        ] {
            assert!(same_label(LABEL, same), "{same}");
        }
    }

    #[test]
    fn a_letter_is_brought_to_its_own_lower_case_or_left_alone() {
        for c in '\0'..=char::MAX {
            let known: String = c.to_lowercase().collect();
            let ours = lower(c).to_string();
            assert!(ours == known || lower(c) == c, "{c}: {ours}");
        }
    }

    #[test]
    fn capitals_of_the_sites_languages_are_forgiven() {
        for small in [
            "příliš žluťoučký kůň úpěl ďábelské ódy",
            "falsches üben von xylophonmusik quält jeden größeren zwerg",
            "ταχίστη αλώπηξ βαφής ψημένη γη, δρασκελίζει υπέρ νωθρού κυνόΣ ϊϋόύώήέά",
            "dès noël, où un zéphyr haï me vêt de glaçons würmiens, ÿœæ",
            "árvíztűrő tükörfúrógép",
            "pchnąć w tę łódź jeża lub ośm skrzyń fig",
            "gheorghe, obezul, a reuşit să obţină jucându-se un flux, șț",
            "съешь же ещё этих мягких французских булок, да выпей чаю",
            "жебракують філософи при ґанку церкви в гадячі, ще й шатро їхнє п'яне знаємо",
            "høj bly gom vandt fræk sexquiz på wc",
            "pijamalı hasta yağız şoföre çabucak güvendi",
            "do bạch kim rất quý nên sẽ dùng để lắp vô xương, ưỡn ẳẵặ ủữ ỹỷỵ",
            "el pingüino wenceslao hizo kilómetros bajo exhaustiva lluvia y frío, añoraba",
        ] {
            let capital: String = small.chars().map(upper).collect();
            assert!(same_label(small, &capital), "{capital}");
        }
    }

    /// The capital of a letter that has one of its own.
    fn upper(c: char) -> char {
        let mut capital = c.to_uppercase();
        match (capital.next(), capital.next()) {
            (Some(one), None) if one.to_lowercase().eq([c]) => one,
            _ => c,
        }
    }

    #[test]
    fn another_word_is_another_label() {
        for other in [
            "Utiliser mes données pour entraîner des modèles d’IA",
            "Ne pas utiliser mes données pour entraîner les modèles d’IA",
            "Utiliser mes données",
            "",
        ] {
            assert!(!same_label(LABEL, other), "{other}");
        }
    }

    #[test]
    fn what_is_compared_letter_by_letter_is_the_same_as_in_one_piece() {
        fn in_one_piece(label: &str) -> String {
            let visible = label.chars().filter(|&c| !is_invisible(c));
            let plain: String = visible.map(plain).map(lower).collect();
            let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            spaced.trim_end_matches(is_ending).to_owned()
        }
        let letters = ['a', 'A', '\u{ad}', ' ', '\u{a0}', '.', '…', '’', '\''];
        let mut labels = vec![String::new()];
        for length in 0..3 {
            let longest = labels.clone();
            let of_length = longest
                .iter()
                .filter(|label| label.chars().count() == length);
            labels.extend(
                of_length.flat_map(|label| letters.map(|letter| format!("{label}{letter}"))),
            );
        }
        assert_eq!(labels.len(), 1 + 9 + 81 + 729);
        for left in &labels {
            for right in &labels {
                let (one, other) = (in_one_piece(left), in_one_piece(right));
                let same = !one.is_empty() && one == other;
                assert_eq!(same_label(left, right), same, "{left:?} {right:?}");
            }
        }
    }

    #[test]
    fn nothing_is_not_the_same_as_nothing() {
        assert!(!same_label("", ""));
        assert!(!same_label("…", "\u{ad}"));
    }
}
