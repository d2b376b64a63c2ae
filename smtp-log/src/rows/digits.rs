//! What do digits, commas and moments of a row say, at the speed that a log needs?
//!
//! Eight bytes are looked at as one number where that is cheaper than a loop. What is out of the ordinary
//! has a slower way beside it, which says the same.

use crate::timestamp::Timestamp;

/// A byte in each of the eight places.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The first comma, where it stands within the next 32 bytes.
#[inline]
pub(super) fn comma_within(rest: &[u8]) -> Option<usize> {
    let (words, _) = rest.as_chunks::<8>();
    for (at, word) in words.iter().take(4).enumerate() {
        let word = u64::from_le_bytes(*word) ^ eight(b',');
        // A byte that is nothing now borrows from above; the lowest such byte is certain.
        let found = word.wrapping_sub(eight(1)) & !word & eight(0x80);
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    None
}

/// A number of at most nine digits, and what follows its comma.
#[inline]
pub(super) fn number_before_comma(rest: &[u8]) -> Option<(u32, &[u8])> {
    let mut value = 0;
    for (at, byte) in rest.iter().take(10).enumerate() {
        match byte {
            b'0'..=b'9' if at < 9 => value = value * 10 + u32::from(byte - b'0'),
            b',' if at > 0 => return Some((value, &rest[at + 1..])),
            _ => return None,
        }
    }
    None
}

/// Sixteen hexadecimal digits of either case.
#[inline]
pub(super) fn session(digits: &[u8; 16]) -> Option<u64> {
    let (words, _) = digits.as_chunks::<8>();
    let [high, low] = words else { return None };
    Some(half(*high)? << 32 | half(*low)?)
}

#[inline]
fn half(digits: [u8; 8]) -> Option<u64> {
    let read = u64::from_le_bytes(digits);
    // Letters of either case stand at 0x41 and 0x61: their low half is one less than ten less.
    let letters = (read >> 6) & eight(1);
    let values = (read & eight(0xf)) + letters * 9;
    let above_nine = ((values + eight(6)) >> 4) & eight(1);
    // Written again, in capitals: small letters differ in one bit.
    let written = values + eight(b'0') + letters * 7;
    let differs = (read ^ written) & !(letters * 0x20);
    if differs != 0 || above_nine != letters || values & eight(0x10) != 0 {
        return None;
    }
    let value = values.swap_bytes();
    let value = (value | value >> 4) & 0x00ff_00ff_00ff_00ff;
    let value = (value | value >> 8) & 0x0000_ffff_0000_ffff;
    Some((value | value >> 16) & 0xffff_ffff)
}

/// The second in which the last row lay: most rows lie in the second of the row before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Second {
    /// `2023-01-11T15:59:56.`
    text: [u8; 20],
    milliseconds: i64,
}

impl Default for Second {
    fn default() -> Self {
        Self { text: *b"1970-01-01T00:00:00.", milliseconds: 0 }
    }
}

impl Second {
    /// Of a time as Exchange writes it.
    #[inline]
    pub(super) fn milliseconds(&mut self, time: &[u8; 24]) -> Option<i64> {
        let (text, rest) = time.split_first_chunk::<20>()?;
        let [hundreds, tens, ones, b'Z'] = rest else { return None };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
        let behind = digit(hundreds)? * 100 + digit(tens)? * 10 + digit(ones)?;
        if *text != self.text {
            let (text, milliseconds) = (*text, usual_time(time)? - behind);
            *self = Self { text, milliseconds };
        }
        Some(self.milliseconds + behind)
    }
}

/// Sixteen hexadecimal digits; fewer are taken too.
pub(super) fn hexadecimal(field: &[u8]) -> Option<u64> {
    if field.is_empty() || field.len() > 16 {
        return None;
    }
    let mut valid = true;
    let value = field.iter().fold(0_u64, |value, byte| {
        valid &= byte.is_ascii_hexdigit();
        // Letters of either case stand at 0x41 and 0x61: their low half is one less than ten less.
        (value << 4) | u64::from((byte & 0xf) + 9 * (byte >> 6))
    });
    valid.then_some(value)
}

pub(super) fn decimal(field: &[u8]) -> Option<u32> {
    if field.is_empty() || field.len() > 9 {
        return None;
    }
    field.iter().try_fold(0_u32, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
    })
}

/// Milliseconds since 1970 of `2023-01-11T15:59:56.232Z`; other forms of RFC 3339 lose their fraction.
pub(super) fn milliseconds(field: &[u8]) -> Option<i64> {
    field.try_into().ok().and_then(usual_time).or_else(|| {
        let text = std::str::from_utf8(field).ok()?;
        Timestamp::parse(text)?.unix_seconds().checked_mul(1_000)
    })
}

/// The one form that Exchange writes, read at the speed that a log needs.
pub(super) fn usual_time(field: &[u8; 24]) -> Option<i64> {
    let separators =
        [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
    let mut valid = separators.iter().all(|(at, byte)| field[*at] == *byte);
    let mut digit = |at: usize| {
        let digit = field[at].wrapping_sub(b'0');
        valid &= digit < 10;
        i64::from(digit)
    };
    let mut two = |at: usize| digit(at) * 10 + digit(at + 1);
    let year = two(0) * 100 + two(2);
    let (month, day) = (two(5), two(8));
    let (hour, minute, second) = (two(11), two(14), two(17));
    let millisecond = two(20) * 10 + digit(22);
    let in_range = valid
        && (1..=12).contains(&month)
        && (1..=month_days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    in_range.then_some(seconds * 1_000 + millisecond)
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn month_days(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day is the last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn eight_at_a_time_say_what_one_at_a_time_does(
            mut digits in any::<[u8; 16]>(),
            wild in any::<u16>(),
        ) {
            for (at, digit) in digits.iter_mut().enumerate() {
                if wild & 1 << at != 0 || wild % 3 != 0 {
                    *digit = b"0123456789abcdefABCDEF"[usize::from(*digit) % 22];
                }
            }
            prop_assert_eq!(session(&digits), hexadecimal(&digits));
        }

        #[test]
        fn a_comma_is_found_where_it_stands(
            text in prop::collection::vec(prop::sample::select(b",,+-. \xac\x00\xff".to_vec()), 0..60),
        ) {
            let first = text.iter().position(|byte| *byte == b',');
            let looked_at = text.len().min(32) / 8 * 8;
            prop_assert_eq!(comma_within(&text), first.filter(|at| *at < looked_at));
        }
    }

    #[test]
    fn every_byte_in_every_place_of_an_id() {
        for place in 0..16 {
            for byte in 0..=u8::MAX {
                let mut digits = *b"08D760DF231F00bc";
                digits[place] = byte;
                assert_eq!(session(&digits), hexadecimal(&digits), "{byte} at {place}");
            }
        }
    }

    #[test]
    fn a_second_is_remembered_and_left() {
        let mut second = Second::default();
        for text in [
            "2023-01-11T15:59:56.232Z",
            "2023-01-11T15:59:56.999Z",
            "2023-01-11T15:59:57.000Z",
            "2023-02-30T15:59:57.000Z",
            "2023-01-11T15:59:57.0x0Z",
            "2023-01-11T15:59:57.001z",
            "2023-01-11T15:59:57.002Z",
        ] {
            let time = text.as_bytes().try_into().expect("of that length");
            assert_eq!(second.milliseconds(time), usual_time(time), "{text}");
        }
    }
}
