//! On which line does a place stand, asked very often?
//!
//! Line ends are counted once for each source, with a note at every few kilobytes: a transcript of many
//! thousand claims must not mean as many walks through the text.

use crate::input::Reading;
use crate::span::Span;

/// Bytes between two notes.
const STEP: usize = 4_096;

/// The texts of all sources, counted.
pub(super) struct Lines<'a>(Vec<Option<Counted<'a>>>);

struct Counted<'a> {
    bytes: &'a [u8],
    /// Line ends before each `STEP`.
    before: Vec<u64>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(readings: &'a [Reading]) -> Self {
        let counted =
            |reading: &'a Reading| (!reading.text.binary).then(|| Counted::of(&reading.text.bytes));
        Self(readings.iter().map(counted).collect())
    }

    /// The number of the line on which a span begins, counted from 1; `None` for binary input or a source
    /// that is not there.
    pub(super) fn line(&self, span: Span) -> Option<u64> {
        let text = self.0.get(span.source.0 as usize)?.as_ref()?;
        Some(text.line(span.range_in(text.bytes).start))
    }
}

impl<'a> Counted<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut count = 0;
        let mut before = Vec::with_capacity(bytes.len() / STEP + 1);
        for part in bytes.chunks(STEP) {
            before.push(count);
            count += line_ends(part);
        }
        Self { bytes, before }
    }

    fn line(&self, offset: usize) -> u64 {
        let step = offset / STEP;
        let Some(before) = self.before.get(step) else {
            // The very end of a text whose length is a multiple of the step.
            return 1 + line_ends(self.bytes);
        };
        let rest = self.bytes.get(step * STEP..offset).unwrap_or_default();
        1 + before + line_ends(rest)
    }
}

fn line_ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_a_naive_reader_does() {
        let text: Vec<u8> =
            (0..3 * STEP).map(|at| if at % 97 == 0 { b'\n' } else { b'a' }).collect();
        let counted = Counted::of(&text);
        for offset in [0, 1, 97, STEP - 1, STEP, STEP + 1, 2 * STEP, 3 * STEP - 1, 3 * STEP] {
            assert_eq!(counted.line(offset), 1 + line_ends(&text[..offset]), "{offset}");
        }
        assert_eq!(Counted::of(b"").line(0), 1);
    }
}
