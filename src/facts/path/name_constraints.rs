//! Do the names of a certificate keep within the limits that are set above it?
//!
//! RFC 5280 section 6.1.3 (b) and (c), with the forms of section 4.2.1.10: DNS names, addresses, mail
//! addresses, URIs and directory names, the excluded ones first. A limit on a kind of name that is not
//! compared here, and a name that has not the form of its kind, do not pass.

use std::net::IpAddr;

use super::{Element, Limit, NameFault};
use crate::facts::certificate::constraints::{NameConstraints, Subtree};
use crate::facts::certificate::{Certificate, GeneralName, MALFORMED_ADDRESS, UNREADABLE_NAME};
use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::oids;

/// Comparisons of one path, and of one search. 2,048 names under as many limits are refused by every
/// implementation for what they cost.
pub(super) const MAX_COMPARISONS: usize = 1 << 20;

/// A name of the certificate, by what it is compared as.
enum Name<'a> {
    Dns(&'a str),
    Email(&'a str),
    Uri(&'a str),
    Ip(Vec<u8>),
    Directory(&'a DistinguishedName),
    /// A kind that is not compared, or bytes that are none of their kind; what it is in words.
    Other(&'static str),
}

/// What became of one certificate under one set of limits.
pub(super) enum Kept {
    Within,
    Outside(NameFault),
    /// It would take more comparisons than are left.
    TooMany,
}

/// `left` counts the comparisons that the search may still make.
pub(super) fn check(
    certificate: &Certificate,
    by: Element,
    limits: &NameConstraints,
    left: &mut usize,
) -> Kept {
    let names = names_of(certificate);
    // Counted beforehand, so that the answer does not hang on which name comes first.
    let mut cost: usize = 0;
    for kind in 0..KINDS {
        let of_kind = names.iter().filter(|name| name.kind() == kind).count();
        let trees = limits.permitted.iter().chain(&limits.excluded);
        let trees = trees.filter(|tree| kind_of(tree) == kind).count();
        cost = cost.saturating_add(of_kind.saturating_mul(trees));
    }
    if cost > (*left).min(MAX_COMPARISONS) {
        *left = 0;
        return Kept::TooMany;
    }
    *left -= cost;
    for name in &names {
        let Some(limit) = broken(name, limits) else { continue };
        return Kept::Outside(NameFault { by, name: name.readable(), limit });
    }
    Kept::Within
}

const KINDS: u8 = 6;

const fn kind_of(tree: &Subtree) -> u8 {
    match tree {
        Subtree::Dns(_) => 0,
        Subtree::Email(_) => 1,
        Subtree::Uri(_) => 2,
        Subtree::Ip(..) => 3,
        Subtree::Directory(_) => 4,
        Subtree::Other(_) => 5,
    }
}

fn names_of(certificate: &Certificate) -> Vec<Name<'_>> {
    let mut names = Vec::with_capacity(certificate.subject_alt_names.len() + 1);
    for name in &certificate.subject_alt_names {
        names.push(match name {
            GeneralName::Dns(text) => Name::Dns(text),
            GeneralName::Email(text) => Name::Email(text),
            GeneralName::Uri(text) => Name::Uri(text),
            GeneralName::Ip(IpAddr::V4(four)) => Name::Ip(four.octets().to_vec()),
            GeneralName::Ip(IpAddr::V6(sixteen)) => Name::Ip(sixteen.octets().to_vec()),
            GeneralName::Directory(name) => Name::Directory(name),
            GeneralName::Other(MALFORMED_ADDRESS) => Name::Ip(Vec::new()),
            GeneralName::Other(what) => Name::Other(what),
        });
    }
    if !certificate.subject.is_empty() {
        names.push(Name::Directory(&certificate.subject));
    }
    if !certificate.has_extension(oids::SUBJECT_ALT_NAME) {
        names.extend(certificate.subject.email_addresses().map(Name::Email));
    }
    names
}

impl Name<'_> {
    const fn kind(&self) -> u8 {
        match self {
            Self::Dns(_) => 0,
            Self::Email(_) => 1,
            Self::Uri(_) => 2,
            Self::Ip(_) => 3,
            Self::Directory(_) => 4,
            Self::Other(_) => 5,
        }
    }

    fn readable(&self) -> String {
        match self {
            Self::Dns(text) => format!("DNS name {text}"),
            Self::Email(text) => format!("mail address {text}"),
            Self::Uri(text) => format!("URI {text}"),
            Self::Ip(bytes) if bytes.is_empty() => MALFORMED_ADDRESS.into(),
            Self::Ip(bytes) => {
                format!("IP address {}", crate::facts::certificate::address_text(bytes))
            }
            Self::Directory(name) => format!("directory name {}", name.rfc4514()),
            Self::Other(what) => (*what).into(),
        }
    }

    /// It does not have the form of its kind, so that no comparison says anything.
    fn is_malformed(&self) -> bool {
        match self {
            Self::Dns(text) => {
                let text = text.strip_prefix("*.").unwrap_or(text);
                text.split('.').any(str::is_empty)
                    || !text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte))
            }
            Self::Email(text) => {
                let parts = text.split('@');
                parts.clone().count() != 2 || parts.clone().any(str::is_empty)
            }
            Self::Uri(text) => uri_host(text).is_none(),
            Self::Ip(bytes) => bytes.is_empty(),
            Self::Directory(_) => false,
            Self::Other(what) => *what == UNREADABLE_NAME,
        }
    }
}

