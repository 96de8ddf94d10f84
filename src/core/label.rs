//! Compares a label on a page with a label that we know.
//!
//! Differences of typography are ignored: case, apostrophes, spaces, hyphens, invisible characters,
//! final punctuation. A different word makes a different label.

/// Whether two labels are the same but for typography.
///
/// Both must be in Unicode normalisation form NFKC. The content script sends them so, by the
/// browser's own function: the tables for it would be larger than the rest of the core.
pub fn same_label(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (folded(left), folded(right));
    let mut says_something = false;
    // Stops at the first difference: most labels differ in their first letter.
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

/// The characters of a label as they are compared: lower case, plain apostrophes and quotation
/// marks, single spaces, no invisible characters. Final punctuation is still there.
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

/// Whether this character is ignored at the end of a label.
fn is_ending(c: char) -> bool {
    is_closing_punctuation(c) || c.is_whitespace()
}

/// Characters that cannot be seen: soft hyphen, zero-width characters, marks of writing direction.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}')
}

/// The plain form of a typographic apostrophe, quotation mark, dash or space.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' | '´' | 'ʻ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// The lower case of a letter that one of LinkedIn's display languages uses: Latin, Greek,
/// Cyrillic. Their other scripts have no case.
///
/// Not [`char::to_lowercase`]: its table is a tenth of the WASM. A letter that is missing here
/// differs from its capital.
fn lower(c: char) -> char {
    let up = match c {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Έ'..='Ί' => 37,
        'Ά' => 38,
        'Ό' => 64,
        'Ύ' | 'Ώ' => 63,
        // In these ranges each capital is followed by its small letter.
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
