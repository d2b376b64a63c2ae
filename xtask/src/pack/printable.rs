//! Bytes as text that may stand in a script element, denser than base64.
//!
//! The file is UTF-8, so the page pays for each character by its bytes: 13 % more than what is written,
//! where base64 needs 33 %; for half a megabyte that is a seventh of the page. The bytes are one large
//! number, and the text has its digits to the base 138: most are an ASCII character, 14 say in which 128
//! characters of two bytes the next seven bits are one, and 2 in which 16,384 characters of three bytes the
//! next fourteen are. So each length is about as frequent as it is worth its price. The number is taken
//! apart and put together piece by piece (asymmetric numeral systems, J. Duda, arXiv:1311.2540: all choices
//! equally likely), which is why the reader begins at the end. It is `unprint` in src/page/unpack.js; that
//! the file is read as UTF-8 is looked at by boot.js.

/// What is never written: a parser of HTML changes NUL and CR, a transfer as text changes LF, the end of
/// a text under DOS and the escapes of terminals are nobody's friends, and `<` could end the element.
const NEVER: [u8; 6] = [0, b'\n', b'\r', 0x1a, 0x1b, b'<'];

/// Digits that are a character of one byte, of two bytes, of three bytes.
const ONES: u32 = 128 - NEVER.len() as u32;
const TWOS: u32 = 14;
const THREES: u32 = 2;
const BASE: u32 = ONES + TWOS + THREES;

/// From U+0100 on, because the control characters of Latin-1 stand below.
const TWO: u32 = 0x100;
/// Characters for a digit.
const TWO_EACH: u32 = 1 << 7;
/// From U+3400 on, up to U+B3FF: ideographs and syllables, none of which turns or hides what follows.
const THREE: u32 = 0x3400;
const THREE_EACH: u32 = 1 << 14;

/// The number in hand is kept from here to 256 times as much: a multiple of everything it is divided by, and
/// within what an engine computes as a small integer.
const LOW: u32 = BASE << 15;

/// Bytes as text, and what the reader has to know.
pub(super) struct Printed {
    pub(super) text: String,
    /// Bytes that come out: those that went in, and a few zeros.
    pub(super) bytes: usize,
    /// What is left of the number.
    pub(super) left: u32,
}

/// Writes bytes.
pub(super) fn print(bytes: &[u8]) -> Printed {
    let mut text = String::with_capacity(bytes.len() * 8 / 7);
    let mut number = Number { bytes, read: 0, left: LOW };
    // At least once: the reader finds a text.
    while text.is_empty() || number.read < bytes.len() {
        let digit = number.take(BASE);
        let code = if let Some(at) = digit.checked_sub(ONES + TWOS) {
            THREE + at * THREE_EACH + number.take(THREE_EACH)
        } else if let Some(at) = digit.checked_sub(ONES) {
            TWO + at * TWO_EACH + number.take(TWO_EACH)
        } else {
            // Each that is never written moves those behind it by one.
            NEVER.iter().fold(digit, |code, never| code + u32::from(code >= u32::from(*never)))
        };
        text.push(char::from_u32(code).unwrap_or_default());
    }
    Printed { text, bytes: number.read, left: number.left }
}

/// The bytes as a number of which the part in hand is `left`.
struct Number<'a> {
    bytes: &'a [u8],
    read: usize,
    left: u32,
}

impl Number<'_> {
    /// The next digit. Behind the last byte are zeros.
    fn take(&mut self, base: u32) -> u32 {
        let digit = self.left % base;
        self.left /= base;
        while self.left < LOW {
            let byte = self.bytes.get(self.read).copied().unwrap_or_default();
            self.left = self.left << 8 | u32::from(byte);
            self.read += 1;
        }
        digit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What unpack.js does, in Rust.
    fn unprint(printed: &Printed) -> Vec<u8> {
        let mut bytes = vec![0; printed.bytes];
        let (mut left, mut end) = (printed.left, bytes.len());
        let mut put = |digit: u32, base: u32| {
            while left >= LOW / base * 256 {
                end -= 1;
                bytes[end] = (left & 255) as u8;
                left >>= 8;
            }
            left = left * base + digit;
        };
        for code in printed.text.chars().rev().map(u32::from) {
            if code >= THREE {
                put((code - THREE) % THREE_EACH, THREE_EACH);
                put(ONES + TWOS + (code - THREE) / THREE_EACH, BASE);
            } else if code >= TWO {
                put(code % TWO_EACH, TWO_EACH);
                put(ONES + (code - TWO) / TWO_EACH, BASE);
            } else {
                let below = NEVER.iter().filter(|never| u32::from(**never) < code).count();
                put(code - below as u32, BASE);
            }
        }
        assert_eq!((left, end), (LOW, 0));
        bytes
    }

    fn noise(count: u32) -> Vec<u8> {
        (0..count).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
    }

    #[test]
    fn comes_back_whatever_it_was() {
        let noise = noise(70_000);
        for bytes in [&[][..], &[0], &[255; 3], &[0; 13], &[0; 7], &[10, 13, 60, 26], &noise] {
            let printed = print(bytes);
            let back = unprint(&printed);
            // A few may follow, which the reader cuts off.
            assert_eq!(back.get(..bytes.len()), Some(bytes));
            assert!(back.len() <= bytes.len() + 5);
        }
    }

    #[test]
    fn costs_an_eighth_more_than_the_bytes() {
        let noise = noise(70_000);
        assert!(print(&noise).text.len() * 1000 <= noise.len() * 1130);
    }

    #[test]
    fn stays_inside_its_element() {
        let text = print(&noise(200_000)).text;
        assert!(text.bytes().all(|byte| !NEVER.contains(&byte)));
        let harmless = |one: char| {
            one.is_ascii()
                || ('\u{100}'..'\u{800}').contains(&one)
                || ('\u{3400}'..'\u{b400}').contains(&one)
        };
        assert!(text.chars().all(harmless));
    }
}
