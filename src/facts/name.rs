//! Does a certificate speak for a name, and if not, why not, entry by entry?
//!
//! RFC 9525: only subjectAltName counts, a wildcard is the whole left-most label and stands for exactly
//! one, an address matches only an iPAddress. The common name is shown and never matched. Not done:
//! turning U-labels into A-labels; the rules that Exchange has of its own.

use std::net::IpAddr;

use super::certificate::GeneralName;
use super::{Certificate, CertificateId};

/// The name that a client was configured to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceIdentifier {
    /// Lower case, without a trailing dot.
    Dns(String),
    Ip(IpAddr),
    /// Not a name that can be compared, and why.
    Unusable(&'static str),
}

/// One name asked for, judged against one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameJudgement {
    /// As typed.
    pub reference: String,
    pub certificate: CertificateId,
    pub verdict: NameVerdict,
    pub presented: Vec<PresentedName>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameVerdict {
    /// The presented name that matched.
    Match(String),
    Mismatch,
    /// The reference cannot be compared, and why.
    Undetermined(&'static str),
}

/// A name that the certificate presents, and what speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedName {
    /// `dns`, `ip`, `email`, `uri`, `directory`, `other` or `common name`.
    pub kind: &'static str,
    pub value: String,
    /// `None` where it matches.
    pub why_not: Option<&'static str>,
}

impl ReferenceIdentifier {
    /// Reads what was typed; a trailing dot is dropped (RFC 9525 section 2).
    pub fn parse(typed: &str) -> Self {
        let typed = typed.trim();
        let unbracketed = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Ok(address) = unbracketed.unwrap_or(typed).parse() {
            return Self::Ip(address);
        }
        let name = typed.strip_suffix('.').unwrap_or(typed);
        if !name.is_ascii() {
            return Self::Unusable("it has letters outside ASCII: give its A-label form (xn--…)");
        }
        if name.contains('*') {
            return Self::Unusable("a client dials one host, not a wildcard");
        }
        if name.contains([':', '/', '@']) {
            return Self::Unusable("it is an address or URL: give the host name alone");
        }
        let valid = |label: &str| {
            let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
            !label.is_empty() && label.len() <= 63 && label.bytes().all(inner)
        };
        if name.len() > 253 || !name.split('.').all(valid) {
            return Self::Unusable("it is not a host name");
        }
        Self::Dns(name.to_ascii_lowercase())
    }
}

/// Judges one typed name against a certificate. `id` is kept in the result.
pub fn judge(typed: &str, id: CertificateId, certificate: &Certificate) -> NameJudgement {
    let reference = ReferenceIdentifier::parse(typed);
    let mut presented: Vec<PresentedName> =
        certificate.subject_alt_names.iter().map(|name| compare(name, &reference)).collect();
    let verdict = match &reference {
        ReferenceIdentifier::Unusable(why) => NameVerdict::Undetermined(why),
        _ => presented
            .iter()
            .find(|name| name.why_not.is_none())
            .map_or(NameVerdict::Mismatch, |name| NameVerdict::Match(name.value.clone())),
    };
    if let Some(common_name) = certificate.subject.common_name() {
        presented.push(PresentedName {
            kind: "common name",
            value: common_name.into(),
            why_not: Some("clients compare subjectAltName entries, not the common name"),
        });
    }
    NameJudgement { reference: typed.into(), certificate: id, verdict, presented }
}

