//! A wasm's code taken apart into streams of one kind each: operators, locals, calls, constants …
//!
//! Side by side with their like they pack better than in the order in which they run: 6 % of the page.
//! Nothing is understood beyond where each immediate ends (WebAssembly Core Specification, sections 5.4
//! and 5.5.13), and nothing is left out but the sizes of the bodies, which the reader counts: `together`
//! in src/page/unpack.js. An operator that is not known here is an error of the build, never a guess.

use super::wasm::{Reader, code};
use crate::Outcome;

/// The streams, in the order in which they follow one another.
#[derive(Clone, Copy)]
enum Stream {
    /// The file before and behind the bodies.
    Outside,
    Declarations,
    /// With what has next to no choice of its own: the alignment of an access, the rare operators' second
    /// bytes.
    Operators,
    Blocks,
    Labels,
    Calls,
    Locals,
    Offsets,
    Ints,
    Longs,
    Others,
}

const STREAMS: usize = 11;

/// What is packed in the place of the file.
pub(super) struct Apart {
    pub(super) bytes: Vec<u8>,
    /// Where the bodies belong in the first stream, and the length of each stream.
    pub(super) plan: String,
}

/// Takes a wasm apart.
///
/// # Errors
/// No wasm, an operator that is not known, or a body whose size is not written in the shortest form.
pub(super) fn apart(wasm: &[u8]) -> Outcome<Apart> {
    let bodies = code(wasm)?;
    let mut sorter =
        Sorter { from: Reader { rest: &wasm[bodies.clone()] }, streams: Default::default() };
    while !sorter.from.rest.is_empty() {
        let before = sorter.from.rest.len();
        let size = sorter.from.number()?;
        let written = before - sorter.from.rest.len();
        let shortest = (1..).find(|count| size >> (7 * count) == 0);
        let start = sorter.from.rest.len();
        sorter.body()?;
        if start - sorter.from.rest.len() != size || shortest != Some(written) {
            return Err("the packer lost its place in the wasm".to_owned());
        }
    }
    let outside = [&wasm[..bodies.start], &wasm[bodies.end..]].concat();
    sorter.streams[Stream::Outside as usize] = outside;
    let lengths = sorter.streams.iter().map(|stream| stream.len().to_string());
    let plan: Vec<String> = [bodies.start.to_string()].into_iter().chain(lengths).collect();
    Ok(Apart { bytes: sorter.streams.concat(), plan: plan.join(" ") })
}

struct Sorter<'a> {
    from: Reader<'a>,
    streams: [Vec<u8>; STREAMS],
}

