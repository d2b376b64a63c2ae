//! How many bytes does a printed distinguished name take on the wire?
//!
//! An estimate from the printed form: the length of the values is known, string types are assumed to need
//! one byte a character, and every attribute stands in an RDN of its own.

/// Names of authorities that are kept for display; all of them are counted.
pub(super) const MAX_LISTED: usize = 100;

/// Two bytes of length and the DER name (RFC 5246 section 7.4.4, RFC 8446 section 4.2.4).
pub(super) fn estimated_bytes(name: &str) -> usize {
    let attributes: usize = attributes(name).map(|(kind, value)| attribute(kind, value)).sum();
    2 + header(attributes) + attributes
}

/// SET, SEQUENCE, OBJECT IDENTIFIER and string.
fn attribute(kind: &str, value: &str) -> usize {
    let oid = match kind {
        "DC" | "UID" | "domainComponent" => 10,
        "emailAddress" | "Email" | "email" => 9,
        _ => 3,
    };
    let string = header(value.len()) + value.len();
    let sequence = 2 + oid + string;
    header(sequence) + sequence + header(header(sequence) + sequence)
}

const fn header(length: usize) -> usize {
    match length {
        0..=127 => 2,
        128..=255 => 3,
        _ => 4,
    }
}

/// Type and value of each attribute of a printed name, in any of its three forms. In the slash and the
/// tight form a value may hold what looks like a separator; the sizes stay near all the same.
pub fn attributes(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let slash = name.starts_with('/');
    let separator = if slash { '/' } else { ',' };
    let mut starts = vec![0];
    for (at, _) in name.match_indices(separator) {
        let behind = name.get(at + 1..).unwrap_or_default().trim_start();
        let kind = behind.split('=').next().unwrap_or_default().trim_end();
        let is_kind = !kind.is_empty()
            && kind.len() < behind.len()
            && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        if is_kind && at > 0 {
            starts.push(at);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([name.len()]).collect();
    starts.into_iter().zip(ends).filter_map(move |(start, end)| {
        let part = name.get(start..end)?.trim_start_matches(separator);
        let (kind, value) = part.split_once('=')?;
        Some((kind.trim(), value.trim().trim_matches('"')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_say_the_same() {
        for name in [
            "/C=DE/O=Trust, \"x\"/CN=a",
            "C = DE, O = \"Trust, \\\"x\\\"\", CN = a",
            "C=DE, O=Trust, \"x\", CN=a",
        ] {
            let kinds: Vec<&str> = attributes(name).map(|(kind, _)| kind).collect();
            assert_eq!(kinds, ["C", "O", "CN"], "{name}");
        }
    }

    #[test]
    fn the_estimate_is_the_der_length() {
        // SEQUENCE { SET { SEQUENCE { OID 2.5.4.6, "DE" } } SET { SEQUENCE { OID 2.5.4.3, "Root" } } }
        assert_eq!(estimated_bytes("/C=DE/CN=Root"), 2 + 2 + 13 + 15);
    }
}
