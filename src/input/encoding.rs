//! Is this text, in which encoding, or a binary file?
//!
//! UTF-8 with or without a byte order mark, UTF-16 of both byte orders (what `>` in Windows PowerShell
//! writes), else UTF-8 with the bad bytes shown. Files that are no text are kept as they are. Archives
//! are not opened here.

use super::Text;
use super::der::tlv;
use crate::problem::{Parsed, Problem, ProblemKind};
use crate::span::SourceId;

/// Bytes that are looked at to tell text from binary and UTF-16 from UTF-8.
const HEAD: usize = 64 << 10;

/// The source as UTF-8 text, or as the bytes of a binary file.
pub fn decode(id: SourceId, bytes: Vec<u8>) -> Parsed<Text> {
    let text = |bytes, binary| Text { source: id, bytes, binary };
    if is_der(&bytes) {
        return told(text(bytes, true), Vec::new());
    }
    if let Some((from, order, skip)) = utf16(&bytes) {
        let converted = from_utf16(bytes.get(skip..).unwrap_or_default(), order);
        let mut kinds = vec![ProblemKind::Converted { from }];
        kinds.extend(converted.contains('\u{fffd}').then_some(ProblemKind::NotUtf8));
        return told(text(converted.into_bytes(), false), kinds);
    }
    if is_binary(&bytes) {
        return told(text(bytes, true), Vec::new());
    }
    let mut kinds = Vec::new();
    let mut bytes = bytes;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let count = bytes.iter().filter(|byte| **byte == 0).count();
    if count > 0 {
        kinds.push(ProblemKind::NulBytes { count });
    }
    let bytes = String::from_utf8(bytes)
        .unwrap_or_else(|bad| {
            kinds.push(ProblemKind::NotUtf8);
            String::from_utf8_lossy(bad.as_bytes()).into_owned()
        })
        .into_bytes();
    told(text(bytes, false), kinds)
}

/// The problems of an encoding concern all of the text.
fn told(text: Text, kinds: Vec<ProblemKind>) -> Parsed<Text> {
    let span = text.span(0..text.bytes.len());
    let problems = kinds.into_iter().map(|kind| Problem { span, kind }).collect();
    Parsed { value: text, problems }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// The UTF-16 form, its byte order and the length of its mark.
pub(super) fn utf16(bytes: &[u8]) -> Option<(&'static str, Order, usize)> {
    const LITTLE: &str = "UTF-16 (little endian)";
    const BIG: &str = "UTF-16 (big endian)";
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some((LITTLE, Order::Little, 2));
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some((BIG, Order::Big, 2));
    }
    // Without a mark: Latin text has a NUL in every other byte and hardly one in between.
    let head = bytes.get(..bytes.len().min(HEAD) & !1)?;
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let mostly = |count: usize| count * 10 > pairs * 7;
    let hardly = |count: usize| count * 20 < pairs;
    if mostly(odd) && hardly(even) {
        return Some((LITTLE, Order::Little, 0));
    }
    (mostly(even) && hardly(odd)).then_some((BIG, Order::Big, 0))
}

fn from_utf16(bytes: &[u8], order: Order) -> String {
    let units = bytes.chunks(2).map(|pair| match (pair, order) {
        ([first, second], Order::Little) => u16::from_le_bytes([*first, *second]),
        ([first, second], Order::Big) => u16::from_be_bytes([*first, *second]),
        _ => 0xfffd,
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')));
    text
}

fn is_binary(bytes: &[u8]) -> bool {
    if is_key_store(bytes) {
        return true;
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let control = head.iter().filter(|byte| is_control(**byte)).count();
    // A text with a few stray bytes stays a text; of random bytes a tenth are control characters.
    control * 20 > head.len()
}

/// The marks of a Java key store, old and new.
pub fn is_key_store(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) || bytes.starts_with(&[0xce; 4])
}

/// Control characters that no text, terminal or printer writes.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x06 | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// A SEQUENCE by its first two bytes. A long length has its top bit set, which no UTF-8 text has behind
/// a digit; a short one must end where the file ends and hold bytes that are no text.
fn is_der(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x80..=0x84, ..] => {
            let inside = tlv::announced(bytes).is_none_or(|size| size > 2);
            inside && bytes.len() > 8
        }
        [0x30, _, content @ ..] => {
            tlv::announced(bytes) == Some(bytes.len())
                && content.iter().any(|byte| is_control(*byte))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, problems: &[ProblemKind]) {
        let decoded = decode(SourceId(0), bytes.to_vec());
        assert!(!decoded.value.binary);
        assert_eq!(String::from_utf8_lossy(&decoded.value.bytes), text);
        let kinds: Vec<ProblemKind> = decoded.problems.into_iter().map(|p| p.kind).collect();
        assert_eq!(kinds, problems);
    }

    #[test]
    fn text_of_all_encodings() {
        check(b"", "", &[]);
        check("gr\u{fc}n".as_bytes(), "gr\u{fc}n", &[]);
        check(b"\xef\xbb\xbfabc", "abc", &[]);
        let units = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "CONNECTED(00000003)\u{fc}".encode_utf16().flat_map(order).collect()
        };
        let (little, big) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
        let from_little = ProblemKind::Converted { from: "UTF-16 (little endian)" };
        let from_big = ProblemKind::Converted { from: "UTF-16 (big endian)" };
        let text = "CONNECTED(00000003)\u{fc}";
        check(
            &[&[0xff, 0xfe], little.as_slice()].concat(),
            text,
            std::slice::from_ref(&from_little),
        );
        check(&little, text, &[from_little]);
        check(&[&[0xfe, 0xff], big.as_slice()].concat(), text, std::slice::from_ref(&from_big));
        check(&big, text, &[from_big]);
        check(
            b"K\xf6ln is a city on the Rhine",
            "K\u{fffd}ln is a city on the Rhine",
            &[ProblemKind::NotUtf8],
        );
        check(
            b"a text of some length with a NUL\0 in it",
            "a text of some length with a NUL\0 in it",
            &[ProblemKind::NulBytes { count: 1 }],
        );
        check(b"0 s:CN=mail.example\n  i:CN=CA\n", "0 s:CN=mail.example\n  i:CN=CA\n", &[]);
    }

    #[test]
    fn binary_files() {
        let der = include_bytes!("../../tests/fixtures/list.crl");
        for bytes in [der.as_slice(), b"\xfe\xed\xfe\xed\0\0\0\x02", b"\x30\x03\x02\x01\x05"] {
            let decoded = decode(SourceId(0), bytes.to_vec());
            assert!(decoded.value.binary);
            assert_eq!(decoded.value.bytes, bytes);
        }
        let noise: Vec<u8> = (0..=255).cycle().take(4_096).collect();
        assert!(decode(SourceId(0), noise).value.binary);
    }
}