impl Sorter<'_> {
    fn raw(&mut self, stream: Stream, count: usize) -> Outcome<()> {
        let bytes = self.from.take(count)?;
        self.streams[stream as usize].extend_from_slice(bytes);
        Ok(())
    }

    /// A LEB128 number of any width, signed or not; its lowest 28 bits.
    fn number(&mut self, stream: Stream) -> Outcome<usize> {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let byte = self.from.byte()?;
            self.streams[stream as usize].push(byte);
            if shift < 28 {
                number |= usize::from(byte & 0x7f) << shift;
            }
            if byte < 0x80 {
                break;
            }
        }
        Ok(number)
    }

    /// A function: its locals, then operators up to the `end` that closes it.
    fn body(&mut self) -> Outcome<()> {
        for _ in 0..self.number(Stream::Declarations)? {
            self.number(Stream::Declarations)?;
            self.raw(Stream::Declarations, 1)?;
        }
        let mut depth = 1;
        while depth > 0 {
            let operator = self.from.byte()?;
            self.streams[Stream::Operators as usize].push(operator);
            match operator {
                0x02..=0x04 => {
                    depth += 1;
                    self.number(Stream::Blocks)?;
                }
                0x0b => depth -= 1,
                0x0c | 0x0d => {
                    self.number(Stream::Labels)?;
                }
                0x0e => {
                    for _ in 0..=self.number(Stream::Labels)? {
                        self.number(Stream::Labels)?;
                    }
                }
                0x10 => {
                    self.number(Stream::Calls)?;
                }
                0x11 => {
                    self.number(Stream::Others)?;
                    self.number(Stream::Others)?;
                }
                0x20..=0x22 => {
                    self.number(Stream::Locals)?;
                }
                0x28..=0x3e => self.access()?,
                0x41 => {
                    self.number(Stream::Ints)?;
                }
                0x42 => {
                    self.number(Stream::Longs)?;
                }
                0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => {
                    self.number(Stream::Others)?;
                }
                0x43 => self.raw(Stream::Others, 4)?,
                0x44 => self.raw(Stream::Others, 8)?,
                0xfc => self.bulk()?,
                0xfd => self.simd()?,
                0x00 | 0x01 | 0x05 | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
                unknown => {
                    return Err(format!("the packer does not know the operator {unknown:#x}"));
                }
            }
        }
        Ok(())
    }

    /// Where memory is read or written: alignment and offset.
    fn access(&mut self) -> Outcome<()> {
        self.number(Stream::Operators)?;
        self.number(Stream::Offsets)?;
        Ok(())
    }

    /// Saturating conversions, and the operators on whole tables and memories.
    fn bulk(&mut self) -> Outcome<()> {
        let count = match self.number(Stream::Operators)? {
            0..=7 => 0,
            9 | 11 | 13 | 15..=17 => 1,
            8 | 10 | 12 | 14 => 2,
            unknown => return Err(format!("the packer does not know the operator 0xfc {unknown}")),
        };
        for _ in 0..count {
            self.number(Stream::Others)?;
        }
        Ok(())
    }

    /// The vector operators (fixed-width SIMD).
    fn simd(&mut self) -> Outcome<()> {
        match self.number(Stream::Operators)? {
            0..=11 | 92 | 93 => self.access(),
            12 | 13 => self.raw(Stream::Others, 16),
            21..=34 => self.raw(Stream::Others, 1),
            84..=91 => {
                self.access()?;
                self.raw(Stream::Others, 1)
            }
            14..=255 => Ok(()),
            unknown => Err(format!("the packer does not know the operator 0xfd {unknown}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    /// A module with one function that has an immediate for most of the streams, and a section behind it.
    const SMALL: &[u8] = b"\0asm\x01\0\0\0\x0a\x19\x01\x17\x01\x02\x7f\
        \x02\x40\x20\x01\x28\x02\x10\x41\x80\x08\x42\x7f\x10\x03\x0d\x00\x23\x07\x0b\x0b\
        \0\x02\x01x";

    #[test]
    fn each_kind_goes_to_its_stream() {
        let apart = apart(SMALL).expect("taken apart");
        assert_eq!(apart.plan, "11 15 3 11 1 1 1 1 1 2 1 1");
        let streams: [&[u8]; 11] = [
            b"\0asm\x01\0\0\0\x0a\x19\x01\0\x02\x01x",
            b"\x01\x02\x7f",
            b"\x02\x20\x28\x02\x41\x42\x10\x0d\x23\x0b\x0b",
            b"\x40",
            b"\x00",
            b"\x03",
            b"\x01",
            b"\x10",
            b"\x80\x08",
            b"\x7f",
            b"\x07",
        ];
        assert_eq!(apart.bytes, streams.concat());
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        assert!(apart(b"\0asm\x01\0\0\0\x0a\x05\x01\x03\0\xfb\x0b").is_err());
        // A size in more bytes than it needs would come back shorter.
        assert!(apart(b"\0asm\x01\0\0\0\x0a\x05\x01\x82\0\0\x0b").is_err());
        for end in 11..SMALL.len() - 4 {
            assert!(apart(&SMALL[..end]).is_err(), "{end}");
        }
    }
}
