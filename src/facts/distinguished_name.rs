//! What does a distinguished name say, and do two of them name the same thing?
//!
//! Names are written by RFC 4514 and compared by RFC 5280 section 7.1. Hidden characters are written as
//! hex pairs, which RFC 4514 allows for any character, so that a name can be shown as it is written.

use x509_parser::asn1_rs::{Any, Tag};
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

use super::oids;
use crate::letter_case::lower;
use crate::order::Sort;
use crate::visible::is_hidden;

/// A Name (RFC 5280 section 4.1.2.4): its relative names in the order of the encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinguishedName {
    pub relative_names: Vec<Vec<Attribute>>,
    /// As it is encoded: names that are the same need not be written the same.
    pub der: Vec<u8>,
    match_key: MatchKey,
}

/// One attribute of a relative distinguished name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Dotted OID of the type.
    pub oid: String,
    pub value: Value,
}

/// An attribute's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A type without a short name, not a string, or bytes that its string type does not allow: the
    /// whole DER value.
    Bytes(Vec<u8>),
}

/// What two names must share to be the same by RFC 5280 section 7.1: type by type, without regard to
/// case, to runs of blanks, and to which string type was used. Compared so often that it is made once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatchKey(Vec<Vec<(String, Vec<u8>)>>);

impl DistinguishedName {
    pub(super) fn from_parsed(name: &X509Name<'_>) -> Self {
        let relative_names: Vec<Vec<Attribute>> = name
            .iter_rdn()
            .map(|relative| {
                relative
                    .iter()
                    .map(|attribute| {
                        let oid = attribute.attr_type().to_id_string();
                        let value = value_of(&oid, attribute.attr_value());
                        Attribute { oid, value }
                    })
                    .collect()
            })
            .collect();
        Self::new(relative_names, name.as_raw().to_vec())
    }

    fn new(relative_names: Vec<Vec<Attribute>>, der: Vec<u8>) -> Self {
        let keys = relative_names
            .iter()
            .map(|attributes| {
                let mut keys: Vec<(String, Vec<u8>)> = attributes
                    .iter()
                    .map(|attribute| (attribute.oid.clone(), attribute.key()))
                    .collect();
                keys.order();
                keys
            })
            .collect();
        Self { relative_names, der, match_key: MatchKey(keys) }
    }

    /// Reads a DER Name; `None` where the bytes are none.
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let (_, name) = X509Name::from_der(der).ok()?;
        Some(Self::from_parsed(&name))
    }

    pub fn is_empty(&self) -> bool {
        self.relative_names.is_empty()
    }

    /// The last common name, which is the most specific one.
    pub fn common_name(&self) -> Option<&str> {
        self.last_text(oids::COMMON_NAME)
    }

    pub fn organization(&self) -> Option<&str> {
        self.last_text(oids::ORGANIZATION)
    }

    fn last_text(&self, oid: &str) -> Option<&str> {
        self.attributes().filter(|attribute| attribute.oid == oid).last().and_then(Attribute::text)
    }

    fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.relative_names.iter().flatten()
    }

    /// Every value that is text.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.attributes().filter_map(Attribute::text)
    }

    /// The short name of each type and its value, where both are there.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes().filter_map(|attribute| {
            Some((oids::attribute_name(&attribute.oid)?, attribute.text()?))
        })
    }

    /// The name as people say it: common name, else organisation, else the whole.
    pub fn short(&self) -> String {
        if self.is_empty() {
            return "(empty name)".into();
        }
        self.common_name()
            .or_else(|| self.organization())
            .map_or_else(|| self.rfc4514(), |text| escape(text, false))
    }

    /// RFC 4514 section 2: the last relative name first, `,` between, `+` inside.
    pub fn rfc4514(&self) -> String {
        let relative_names: Vec<String> = self
            .relative_names
            .iter()
            .rev()
            .map(|attributes| {
                // Their order is free; this is OpenSSL's, so that the two can be compared by eye.
                attributes.iter().rev().map(Attribute::rfc4514).collect::<Vec<_>>().join("+")
            })
            .collect();
        relative_names.join(",")
    }

    /// Every relative name of `other` stands at the front of this one (RFC 5280 section 4.2.1.10).
    pub fn is_within(&self, other: &Self) -> bool {
        self.match_key.0.starts_with(&other.match_key.0)
    }

    /// The mail addresses that old certificates have in the subject.
    pub fn email_addresses(&self) -> impl Iterator<Item = &str> {
        self.attributes()
            .filter(|attribute| attribute.oid == "1.2.840.113549.1.9.1")
            .filter_map(Attribute::text)
    }

    pub const fn match_key(&self) -> &MatchKey {
        &self.match_key
    }
}