fn compare(name: &GeneralName, reference: &ReferenceIdentifier) -> PresentedName {
    let (kind, value) = match name {
        GeneralName::Dns(pattern) => ("dns", pattern.clone()),
        GeneralName::Ip(address) => ("ip", address.to_string()),
        GeneralName::Email(address) => ("email", address.clone()),
        GeneralName::Uri(address) => ("uri", address.clone()),
        GeneralName::Directory(name) => ("directory", name.rfc4514()),
        GeneralName::Other(what) => ("other", (*what).into()),
    };
    let why_not = match (name, reference) {
        (_, ReferenceIdentifier::Unusable(why)) => Some(*why),
        (GeneralName::Dns(pattern), ReferenceIdentifier::Dns(host)) => dns_mismatch(pattern, host),
        (GeneralName::Ip(presented), ReferenceIdentifier::Ip(address)) => {
            (presented != address).then_some("another address")
        }
        (GeneralName::Dns(pattern), ReferenceIdentifier::Ip(address)) => {
            if pattern.parse() == Ok(*address) {
                Some("an address written as a DNS name: clients look for an iPAddress entry")
            } else {
                Some("a DNS name, and an address was asked for")
            }
        }
        (GeneralName::Ip(_), ReferenceIdentifier::Dns(_)) => {
            Some("an address, and a DNS name was asked for")
        }
        (
            GeneralName::Email(_)
            | GeneralName::Uri(_)
            | GeneralName::Directory(_)
            | GeneralName::Other(_),
            ReferenceIdentifier::Dns(_) | ReferenceIdentifier::Ip(_),
        ) => Some("a kind of name that TLS clients do not compare"),
    };
    PresentedName { kind, value, why_not }
}

/// RFC 9525 sections 6.3 and 6.4: why a presented DNS name does not match, or `None` where it does.
/// `host` is in lower case and has no trailing dot.
fn dns_mismatch(pattern: &str, host: &str) -> Option<&'static str> {
    if pattern.chars().any(crate::visible::is_hidden) {
        return Some("it holds hidden characters");
    }
    if !pattern.is_ascii() {
        return Some("it is not written as an A-label (xn--…)");
    }
    if pattern.ends_with('.') {
        return Some("it ends in a dot, which a presented name must not");
    }
    let pattern = pattern.to_ascii_lowercase();
    let Some(parent) = pattern.strip_prefix("*.") else {
        if pattern.contains('*') {
            return Some("the wildcard is not the whole left-most label");
        }
        return (pattern != host).then_some("another name");
    };
    if parent.contains('*') {
        return Some("more than one wildcard");
    }
    if !parent.contains('.') {
        return Some("a wildcard for a whole top-level domain is not accepted");
    }
    let Some((first, rest)) = host.split_once('.') else {
        return Some("another name");
    };
    if rest == parent && !first.is_empty() {
        return None;
    }
    if host == parent {
        return Some("the wildcard does not cover the domain itself");
    }
    if host.strip_suffix(parent).is_some_and(|front| front.ends_with('.')) {
        return Some("the wildcard stands for exactly one label");
    }
    Some("another domain")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, host: &str, why: Option<&str>) {
        assert_eq!(dns_mismatch(pattern, host), why, "{pattern} against {host}");
    }

    #[test]
    fn dns_names() {
        check("mail.example.com", "mail.example.com", None);
        check("MAIL.example.com", "mail.example.com", None);
        check("*.example.com", "mail.example.com", None);
        check(
            "*.example.com",
            "a.mail.example.com",
            Some("the wildcard stands for exactly one label"),
        );
        check(
            "*.example.com",
            "example.com",
            Some("the wildcard does not cover the domain itself"),
        );
        check("*.example.com", "mail.notexample.com", Some("another domain"));
        check(
            "m*.example.com",
            "mail.example.com",
            Some("the wildcard is not the whole left-most label"),
        );
        check(
            "*.com",
            "example.com",
            Some("a wildcard for a whole top-level domain is not accepted"),
        );
        check(
            "mail.example.com.",
            "mail.example.com",
            Some("it ends in a dot, which a presented name must not"),
        );
        check("mail.example.com\0.evil", "mail.example.com", Some("it holds hidden characters"));
    }

    #[test]
    fn references() {
        assert_eq!(
            ReferenceIdentifier::parse("Mail.Example.COM."),
            ReferenceIdentifier::Dns("mail.example.com".into())
        );
        assert!(matches!(ReferenceIdentifier::parse("[2001:db8::1]"), ReferenceIdentifier::Ip(_)));
        assert!(matches!(
            ReferenceIdentifier::parse("mail.example.com:25"),
            ReferenceIdentifier::Unusable(_)
        ));
        assert!(matches!(
            ReferenceIdentifier::parse("bücher.example"),
            ReferenceIdentifier::Unusable(_)
        ));
        assert!(matches!(ReferenceIdentifier::parse(""), ReferenceIdentifier::Unusable(_)));
    }
}
