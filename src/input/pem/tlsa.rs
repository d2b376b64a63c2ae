//! Does a DANE record stand in the text?
//!
//! TLSA records in presentation form (RFC 6698 section 2.2) are found and named. They are not compared
//! with a certificate.

use std::ops::Range;

/// Records that are listed; a zone file may hold many more.
const MAX_RECORDS: usize = 100;

/// Where TLSA records stand, each from the word TLSA to the end of its line.
pub(super) fn find(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < MAX_RECORDS {
        let Some(rest) = bytes.get(at..) else { break };
        let Some(ahead) = rest.iter().position(|byte| matches!(byte, b'T' | b't')) else {
            break;
        };
        at += ahead;
        if let Some(end) = record(bytes, at) {
            found.push(at..end);
            at = end;
        }
        at += 1;
    }
    found
}

/// The end of the record whose word TLSA begins at `at`: usage, selector, matching type, then hex.
fn record(bytes: &[u8], at: usize) -> Option<usize> {
    let word = bytes.get(at..at + 4)?;
    if !matches!(word, [_, b'L' | b'l', ..]) {
        return None;
    }
    let alone = at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace);
    if !alone || !word.eq_ignore_ascii_case(b"TLSA") {
        return None;
    }
    let line = bytes.get(at + 4..bytes.len().min(at + 4_096))?;
    // The words come first: most texts that say TLSA go on with prose.
    let head = line.get(..line.len().min(200))?;
    let head = head.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let mut words = head.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    for most in [3, 1, 2] {
        let [digit] = words.next()? else { return None };
        if !(b'0'..=b'0' + most).contains(digit) {
            return None;
        }
    }
    let data = match words.next()? {
        b"(" => words.next().unwrap_or(b"00000000"),
        word => word.strip_prefix(b"(").unwrap_or(word),
    };
    let hex = data.len() >= 8 && data.iter().all(u8::is_ascii_hexdigit);
    let length =
        || line.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(line.len());
    hex.then(|| at + 4 + length())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_not() {
        let hex = "0d6fce3b83d26d17a9cb1c3d9e1bdd2d6ff4a1a4a6ef0ea7a1b2c3d4e5f60718";
        let text =
            format!("_25._tcp.mail.example. 300 IN TLSA 3 1 1 {hex}\nx TLSA 3 1 1 ( {hex} )\n");
        assert_eq!(find(text.as_bytes()).len(), 2);
        assert!(find(b"DANE TLSA 3 1 1 ...0d6fce3b matched EE certificate at depth 0").is_empty());
        assert!(find(b"the TLSA record is missing; TLSA 9 9 9 00000000000").is_empty());
    }
}
