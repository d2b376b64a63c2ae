//! `cargo xtask roots`: writes the table of built-in roots from the crate `webpki-root-certs`.
//!
//! The form is described in `src/facts/roots/layout.rs`. It decides nothing: every root of the
//! crate goes in. Run it after raising the crate's version, here and in the product's
//! dev-dependencies, and set the date in `src/facts/roots.rs`; `tests/roots.rs` fails until all of
//! that agrees.

// Shared sources; the generator does not need all of either.
#[allow(dead_code)]
#[path = "../../src/facts/signature/der.rs"]
mod der;
#[allow(dead_code)]
#[path = "../../src/facts/roots/layout.rs"]
mod layout;

use std::fs;
use std::ops::Range;
use std::path::Path;

use der::{Element, Reader, SEQUENCE, explicit};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SET: u8 = 0x31;
const OCTET_STRING: u8 = 0x04;
const BOOLEAN: u8 = 0x01;

const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
const NAME_CONSTRAINTS: &str = "2.5.29.30";

/// Writes the table to its place.
///
/// # Errors
/// A root that does not fit the layout, or a file that cannot be written.
pub(crate) fn run() -> Result<(), String> {
    let table = table()?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/facts/roots/mozilla.bin");
    fs::write(&path, &table).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{} roots in {} bytes", TLS_SERVER_ROOT_CERTS.len(), table.len());
    Ok(())
}

/// The table, in memory.
///
/// # Errors
/// A root that does not fit the layout.
pub(crate) fn table() -> Result<Vec<u8>, String> {
    let mut roots = Vec::with_capacity(TLS_SERVER_ROOT_CERTS.len());
    for certificate in TLS_SERVER_ROOT_CERTS {
        let sha256 = Sha256::digest(certificate);
        let root = Root::read(certificate)
            .ok_or_else(|| format!("the root {sha256:02x?} does not fit the layout"))?;
        roots.push(root);
    }
    // Neighbours by name compress best.
    roots.sort();
    let count = u16::try_from(roots.len()).map_err(|_| "more roots than two bytes can count")?;
    let mut table = count.to_be_bytes().to_vec();
    for column in 0..COLUMNS {
        for Root(columns) in &roots {
            table.extend(&columns[column]);
        }
    }
    Ok(table)
}

const COLUMNS: usize = 7;

/// A root's entries, one a column; the name is the first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Root([Vec<u8>; COLUMNS]);

impl Root {
    /// `None` where the certificate is odd in a way that the layout has no room for.
    fn read(certificate: &[u8]) -> Option<Self> {
        let tbs = Reader::of_sequence(certificate)?.element()?;
        let mut tbs = Reader::of_sequence(tbs.whole)?;
        tbs.take(explicit(0));
        let [_serial, _algorithm, _issuer, validity, subject, spki] = [
            tbs.element()?,
            tbs.element()?,
            tbs.element()?,
            tbs.element()?,
            tbs.element()?,
            tbs.element()?,
        ];
        let extensions = tbs.take(explicit(3)).map_or_else(|| Some(Vec::new()), extensions)?;
        let (mut flags, key) = key(spki.whole)?;
        let mut rare = Vec::new();
        match extension(&extensions, SUBJECT_KEY_IDENTIFIER) {
            None => flags |= layout::SKI_ABSENT,
            Some(value) => {
                let identifier = Reader::new(value).take(OCTET_STRING)?;
                let derived = Sha1::digest(bit_string(spki.whole)?);
                if flags == layout::KEY_WHOLE || identifier != derived.as_slice() {
                    flags |= layout::SKI_STORED;
                    rare.push(u8::try_from(identifier.len()).ok()?);
                    rare.extend(identifier);
                }
            }
        }
        if let Some(value) = extension(&extensions, NAME_CONSTRAINTS) {
            flags |= layout::HAS_NAME_CONSTRAINTS;
            rare.extend(counted(value)?);
        }
        let mut validity = Reader::of_sequence(validity.whole)?;
        let dates = [moment(validity.element()?)?, moment(validity.element()?)?].concat();
        let sha256 = Sha256::digest(certificate).to_vec();
        let sha1 = Sha1::digest(certificate).to_vec();
        Some(Self([name(subject.whole)?, vec![flags], dates, key, sha256, sha1, rare]))
    }
}

fn name(der: &[u8]) -> Option<Vec<u8>> {
    let mut compact = Vec::new();
    let mut rdns = Reader::of_sequence(der)?;
    while !rdns.is_empty() {
        let mut set = Reader::new(rdns.take(SET)?);
        let mut attribute = Reader::new(set.take(SEQUENCE)?);
        let (kind, text) = (attribute.element()?, attribute.element()?);
        if !set.is_empty() || text.content.iter().any(|byte| *byte < layout::FIRST_TEXT_BYTE) {
            return None;
        }
        compact.push(attribute_byte(kind.content, text.tag)?);
        compact.extend(text.content);
    }
    compact.push(0);
    Some(compact)
}

/// The inverse of `layout::attribute_of`.
fn attribute_byte(attribute_type: &[u8], string_tag: u8) -> Option<u8> {
    (1..layout::FIRST_TEXT_BYTE)
        .find(|byte| layout::attribute_of(*byte) == Some((attribute_type, string_tag)))
}

/// The kind of a key, and its bytes as they are stored.
fn key(spki: &[u8]) -> Option<(u8, Vec<u8>)> {
    for (kind, form) in layout::KEY_FORMS.iter().enumerate() {
        let inside = spki.strip_prefix(form.before).and_then(|rest| rest.strip_suffix(form.after));
        if let Some(stored) = inside.filter(|stored| stored.len() == form.length) {
            return Some((u8::try_from(kind).ok()?, stored.to_vec()));
        }
    }
    Some((layout::KEY_WHOLE, counted(spki)?))
}

fn bit_string(spki: &[u8]) -> Option<&[u8]> {
    let mut spki = Reader::of_sequence(spki)?;
    spki.element()?;
    spki.whole_byte_string()
}

fn extensions(der: &[u8]) -> Option<Vec<(String, &[u8])>> {
    let mut list = Reader::of_sequence(der)?;
    let mut extensions = Vec::new();
    while !list.is_empty() {
        let mut extension = Reader::new(list.take(SEQUENCE)?);
        let oid = extension.object_identifier()?;
        extension.take(BOOLEAN);
        extensions.push((oid, extension.take(OCTET_STRING)?));
    }
    Some(extensions)
}

fn extension<'a>(extensions: &[(String, &'a [u8])], oid: &str) -> Option<&'a [u8]> {
    extensions.iter().find(|(known, _)| known == oid).map(|(_, value)| *value)
}

fn counted(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(bytes.len()).ok()?;
    Some([&length.to_be_bytes(), bytes].concat())
}

/// UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5) as four bytes of seconds since 1970.
fn moment(time: Element<'_>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(time.content).ok()?.strip_suffix('Z')?;
    let text = match time.tag {
        // Years 50 to 99 belong to the last century.
        UTC_TIME => format!("{}{text}", if text >= "50" { "19" } else { "20" }),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    if text.len() != 14 {
        return None;
    }
    let part = |range: Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let (hour, minute, second) = (part(8..10)?, part(10..12)?, part(12..14)?);
    // Years are counted from March, so that the leap day comes last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = 365 * year + leap_days + (153 * month + 2) / 5 + day - 719_469;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Some(u32::try_from(seconds).ok()?.to_be_bytes().to_vec())
}
