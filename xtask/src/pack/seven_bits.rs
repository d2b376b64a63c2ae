//! Bytes as text that may stand in a script element, denser than base64.
//!
//! Seven bits become an ASCII character: 14 % more than the bytes, where base64 needs 33 %; for half a
//! megabyte that is a seventh of the page. A few characters may not stand there. One of those and the
//! seven bits behind it become one character of two bytes, so that they cost nothing. The file has to be
//! read as UTF-8, which boot.js looks at. The reader is `unprint` in src/page/unpack.js.

/// What is never written: a parser of HTML changes NUL and CR, a transfer as text changes LF, the end of
/// a text under DOS and the escapes of terminals are nobody's friends, and `<` could end the element.
const NEVER: [u8; 6] = [0, b'\n', b'\r', 0x1a, 0x1b, b'<'];

/// Bits of a character.
const BITS: u32 = 7;

/// Writes bytes, the first ones in the lowest bits; the last character is filled up with zeros.
pub(super) fn print(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 7 + 2);
    let (mut held, mut count, mut waiting) = (0_u32, 0, None);
    let mut push = |seven: u32| {
        if let Some(kind) = waiting.take() {
            text.push(char::from_u32((kind << BITS) | seven).unwrap_or_default());
        } else if let Some(kind) = NEVER.iter().position(|never| u32::from(*never) == seven) {
            // From U+0100 on: below stand the control characters of Latin-1.
            waiting = u32::try_from(kind + 2).ok();
        } else {
            text.push(char::from_u32(seven).unwrap_or_default());
        }
    };
    for byte in bytes {
        held |= u32::from(*byte) << count;
        count += 8;
        while count >= BITS {
            push(held & ((1 << BITS) - 1));
            held >>= BITS;
            count -= BITS;
        }
    }
    // Twice, because the first may have to wait for another.
    push(held);
    push(1);
    text
}

#[cfg(test)]
mod tests {
    use super::{BITS, NEVER, print};

    /// What unpack.js does, in Rust.
    fn unprint(text: &str) -> Vec<u8> {
        let (mut held, mut count, mut bytes) = (0_u32, 0, Vec::new());
        for character in text.chars().map(u32::from) {
            if character < 128 {
                held |= character << count;
                count += BITS;
            } else {
                let never = u32::from(NEVER[(character >> BITS) as usize - 2]);
                held |= (never | (character & 127) << BITS) << count;
                count += 2 * BITS;
            }
            while count >= 8 {
                bytes.push((held & 255) as u8);
                held >>= 8;
                count -= 8;
            }
        }
        bytes
    }

    #[test]
    fn comes_back_whatever_it_was() {
        let noise: Vec<u8> =
            (0..70_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&[][..], &[0], &[255; 3], &[0; 13], &[0; 7], &[10, 13, 60, 26], &noise] {
            let back = unprint(&print(bytes));
            // A few may follow, which the reader cuts off.
            assert_eq!(back.get(..bytes.len()), Some(bytes));
            assert!(back.len() <= bytes.len() + 2);
        }
    }

    #[test]
    fn costs_seven_bits_a_byte() {
        let noise: Vec<u8> =
            (0..70_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(print(&noise).len() <= noise.len() * 8 / 7 + 3);
    }

    #[test]
    fn stays_inside_its_element() {
        let all: Vec<u8> = (0..=255).cycle().take(20_000).collect();
        let text = print(&all);
        assert!(text.bytes().all(|byte| !NEVER.contains(&byte)));
        assert!(text.chars().all(|one| one.is_ascii() || ('\u{100}'..'\u{400}').contains(&one)));
    }
}
