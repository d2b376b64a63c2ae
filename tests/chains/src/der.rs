//! Writes DER, and on request what only looks like it.

/// One element around its parts.
pub fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut der = vec![tag];
    der.extend(length(content.len()));
    der.extend(content);
    der
}

fn length(of: usize) -> Vec<u8> {
    let bytes = of.to_be_bytes();
    let bytes: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    match of {
        0..=127 => vec![of as u8],
        _ => [vec![0x80 | bytes.len() as u8], bytes].concat(),
    }
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

/// The bytes of an object identifier in dots, with its tag.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').filter_map(|arc| arc.parse().ok()).collect();
    let [first, second, rest @ ..] = arcs.as_slice() else { return tlv(6, &[]) };
    let mut content = Vec::new();
    for arc in [&[first * 40 + second], rest].concat() {
        let mut digits = vec![(arc & 0x7f) as u8];
        let mut left = arc >> 7;
        while left > 0 {
            digits.push((left & 0x7f) as u8 | 0x80);
            left >>= 7;
        }
        digits.reverse();
        content.extend(digits);
    }
    tlv(6, &[&content])
}

/// An integer that is not negative.
pub fn integer(value: u64) -> Vec<u8> {
    let bytes: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let sign: &[u8] = if bytes.first().is_none_or(|byte| *byte >= 0x80) { &[0] } else { &[] };
    tlv(2, &[sign, &bytes])
}

pub fn boolean(value: bool) -> Vec<u8> {
    tlv(1, &[&[if value { 0xff } else { 0 }]])
}

pub fn octets(content: &[u8]) -> Vec<u8> {
    tlv(4, &[content])
}

/// A bit string of whole bytes.
pub fn bits(content: &[u8]) -> Vec<u8> {
    tlv(3, &[&[0], content])
}

/// `YYMMDDHHMMSSZ`.
pub fn utc_time(text: &str) -> Vec<u8> {
    tlv(0x17, &[text.as_bytes()])
}

/// The outermost element with a length that is longer than it must be.
pub fn with_long_length(der: &[u8]) -> Vec<u8> {
    let (tag, content) = outermost(der);
    let size = (content.len() as u32).to_be_bytes();
    [&[tag, 0x84], &size[..], content].concat()
}

/// The outermost element in the form of BER that tells its end instead of its length.
pub fn with_open_length(der: &[u8]) -> Vec<u8> {
    let (tag, content) = outermost(der);
    [&[tag, 0x80], content, &[0, 0]].concat()
}

/// Tag and content of the first element, as far as they are there.
fn outermost(der: &[u8]) -> (u8, &[u8]) {
    let [tag, first, rest @ ..] = der else { return (0, &[]) };
    let skipped = if *first < 0x80 { 0 } else { usize::from(first & 0x7f) };
    (*tag, rest.get(skipped..).unwrap_or_default())
}
