//! How long is this value, what is its tag, and is its length written as DER wants it?
//!
//! A reader for tag, length and value (X.690 section 8.1). BER's long and indefinite lengths are
//! understood so that they can be reported. What a value means is not known here.

/// Nesting that is followed. Certificates of the real world stay below a dozen levels.
pub const MAX_DEPTH: usize = 64;

/// One value and its place in the bytes it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// The identifier octet; for tag numbers above 30 the low five bits are all ones.
    pub tag: u8,
    /// What stands between the header and the end; an indefinite value's end marker is not in it.
    pub content: &'a [u8],
    /// Header, content and end marker.
    pub whole: &'a [u8],
    /// Bytes of the header: `whole[header..]` begins with `content`.
    pub header: usize,
    /// The length is written in a form that DER forbids (X.690 section 10.1).
    pub ber: bool,
}

/// Why no value could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The header is cut, or written in a way that no encoder uses.
    Header,
    /// The value claims more bytes than there are.
    Short { announced: usize },
    /// Indefinite lengths inside indefinite lengths, beyond the budget.
    TooDeep,
}

struct Header {
    tag: u8,
    size: usize,
    /// `None` is the indefinite form.
    length: Option<usize>,
    ber: bool,
}

/// The first value in `bytes`; what follows it is not looked at.
pub fn read(bytes: &[u8]) -> Result<Tlv<'_>, Refusal> {
    let head = header(bytes).ok_or(Refusal::Header)?;
    let after = bytes.get(head.size..).ok_or(Refusal::Header)?;
    let (content, end) = match head.length {
        Some(length) => {
            let announced = head.size.saturating_add(length);
            (after.get(..length).ok_or(Refusal::Short { announced })?, announced)
        }
        None => {
            let inner = indefinite_content(after)?;
            (after.get(..inner).ok_or(Refusal::Header)?, head.size + inner + 2)
        }
    };
    let whole = bytes.get(..end).ok_or(Refusal::Short { announced: end })?;
    Ok(Tlv { tag: head.tag, content, whole, header: head.size, ber: head.ber })
}

/// Bytes of the value that begins here, header included, as its header announces them. `None` where
/// there is no header or the length is indefinite. The bytes themselves need not be there.
pub fn announced(bytes: &[u8]) -> Option<usize> {
    let head = header(bytes)?;
    head.size.checked_add(head.length?)
}

/// The values that stand one after the other in `content`; ends at the first that cannot be read.
pub fn children(content: &[u8]) -> impl Iterator<Item = Tlv<'_>> {
    let mut rest = content;
    std::iter::from_fn(move || {
        let next = read(rest).ok()?;
        rest = rest.get(next.whole.len()..).unwrap_or_default();
        Some(next)
    })
}

/// What a walk through a value and all that it is built of has met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Some length is not in DER form.
    pub ber: bool,
    /// Deeper than `MAX_DEPTH`; what lies deeper was not walked.
    pub too_deep: bool,
}

/// Walks the constructed values. Linear in the size, no recursion.
pub fn survey(value: &[u8]) -> Survey {
    let mut found = Survey::default();
    // The ends of the values that are open; `usize::MAX` for an indefinite one.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < value.len() {
        while open.last().is_some_and(|end| at >= *end) {
            open.pop();
        }
        let rest = value.get(at..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) && open.last() == Some(&usize::MAX) {
            open.pop();
            at += 2;
            continue;
        }
        let Some(head) = header(rest) else {
            return found;
        };
        found.ber |= head.ber;
        let inside = at + head.size;
        let end = head.length.map_or(usize::MAX, |length| inside.saturating_add(length));
        let constructed = head.tag & 0x20 != 0;
        if !constructed {
            at = end;
            continue;
        }
        if open.len() >= MAX_DEPTH {
            found.too_deep = true;
            at = if end == usize::MAX { value.len() } else { end };
            continue;
        }
        open.push(end);
        at = inside;
    }
    found
}

/// The same value with every length of its constructed parts in DER form, for readers that refuse BER.
/// `None` where the value cannot be walked to its end.
pub fn with_der_lengths(value: &[u8]) -> Option<Vec<u8>> {
    rewrite(value, 0)
}

fn rewrite(value: &[u8], depth: usize) -> Option<Vec<u8>> {
    if depth > MAX_DEPTH {
        return None;
    }
    let tlv = read(value).ok()?;
    let mut content = Vec::with_capacity(tlv.content.len());
    if tlv.tag & 0x20 == 0 {
        content.extend_from_slice(tlv.content);
    } else {
        let mut consumed = 0;
        for child in children(tlv.content) {
            consumed += child.whole.len();
            // Rewriting only what needs it keeps the work linear for all but nested BER.
            if survey(child.whole).ber {
                content.extend(rewrite(child.whole, depth + 1)?);
            } else {
                content.extend_from_slice(child.whole);
            }
        }
        if consumed != tlv.content.len() {
            return None;
        }
    }
    let mut out = Vec::with_capacity(content.len() + 6);
    out.push(tlv.tag);
    if tlv.tag & 0x1f == 0x1f {
        out.extend(value.iter().skip(1).scan(true, |more, byte| {
            let take = *more;
            *more = byte & 0x80 != 0;
            take.then_some(*byte)
        }));
    }
    push_length(&mut out, content.len());
    out.extend(content);
    Some(out)
}

