//! Where in the box do some lines stand?
//!
//! A browser counts the text of a box in UTF-16 code units, and a line break there is one unit.

/// Lines of the box as a selection, and how far down they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// UTF-16 code units before the first line.
    pub start: u32,
    /// UTF-16 code units up to the end of the last line, without its line break.
    pub end: u32,
    /// Lines before the first one.
    pub lines_before: u32,
    /// Lines of the whole text.
    pub lines: u32,
}

/// `count` lines from line `first`, which is counted from 1. Lines past the end give the last line.
pub fn select(text: &str, first: u64, count: u64) -> Selection {
    let mut selection = Selection { start: 0, end: 0, lines_before: 0, lines: 0 };
    let last = first.saturating_add(count.max(1));
    let mut offset: u32 = 0;
    for (number, line) in (1_u64..).zip(text.split('\n')) {
        let length = u32::try_from(line.encode_utf16().count()).unwrap_or(u32::MAX);
        if number <= first {
            selection.start = offset;
            selection.lines_before = selection.lines;
        }
        offset = offset.saturating_add(length);
        if number <= first || number < last {
            selection.end = offset;
        }
        offset = offset.saturating_add(1);
        selection.lines = selection.lines.saturating_add(1);
    }
    selection
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(text: &str, first: u64, count: u64) -> (String, u32) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let found = select(text, first, count);
        (
            String::from_utf16_lossy(&units[found.start as usize..found.end as usize]),
            found.lines_before,
        )
    }

    #[test]
    fn lines_are_found() {
        assert_eq!(selected("one\ntwo\nthree", 2, 1), ("two".into(), 1));
        assert_eq!(selected("one\ntwo\nthree", 1, 2), ("one\ntwo".into(), 0));
        assert_eq!(selected("one\ntwo\nthree", 3, 9), ("three".into(), 2));
        assert_eq!(selected("one\ntwo", 9, 1), ("two".into(), 1));
        assert_eq!(selected("", 1, 1), (String::new(), 0));
    }

    #[test]
    fn characters_outside_the_basic_plane_count_twice() {
        assert_eq!(selected("\u{1F511}\nsecond", 2, 1), ("second".into(), 1));
        assert_eq!(select("\u{1F511}", 1, 1).end, 2);
    }
}
