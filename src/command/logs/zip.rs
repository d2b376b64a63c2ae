//! The entries of a zip archive as work, and one of them as facts.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::piece::{Piece, unpacked};
use super::{Place, Work};
use crate::facts::log::reader::Each;
use crate::input::packed::Unpacking;
use crate::input::packed::zip::{
    Entry, LOCAL_HEADER, MAX_ENTRIES, NO_DIRECTORY, TAIL, before_data, directory, entries as listed,
};

/// The files in an archive, and one sentence for each that is left out. The error is a reason.
pub(in crate::command) fn entries(archive: &Place) -> Result<(Vec<Work>, Vec<String>), String> {
    let read = |offset: u64, size: u64| -> io::Result<Vec<u8>> {
        let mut file = File::open(&archive.path)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(size).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let text = |error: io::Error| error.to_string();
    let tail = read(archive.size.saturating_sub(TAIL), TAIL).map_err(text)?;
    let place = directory(&tail, archive.size).ok_or(NO_DIRECTORY)?;
    let bytes = read(place.offset, place.size).map_err(text)?;
    let all = listed(&bytes);
    let mut left_out = Vec::new();
    if all.len() == MAX_ENTRIES {
        left_out.push(format!("{}: files after the first {MAX_ENTRIES}.", archive.name));
    }
    let mut work = Vec::new();
    for entry in all.into_iter().filter(|entry| !entry.is_folder()) {
        if entry.packing.is_some() {
            work.push(Work::Entry { archive: archive.clone(), entry });
        } else {
            left_out.push(format!(
                "{}/{}: it is encrypted, or packed by another method than deflate; unpack it and give the folder.",
                archive.name, entry.name
            ));
        }
    }
    Ok((work, left_out))
}

pub(super) fn piece(
    archive: &Place,
    entry: &Entry,
    name: &str,
    each: Option<&Each>,
) -> io::Result<Piece> {
    let damaged = || io::Error::other("the archive's directory does not fit its files");
    let mut file = File::open(&archive.path)?;
    file.seek(SeekFrom::Start(entry.offset))?;
    let mut header = [0; LOCAL_HEADER];
    file.read_exact(&mut header)?;
    let before = before_data(&header).ok_or_else(damaged)?;
    file.seek(SeekFrom::Start(entry.offset.checked_add(before).ok_or_else(damaged)?))?;
    let unpacking = Unpacking::entry(entry).ok_or_else(damaged)?;
    Ok(unpacked(unpacking, file, entry.packed_size, name, each))
}