impl Attribute {
    fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Bytes(_) => None,
        }
    }

    fn rfc4514(&self) -> String {
        let kind = oids::attribute_name(&self.oid).unwrap_or(&self.oid);
        match &self.value {
            Value::Text(text) => format!("{kind}={}", escape(text, true)),
            Value::Bytes(der) => format!("{kind}=#{}", base16ct::upper::encode_string(der)),
        }
    }

    fn key(&self) -> Vec<u8> {
        match &self.value {
            Value::Text(text) => {
                let folded = lower(text);
                folded.split_whitespace().collect::<Vec<_>>().join(" ").into_bytes()
            }
            Value::Bytes(der) => der.clone(),
        }
    }
}

/// RFC 4514 section 2.4; with `syntax` false only the hidden characters are written as hex pairs.
fn escape(text: &str, syntax: bool) -> String {
    let last = text.chars().count().saturating_sub(1);
    let mut escaped = String::with_capacity(text.len());
    for (position, character) in text.chars().enumerate() {
        let edge_blank = character == ' ' && (position == 0 || position == last);
        let edge_hash = character == '#' && position == 0;
        if is_hidden(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                escaped.push_str(&format!("\\{byte:02X}"));
            }
            continue;
        }
        if syntax && (edge_blank || edge_hash || ",+\"\\<>;".contains(character)) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// RFC 4514 section 2.4: a type without a short name has its value in hex, whatever it is.
fn value_of(oid: &str, any: &Any<'_>) -> Value {
    let text = oids::attribute_name(oid).and_then(|_| text_of(any));
    text.map_or_else(|| Value::Bytes(encode(any)), Value::Text)
}

/// The text of a string value. T61String is read as Latin-1, as every implementation does.
fn text_of(any: &Any<'_>) -> Option<String> {
    match any.tag() {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString => std::str::from_utf8(any.data).ok().map(str::to_owned),
        Tag::T61String => Some(any.data.iter().map(|byte| char::from(*byte)).collect()),
        Tag::BmpString => {
            let (pairs, rest) = any.data.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
        }
        Tag::UniversalString => {
            let (quads, rest) = any.data.as_chunks::<4>();
            if !rest.is_empty() {
                return None;
            }
            quads.iter().map(|quad| char::from_u32(u32::from_be_bytes(*quad))).collect()
        }
        _ => None,
    }
}

/// Tag, length and content again, for the `#hex` form of RFC 4514 section 2.4.
fn encode(any: &Any<'_>) -> Vec<u8> {
    let tag = u8::try_from(any.tag().0).unwrap_or(0) | (u8::from(any.header.is_constructed()) << 5);
    let mut der = vec![tag];
    match any.data.len() {
        length @ 0..=127 => der.push(length as u8),
        length => {
            let bytes = length.to_be_bytes();
            let significant: Vec<u8> =
                bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
            der.push(0x80 | significant.len() as u8);
            der.extend(significant);
        }
    }
    der.extend_from_slice(any.data);
    der
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(attributes: &[(&str, &str)]) -> DistinguishedName {
        let relative_names = attributes
            .iter()
            .map(|(oid, text)| {
                vec![Attribute { oid: (*oid).into(), value: Value::Text((*text).into()) }]
            })
            .collect();
        DistinguishedName::new(relative_names, Vec::new())
    }

    #[test]
    fn written_last_part_first_and_escaped() {
        let name =
            name(&[("2.5.4.6", "DE"), ("2.5.4.10", "Smith, \"Jones\" + Co"), ("2.5.4.3", " x")]);
        assert_eq!(name.rfc4514(), "CN=\\ x,O=Smith\\, \\\"Jones\\\" \\+ Co,C=DE");
    }

    #[test]
    fn hidden_characters_become_hex_pairs() {
        let name = name(&[("2.5.4.3", "a\u{202E}b\0")]);
        assert_eq!(name.rfc4514(), "CN=a\\E2\\80\\AEb\\00");
        assert_eq!(name.short(), "a\\E2\\80\\AEb\\00");
    }

    #[test]
    fn compared_without_case_and_runs_of_blanks() {
        let one = name(&[("2.5.4.10", " Nordwind  GmbH"), ("2.5.4.3", "CA")]);
        let other = name(&[("2.5.4.10", "nordwind gmbh "), ("2.5.4.3", "ca")]);
        assert_eq!(one.match_key(), other.match_key());
        let swapped = name(&[("2.5.4.3", "CA"), ("2.5.4.10", "Nordwind GmbH")]);
        assert_ne!(one.match_key(), swapped.match_key());
    }
}
