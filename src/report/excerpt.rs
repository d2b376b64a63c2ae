//! The raw lines that a claim points at: a few of them, cut to a readable length.
//!
//! They come from the masked text, so no secret can be among them.

use crate::input::{Reading, Text};
use crate::span::Span;
use crate::visible::visible;

const MAX_LINES: usize = 4;
const MAX_CHARACTERS: usize = 120;

/// The first lines of a span.
pub(super) fn excerpt(readings: &[Reading], span: Span) -> Vec<String> {
    let Some(text) = text_of(readings, span) else { return Vec::new() };
    let range = span.range_in(&text.bytes);
    let start =
        text.bytes[..range.start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let lines = text.bytes[start..range.end.max(start)].split(|byte| *byte == b'\n');
    lines.take(MAX_LINES).map(shown).collect()
}

fn text_of(readings: &[Reading], span: Span) -> Option<&Text> {
    let text = &readings.get(span.source.0 as usize)?.text;
    (!text.binary).then_some(text)
}

fn shown(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..line.len().min(MAX_CHARACTERS * 4)]);
    let text = text.trim_end();
    let mut cut: String = text.chars().take(MAX_CHARACTERS).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    visible(&cut).into_owned()
}
