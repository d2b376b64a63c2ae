//! How is the table of built-in roots laid out?
//!
//! Shared by the reader (`roots.rs`) and the generator (`cargo xtask roots`), so that they cannot
//! disagree.
//!
//! The table is made to be small inside a packed file: what compresses stands together, what can
//! be derived is left out, and roots are sorted by their encoded names, so that one CA's roots are
//! neighbours. All numbers are big-endian. The columns, each with one entry a root:
//!
//! 1. The number of roots: 2 bytes, once.
//! 2. Subject. For each attribute one byte below 32, which says type and string kind
//!    (`attribute_of`), then the text; a zero byte ends the name. Every attribute is an RDN of
//!    its own.
//! 3. One byte: the kind of key in the low four bits, `SKI_*` and `HAS_NAME_CONSTRAINTS` above
//!    them.
//! 4. notBefore and notAfter: 4 bytes each, seconds since 1970.
//! 5. The key: modulus, or the two coordinates of the point, as long as the kind says; or, for
//!    `KEY_WHOLE`, 2 bytes of length and the whole SubjectPublicKeyInfo.
//! 6. SHA-256 of the certificate.
//! 7. SHA-1 of the certificate.
//! 8. Only where column 3 says so: the subject key identifier (1 byte of length, then the bytes),
//!    and the DER of the name constraints (2 bytes of length, then the bytes).

/// Attribute types: the content of their OBJECT IDENTIFIER.
pub(crate) const ATTRIBUTE_TYPES: [&[u8]; 9] = [
    b"\x55\x04\x06",                         // country
    b"\x55\x04\x0a",                         // organization
    b"\x55\x04\x03",                         // common name
    b"\x55\x04\x0b",                         // organizational unit
    b"\x55\x04\x07",                         // locality
    b"\x55\x04\x08",                         // state or province
    b"\x55\x04\x61",                         // organization identifier
    b"\x55\x04\x05",                         // serial number
    b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", // e-mail address
];

/// PrintableString, UTF8String, IA5String.
pub(crate) const STRING_TAGS: [u8; 3] = [0x13, 0x0c, 0x16];

/// Bytes from here on belong to the text of an attribute.
pub(crate) const FIRST_TEXT_BYTE: u8 = 32;

/// Kinds of keys with a fixed form: what stands before and after the bytes that are stored, and
/// their number.
pub(crate) struct KeyForm {
    pub(crate) before: &'static [u8],
    /// Where in `before` the content of the BIT STRING begins, after its count of unused bits.
    pub(crate) bit_string_at: usize,
    pub(crate) length: usize,
    pub(crate) after: &'static [u8],
}

/// By the low four bits of column 3.
pub(crate) const KEY_FORMS: [KeyForm; 5] = [
    // RSA of 4096 and of 2048 bits with the exponent 65537.
    KeyForm {
        before: b"\x30\x82\x02\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\
            \x03\x82\x02\x0f\x00\x30\x82\x02\x0a\x02\x82\x02\x01\x00",
        bit_string_at: 24,
        length: 512,
        after: b"\x02\x03\x01\x00\x01",
    },
    KeyForm {
        before: b"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\
            \x03\x82\x01\x0f\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00",
        bit_string_at: 24,
        length: 256,
        after: b"\x02\x03\x01\x00\x01",
    },
    // P-384, P-256 and P-521, points not compressed.
    KeyForm {
        before: b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\
            \x03\x62\x00\x04",
        bit_string_at: 23,
        length: 96,
        after: b"",
    },
    KeyForm {
        before: b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\
            \x03\x42\x00\x04",
        bit_string_at: 26,
        length: 64,
        after: b"",
    },
    KeyForm {
        before: b"\x30\x81\x9b\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23\
            \x03\x81\x86\x00\x04",
        bit_string_at: 25,
        length: 132,
        after: b"",
    },
];

pub(crate) const KEY_KIND: u8 = 0x0f;
/// The whole SubjectPublicKeyInfo is stored.
pub(crate) const KEY_WHOLE: u8 = 0x0f;

/// With neither bit: the identifier is the SHA-1 of the key's BIT STRING content (RFC 5280 section
/// 4.2.1.2).
pub(crate) const SKI_ABSENT: u8 = 0x10;
pub(crate) const SKI_STORED: u8 = 0x20;
pub(crate) const HAS_NAME_CONSTRAINTS: u8 = 0x40;

/// The attribute type and the string tag that the byte before a text stands for: one more than the
/// type's place among the types, times three, plus the tag's place among the tags.
pub(crate) fn attribute_of(byte: u8) -> Option<(&'static [u8], u8)> {
    let index = usize::from(byte.checked_sub(1)?);
    let attribute = ATTRIBUTE_TYPES.get(index / STRING_TAGS.len())?;
    Some((attribute, *STRING_TAGS.get(index % STRING_TAGS.len())?))
}
