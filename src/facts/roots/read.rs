//! What does the table of roots say?
//!
//! Total: a table that is cut or damaged gives `None`, never a panic and never half a list.

use sha1::{Digest as _, Sha1};

use super::RootAnchor;
use super::layout::{
    FIRST_TEXT_BYTE, HAS_NAME_CONSTRAINTS, KEY_FORMS, KEY_KIND, KEY_WHOLE, SKI_ABSENT, SKI_STORED,
    attribute_of,
};
use crate::timestamp::Timestamp;

const COMMON_NAME: &[u8] = b"\x55\x04\x03";
const ORGANIZATIONAL_UNIT: &[u8] = b"\x55\x04\x0b";
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_IDENTIFIER: u8 = 0x06;

/// Reads a table in the form that `layout` describes.
pub(super) fn table(bytes: &[u8]) -> Option<Vec<RootAnchor>> {
    let mut cursor = Cursor { rest: bytes };
    let count = usize::from(cursor.number()?);
    let names = cursor.column(count, Name::read)?;
    let flags = cursor.column(count, Cursor::byte)?;
    let dates = cursor.column(count, |cursor| Some((cursor.moment()?, cursor.moment()?)))?;
    let mut kinds = flags.iter();
    let keys = cursor.column(count, |cursor| key(cursor, *kinds.next()?))?;
    let sha256 = cursor.column(count, Cursor::array::<32>)?;
    let sha1 = cursor.column(count, Cursor::array::<20>)?;
    let mut roots = Vec::with_capacity(count);
    for (((((name, flags), (not_before, not_after)), key), sha256), sha1) in
        names.into_iter().zip(flags).zip(dates).zip(keys).zip(sha256).zip(sha1)
    {
        let subject_key_identifier = match flags & (SKI_ABSENT | SKI_STORED) {
            0 => Some(Sha1::digest(key.spki.get(key.bit_string_at?..)?).to_vec()),
            SKI_ABSENT => None,
            SKI_STORED => {
                let length = usize::from(cursor.byte()?);
                Some(cursor.take(length)?.to_vec())
            }
            _ => return None,
        };
        let name_constraints =
            if flags & HAS_NAME_CONSTRAINTS == 0 { None } else { Some(cursor.counted()?.to_vec()) };
        roots.push(RootAnchor {
            name: name.readable,
            subject: name.der,
            spki: key.spki,
            sha256,
            sha1,
            not_before,
            not_after,
            subject_key_identifier,
            name_constraints,
        });
    }
    cursor.rest.is_empty().then_some(roots)
}

struct Key {
    spki: Vec<u8>,
    /// Where the content of its BIT STRING begins; `None` for a key that is stored whole.
    bit_string_at: Option<usize>,
}

fn key(cursor: &mut Cursor<'_>, flags: u8) -> Option<Key> {
    let kind = flags & KEY_KIND;
    if kind == KEY_WHOLE {
        return Some(Key { spki: cursor.counted()?.to_vec(), bit_string_at: None });
    }
    let form = KEY_FORMS.get(usize::from(kind))?;
    let spki = [form.before, cursor.take(form.length)?, form.after].concat();
    Some(Key { spki, bit_string_at: Some(form.bit_string_at) })
}

struct Name {
    readable: String,
    der: Vec<u8>,
}

impl Name {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut common_name = None;
        let mut unit = None;
        let mut any = String::new();
        let mut rdns = Vec::new();
        loop {
            let byte = cursor.byte()?;
            if byte == 0 {
                break;
            }
            let (attribute, string_tag) = attribute_of(byte)?;
            let length = cursor.rest.iter().position(|byte| *byte < FIRST_TEXT_BYTE)?;
            let text = cursor.take(length)?;
            let pair = [element(OBJECT_IDENTIFIER, attribute), element(string_tag, text)].concat();
            rdns.extend(element(SET, &element(SEQUENCE, &pair)));
            any = String::from_utf8(text.to_vec()).ok()?;
            match attribute {
                COMMON_NAME => common_name = Some(any.clone()),
                ORGANIZATIONAL_UNIT => unit = Some(any.clone()),
                _ => {}
            }
        }
        let readable = match (common_name, unit) {
            // "GlobalSign" has four roots; their unit tells them apart: "GlobalSign Root CA - R3".
            (Some(name), Some(unit)) if unit.starts_with(&name) => unit,
            (Some(name), _) | (None, Some(name)) => name,
            (None, None) => any,
        };
        Some(Self { readable, der: element(SEQUENCE, &rdns) })
    }
}

/// A DER element with its length (X.690 sections 8.1.3 and 10.1).
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    let length = content.len().to_be_bytes();
    let digits: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    if content.len() >= 0x80 {
        // At most eight digits, so the sum stays in a byte.
        der.push(digits.iter().fold(0x80, |count, _| count + 1));
    }
    if digits.is_empty() {
        der.push(0)
    } else {
        der.extend(digits)
    }
    der.extend_from_slice(content);
    der
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn number(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    fn moment(&mut self) -> Option<Timestamp> {
        let seconds = u32::from_be_bytes(self.array()?);
        Some(Timestamp::from_unix_seconds(i64::from(seconds)))
    }

    /// Two bytes of length, then so many bytes.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.number()?);
        self.take(length)
    }

    fn column<T>(
        &mut self,
        count: usize,
        mut entry: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        (0..count).map(|_| entry(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One root with all that is rare: a whole key, a stored identifier, name constraints.
    fn rare() -> Vec<u8> {
        let mut bytes = vec![0, 1];
        bytes.extend(b"\x08Root\0"); // the third type, the second string tag
        bytes.push(KEY_WHOLE | SKI_STORED | HAS_NAME_CONSTRAINTS);
        bytes.extend([0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]);
        bytes.extend([0, 3, 7, 8, 9]);
        bytes.extend([0x25; 32]);
        bytes.extend([0x01; 20]);
        bytes.extend([2, 5, 6]);
        bytes.extend([0, 1, 4]);
        bytes
    }

    #[test]
    fn what_is_rare_is_read_as_well() {
        let roots = table(&rare()).expect("a whole table");
        let [root] = roots.as_slice() else { panic!("one root") };
        assert_eq!(root.name, "Root");
        assert_eq!(root.subject, b"\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root");
        assert_eq!(
            (root.not_before.unix_seconds(), root.not_after.unix_seconds()),
            (1, 4_294_967_295)
        );
        assert_eq!(root.spki, [7, 8, 9]);
        assert_eq!(root.subject_key_identifier.as_deref(), Some(&[5, 6][..]));
        assert_eq!(root.name_constraints.as_deref(), Some(&[4][..]));
    }

    #[test]
    fn no_cut_and_no_single_changed_byte_panics() {
        let whole = rare();
        for end in 0..whole.len() {
            assert_eq!(table(&whole[..end]), None, "cut at {end}");
            for value in [0, 1, 31, 127, 255] {
                let mut changed = whole.clone();
                changed[end] = value;
                let _ = table(&changed);
            }
        }
        assert_eq!(table(&[whole, vec![0]].concat()), None, "bytes after the end");
    }

    #[test]
    fn long_elements_have_long_lengths() {
        assert_eq!(element(4, &[0; 127])[..2], [4, 127]);
        assert_eq!(element(4, &[0; 128])[..3], [4, 0x81, 128]);
        assert_eq!(element(4, &[0; 256])[..4], [4, 0x82, 1, 0]);
    }
}
