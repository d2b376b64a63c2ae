//! What may be shown to a stranger?
//!
//! Names of hosts, addresses, people, organisations and files are replaced by pseudonyms that are the
//! same wherever the original stood, and that keep what a name is: a child stays a child of its parent,
//! a wildcard a wildcard, so that a name match can still be followed. Public CAs keep their names. Raw
//! lines, fingerprints, serial numbers and PEM are taken out: each of them leads back to the original.
//! Remedies are left alone: somebody will run them.

mod strings;

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::Report;
use crate::facts::anchors::Origin;
use crate::facts::roots;
use crate::visible::visible;

/// What stands where something was taken out.
const TAKEN_OUT: &str = "(taken out)";

/// The report with pseudonyms.
pub fn redact(report: &Report) -> Report {
    let mut pseudonyms = Pseudonyms::default();
    for (index, source) in report.sources.iter().enumerate() {
        pseudonyms.add(&source.name, format!("input {}", index + 1));
    }
    for host in &report.question.hosts {
        pseudonyms.name(host);
    }
    for certificate in &report.certificates {
        certificate.dns_names.iter().for_each(|name| pseudonyms.name(name));
        certificate.ip_addresses.iter().for_each(|address| pseudonyms.name(address));
        pseudonyms.distinguished(&certificate.subject);
        pseudonyms.distinguished(&certificate.issuer);
    }
    for presented in report.names.iter().flat_map(|name| &name.presented) {
        pseudonyms.name(&presented.value);
    }
    for path in report.chains.iter().flat_map(|chain| &chain.paths) {
        path.trust_anchor.iter().for_each(|anchor| pseudonyms.distinguished(anchor));
    }
    pseudonyms.remedies = report.findings.iter().map(|finding| finding.remedy.clone()).collect();
    let mut plain = report.clone();
    strip(&mut plain);
    strings::each(&mut plain, &mut |text| pseudonyms.apply(text));
    plain
}

/// Takes out what cannot have a pseudonym.
fn strip(report: &mut Report) {
    let mut short = BTreeMap::new();
    for (index, certificate) in report.certificates.iter_mut().enumerate() {
        short.insert(certificate.sha256.clone(), format!("certificate {}", index + 1));
        certificate.sha1 = TAKEN_OUT.into();
        certificate.serial = TAKEN_OUT.into();
        for extension in &mut certificate.extensions {
            let is_free_text =
                !matches!(extension.oid.as_str(), "2.5.29.15" | "2.5.29.19" | "2.5.29.37");
            if is_free_text && !extension.says.is_empty() {
                extension.says = TAKEN_OUT.into();
            }
        }
    }
    let rename = |sha256: &mut String| {
        if let Some(name) = short.get(sha256) {
            name.clone_into(sha256);
        }
    };
    report.certificates.iter_mut().for_each(|certificate| rename(&mut certificate.sha256));
    report.names.iter_mut().for_each(|name| rename(&mut name.certificate));
    for chain in &mut report.chains {
        chain.bundle.clear();
        chain.presented.iter_mut().flatten().for_each(rename);
        chain.elements.iter_mut().filter_map(|element| element.sha256.as_mut()).for_each(rename);
        for element in chain.elements.iter_mut().filter(|element| element.sha256.is_none()) {
            element.name = TAKEN_OUT.into();
        }
        for path in &mut chain.paths {
            path.certificates.iter_mut().for_each(rename);
            if let Some(last) = path.certificates.last_mut()
                && path.anchored_in.as_deref() == Some(super::chains::origin(Origin::Own))
                && last.len() == 64
            {
                *last = "own root".into();
            }
        }
    }
    for finding in &mut report.findings {
        for evidence in &mut finding.evidence {
            evidence.excerpt.clear();
            evidence.certificate.iter_mut().for_each(rename);
            // Its evidence is the raw name with its hidden characters written out.
            if finding.id == "hidden-characters" {
                evidence.text = TAKEN_OUT.into();
            }
        }
    }
}

/// Originals and what stands for them.
#[derive(Default)]
struct Pseudonyms {
    known: BTreeMap<String, String>,
    /// Pseudonym of each parent domain: `example.com` → `domain1.example`.
    domains: BTreeMap<String, String>,
    counts: BTreeMap<&'static str, usize>,
    /// Texts that are left as they are, wherever they stand.
    remedies: Vec<String>,
}

impl Pseudonyms {
    fn next(&mut self, what: &'static str) -> usize {
        let count = self.counts.entry(what).or_default();
        *count += 1;
        *count
    }

    fn add(&mut self, original: &str, pseudonym: String) {
        if !original.is_empty() {
            self.known.entry(original.to_owned()).or_insert(pseudonym);
        }
    }

    /// A host name, an address, a mail address, or any other value that a certificate presents.
    fn name(&mut self, original: &str) {
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
    fn distinguished(&mut self, name: &str) {
        for (kind, value) in values(name) {
            let plain = value.replace('\\', "");
            let public = || {
                let named = |root: &&roots::RootAnchor| {
                    root.name == plain
                        || root
                            .subject
                            .windows(value.len().max(1))
                            .any(|part| part == value.as_bytes())
                };
                roots::mozilla().iter().any(|root| named(&root))
            };
            let told = self.known.contains_key(&plain);
            if told || matches!(kind, "C" | "businessCategory" | "jurisdictionC") || public() {
                continue;
            }
            let pseudonym = match kind {
                "CN" | "UID" | "emailAddress" if plain.contains('.') || plain.contains('@') => {
                    self.name(&plain);
                    self.known.get(&plain).cloned().unwrap_or_default()
                }
                "O" => format!("Organisation {}", self.next("organisation")),
                "CN" => format!("Name {}", self.next("common name")),
                _ => format!("value {}", self.next("value")),
            };
            self.add(&plain, pseudonym.clone());
            self.add(value, pseudonym);
        }
    }

    /// Replaces in a string, unless it is a remedy: the verdict's action is one of them, or a sentence on
    /// what is missing.
    fn apply(&self, text: &mut String) {
        if !self.remedies.contains(text) {
            *text = self.replace(text);
        }
    }

    /// The longest original first, and only where it stands as a word of its own.
    fn replace(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(character) = rest.chars().next() {
            let found = (!is_inside_a_name(before))
                .then(|| {
                    self.known
                        .iter()
                        .filter(|(original, _)| stands_here(rest, original))
                        .max_by_key(|(original, _)| original.len())
                })
                .flatten();
            let length = match found {
                Some((original, pseudonym)) => {
                    result.push_str(pseudonym);
                    before = ' ';
                    original.len()
                }
                None => {
                    result.push(character);
                    before = character;
                    character.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        result
    }
}

fn stands_here(text: &str, original: &str) -> bool {
    text.starts_with(original)
        && !text[original.len()..].chars().next().is_some_and(is_inside_a_name)
}

/// A letter or digit: what stands beside it belongs to the same word.
fn is_inside_a_name(character: char) -> bool {
    character.is_alphanumeric()
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
        let mail = pseudonyms.replace("to mail.corp.contoso.com.");
        let wildcard = pseudonyms.replace("*.corp.contoso.com");
        assert_eq!(mail, "to host2.host1.domain1.example.");
        assert_eq!(wildcard, "*.host1.domain1.example");
    }

    #[test]
    fn escaped_values_are_told_apart() {
        assert_eq!(values("CN=a\\,b,O=c+OU=d"), [("CN", "a\\,b"), ("O", "c"), ("OU", "d")]);
    }
}
