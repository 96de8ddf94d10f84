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
    let left = fold(left);
    !left.is_empty() && left == fold(right)
}

/// The form in which labels are compared: lower case, plain apostrophes and
/// quotation marks, single spaces, no invisible characters, no punctuation at
/// the end.
fn fold(label: &str) -> String {
    let visible: String = label
        .chars()
        .filter(|&c| !is_invisible(c))
        .map(plain)
        .map(lower)
        .collect();
    let spaced = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced
        .trim_end_matches(|c: char| is_closing_punctuation(c) || c.is_whitespace())
        .to_owned()
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
    fn nothing_is_not_the_same_as_nothing() {
        assert!(!same_label("", ""));
        assert!(!same_label("…", "\u{ad}"));
    }
}
