//! Gzip of any number of members (RFC 1952), and bare deflate, in pieces.
//!
//! flate2 inflates; the frames are read here, because what was cut must be told from what is
//! damaged, and what came before either is good.

use flate2::{Decompress, FlushDecompress, Status};

use super::Trouble;
use super::crc32::Crc32;

/// Bytes that are fed at once: deflate makes at most 1,032 bytes of one, so that a piece of a bomb is a
/// few megabytes.
pub(super) const PIECE: usize = 4 << 10;
/// Bytes of a member's header: a name, a comment and an extra field stand in it.
const MAX_HEADER: usize = 128 << 10;
/// Bytes that are asked of the decoder at once.
const WINDOW: usize = 64 << 10;

pub(super) struct Inflating {
    state: State,
    /// Members, not a bare stream.
    framed: bool,
    /// A member has ended well: zeros may fill the rest of the file, as tapes and copies leave them.
    ended_one: bool,
    window: Vec<u8>,
}

enum State {
    Header(Vec<u8>),
    Data(Box<Decompress>, Crc32),
    Trailer(Vec<u8>, Crc32),
    Over,
}

impl Inflating {
    pub(super) fn gzip() -> Self {
        Self::with(State::Header(Vec::new()), true)
    }

    pub(super) fn deflate() -> Self {
        Self::with(data(), false)
    }

    fn with(state: State, framed: bool) -> Self {
        Self { state, framed, ended_one: false, window: vec![0; WINDOW] }
    }

    /// The text that these bytes give, and why no further ones will.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> (Vec<u8>, Option<Trouble>) {
        let mut text = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.step(rest, &mut text) {
                Some(after) => rest = after,
                None => return (text, Some(Trouble::Damaged)),
            }
        }
        (text, None)
    }

    /// What is left of the bytes; `None` where they are damaged.
    fn step<'a>(&mut self, rest: &'a [u8], text: &mut Vec<u8>) -> Option<&'a [u8]> {
        match &mut self.state {
            State::Over => Some(&[]),
            State::Header(seen) => {
                if self.ended_one && seen.is_empty() && rest[0] == 0 {
                    return Some(&rest[1..]);
                }
                let before = seen.len();
                seen.extend_from_slice(rest);
                let Some(size) = header_size(seen)? else {
                    return (seen.len() <= MAX_HEADER).then_some(&[]);
                };
                self.state = data();
                Some(&rest[size - before..])
            }
            State::Data(decoder, crc) => {
                let (taken, made) = (decoder.total_in(), decoder.total_out());
                let status =
                    decoder.decompress(rest, &mut self.window, FlushDecompress::None).ok()?;
                let taken = usize::try_from(decoder.total_in() - taken).ok()?;
                let made = usize::try_from(decoder.total_out() - made).ok()?;
                crc.update(&self.window[..made]);
                text.extend_from_slice(&self.window[..made]);
                if status == Status::StreamEnd {
                    let crc = std::mem::replace(crc, Crc32::new());
                    self.state =
                        if self.framed { State::Trailer(Vec::new(), crc) } else { State::Over };
                } else if taken == 0 && made == 0 {
                    return None;
                }
                Some(&rest[taken..])
            }
            State::Trailer(seen, crc) => {
                let taken = rest.len().min(8 - seen.len());
                seen.extend_from_slice(&rest[..taken]);
                if let Ok(trailer) = <[u8; 8]>::try_from(seen.as_slice()) {
                    let [sum, size] = [crc.sum(), crc.amount()].map(u32::to_le_bytes);
                    if trailer != [sum, size].concat().as_slice() {
                        return None;
                    }
                    self.ended_one = true;
                    self.state = State::Header(Vec::new());
                }
                Some(&rest[taken..])
            }
        }
    }

    /// What keeps the end of the bytes from being an end.
    pub(super) fn finish(self) -> Option<Trouble> {
        match self.state {
            State::Over => None,
            State::Header(seen) if seen.is_empty() && self.ended_one => None,
            State::Header(_) | State::Data(..) | State::Trailer(..) => Some(Trouble::Cut),
        }
    }
}

fn data() -> State {
    State::Data(Box::new(Decompress::new(false)), Crc32::new())
}

/// Bytes of a member's header; the outer `None` where it is none, the inner one where it has not ended.
fn header_size(bytes: &[u8]) -> Option<Option<usize>> {
    const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];
    const FIXED: usize = 10;
    if !bytes.iter().zip(MAGIC).all(|(byte, magic)| *byte == magic) {
        return None;
    }
    let Some(flags) = bytes.get(3) else { return Some(None) };
    let mut size = FIXED;
    if flags & 4 != 0 {
        let Some(extra) = bytes.get(size..size + 2) else { return Some(None) };
        size += 2 + usize::from(u16::from_le_bytes([extra[0], extra[1]]));
    }
    // A name and a comment, each with a NUL behind it.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let text = bytes.get(size..).unwrap_or_default();
            let Some(end) = memchr::memchr(0, text) else { return Some(None) };
            size += end + 1;
        }
    }
    size += if flags & 2 == 0 { 0 } else { 2 };
    Some((bytes.len() >= size).then_some(size))
}
