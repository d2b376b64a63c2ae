//! What does one line of the collector's output say?
//!
//! The frame's own lines and the keys of its parts, by the table that the block is made from. A key counts
//! only in its own part, so that the server's words cannot forge one: they stand behind `S: `.

use crate::collector::{BEGIN, END, FRAME, PARTS, Part, SECTION};

/// A line of the frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame<'a> {
    Begin,
    /// The number of parts.
    End(usize),
    /// A part's name, the number of its entries and their sum.
    Part(&'a str, usize, u32),
    /// A line of a frame of another version.
    Foreign,
}

pub(super) fn frame(text: &str) -> Option<Frame<'_>> {
    if text == BEGIN {
        return Some(Frame::Begin);
    }
    if let Some(count) = text.strip_prefix(END).and_then(|rest| rest.strip_suffix(']')) {
        return count.parse().ok().map(Frame::End);
    }
    if let Some(rest) = text.strip_prefix(SECTION) {
        let (name, numbers) = rest.strip_suffix(']')?.split_once(", entries: ")?;
        let (count, sum) = numbers.split_once(", sum: ").filter(|(_, sum)| sum.len() == 8)?;
        return Some(Frame::Part(name, count.parse().ok()?, u32::from_str_radix(sum, 16).ok()?));
    }
    (text.starts_with(FRAME) && text.ends_with(": begin]")).then_some(Frame::Foreign)
}

/// The key and what follows it, where the part knows the key.
pub(super) fn entry<'a>(part: &Part, text: &'a str) -> Option<(&'static str, &'a str)> {
    part.keys.iter().find_map(|key| {
        let rest = text.strip_prefix(key)?.strip_prefix(':')?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| (*key, rest.trim()))
    })
}

pub(super) fn part(name: &str) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.name == name)
}

/// Whether a known line begins here; asked of joined and of prefixed lines.
pub(super) fn begins(text: &str) -> bool {
    text.starts_with(FRAME)
        || text.starts_with(SECTION)
        || text.starts_with("-----BEGIN ")
        || text.starts_with("-----END ")
        || PARTS.iter().any(|part| entry(part, text).is_some())
}
