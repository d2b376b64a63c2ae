//! Which of the attached files are protocol logs, and in which pieces are they read?
//!
//! Looks at the beginning of each file. Logs that are small together are left to be read whole, like any
//! other file; who reads the pieces is the page's affair.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::file_slices::bytes_of;
use super::{Job, LogRange};
use crate::input::packed::{Packing, Unpacking, is_utf16};
use crate::input::smtp_log;

/// Logs that are smaller than this together are kept as text, whose lines can be shown.
const SMALL: u64 = 8 << 20;

/// Bytes of a log that one worker reads at a time.
const RANGE: u64 = 64 << 20;

/// The ranges of all logs, in the order of the files; none where they are small.
pub(super) async fn plan(job: &Job, files: &[JsValue]) -> Vec<LogRange> {
    let mut ranges = Vec::new();
    let (mut all, mut any_packed) = (0, false);
    for ((index, path), file) in (0..).zip(&job.file_names).zip(files) {
        let Some(file) = file.dyn_ref::<File>() else { continue };
        let size = file.size() as u64;
        // What cannot be read is told where it is read whole.
        let Ok(head) = bytes_of(file, 0, size.min(smtp_log::HEAD as u64)).await else { continue };
        if !smtp_log::looks_like(&text(&head)) {
            continue;
        }
        all += size;
        let whole = is_converted(&head);
        any_packed |= whole;
        let step = if whole { size.max(1) } else { RANGE };
        let starts = (0..size).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        ranges.extend(starts.map(|start| LogRange {
            file: index,
            path: path.clone(),
            size,
            start,
            end: (start + step).min(size),
        }));
    }
    if all < SMALL && !any_packed {
        ranges.clear();
    }
    ranges
}

/// True where places in the text are not places in the file.
pub(super) fn is_converted(head: &[u8]) -> bool {
    Packing::of(head) != Packing::Plain || is_utf16(head)
}

/// The text that a file begins with.
pub(super) fn text(head: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut unpacking = Unpacking::new(Packing::of(head));
    let mut tell = |piece: &[u8]| text.extend_from_slice(piece);
    unpacking.feed(head, &mut tell);
    unpacking.finish(&mut tell);
    text
}
