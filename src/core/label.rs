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
mod tests;
