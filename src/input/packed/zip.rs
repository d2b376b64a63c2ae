//! Which files are in a zip archive, and where?
//!
//! The directory at the archive's end is read (PKWARE's APPNOTE, sections 4.3.12 to 4.3.16), Zip64 too;
//! an entry's bytes are then a range of the archive, so that nothing but slices of a file is ever asked
//! for, and entries can be read beside each other. Encrypted entries and methods other than "stored" and
//! "deflate" are named, not read. No archive is written.

use super::Packing;

/// Bytes at the end of an archive in which its directory's place stands: a record of 22 bytes and a
/// comment, and Zip64's records before it.
pub const TAIL: u64 = (22 + 65_535) + 20 + 56;
/// Bytes of a directory that are read; an entry takes about a hundred.
pub const MAX_DIRECTORY: u64 = 16 << 20;
/// Entries that are listed.
pub const MAX_ENTRIES: usize = 20_000;
/// Bytes of an entry's own header, before its name.
pub const LOCAL_HEADER: usize = 30;

/// Why an archive without a place for its directory is not opened.
pub const NO_DIRECTORY: &str =
    "this zip archive has no directory at its end: it was cut, or is damaged";

/// Where the directory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directory {
    pub offset: u64,
    pub size: u64,
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// With slashes; as it stands, it may try to leave the archive and is never used as a path.
    pub name: String,
    /// Bytes in the archive.
    pub packed_size: u64,
    /// Of the entry's own header in the archive.
    pub offset: u64,
    /// Of the unpacked bytes.
    pub crc32: u32,
    pub size: u64,
    /// `None`: encrypted, or packed by a method that is not read.
    pub packing: Option<Packing>,
}

impl Entry {
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }
}

/// The directory's place, out of the last `TAIL` bytes of the archive (all of a smaller one).
/// `None`: the archive was cut, or is none.
pub fn directory(tail: &[u8], archive_size: u64) -> Option<Directory> {
    let at = memchr::memmem::rfind(tail, b"PK\x05\x06")?;
    let end = &tail[at..];
    let (size, offset) = (number(end, 12, 4)?, number(end, 16, 4)?);
    let found = if size == 0xffff_ffff || offset == 0xffff_ffff {
        let wide = memchr::memmem::rfind(&tail[..at], b"PK\x06\x06").map(|at| &tail[at..])?;
        Directory { size: number(wide, 40, 8)?, offset: number(wide, 48, 8)? }
    } else {
        Directory { size, offset }
    };
    let inside = found.offset.checked_add(found.size).is_some_and(|end| end <= archive_size);
    (inside && found.size <= MAX_DIRECTORY).then_some(found)
}

/// The entries of a directory, up to `MAX_ENTRIES` and to what is no entry.
pub fn entries(directory: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest = directory;
    while entries.len() < MAX_ENTRIES {
        let Some((entry, after)) = entry(rest) else { break };
        entries.push(entry);
        rest = after;
    }
    entries
}

fn entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    const FIXED: usize = 46;
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let flags = number(bytes, 8, 2)?;
    let method = number(bytes, 10, 2)?;
    let length = |at| usize::try_from(number(bytes, at, 2)?).ok();
    let (name_size, extra_size, comment_size) = (length(28)?, length(30)?, length(32)?);
    let name = bytes.get(FIXED..FIXED + name_size)?;
    let extra = bytes.get(FIXED + name_size..FIXED + name_size + extra_size)?;
    let after = bytes.get(FIXED + name_size + extra_size + comment_size..)?;
    let (mut packed_size, mut offset) = (number(bytes, 20, 4)?, number(bytes, 42, 4)?);
    // Zip64 has those of the three that found no room, in this order.
    let mut wide = zip64(extra).unwrap_or_default();
    let mut next = |narrow: u64| -> Option<u64> {
        if narrow != 0xffff_ffff {
            return Some(narrow);
        }
        let value = number(wide, 0, 8)?;
        wide = &wide[8..];
        Some(value)
    };
    let size = next(number(bytes, 24, 4)?)?;
    packed_size = next(packed_size)?;
    offset = next(offset)?;
    let encrypted = flags & 1 != 0;
    let packing = match method {
        0 if !encrypted => Some(Packing::Plain),
        8 if !encrypted => Some(Packing::Deflate),
        _ => None,
    };
    let crc32 = u32::try_from(number(bytes, 16, 4)?).ok()?;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    Some((Entry { name, packed_size, offset, crc32, size, packing }, after))
}

/// The data of the extra field 1.
fn zip64(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let size = usize::try_from(number(extra, 2, 2)?).ok()?;
        let data = extra.get(4..4 + size)?;
        if number(extra, 0, 2)? == 1 {
            return Some(data);
        }
        extra = &extra[4 + size..];
    }
}

/// Bytes between the beginning of an entry's own header and its data.
pub fn before_data(local_header: &[u8]) -> Option<u64> {
    if !local_header.starts_with(b"PK\x03\x04") {
        return None;
    }
    Some(LOCAL_HEADER as u64 + number(local_header, 26, 2)? + number(local_header, 28, 2)?)
}

/// Little endian.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + size)?;
    Some(bytes.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte)))
}
