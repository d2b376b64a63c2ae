//! Which elements do these DER bytes hold?
//!
//! Just enough of X.690 for keys, signature values and algorithm parameters: definite, minimal
//! lengths (8.1.3, 10.1) and one-byte tags. It reads no certificate and does not recurse: whoever
//! wants the inside of an element makes a new reader of its content.

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// The tag of `[number] EXPLICIT`, for numbers below 31.
pub(crate) const fn explicit(number: u8) -> u8 {
    0xa0 | number
}

/// One tag, length and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    /// Tag and length bytes as well.
    pub(crate) whole: &'a [u8],
}

/// Takes elements off the front. Once something is not DER, nothing more comes out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The elements of the one SEQUENCE that `bytes` are; `None` where anything else stands there.
    pub(crate) fn of_sequence(bytes: &'a [u8]) -> Option<Self> {
        let mut outer = Self::new(bytes);
        let content = outer.take(SEQUENCE)?;
        outer.is_empty().then_some(Self::new(content))
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, whatever it is.
    pub(crate) fn element(&mut self) -> Option<Element<'a>> {
        let (&tag, after_tag) = self.rest.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (length, after_length) = length(after_tag)?;
        let content = after_length.get(..length)?;
        let whole = self.rest.get(..self.rest.len() - after_length.len() + length)?;
        self.rest = after_length.get(length..)?;
        Some(Element { tag, content, whole })
    }

    /// The content of the next element if it has this tag; otherwise nothing is taken.
    pub(crate) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let element = ahead.element()?;
        if element.tag != tag {
            return None;
        }
        *self = ahead;
        Some(element.content)
    }

    /// The bytes of the next INTEGER, big-endian and without leading zeros; `None` for a negative
    /// or padded one (X.690 8.3.2). Zero is the empty slice.
    pub(crate) fn unsigned_integer(&mut self) -> Option<&'a [u8]> {
        match self.take(INTEGER)? {
            [] => None,
            [0] => Some(&[]),
            [0, next, ..] if *next < 0x80 => None,
            [0, magnitude @ ..] => Some(magnitude),
            [first, ..] if *first >= 0x80 => None,
            magnitude => Some(magnitude),
        }
    }

    /// The next OBJECT IDENTIFIER in dotted text.
    pub(crate) fn object_identifier(&mut self) -> Option<String> {
        dotted(self.take(OBJECT_IDENTIFIER)?)
    }

    /// The bytes of the next BIT STRING, which has to be a whole number of them.
    pub(crate) fn whole_byte_string(&mut self) -> Option<&'a [u8]> {
        match self.take(BIT_STRING)? {
            [0, bytes @ ..] => Some(bytes),
            _ => None,
        }
    }
}

/// The length that stands at the front, and what follows it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, after) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), after));
    }
    let count = usize::from(first & 0x7f);
    // More than four length bytes would be an element of over 4 GiB; none at all is BER's open end.
    if !(1..=4).contains(&count) {
        return None;
    }
    let (digits, after) = after.split_at_checked(count)?;
    let length = digits.iter().fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit));
    let minimal = digits.first() != Some(&0) && length >= 0x80;
    minimal.then_some((length, after))
}

/// An identifier's arcs (X.690 8.19); `None` where an arc does not end, is padded or leaves 64
/// bits.
fn dotted(content: &[u8]) -> Option<String> {
    let mut arcs = Vec::new();
    let mut arc = 0_u64;
    let mut inside = false;
    for byte in content {
        if !inside && *byte == 0x80 {
            return None;
        }
        arc = arc.checked_mul(128)? | u64::from(byte & 0x7f);
        inside = byte & 0x80 != 0;
        if !inside {
            arcs.push(arc);
            arc = 0;
        }
    }
    if inside {
        return None;
    }
    let (first, others) = arcs.split_first()?;
    // The first two arcs share one number: 40 times the first, which is 0, 1 or 2, plus the second.
    let top = (first / 40).min(2);
    let mut text = format!("{top}.{}", first - 40 * top);
    for arc in others {
        text.push('.');
        text.push_str(&arc.to_string());
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_elements_of_a_sequence() {
        let bytes = [0x30, 0x07, 0x02, 0x02, 0x00, 0x80, 0x06, 0x01, 0x2a];
        let mut inside = Reader::of_sequence(&bytes).expect("a sequence");
        assert_eq!(inside.take(BIT_STRING), None, "another tag takes nothing");
        assert_eq!(inside.unsigned_integer(), Some(&[0x80][..]));
        assert_eq!(inside.object_identifier().as_deref(), Some("1.2"));
        assert!(inside.is_empty());
    }

    #[test]
    fn refuses_what_ber_allows_and_der_does_not() {
        for bytes in [
            &[0x30, 0x80, 0x00, 0x00][..],
            &[0x30, 0x81, 0x01, 0x00],
            &[0x30, 0x82, 0x00, 0x80],
            &[0x30, 0x85, 0, 0, 0, 0, 1, 0],
            &[0x30, 0x01],
            &[0x1f, 0x81, 0x01, 0x00],
            &[],
        ] {
            assert_eq!(Reader::new(bytes).element(), None, "{bytes:02x?}");
        }
        assert!(Reader::of_sequence(&[0x30, 0x00, 0x00]).is_none(), "bytes after the end");
    }

    #[test]
    fn integers_are_minimal_and_not_negative() {
        let read = |bytes: &'static [u8]| Reader::new(bytes).unsigned_integer();
        assert_eq!(read(&[2, 1, 0]), Some(&[][..]));
        assert_eq!(read(&[2, 1, 0x7f]), Some(&[0x7f][..]));
        assert_eq!(read(&[2, 1, 0xff]), None);
        assert_eq!(read(&[2, 2, 0, 1]), None);
        assert_eq!(read(&[2, 0]), None);
    }

    #[test]
    fn identifiers_become_dotted_text() {
        assert_eq!(
            dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]).as_deref(),
            Some("1.2.840.113549")
        );
        assert_eq!(dotted(&[0x88, 0x37]).as_deref(), Some("2.999"));
        assert_eq!(dotted(&[]), None);
        assert_eq!(dotted(&[0x2a, 0x86]), None);
        assert_eq!(dotted(&[0x2a, 0x80, 0x01]), None);
        assert_eq!(dotted(&[0xff; 12]), None);
    }
}
