//! How many bytes does a printed distinguished name take on the wire?
//!
//! An estimate from the printed form: the length of the values is known, string types are assumed to need
//! one byte a character, and every attribute stands in an RDN of its own.

use crate::facts::printed_name::attributes;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_the_der_length() {
        // SEQUENCE { SET { SEQUENCE { OID 2.5.4.6, "DE" } } SET { SEQUENCE { OID 2.5.4.3, "Root" } } }
        assert_eq!(estimated_bytes("/C=DE/CN=Root"), 2 + 2 + 13 + 15);
    }
}