fn push_length(out: &mut Vec<u8>, length: usize) {
    if length < 0x80 {
        out.push(u8::try_from(length).unwrap_or(0));
        return;
    }
    let octets = length.to_be_bytes();
    let significant: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
    out.push(0x80 | u8::try_from(significant.len()).unwrap_or(0));
    out.extend(significant);
}

fn header(bytes: &[u8]) -> Option<Header> {
    let tag = *bytes.first()?;
    let mut at = 1;
    if tag & 0x1f == 0x1f {
        // A high tag number: its octets have bit 8 set, save the last. Four are plenty.
        loop {
            let octet = *bytes.get(at)?;
            at += 1;
            if octet & 0x80 == 0 {
                break;
            }
            if at > 5 {
                return None;
            }
        }
    }
    let first = *bytes.get(at)?;
    at += 1;
    if first < 0x80 {
        return Some(Header { tag, size: at, length: Some(usize::from(first)), ber: false });
    }
    if first == 0x80 {
        let constructed = tag & 0x20 != 0;
        return constructed.then_some(Header { tag, size: at, length: None, ber: true });
    }
    let octets = usize::from(first & 0x7f);
    // More than eight octets of length is no length that anybody has written.
    if octets > 8 {
        return None;
    }
    let mut length: u64 = 0;
    for offset in 0..octets {
        length = (length << 8) | u64::from(*bytes.get(at + offset)?);
    }
    let leading_zero = bytes.get(at) == Some(&0);
    let ber = leading_zero || length < 0x80;
    let length = usize::try_from(length).ok()?;
    Some(Header { tag, size: at + octets, length: Some(length), ber })
}

/// Where the end marker of an indefinite value stands, counted from the start of its content.
fn indefinite_content(content: &[u8]) -> Result<usize, Refusal> {
    let mut depth = 1;
    let mut at = 0;
    loop {
        let rest = content.get(at..).unwrap_or_default();
        if rest.starts_with(&[0, 0]) {
            depth -= 1;
            if depth == 0 {
                return Ok(at);
            }
            at += 2;
            continue;
        }
        let short = Refusal::Short { announced: content.len().saturating_add(2) };
        let head = header(rest).ok_or(short)?;
        match head.length {
            Some(length) => at = at.saturating_add(head.size).saturating_add(length),
            None if depth == MAX_DEPTH => return Err(Refusal::TooDeep),
            None => {
                depth += 1;
                at += head.size;
            }
        }
        if at > content.len() {
            return Err(Refusal::Short { announced: at });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definite_and_indefinite_lengths() {
        let tlv = read(&[0x30, 0x03, 0x02, 0x01, 0x05, 0xff]).expect("short form");
        assert_eq!((tlv.content.len(), tlv.whole.len(), tlv.ber), (3, 5, false));
        let tlv = read(&[0x30, 0x81, 0x03, 0x02, 0x01, 0x05]).expect("long form");
        assert!(tlv.ber && tlv.whole.len() == 6);
        let nested = [0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x05, 0, 0, 0, 0, 0x99];
        let tlv = read(&nested).expect("indefinite form");
        assert_eq!((tlv.content.len(), tlv.whole.len()), (7, 11));
        assert_eq!(with_der_lengths(&nested), Some(vec![0x30, 5, 0x30, 3, 2, 1, 5]));
    }

    #[test]
    fn refusals() {
        assert_eq!(read(&[]), Err(Refusal::Header));
        assert_eq!(read(&[0x30]), Err(Refusal::Header));
        assert_eq!(read(&[0x30, 0x82, 0x01, 0x00, 1]), Err(Refusal::Short { announced: 260 }));
        assert!(read(&[0x30, 0xff, 1, 2, 3]).is_err());
        assert!(read(&[0x30, 0x88, 255, 255, 255, 255, 255, 255, 255, 255]).is_err());
        let deep = [0x30, 0x80].repeat(1000);
        assert_eq!(read(&deep), Err(Refusal::TooDeep));
    }

    #[test]
    fn survey_sees_depth_and_ber() {
        let mut value = vec![0x05, 0x00];
        for _ in 0..60 {
            let mut outer = vec![0x30];
            push_length(&mut outer, value.len());
            outer.extend(value);
            value = outer;
        }
        assert_eq!(survey(&value), Survey::default());
        for _ in 0..10 {
            let mut outer = vec![0x30];
            push_length(&mut outer, value.len());
            outer.extend(value);
            value = outer;
        }
        assert!(survey(&value).too_deep);
        assert!(survey(&[0x30, 0x81, 0x02, 0x05, 0x00]).ber);
        assert!(!survey(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1]).too_deep);
    }
}
