//! Where in the input does a claim stand?
//!
//! A span counts bytes of the *masked* text of one source: the text that the box shows after secrets
//! were taken out. It does not hold the text itself.

use serde::{Deserialize, Serialize};

/// One thing that was pasted or dropped, by its position in the report's `sources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A half-open range of bytes, `start..end`, in the masked text of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u64,
    /// Offset after the last byte.
    pub end: u64,
}

impl Span {
    /// The range as the length-checked slice bounds of `text`; an offset past the end is pulled back.
    pub fn range_in(&self, text: &[u8]) -> std::ops::Range<usize> {
        let clamp = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
        let end = clamp(self.end);
        clamp(self.start).min(end)..end
    }
}
