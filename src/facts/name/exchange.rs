//! Does a certificate satisfy a Send connector's DomainValidation?
//!
//! Set-SendConnector: the name on the certificate is compared with TlsDomain, or with the recipient's
//! domain where that is empty. TlsDomain may stand for all subdomains (`*.contoso.com`) and may hold no
//! other wildcard. What is not documented is `None`, never a match: whether such a TlsDomain covers the
//! domain itself, and whether the common name counts.

use super::dns;
use crate::facts::Certificate;
use crate::idn;

/// What the comparison says: the name that fits, that none does, or that the documents leave it open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    Fits(String),
    FitsNot,
    /// Why it is open.
    Open(&'static str),
}

/// TlsDomain, or the recipient's domain, against the names of a certificate.
pub fn domain_validation(domain: &str, certificate: &Certificate) -> Fit {
    let Ok(domain) = idn::to_ascii(domain.trim().trim_end_matches('.')) else {
        return Fit::Open("TlsDomain is not a name that can be compared");
    };
    let domain = domain.ascii;
    if let Some(name) = certificate.dns_names().find(|name| fits(name, &domain)) {
        return Fit::Fits(name.to_owned());
    }
    let parent = domain.strip_prefix("*.");
    let itself = |name: &str| parent.is_some_and(|parent| name.eq_ignore_ascii_case(parent));
    if certificate.dns_names().any(itself) {
        return Fit::Open("whether *.domain also stands for the domain itself is not documented");
    }
    let common_name = certificate.subject.common_name().filter(|name| fits(name, &domain));
    if common_name.is_some() {
        return Fit::Open(
            "only the common name fits, and whether Exchange compares it is not documented",
        );
    }
    Fit::FitsNot
}

fn fits(presented: &str, domain: &str) -> bool {
    if presented.eq_ignore_ascii_case(domain) {
        return dns::flaw(presented).is_none();
    }
    let Some(parent) = domain.strip_prefix("*.") else {
        return dns::mismatch(presented, domain).is_none();
    };
    let presented = presented.to_ascii_lowercase();
    let below = presented.strip_suffix(parent).is_some_and(|front| front.ends_with('.'));
    below && dns::flaw(&presented).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_domain() {
        for (presented, domain) in [
            ("mx1.hoster.example", "mx1.hoster.example"),
            ("*.hoster.example", "mx1.hoster.example"),
            ("mx1.hoster.example", "*.hoster.example"),
            ("a.mx1.hoster.example", "*.hoster.example"),
            ("*.hoster.example", "*.hoster.example"),
            ("MX1.hoster.example", "mx1.hoster.example"),
        ] {
            assert!(fits(presented, domain), "{presented}, {domain}");
        }
        for (presented, domain) in [
            ("mx1.hoster.example", "fabrikam.com"),
            ("*.hoster.example", "a.mx1.hoster.example"),
            ("hoster.example", "*.hoster.example"),
            ("hoster.example", "mx1.hoster.example"),
            ("*.example", "*.example"),
            ("evilhoster.example", "*.hoster.example"),
        ] {
            assert!(!fits(presented, domain), "{presented}, {domain}");
        }
    }
}
