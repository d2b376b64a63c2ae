//! Do the letters of a label come from one script?
//!
//! Only Latin, Greek and Cyrillic are told apart: their letters look alike. Whether a whole label in one
//! script looks like a word of another is told only where every letter of it does.

/// What is suspicious about a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mixture {
    /// Letters of two scripts that look alike.
    Mixed(&'static str, &'static str),
    /// All letters are of this script, and each looks like a Latin one.
    LooksLatin(&'static str),
}

/// Cyrillic and Greek letters that look like Latin ones.
const LOOK_LATIN: &str = "асԁеһіјӏорԛѕԝхуүνοα";

/// Looks at one U-label in lower case.
pub fn mixture(label: &str) -> Option<Mixture> {
    let mut scripts = label.chars().filter_map(script);
    let first = scripts.next()?;
    if let Some(other) = scripts.find(|other| *other != first) {
        return Some(Mixture::Mixed(first, other));
    }
    let alike = label
        .chars()
        .filter(|character| character.is_alphabetic())
        .all(|character| LOOK_LATIN.contains(character));
    (first != LATIN && alike).then_some(Mixture::LooksLatin(first))
}

const LATIN: &str = "Latin";

const fn script(character: char) -> Option<&'static str> {
    match character {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(LATIN),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some("Greek"),
        '\u{400}'..='\u{52F}' => Some("Cyrillic"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike() {
        assert_eq!(mixture("müller"), None);
        assert_eq!(mixture("почта"), None);
        assert_eq!(mixture("例え"), None);
        assert_eq!(mixture("pаypal"), Some(Mixture::Mixed("Latin", "Cyrillic")));
        assert_eq!(mixture("аррӏе"), Some(Mixture::LooksLatin("Cyrillic")));
    }
}
