//! What stands for which original?
//!
//! A name keeps what it is: a child stays a child of its parent, a wildcard a wildcard. Public CAs keep
//! their names. Where the originals stand in a text is found by `replace`.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::replace::Replacer;
use crate::facts::roots;
use crate::visible::visible;

/// Originals and what stands for them.
#[derive(Default)]
pub(super) struct Pseudonyms {
    known: BTreeMap<String, String>,
    /// Pseudonym of each parent domain: `example.com` → `domain1.example`.
    domains: BTreeMap<String, String>,
    /// A dozen kinds.
    counts: Vec<(&'static str, usize)>,
}

impl Pseudonyms {
    fn next(&mut self, what: &'static str) -> usize {
        if let Some((_, count)) = self.counts.iter_mut().find(|(kind, _)| *kind == what) {
            *count += 1;
            return *count;
        }
        self.counts.push((what, 1));
        1
    }

    pub(super) fn add(&mut self, original: &str, pseudonym: String) {
        if !original.is_empty() {
            self.known.entry(original.to_owned()).or_insert(pseudonym);
        }
    }

    /// `connector 1`, `connector 2` …
    pub(super) fn numbered(&mut self, what: &'static str, original: &str) {
        if !self.known.contains_key(original) {
            let pseudonym = format!("{what} {}", self.next(what));
            self.add(original, pseudonym);
        }
    }

    pub(super) fn get(&self, original: &str) -> Option<&str> {
        self.known.get(original).map(String::as_str)
    }

    pub(super) fn replacer(&self) -> Replacer<'_> {
        Replacer::of(&self.known)
    }

    /// A host name, an address, a mail address, or any other value that a certificate presents.
    pub(super) fn name(&mut self, original: &str) {
        if original.is_empty() || self.known.contains_key(original) {
            return;
        }
        let pseudonym = if original.parse::<IpAddr>().is_ok() {
            format!("address-{}", self.next("address"))
        } else if let Some((_, domain)) = original.split_once('@') {
            let number = self.next("person");
            format!("person{number}@{}", self.domain(&domain.to_ascii_lowercase()))
        } else if original.contains('.') && !original.contains([' ', '/', '=']) {
            self.domain(&original.to_ascii_lowercase())
        } else {
            format!("name {}", self.next("name"))
        };
        self.add(&visible(original), pseudonym.clone());
        self.add(&original.to_ascii_lowercase(), pseudonym.clone());
        self.add(original, pseudonym);
    }

    /// `*.mail.example.com` → `*.host1.domain1.example`: label by label, parents first.
    fn domain(&mut self, name: &str) -> String {
        let name = name.strip_suffix('.').unwrap_or(name);
        if let Some(parent) = name.strip_prefix("*.") {
            return format!("*.{}", self.domain(parent));
        }
        if let Some(known) = self.domains.get(name) {
            return known.clone();
        }
        let pseudonym = match name.split_once('.') {
            Some((_, parent)) if parent.contains('.') => {
                let parent = self.domain(parent);
                format!("host{}.{parent}", self.next("host"))
            }
            _ => format!("domain{}.example", self.next("domain")),
        };
        self.domains.insert(name.to_owned(), pseudonym.clone());
        self.add(name, pseudonym.clone());
        pseudonym
    }

    /// The values of an RFC 4514 name, unless they are a public CA's.
    pub(super) fn distinguished(&mut self, name: &str) {
        for (kind, value) in values(name) {
            self.attribute(kind, value);
        }
    }

    /// One attribute of a name, its value as it stands there.
    pub(super) fn attribute(&mut self, kind: &str, value: &str) {
        let plain = value.replace('\\', "");
        if let Some(told) = self.known.get(&plain).cloned() {
            // The same value, escaped in another way.
            self.add(value, told);
            return;
        }
        let common = matches!(kind, "C" | "countryName" | "businessCategory" | "jurisdictionC");
        if plain.is_empty() || common || is_public(&plain) {
            return;
        }
        let pseudonym = match kind {
            "CN" | "commonName" | "UID" | "emailAddress"
                if plain.contains('.') || plain.contains('@') =>
            {
                self.name(&plain);
                self.known.get(&plain).cloned().unwrap_or_default()
            }
            "O" | "organizationName" => format!("Organisation {}", self.next("organisation")),
            "CN" | "commonName" => format!("Name {}", self.next("common name")),
            _ => format!("value {}", self.next("value")),
        };
        self.add(&plain, pseudonym.clone());
        self.add(value, pseudonym);
    }
}

/// A whole value of a name in Mozilla's list; a word out of one may be anybody's.
fn is_public(plain: &str) -> bool {
    // UTF8String, PrintableString, T61String and IA5String before the length and the value.
    let value = |tag: u8| {
        let length = u8::try_from(plain.len()).ok().filter(|length| *length < 0x80)?;
        Some([&[tag, length], plain.as_bytes()].concat())
    };
    let encoded: Vec<Vec<u8>> = [0x0c, 0x13, 0x14, 0x16].into_iter().filter_map(value).collect();
    roots::mozilla().iter().any(|root| {
        let holds = |value: &Vec<u8>| root.subject.windows(value.len()).any(|part| part == value);
        root.name == plain || encoded.iter().any(holds)
    })
}

/// Type and value of each attribute of an RFC 4514 name, still escaped.
fn values(name: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, character) in name.char_indices() {
        if !escaped && (character == ',' || character == '+') {
            parts.push(&name[start..at]);
            start = at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    parts.push(&name[start..]);
    parts.into_iter().filter_map(|part| part.split_once('=')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_stays_a_child_and_a_wildcard_a_wildcard() {
        let mut pseudonyms = Pseudonyms::default();
        pseudonyms.name("mail.corp.contoso.com");
        pseudonyms.name("*.corp.contoso.com");
        let replacer = pseudonyms.replacer();
        let mail = replacer.replace("to mail.corp.contoso.com.");
        let wildcard = replacer.replace("*.corp.contoso.com");
        assert_eq!(mail, "to host2.host1.domain1.example.");
        assert_eq!(wildcard, "*.host1.domain1.example");
    }

    #[test]
    fn a_public_ca_is_known_by_its_whole_name() {
        for public in ["DigiCert Inc", "ISRG Root X1", "GlobalSign"] {
            assert!(is_public(public), "{public}");
        }
        for word in ["DigiCert", "Authority", "Root", "Contoso"] {
            assert!(!is_public(word), "{word}");
        }
    }

    #[test]
    fn escaped_values_are_told_apart() {
        assert_eq!(values("CN=a\\,b,O=c+OU=d"), [("CN", "a\\,b"), ("O", "c"), ("OU", "d")]);
    }
}
