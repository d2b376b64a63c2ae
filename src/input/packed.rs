//! What text is in this file, when it is packed or in another encoding?
//!
//! Bytes of a file go in, in pieces of any size, and its text comes out: gzip with any number of members,
//! entries of a zip archive, UTF-16. Nothing is held but a window; what unpacks to far more than it
//! weighs is left at a cap and said so. It knows no file system, and an archive in an archive stays shut.

mod crc32;
mod gzip;
mod utf16;
pub mod zip;

use std::io::Write;

use crc32::Crc32;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use gzip::Inflating;
use utf16::Utf16;

use super::encoding;

/// Bytes of one packed file that are unpacked; logs of a server for a month are less.
pub const MAX_UNPACKED: u64 = 32 << 30;
/// Logs shrink to a tenth or a fiftieth; what grows more than this many times is no log.
pub const MAX_RATIO: u64 = 400;
/// Below this size no ratio is too large.
const SMALL: u64 = 32 << 20;
/// Bytes of the text by which its encoding is told.
const TELLING: usize = 512;

/// How a file is packed, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    /// Its directory stands at its end; see `zip`.
    Zip,
    /// An entry of a zip archive.
    Deflate,
}

impl Packing {
    pub fn of(head: &[u8]) -> Self {
        if head.starts_with(&[0x1f, 0x8b, 0x08]) {
            Self::Gzip
        } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else {
            Self::Plain
        }
    }
}

/// Why not all of a packed file could be read; what came before is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The packed bytes end before their end is told.
    Cut,
    /// They are no gzip or deflate, or their checksum is another one.
    Damaged,
    /// It unpacks to more than `MAX_RATIO` times its size.
    Bomb,
    /// It unpacks to more than `MAX_UNPACKED`.
    TooLarge,
}

impl Trouble {
    /// The note on the file.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Cut => {
                "The packed file ends too early: it was cut, or is still being written. What stands before the cut was read."
            }
            Self::Damaged => {
                "The packed file is damaged. What could be unpacked before the damage was read; pack it again, or give the file itself."
            }
            Self::Bomb => {
                "It unpacks to more than 400 times its size, which no log does; the rest was not read. Give the unpacked file if that is right."
            }
            Self::TooLarge => {
                "It unpacks to more than 32 GiB; the rest was not read. Give the unpacked file."
            }
        }
    }
}

/// One file on its way from bytes to text.
pub struct Unpacking {
    inflating: Option<Inflating>,
    coding: Coding,
    trouble: Option<Trouble>,
    packed: u64,
    unpacked: u64,
    /// The checksum that an archive tells of this entry, and that of what came.
    sum: Option<(u32, Crc32)>,
}

enum Coding {
    /// The first bytes of the text, too few to tell.
    Unknown(Vec<u8>),
    Utf8,
    Utf16(Utf16),
}

impl Unpacking {
    /// `Packing::Zip` itself has no text: its entries have.
    pub fn new(packing: Packing) -> Self {
        let inflating = match packing {
            Packing::Plain | Packing::Zip => None,
            Packing::Gzip => Some(Inflating::gzip()),
            Packing::Deflate => Some(Inflating::deflate()),
        };
        let coding = Coding::Unknown(Vec::new());
        Self { inflating, coding, trouble: None, packed: 0, unpacked: 0, sum: None }
    }

    /// An entry of an archive, which tells its checksum; `None` where its method is not read.
    pub fn entry(entry: &zip::Entry) -> Option<Self> {
        Some(Self { sum: Some((entry.crc32, Crc32::new())), ..Self::new(entry.packing?) })
    }

    /// The next bytes of the file; `tell` gets the text in pieces.
    pub fn feed(&mut self, bytes: &[u8], tell: &mut impl FnMut(&[u8])) {
        if self.inflating.is_none() {
            self.summed(bytes);
            return self.text(bytes, tell);
        }
        for piece in bytes.chunks(gzip::PIECE) {
            if self.trouble.is_some() {
                return;
            }
            self.packed += piece.len() as u64;
            let Some(inflating) = &mut self.inflating else { return };
            let (text, failed) = inflating.feed(piece);
            self.unpacked += text.len() as u64;
            self.summed(&text);
            self.text(&text, tell);
            self.trouble = failed.or_else(|| self.too_much());
        }
    }

    fn summed(&mut self, text: &[u8]) {
        if let Some((_, sum)) = &mut self.sum {
            sum.update(text);
        }
    }

    fn too_much(&self) -> Option<Trouble> {
        if self.unpacked > MAX_UNPACKED {
            return Some(Trouble::TooLarge);
        }
        let grown = self.unpacked > SMALL && self.unpacked / MAX_RATIO > self.packed;
        grown.then_some(Trouble::Bomb)
    }

    /// True where nothing that follows will be read.
    pub const fn is_over(&self) -> bool {
        self.trouble.is_some()
    }

    /// The end of the file: the rest of the text, and what kept it from being whole.
    pub fn finish(mut self, tell: &mut impl FnMut(&[u8])) -> Option<Trouble> {
        if self.trouble.is_none()
            && let Some(inflating) = self.inflating.take()
        {
            self.trouble = inflating.finish();
        }
        let differs = self.sum.as_ref().is_some_and(|(told, sum)| *told != sum.sum());
        self.trouble = self.trouble.or(differs.then_some(Trouble::Damaged));
        if let Coding::Unknown(head) = &mut self.coding {
            let head = std::mem::take(head);
            self.coding = coding(&head);
            self.text(&head, tell);
        }
        if let Coding::Utf16(utf16) = self.coding {
            utf16.finish(tell);
        }
        self.trouble
    }

    fn text(&mut self, bytes: &[u8], tell: &mut impl FnMut(&[u8])) {
        match &mut self.coding {
            Coding::Utf8 => tell(bytes),
            Coding::Utf16(utf16) => utf16.feed(bytes, tell),
            Coding::Unknown(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= TELLING {
                    let head = std::mem::take(head);
                    self.coding = coding(&head);
                    self.text(&head, tell);
                }
            }
        }
    }
}

/// Bare deflate of some bytes: what we write ourselves.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// What `deflated` was given; `None` where it is damaged, cut or larger than `limit`.
pub fn inflated(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut inflating = Inflating::deflate();
    let mut all = Vec::new();
    for piece in bytes.chunks(gzip::PIECE) {
        let (more, failed) = inflating.feed(piece);
        all.extend_from_slice(&more);
        if failed.is_some() || all.len() > limit {
            return None;
        }
    }
    inflating.finish().is_none().then_some(all)
}

/// True where the text of an unpacked file is UTF-16: then places in it are not offsets in the file.
pub fn is_utf16(head: &[u8]) -> bool {
    matches!(coding(&head[..head.len().min(TELLING)]), Coding::Utf16(_))
}

fn coding(head: &[u8]) -> Coding {
    match encoding::utf16(head) {
        Some((_, order, _)) => Coding::Utf16(Utf16::new(order)),
        None => Coding::Utf8,
    }
}

#[cfg(test)]
mod tests;
