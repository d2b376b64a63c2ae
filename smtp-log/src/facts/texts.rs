//! Which texts do the logs hold, each once?
//!
//! A log repeats a few thousand names a million times. Facts hold numbers for them, so that a session is
//! a few dozen bytes, two of them are compared in a few instructions, and facts of two readings are put
//! together by renumbering. A number means something beside its own table only.

use std::collections::HashMap;
use std::sync::Arc;

use super::quick::QuickMap;
use crate::order::Sort;

/// Characters that are kept of one text; no name and no reply that bears on TLS comes near it.
const MAX_TEXT: usize = 400;
/// Bytes of all texts. Of further ones it is known only that they are there.
const MAX_BYTES: usize = 32 << 20;

/// A text, by its number in a `Texts`. The default is the empty text.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Text(u32);

impl Text {
    pub const EMPTY: Self = Self(0);
    /// Stands for every text that found no room.
    pub const ANOTHER: Self = Self(1);

    /// Its place in `Texts::all`.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    pub const fn is_empty(self) -> bool {
        self.0 == Self::EMPTY.0
    }

    /// This text, or the other where this one is empty.
    pub const fn or(self, other: Self) -> Self {
        if self.is_empty() { other } else { self }
    }
}

/// The table.
#[derive(Clone, Debug)]
pub struct Texts {
    texts: Vec<Arc<str>>,
    numbers: QuickMap<Arc<str>, Text>,
    bytes: usize,
}

impl Default for Texts {
    fn default() -> Self {
        let mut table = Self { texts: Vec::new(), numbers: HashMap::default(), bytes: 0 };
        table.add("");
        table.add("(others)");
        table
    }
}

impl Texts {
    pub fn text(&self, text: Text) -> &str {
        self.texts.get(text.0 as usize).map_or("", |text| text)
    }

    /// Every text, in the order of the numbers.
    pub fn all(&self) -> &[Arc<str>] {
        &self.texts
    }

    pub fn intern(&mut self, text: &str) -> Text {
        let text = cut(text);
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        if self.bytes + text.len() > MAX_BYTES {
            return Text::ANOTHER;
        }
        self.add(text)
    }

    /// What is not UTF-8 in it is replaced.
    pub fn intern_bytes(&mut self, bytes: &[u8]) -> Text {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.intern(text),
            Err(_) => self.intern(&String::from_utf8_lossy(bytes)),
        }
    }

    fn add(&mut self, text: &str) -> Text {
        self.append(text.into())
    }

    fn append(&mut self, text: Arc<str>) -> Text {
        let Ok(number) = u32::try_from(self.texts.len()) else { return Text::ANOTHER };
        self.bytes += text.len() + size_of::<Arc<str>>();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, Text(number));
        Text(number)
    }

    /// The used ones of two tables' texts in the order of the alphabet, so that equal facts have equal
    /// numbers; and what each number of either table is then.
    pub fn sorted(tables: [(&Self, &[bool]); 2]) -> (Self, [Vec<Text>; 2]) {
        let mut used: Vec<(&Arc<str>, usize, usize)> = Vec::new();
        for (which, (table, marks)) in tables.into_iter().enumerate() {
            let texts = table.texts.iter().zip(marks).enumerate().skip(2);
            used.extend(
                texts
                    .filter(|(_, (_, used))| **used)
                    .map(|(number, (text, _))| (text, which, number)),
            );
        }
        used.order_by(|one, other| one.0.cmp(other.0));
        let mut all = Self::default();
        let mut numbers = tables.map(|(table, _)| vec![Text::ANOTHER; table.texts.len()]);
        for numbers in &mut numbers {
            numbers[0] = Text::EMPTY;
        }
        let mut last: Option<(&Arc<str>, Text)> = None;
        for (text, which, number) in used {
            let known = last.filter(|(known, _)| *known == text).map(|(_, known)| known);
            let known = known.unwrap_or_else(|| all.append(Arc::clone(text)));
            last = Some((text, known));
            numbers[which][number] = known;
        }
        (all, numbers)
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Texts {}

impl serde::Serialize for Texts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.texts.iter().skip(2).map(AsRef::<str>::as_ref))
    }
}

impl<'de> serde::Deserialize<'de> for Texts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = Self::default();
        for text in Vec::<&str>::deserialize(deserializer)? {
            // A text twice or too long is not ours; its number is kept, so that the others stay right.
            table.add(cut(text));
        }
        Ok(table)
    }
}

/// What a text of one table is in another.
pub type Renumber<'a> = dyn FnMut(Text) -> Text + 'a;

fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut texts = Texts::default();
        let (one, two) = (texts.intern("a"), texts.intern("b"));
        assert_ne!(one, two);
        assert_eq!(texts.intern("a"), one);
        assert_eq!(texts.text(two), "b");
        assert_eq!(texts.intern(""), Text::EMPTY);
        assert_eq!(texts.intern(&"x".repeat(1_000)), texts.intern(&"x".repeat(2_000)));
    }

    #[test]
    fn equal_texts_have_equal_numbers_when_sorted() {
        let (mut one, mut other) = (Texts::default(), Texts::default());
        for text in ["b", "a", "c", "unused"] {
            one.intern(text);
        }
        for text in ["c", "b", "a"] {
            other.intern(text);
        }
        let nothing = (&Texts::default(), &[][..]);
        let (one, [numbers, _]) =
            Texts::sorted([(&one, &[true, true, true, true, true, false]), nothing]);
        let (other, _) = Texts::sorted([(&other, &[true; 5]), nothing]);
        assert_eq!(one, other);
        assert_eq!(one.text(numbers[3]), "a");
        assert_eq!(numbers[0], Text::EMPTY);
    }
}
