//! Does a certificate speak for a name, and if not, why not, entry by entry?
//!
//! RFC 9525: only subjectAltName counts, a wildcard is the whole left-most label and stands for exactly
//! one, an address matches only an iPAddress. The common name is shown and never matched here; clients
//! that go by other rules stand beside it (`matchers`).

pub mod dns;
pub mod exchange;
pub mod matchers;

use std::net::IpAddr;

use super::certificate::GeneralName;
use super::{Certificate, CertificateId};
use crate::idn;
use matchers::Comparison;

/// The name that a client was configured to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceIdentifier {
    /// Lower case, A-labels, without a trailing dot.
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
    /// As it was compared, where that is not what was typed.
    pub compared_as: Option<String>,
    /// What was done to the name, or has to be known of it, a sentence without its dot each.
    pub remarks: Vec<&'static str>,
    pub certificate: CertificateId,
    pub verdict: NameVerdict,
    pub presented: Vec<PresentedName>,
    /// What clients of other rules say of the same pair.
    pub comparisons: Vec<Comparison>,
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
    /// Worth knowing although it matches.
    pub remark: Option<&'static str>,
}

impl ReferenceIdentifier {
    /// Reads what was typed; a trailing dot is dropped (RFC 9525 section 2).
    pub fn parse(typed: &str) -> Self {
        Self::with_remarks(typed).0
    }

    /// The same, and what was done to the name on the way.
    fn with_remarks(typed: &str) -> (Self, Vec<&'static str>) {
        let typed = typed.trim();
        let unbracketed = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Ok(address) = unbracketed.unwrap_or(typed).parse() {
            let remark = "only iPAddress entries are compared with an address";
            return (Self::Ip(address), vec![remark]);
        }
        let unusable = |why| (Self::Unusable(why), Vec::new());
        let mut remarks = Vec::new();
        let name = typed.strip_suffix('.').unwrap_or(typed);
        if name.len() < typed.len() {
            remarks.push("the dot at its end was left out, as clients do");
        }
        if name.contains('*') {
            return unusable("a client dials one host, not a wildcard");
        }
        if name.contains([':', '/', '@']) {
            return unusable("it is an address or URL: give the host name alone");
        }
        let ascii = match idn::to_ascii(name) {
            Ok(converted) => {
                remarks.extend(converted.remark);
                converted.ascii
            }
            Err(why) => return unusable(why),
        };
        let valid = |label: &str| {
            let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
            !label.is_empty() && label.len() <= 63 && label.bytes().all(inner)
        };
        if ascii.len() > 253 || !ascii.split('.').all(valid) {
            return unusable("it is not a host name");
        }
        if ascii.contains('_') {
            remarks.push("it holds an underscore, which a host name must not (RFC 952): no public CA issues for it");
        }
        if !ascii.contains('.') {
            remarks.push("it is a name without a domain: no public CA issues for it");
        }
        (Self::Dns(ascii), remarks)
    }
}

/// Judges one typed name against a certificate. `id` is kept in the result.
pub fn judge(typed: &str, id: CertificateId, certificate: &Certificate) -> NameJudgement {
    let (reference, remarks) = ReferenceIdentifier::with_remarks(typed);
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
            why_not: Some(common_name_why(common_name, &reference, &verdict)),
            remark: None,
        });
    }
    let compared_as = match &reference {
        ReferenceIdentifier::Dns(ascii) => Some(ascii.clone()),
        ReferenceIdentifier::Ip(address) => Some(address.to_string()),
        ReferenceIdentifier::Unusable(_) => None,
    };
    NameJudgement {
        reference: typed.into(),
        compared_as: compared_as.filter(|compared| !compared.eq_ignore_ascii_case(typed)),
        remarks,
        certificate: id,
        comparisons: matchers::comparisons(&reference, &verdict, certificate),
        verdict,
        presented,
    }
}

fn common_name_why(
    common_name: &str,
    reference: &ReferenceIdentifier,
    verdict: &NameVerdict,
) -> &'static str {
    let missed = *verdict == NameVerdict::Mismatch;
    let fits = missed
        && match reference {
            ReferenceIdentifier::Dns(host) => dns::mismatch(common_name, host).is_none(),
            ReferenceIdentifier::Ip(address) => common_name.parse() == Ok(*address),
            ReferenceIdentifier::Unusable(_) => false,
        };
    if fits {
        "it would fit, but clients compare subjectAltName entries, not the common name"
    } else {
        "clients compare subjectAltName entries, not the common name"
    }
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
    let mut remark = None;
    let why_not = match (name, reference) {
        (_, ReferenceIdentifier::Unusable(why)) => Some(*why),
        (GeneralName::Dns(pattern), ReferenceIdentifier::Dns(host)) => {
            remark = dns::remark(pattern, host);
            dns::mismatch(pattern, host)
        }
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
    PresentedName { kind, value, remark: remark.filter(|_| why_not.is_none()), why_not }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let parsed = |typed: &str| ReferenceIdentifier::parse(typed);
        assert_eq!(
            parsed("Mail.Example.COM."),
            ReferenceIdentifier::Dns("mail.example.com".into())
        );
        assert_eq!(
            parsed("bücher.example"),
            ReferenceIdentifier::Dns("xn--bcher-kva.example".into())
        );
        assert!(matches!(parsed("[2001:db8::1]"), ReferenceIdentifier::Ip(_)));
        for unusable in
            ["mail.example.com:25", "", "*.example.com", "a..example", "b\u{200B}.example"]
        {
            assert!(matches!(parsed(unusable), ReferenceIdentifier::Unusable(_)), "{unusable}");
        }
    }

    #[test]
    fn what_was_done_is_said() {
        let said = |typed: &str| ReferenceIdentifier::with_remarks(typed).1.len();
        assert_eq!(said("mail.example.com"), 0);
        for odd in ["mail.example.com.", "192.0.2.1", "my_host.example", "EXCH01", "straße.example"]
        {
            assert_eq!(said(odd), 1, "{odd}");
        }
    }
}
