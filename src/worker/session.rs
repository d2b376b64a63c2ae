//! Reads the rows of one session again, from the place where it begins.
//!
//! A file that is packed, or in another encoding, is read from its beginning: places are those of its text.

use web_sys::File;

use super::SessionPlace;
use super::file_slices::{bytes_of, name_of};
use super::log_plan::{is_converted, text};
use crate::facts::log::one_session::SessionRows;
use crate::facts::log::reader::{LogFile, LogReader};
use crate::input::packed::{Packing, Unpacking};
use crate::input::smtp_log;
use crate::report::SessionReport;

/// Bytes asked for at once: most sessions end within the first.
const SLICE: u64 = 1 << 20;

pub(super) async fn read(place: &SessionPlace, file: &File) -> SessionReport {
    let size = file.size() as u64;
    let head = match bytes_of(file, 0, size.min(smtp_log::HEAD as u64)).await {
        Ok(head) => head,
        Err(error) => {
            let reason = name_of(&error);
            return SessionReport::nothing(&format!(
                "The file could not be read again ({reason})."
            ));
        }
    };
    let mut of_head = LogReader::new(&LogFile::at(&place.file));
    of_head.feed(&text(&head));
    let mut rows = SessionRows::new(of_head.head());
    let mut unpacking = is_converted(&head).then(|| Unpacking::new(Packing::of(&head)));
    let mut at = if unpacking.is_some() { 0 } else { place.offset };
    // Text that stands before the place.
    let mut before = place.offset;
    let mut goes_on = true;
    while goes_on && at < size {
        let end = size.min(at + SLICE);
        let Ok(bytes) = bytes_of(file, at, end).await else { break };
        at = end;
        match &mut unpacking {
            None => goes_on = rows.feed(&bytes),
            Some(unpacking) => {
                unpacking.feed(&bytes, &mut |text| {
                    let skipped = before.min(text.len() as u64);
                    before -= skipped;
                    if goes_on && before == 0 {
                        goes_on = rows.feed(text.get(skipped as usize..).unwrap_or_default());
                    }
                });
                goes_on &= !unpacking.is_over();
            }
        }
    }
    let (rows, ended) = rows.finish();
    SessionReport::of(&rows, ended)
}
