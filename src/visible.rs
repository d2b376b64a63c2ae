//! How is text that came from a peer shown so that it cannot lie to the eye?
//!
//! Control, zero-width and direction-changing characters are replaced by their names. It does not
//! judge look-alike letters of other scripts.

use std::borrow::Cow;

/// True for characters that change what is seen without being seen: controls, zero-width characters,
/// the whole Unicode `Bidi_Control` set, tag characters and line separators.
pub const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}'
        | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text with every hidden character written as `[U+202E]`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
            shown.push_str(&format!("[U+{:04X}]", character as u32));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Characters of a quoted text that are kept; lines of an input may be of any length.
const MAX_QUOTED: usize = 300;

/// A text of the input, fit to stand in a sentence: visible, without blanks around it, not too long.
pub fn quoted(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", visible(text.get(..end).unwrap_or_default())),
        None => visible(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_named() {
        assert_eq!(visible("pay\u{202E}gnp.exe"), "pay[U+202E]gnp.exe");
        assert_eq!(visible("a\0b"), "a[U+0000]b");
        assert_eq!(visible("Köln, Пример"), "Köln, Пример");
    }
}
