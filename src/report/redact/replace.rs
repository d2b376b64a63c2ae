//! Where does an original stand in a text?
//!
//! The longest original wins, and only where it stands as a word of its own. Originals are found by their
//! first word, so that thousands of them cost no more than a few.

use std::collections::BTreeMap;

use crate::order::Sort;

/// Originals with their pseudonyms, in the order of their first words.
pub(super) struct Replacer<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Replacer<'a> {
    pub(super) fn of(known: &'a BTreeMap<String, String>) -> Self {
        let mut originals: Vec<(&str, &str)> =
            known.iter().map(|(original, pseudonym)| (&**original, &**pseudonym)).collect();
        originals.order_by_key(|(original, _)| first_word(original));
        Self(originals)
    }

    pub(super) fn replace(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(character) = rest.chars().next() {
            let length = match self.found(rest, before) {
                Some((original, pseudonym)) => {
                    result.push_str(pseudonym);
                    before = ' ';
                    original.len()
                }
                None => {
                    result.push(character);
                    before = character;
                    character.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        result
    }

    /// The longest original at the beginning of a text.
    fn found(&self, text: &str, before: char) -> Option<(&'a str, &'a str)> {
        if is_inside_a_name(before) {
            return None;
        }
        let word = first_word(text);
        let first = self.0.partition_point(|(original, _)| first_word(original) < word);
        let alike = self.0[first..].iter().take_while(|(original, _)| first_word(original) == word);
        let here = alike.filter(|(original, _)| stands_here(text, original));
        here.max_by_key(|(original, _)| original.len()).copied()
    }
}

/// Letters and digits up to the first other character, or that character alone.
fn first_word(text: &str) -> &str {
    let end = text.find(|character| !is_inside_a_name(character)).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    text.get(..end.max(first)).unwrap_or_default()
}

fn stands_here(text: &str, original: &str) -> bool {
    let Some(behind) = text.strip_prefix(original) else { return false };
    let ends_inside = original.chars().next_back().is_some_and(is_inside_a_name);
    !(ends_inside && behind.chars().next().is_some_and(is_inside_a_name))
}

/// A letter or digit: what stands beside it belongs to the same word.
fn is_inside_a_name(character: char) -> bool {
    character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_original_wins_as_a_word_of_its_own() {
        let known: BTreeMap<String, String> = [
            ("mail.a.example", "host1"),
            ("a.example", "domain1"),
            ("*.a.example", "*.domain1"),
            ("a", "x"),
            ("250 mail.a.example ready", "250 (taken out)"),
        ]
        .into_iter()
        .map(|(original, pseudonym)| (original.to_owned(), pseudonym.to_owned()))
        .collect();
        let replacer = Replacer::of(&known);
        assert_eq!(replacer.replace("mail.a.example, *.a.example"), "host1, *.domain1");
        assert_eq!(replacer.replace("said '250 mail.a.example ready'"), "said '250 (taken out)'");
        assert_eq!(replacer.replace("a banana, öa, a."), "x banana, öa, x.");
    }
}
