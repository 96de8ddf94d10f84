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

/// The capital of a letter, where it has one.
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
        labels.extend(of_length.flat_map(|label| letters.map(|letter| format!("{label}{letter}"))));
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
