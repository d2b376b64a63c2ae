//! Is this what `Get-SendConnector | fl` or `Get-ReceiveConnector | fl` printed, and what does it say?
//!
//! Each object becomes a list of properties with their places, in the words printed. Wrapped values are
//! joined, properties that bear on TLS are kept, the others left. The names of the properties are never
//! translated; what a value means is for `facts::connector`. A last line without an end may be cut: it is
//! used only where more letters could not change it.

mod objects;

use std::ops::Range;

use super::lines::lines;
use super::{Artefact, ArtefactKind, Confidence, Format, Text, pem, phrase};
use crate::problem::{Parsed, Problem, ProblemKind};
use crate::span::Span;

pub static FORMAT: Format = Format {
    id: "exchange-connector",
    title: "Exchange connectors (Format-List)",
    sample: b"Name          : Internet\r\nAddressSpaces : {SMTP:*;1}\r\nRequireTLS    : False\r\nTlsAuthLevel  :\r\n",
    recognise,
    read,
};

/// One object of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectorText {
    /// The cmdlet that printed it, where the text shows it or its properties tell.
    pub send: Option<bool>,
    pub properties: Vec<PropertyText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyText {
    pub property: Property,
    /// As printed; empty where nothing stands there.
    pub value: String,
    pub span: Span,
}

/// The properties that bear on TLS, and those by which people find their connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    Name,
    Identity,
    Enabled,
    Fqdn,
    AddressSpaces,
    SmartHosts,
    DnsRoutingEnabled,
    RequireTls,
    IgnoreStartTls,
    TlsAuthLevel,
    TlsDomain,
    TlsCertificateName,
    DomainSecureEnabled,
    AuthMechanism,
    PermissionGroups,
    Bindings,
    RemoteIpRanges,
    TlsDomainCapabilities,
    SuppressXAnonymousTls,
}

/// Which cmdlet prints a property.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Send,
    Receive,
    Both,
}

static PROPERTIES: &[(&str, Property, Of)] = &[
    ("Name", Property::Name, Of::Both),
    ("Identity", Property::Identity, Of::Both),
    ("Enabled", Property::Enabled, Of::Both),
    ("Fqdn", Property::Fqdn, Of::Both),
    ("AddressSpaces", Property::AddressSpaces, Of::Send),
    ("SmartHosts", Property::SmartHosts, Of::Send),
    ("DNSRoutingEnabled", Property::DnsRoutingEnabled, Of::Send),
    ("RequireTLS", Property::RequireTls, Of::Both),
    ("IgnoreSTARTTLS", Property::IgnoreStartTls, Of::Send),
    ("TlsAuthLevel", Property::TlsAuthLevel, Of::Send),
    ("TlsDomain", Property::TlsDomain, Of::Send),
    ("TlsCertificateName", Property::TlsCertificateName, Of::Both),
    ("DomainSecureEnabled", Property::DomainSecureEnabled, Of::Both),
    ("AuthMechanism", Property::AuthMechanism, Of::Receive),
    ("PermissionGroups", Property::PermissionGroups, Of::Receive),
    ("Bindings", Property::Bindings, Of::Receive),
    ("RemoteIPRanges", Property::RemoteIpRanges, Of::Receive),
    ("TlsDomainCapabilities", Property::TlsDomainCapabilities, Of::Receive),
    ("SuppressXAnonymousTls", Property::SuppressXAnonymousTls, Of::Receive),
];

impl Property {
    /// As the cmdlet prints it.
    pub fn word(self) -> &'static str {
        PROPERTIES.iter().find(|(_, property, _)| *property == self).map_or("", |(word, ..)| word)
    }

    fn of_word(word: &str) -> Option<(Self, Of)> {
        let known = PROPERTIES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(word))?;
        Some((known.1, known.2))
    }

    /// One of these stands in whatever is a connector; the others occur in other cmdlets' output too.
    const fn is_mark(self) -> bool {
        matches!(
            self,
            Self::AddressSpaces
                | Self::RequireTls
                | Self::IgnoreStartTls
                | Self::TlsAuthLevel
                | Self::TlsDomain
                | Self::TlsDomainCapabilities
                | Self::DomainSecureEnabled
                | Self::AuthMechanism
        )
    }
}

/// `Name    : value`: the name and what stands behind the colon.
fn key_value(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|character: char| !character.is_ascii_alphanumeric())?;
    let (key, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let value = rest.strip_prefix(':').or_else(|| rest.strip_prefix('\u{FF1A}'))?;
    let plausible =
        (2..=60).contains(&key.len()) && key.starts_with(|c: char| c.is_ascii_alphabetic());
    plausible.then(|| (key, value.trim()))
}

fn begins(text: &str) -> bool {
    key_value(text).is_some_and(|(key, _)| Property::of_word(key).is_some())
}

/// Two different marks make it certain: none of them stands in other programs' output.
fn recognise(text: &Text) -> Confidence {
    if text.binary {
        return Confidence::No;
    }
    let bytes = &text.bytes;
    let mut first: Option<Property> = None;
    for (at, pair) in bytes.windows(2).enumerate() {
        if !matches!(pair, b"Ad" | b"Re" | b"Ig" | b"Tl" | b"Do" | b"Au") {
            continue;
        }
        let rest = bytes.get(at..at + 90).or_else(|| bytes.get(at..)).unwrap_or_default();
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let word = std::str::from_utf8(rest.get(..end).unwrap_or_default()).unwrap_or_default();
        let Some((property, _)) = Property::of_word(word).filter(|(known, _)| known.is_mark())
        else {
            continue;
        };
        let behind = rest.get(end..).unwrap_or_default().trim_ascii_start();
        if !behind.starts_with(b":") && !behind.starts_with("\u{FF1A}".as_bytes()) {
            continue;
        }
        match first {
            Some(known) if known != property => return Confidence::Certain,
            _ => first = Some(property),
        }
    }
    if first.is_some() { Confidence::Maybe } else { Confidence::No }
}

fn read(text: &Text) -> Parsed<Vec<Artefact>> {
    let mut parsed = pem::read(text);
    let connectors = connectors(text);
    parsed.value.extend(connectors.value);
    parsed.problems.extend(connectors.problems);
    phrase::beside(text, parsed)
}

/// The connectors of a text that is read as something else too.
pub(super) fn beside(text: &Text) -> Parsed<Vec<Artefact>> {
    if recognise(text) == Confidence::No {
        return Parsed { value: Vec::new(), problems: Vec::new() };
    }
    connectors(text)
}

fn connectors(text: &Text) -> Parsed<Vec<Artefact>> {
    let found = objects::objects(&text.bytes, &lines(&text.bytes, begins));
    let mut parsed = Parsed { value: Vec::new(), problems: Vec::new() };
    for object in found {
        let range: Range<usize> = object.range;
        let properties = object
            .properties
            .into_iter()
            .map(|(property, value, range)| PropertyText {
                property,
                value,
                span: text.span(range),
            })
            .collect();
        let connector = ConnectorText { send: object.send, properties };
        let span = text.span(range);
        parsed.value.push(Artefact { span, kind: ArtefactKind::Connector(connector) });
        if let Some(range) = object.cut {
            let what = "The text ends within this line of a connector: its value may be cut and was not used.";
            parsed
                .problems
                .push(Problem { span: text.span(range), kind: ProblemKind::ReadInPart { what } });
        }
    }
    parsed
}

#[cfg(test)]
mod tests;
