//! Which files are in a zip archive? Handles to them, as if each had been chosen by itself.
//!
//! Nothing is unpacked or copied: a packed entry's bytes in the archive, between a header and a trailer of
//! a few bytes, are a gzip file (RFC 1952), and whoever reads those reads this one. Archives in archives
//! stay shut.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::file_slices::{bytes_of, name_of};
use crate::input::packed::Packing;
use crate::input::packed::zip::{
    Entry, LOCAL_HEADER, MAX_ENTRIES, NO_DIRECTORY, TAIL, before_data, directory, entries,
};

/// Magic, deflate, no flags, no time, no hint, any system.
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// The files of an archive, and a sentence for what is left out.
pub(super) async fn open(name: &str, archive: &File) -> (Array, Vec<String>) {
    let files = Array::new();
    let mut left_out = Vec::new();
    if let Err(reason) = open_all(name, archive, &files, &mut left_out).await {
        left_out.push(format!("{name}: {reason}."));
    }
    (files, left_out)
}

async fn open_all(
    name: &str,
    archive: &File,
    files: &Array,
    left_out: &mut Vec<String>,
) -> Result<(), String> {
    let told = |error: JsValue| name_of(&error);
    let size = archive.size() as u64;
    let tail = bytes_of(archive, size.saturating_sub(TAIL), size).await.map_err(told)?;
    let place = directory(&tail, size).ok_or(NO_DIRECTORY)?;
    let end = place.offset + place.size;
    let all = entries(&bytes_of(archive, place.offset, end).await.map_err(told)?);
    if all.len() == MAX_ENTRIES {
        left_out.push(format!("{name}: files after the first {MAX_ENTRIES}."));
    }
    for entry in all.iter().filter(|entry| !entry.is_folder()) {
        let path = format!("{name}/{}", entry.name);
        match file(&path, archive, entry).await {
            Some(file) => {
                files.push(&file);
            }
            None => left_out.push(format!(
                "{path}: it is encrypted, damaged, or packed by another method than deflate; unpack it and choose the folder."
            )),
        }
    }
    Ok(())
}

async fn file(path: &str, archive: &File, entry: &Entry) -> Option<File> {
    let packing = entry.packing?;
    let header_end = entry.offset.checked_add(LOCAL_HEADER as u64)?;
    let header = bytes_of(archive, entry.offset, header_end).await.ok()?;
    let start = entry.offset.checked_add(before_data(&header)?)?;
    let end = start.checked_add(entry.packed_size).filter(|end| *end <= archive.size() as u64)?;
    let data = archive.slice_with_f64_and_f64(start as f64, end as f64).ok()?;
    let parts = Array::of1(&data);
    if packing == Packing::Deflate {
        parts.unshift(&Uint8Array::from(GZIP_HEADER.as_slice()));
        // The checksum, and the size by 32 bits.
        let trailer = [entry.crc32, entry.size as u32].map(u32::to_le_bytes).concat();
        parts.push(&Uint8Array::from(trailer.as_slice()));
    }
    File::new_with_blob_sequence(&parts, path).ok()
}
