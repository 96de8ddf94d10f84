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
        .flat_map(char::to_lowercase)
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
