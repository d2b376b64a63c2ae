//! The wasm as a gzip stream (RFC 1952) with no time and no name in it: equal input, equal bytes.

use std::num::NonZeroU64;

use zopfli::{Format, Options};

use crate::Outcome;

/// Into how many pieces with codes of their own the stream may be cut. Code, data and roots differ so
/// much that four times the usual number saves one percent.
const SPLITS: u16 = 60;

/// Rounds of search: more cost time and save little.
const ROUNDS: NonZeroU64 = NonZeroU64::new(8).expect("eight is not zero");

/// As small as it gets; takes some seconds.
pub(super) fn smallest(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let options =
        Options { iteration_count: ROUNDS, maximum_block_splits: SPLITS, ..Options::default() };
    let mut packed = Vec::new();
    zopfli::compress(options, Format::Gzip, bytes, &mut packed)
        .map_err(|error| format!("the wasm cannot be compressed: {error}"))?;
    Ok(packed)
}

/// Not compressed at all: for the quick loop, where the file does not travel.
pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    // Magic, deflate, no flags, no time, no hints, unknown system (RFC 1952 section 2.3).
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut blocks = bytes.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        // A stored block: last or not, its length, and the length's complement (RFC 1951 section 3.2.4).
        let length = block.len() as u16;
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed.extend(crc32(bytes).to_le_bytes());
    packed.extend((bytes.len() as u32).to_le_bytes());
    packed
}

/// The check sum of RFC 1952 section 8, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::{crc32, smallest, stored};

    #[test]
    fn knows_the_check_value() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn writes_no_time() {
        let packed = smallest(b"the same bytes again and again and again").unwrap_or_default();
        assert_eq!(packed.get(4..8), Some([0; 4].as_slice()));
        assert_eq!(stored(b"x").get(4..8), Some([0; 4].as_slice()));
    }

    #[test]
    fn stores_long_input_in_several_blocks() {
        let packed = stored(&[7; 70_000]);
        assert_eq!(packed.len(), 10 + 5 + 0xffff + 5 + (70_000 - 0xffff) + 8);
    }
}