/// The limit that a name breaks.
fn broken(name: &Name<'_>, limits: &NameConstraints) -> Option<Limit> {
    let kind = name.kind();
    let excluded = || limits.excluded.iter().filter(|tree| kind_of(tree) == kind);
    let permitted = || limits.permitted.iter().filter(|tree| kind_of(tree) == kind);
    let unreadable = matches!(name, Name::Other(UNREADABLE_NAME));
    if excluded().chain(permitted()).next().is_none() && !unreadable {
        return None;
    }
    if name.is_malformed() {
        return Some(Limit::NotComparable("it does not have the form of such a name"));
    }
    if kind == 5 {
        return Some(Limit::NotComparable("limits on this kind of name are not compared"));
    }
    if let Some(tree) = excluded().find(|tree| is_within(name, tree, true)) {
        return Some(Limit::Excluded(tree.readable()));
    }
    let mut permitted = permitted().peekable();
    permitted.peek()?;
    if permitted.any(|tree| is_within(name, tree, false)) {
        return None;
    }
    let all: Vec<String> = limits
        .permitted
        .iter()
        .filter(|tree| kind_of(tree) == kind)
        .take(4)
        .map(Subtree::readable)
        .collect();
    Some(Limit::NotPermitted(all.join(", ")))
}

/// `could_be`: a wildcard counts as within where one of the names that it stands for is.
fn is_within(name: &Name<'_>, tree: &Subtree, could_be: bool) -> bool {
    match (name, tree) {
        (Name::Dns(name), Subtree::Dns(tree)) => dns(name, tree, could_be),
        (Name::Email(name), Subtree::Email(tree)) => email(name, tree),
        (Name::Uri(name), Subtree::Uri(tree)) => {
            uri_host(name).is_some_and(|host| host_of(host, tree))
        }
        (Name::Ip(name), Subtree::Ip(address, mask)) => {
            name.len() == address.len()
                && name
                    .iter()
                    .zip(address.iter().zip(mask))
                    .all(|(byte, (wanted, mask))| byte & mask == wanted & mask)
        }
        (Name::Directory(name), Subtree::Directory(tree)) => name.is_within(tree),
        _ => false,
    }
}

fn ends_with(name: &str, end: &str) -> bool {
    let front = name.len().checked_sub(end.len());
    front.and_then(|front| name.get(front..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// Any number of labels may stand in front. A limit with a dot in front wants at least one.
fn dns(name: &str, tree: &str, could_be: bool) -> bool {
    if let Some(parent) = name.strip_prefix("*.").filter(|_| could_be)
        && let Some((_, rest)) = tree.split_once('.')
        && rest.eq_ignore_ascii_case(parent)
    {
        return true;
    }
    if !ends_with(name, tree) {
        return false;
    }
    let front = &name[..name.len() - tree.len()];
    tree.is_empty() || front.ends_with('.') || (tree.starts_with('.') != front.is_empty())
}

/// A mailbox exactly, every mailbox of a host, or every one below a domain.
fn email(name: &str, tree: &str) -> bool {
    let Some((local, host)) = name.rsplit_once('@') else { return false };
    match tree.rsplit_once('@') {
        // The part before the sign is compared as it stands.
        Some((wanted, at)) => wanted == local && at.eq_ignore_ascii_case(host),
        None => host_of(host, tree),
    }
}

/// One host exactly, or with a dot in front whatever lies below.
fn host_of(host: &str, tree: &str) -> bool {
    if tree.starts_with('.') {
        return host.len() > tree.len() && ends_with(host, tree);
    }
    host.eq_ignore_ascii_case(tree)
}

/// The host of a URI; `None` without one, and for an address, which such a limit must not meet.
fn uri_host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    if host.starts_with('[') {
        return None;
    }
    let host = host.split(':').next().filter(|host| !host.is_empty())?;
    host.parse::<IpAddr>().is_err().then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names() {
        for (name, tree, permitted, excluded) in [
            ("example.com", "example.com", true, true),
            ("a.b.Example.com", "example.com", true, true),
            ("notexample.com", "example.com", false, false),
            ("*.example.com", "example.com", true, true),
            ("*.example.com", "foo.example.com", false, true),
            ("*.example.com", "a.foo.example.com", false, false),
            ("example.com", "", true, true),
            ("example.com", ".example.com", false, false),
            ("a.example.com", ".example.com", true, true),
            ("com", "example.com", false, false),
        ] {
            assert_eq!(dns(name, tree, false), permitted, "{name} in {tree}");
            assert_eq!(dns(name, tree, true), excluded, "{name} out of {tree}");
        }
    }

    #[test]
    fn mail_and_uris() {
        for (name, tree, within) in [
            ("a@example.com", "a@example.com", true),
            ("A@example.com", "a@example.com", false),
            ("a@EXAMPLE.com", "example.com", true),
            ("a@x.example.com", "example.com", false),
            ("a@x.example.com", ".example.com", true),
            ("a@example.com", ".example.com", false),
        ] {
            assert_eq!(email(name, tree), within, "{name} in {tree}");
        }
        assert_eq!(uri_host("https://u@host.example:8080/x"), Some("host.example"));
        assert_eq!(uri_host("https://192.0.2.1/x"), None);
        assert_eq!(uri_host("https://[2001:db8::1]/x"), None);
        assert_eq!(uri_host("urn:isbn:0"), None);
    }
}
