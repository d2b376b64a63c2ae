//! Bytes as text that may stand in a script element, denser than base64.
//!
//! Thirteen bits become two of 94 printable ASCII characters: 23 % more than the bytes, where base64 needs
//! 33 %; for half a megabyte that is a tenth of the page. `<` is not used, so that no text can end its
//! element, and a space stands in its place. The reader is `unprint` in src/page/unpack.js.

/// `!` to `~`, as many as there are printable characters without the space.
const DIGITS: u32 = 94;

/// Bits of a pair of digits: 2^13 is less than 94 squared.
const BITS: u32 = 13;

/// Writes bytes, the first ones in the lowest bits; the last pair is filled up with zeros.
pub(super) fn print(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 16 / 13 + 2);
    let (mut held, mut count) = (0_u32, 0);
    for byte in bytes {
        held |= u32::from(*byte) << count;
        count += 8;
        if count >= BITS {
            push(&mut text, held & ((1 << BITS) - 1));
            held >>= BITS;
            count -= BITS;
        }
    }
    if count > 0 {
        push(&mut text, held);
    }
    text
}

fn push(text: &mut String, pair: u32) {
    for digit in [pair / DIGITS, pair % DIGITS] {
        let character = char::from_u32(u32::from(b'!') + digit).unwrap_or('!');
        text.push(if character == '<' { ' ' } else { character });
    }
}

#[cfg(test)]
mod tests {
    use super::{BITS, DIGITS, print};

    /// What unpack.js does, in Rust.
    fn unprint(text: &str) -> Vec<u8> {
        let digits: Vec<u32> = text
            .bytes()
            .map(|byte| if byte == b' ' { b'<' } else { byte })
            .map(|byte| u32::from(byte - b'!'))
            .collect();
        let (mut held, mut count, mut bytes) = (0_u32, 0, Vec::new());
        for pair in digits.chunks(2) {
            held |= (pair[0] * DIGITS + pair[1]) << count;
            count += BITS;
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
        for bytes in [&[][..], &[0], &[255; 3], &[0; 13], &noise] {
            let back = unprint(&print(bytes));
            // At most one byte of zeros may follow, which the reader cuts off.
            assert_eq!(back.get(..bytes.len()), Some(bytes));
            assert!(
                back.len() <= bytes.len() + 1 && back[bytes.len()..].iter().all(|byte| *byte == 0)
            );
        }
    }

    #[test]
    fn stays_inside_its_element() {
        let all: Vec<u8> = (0..=255).cycle().take(20_000).collect();
        let text = print(&all);
        assert!(text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'<'));
    }
}
