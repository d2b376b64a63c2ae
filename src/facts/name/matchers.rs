//! What do clients say that do not go by RFC 9525?
//!
//! Each is told beside the standard, with what is documented and what is only known from practice. None
//! of them decides a verdict: a connector's own text does (`exchange`).

use super::exchange::{Fit, domain_validation};
use super::{NameVerdict, ReferenceIdentifier, dns};
use crate::facts::Certificate;

/// One client's word on a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub who: &'static str,
    pub outcome: Compared,
    /// By which rule.
    pub says: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    Match,
    Mismatch,
    /// This client does not look at the name.
    NotCompared,
    NotKnown,
}

impl Compared {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::NotCompared => "not compared",
            Self::NotKnown => "not known",
        }
    }
}

/// Every client's word, the standard's first. Nothing where the name cannot be compared at all.
pub(super) fn comparisons(
    reference: &ReferenceIdentifier,
    verdict: &NameVerdict,
    certificate: &Certificate,
) -> Vec<Comparison> {
    let standard = match verdict {
        NameVerdict::Match(_) => Compared::Match,
        NameVerdict::Mismatch => Compared::Mismatch,
        NameVerdict::Undetermined(_) => return Vec::new(),
    };
    let fallback = by_common_name(reference, certificate);
    let partial = match reference {
        ReferenceIdentifier::Dns(host) => {
            certificate.dns_names().any(|pattern| partial_wildcard(pattern, host))
        }
        ReferenceIdentifier::Ip(_) | ReferenceIdentifier::Unusable(_) => false,
    };
    let one = |who, outcome, says| Comparison { who, outcome, says };
    vec![
        one("RFC 9525 (browsers, Go, rustls)", standard, "subjectAltName alone"),
        openssl(standard, fallback, partial),
        windows(standard, fallback, partial),
        exchange(reference, certificate),
        one(
            "Exchange EncryptionOnly, CertificateValidation and opportunistic TLS",
            Compared::NotCompared,
            "these levels do not look at the name",
        ),
        one(
            "JavaMail 1.x",
            Compared::NotCompared,
            "not by default: mail.smtp.ssl.checkserveridentity turns it on",
        ),
        jakarta(standard, fallback, partial),
    ]
}

fn exchange(reference: &ReferenceIdentifier, certificate: &Certificate) -> Comparison {
    let who = "Exchange DomainValidation with this TlsDomain";
    let ReferenceIdentifier::Dns(host) = reference else {
        let says = "TlsDomain is a domain: an address cannot stand there";
        return Comparison { who, outcome: Compared::NotKnown, says };
    };
    let (outcome, says) = match domain_validation(host, certificate) {
        Fit::Fits(_) => (Compared::Match, "TlsDomain is compared, not the host that was dialled"),
        Fit::FitsNot => {
            (Compared::Mismatch, "TlsDomain is compared, not the host that was dialled")
        }
        Fit::Open(why) => (Compared::NotKnown, why),
    };
    Comparison { who, outcome, says }
}

fn openssl(standard: Compared, fallback: bool, partial: bool) -> Comparison {
    let (outcome, says) = match standard {
        Compared::Mismatch if fallback => (
            Compared::Match,
            "up to 3.x the common name counts where there is no DNS entry; 4.x refuses",
        ),
        Compared::Mismatch if partial => {
            (Compared::Match, "a wildcard may be a part of the left-most label")
        }
        other => (other, "without -verify_hostname nothing is compared"),
    };
    Comparison { who: "OpenSSL -verify_hostname", outcome, says }
}

fn windows(standard: Compared, fallback: bool, partial: bool) -> Comparison {
    let (outcome, says) = match standard {
        Compared::Mismatch if fallback => {
            (Compared::Match, "from practice: the common name counts where there is no DNS entry")
        }
        Compared::Mismatch if partial => {
            (Compared::NotKnown, "whether a part of a label may be a wildcard has to be tried")
        }
        other => (other, "from practice: the common name counts only where there is no DNS entry"),
    };
    Comparison { who: "Windows (Schannel, .NET)", outcome, says }
}

fn jakarta(standard: Compared, fallback: bool, partial: bool) -> Comparison {
    let (outcome, says) = match standard {
        Compared::Mismatch if fallback => (
            Compared::NotKnown,
            "it checks by default; whether the common name counts depends on the Java runtime",
        ),
        Compared::Mismatch if partial => (
            Compared::NotKnown,
            "it checks by default; whether a part of a label may be a wildcard depends on the Java runtime",
        ),
        other => (other, "it checks by default"),
    };
    Comparison { who: "Jakarta Mail", outcome, says }
}

/// RFC 6125 section 6.4.4: the common name counts where the certificate presents no DNS name. An address
/// is never matched by it.
pub fn by_common_name(reference: &ReferenceIdentifier, certificate: &Certificate) -> bool {
    let ReferenceIdentifier::Dns(host) = reference else { return false };
    certificate.dns_names().next().is_none()
        && certificate
            .subject
            .common_name()
            .is_some_and(|name| dns::mismatch(name, host).is_none() || partial_wildcard(name, host))
}

/// OpenSSL's and old curl's wildcard: it may be the beginning or the end of the left-most label, with two
/// labels behind it, and stands for no part of an A-label.
pub fn partial_wildcard(pattern: &str, host: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let Some((first, parent)) = pattern.split_once('.') else { return false };
    let Some((asked, rest)) = host.split_once('.') else { return false };
    let Some((front, back)) = first.split_once('*') else { return false };
    let one_end = front.is_empty() != back.is_empty();
    let a_label = asked.starts_with("xn--") || first.starts_with("xn--");
    let plain = !back.contains('*') && !parent.contains('*') && parent.contains('.');
    one_end
        && !a_label
        && plain
        && rest == parent
        && asked.len() >= front.len() + back.len()
        && asked.starts_with(front)
        && asked.ends_with(back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_inside_a_label() {
        for (pattern, host) in [
            ("w*.example.com", "www.example.com"),
            ("*w.example.com", "www.example.com"),
            ("F*.example.com", "foo.example.com"),
        ] {
            assert!(partial_wildcard(pattern, host), "{pattern}, {host}");
        }
        for (pattern, host) in [
            ("f*o.example.com", "foo.example.com"),
            ("x*.example.com", "xn--a.example.com"),
            ("w*.com", "www.com"),
            ("w*.example.com", "a.www.example.com"),
            ("*.example.com", "www.example.com"),
            ("ww*ww.example.com", "www.example.com"),
        ] {
            assert!(!partial_wildcard(pattern, host), "{pattern}, {host}");
        }
    }
}
