//! Which connections lead to the same server, and what does each of them see there?
//!
//! Connections of one name and port stand together, and so do the mail hosts of one domain. Whether a
//! difference between them is a fault is for the rules.

use std::net::IpAddr;

use super::handshake::{Handshake, StartTls};
use super::known::Known;
use super::printed_name::short;
use super::{CertificateId, Facts};
use crate::letter_case::lower;
use crate::span::Span;
use crate::timestamp::Timestamp;

/// Connections of one group that are set beside each other.
pub const MAX_VIEWS: usize = 100;

/// Domains under which every customer has a host of his own: they are no mail hosts of one domain.
const HOSTED: &[&str] = &["outlook.com", "mx.microsoft", "google.com", "pphosted.com"];

/// Connections to one name, or to the mail hosts of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name or the domain, in lower case.
    pub name: String,
    pub port: String,
    /// The first of them, in the order of the input.
    pub views: Vec<View>,
    pub left_out: usize,
}

/// One connection, as a place to look from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Position in `Facts::handshakes`.
    pub handshake: usize,
    /// The server's name, in lower case: as dialled or asked for, else its certificate's.
    pub host: String,
    /// The address that was reached, or dialled, where the text shows it.
    pub address: Option<IpAddr>,
    pub time: Option<Timestamp>,
    pub seen: Option<Seen>,
}

/// The server's certificate, by its bytes or as the text prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub certificate: Option<CertificateId>,
    /// What people call it.
    pub name: String,
    pub issuer: String,
    /// The whole of it, as far as the text has it.
    pub issuer_name: String,
    pub not_before: Option<Timestamp>,
    pub not_after: Option<Timestamp>,
    pub span: Span,
}

impl Group {
    /// All of them ask for one and the same name.
    pub fn is_one_host(&self) -> bool {
        self.views.windows(2).all(|pair| pair[0].host == pair[1].host)
    }
}

impl Seen {
    /// `None` where the text does not show enough to tell.
    pub fn is_same(&self, other: &Self) -> Option<bool> {
        if let (Some(one), Some(two)) = (self.certificate, other.certificate) {
            return Some(one == two);
        }
        if self.name != other.name || self.issuer != other.issuer {
            return Some(false);
        }
        Some(self.not_after? == other.not_after?)
    }

    /// The same subject and issuer, and younger.
    pub fn renews(&self, older: &Self) -> bool {
        let younger = match (self.not_before, older.not_before) {
            (Some(this), Some(that)) => this > that,
            _ => self.not_after.zip(older.not_after).is_some_and(|(this, that)| this > that),
        };
        younger && self.name == older.name && self.issuer == older.issuer
    }
}

/// Groups of at least two connections, in the order of the input.
pub fn groups(facts: &Facts) -> Vec<Group> {
    if facts.handshakes.len() < 2 {
        return Vec::new();
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut known = Known::default();
    for (position, handshake) in facts.handshakes.iter().enumerate() {
        let seen = seen(facts, handshake);
        let Some(host) = host(handshake, seen.as_ref()) else { continue };
        let port = port(handshake);
        let mail = port == "25" || handshake.starttls.as_ref().is_some_and(is_smtp);
        let name = domain(&host).filter(|_| mail).unwrap_or(&host).to_owned();
        let view = View {
            handshake: position,
            host,
            address: address(handshake),
            time: handshake.start_time.as_ref().map(|start| start.value),
            seen,
        };
        let key = format!("{name} {port}");
        let at = known.get(key.as_bytes()).unwrap_or(groups.len());
        if at == groups.len() {
            known.put(key.as_bytes(), at);
            groups.push(Group { name, port, views: Vec::new(), left_out: 0 });
        }
        match groups.get_mut(at) {
            Some(group) if group.views.len() < MAX_VIEWS => group.views.push(view),
            Some(group) => group.left_out += 1,
            None => {}
        }
    }
    groups.retain(|group| group.views.len() > 1);
    for group in &mut groups {
        if group.is_one_host()
            && let Some(view) = group.views.first()
        {
            group.name.clone_from(&view.host);
        }
    }
    groups
}

fn is_smtp(starttls: &super::handshake::Stated<StartTls>) -> bool {
    starttls.value == StartTls::Smtp
}

/// The name that was dialled; where that was an address, the name that was asked for, else what the
/// certificate is called.
fn host(handshake: &Handshake, seen: Option<&Seen>) -> Option<String> {
    let command = handshake.command.as_ref().map(|command| &command.value);
    let target = handshake.target.as_ref().map(|target| &target.value.host);
    let told = [
        command.and_then(|command| command.host.as_ref()),
        command.and_then(|command| command.server_name.as_ref()),
        command.and_then(|command| command.checked_names.first()),
        target,
    ];
    let dialled = told.into_iter().flatten().find(|name| as_address(name).is_none());
    let name = dialled.or_else(|| seen.map(|seen| &seen.name))?;
    let name = lower(name.trim_end_matches('.'));
    (!name.is_empty()).then_some(name)
}

fn port(handshake: &Handshake) -> String {
    let command = handshake.command.as_ref().and_then(|command| command.value.port.as_deref());
    let target = handshake.target.as_ref().and_then(|target| target.value.port.as_deref());
    match command.or(target) {
        Some("smtp") => "25".into(),
        Some("https") => "443".into(),
        Some("submission") => "587".into(),
        Some(port) => port.into(),
        None if handshake.starttls.as_ref().is_some_and(is_smtp) => "25".into(),
        None => String::new(),
    }
}

/// The address that the program reached, else the one that it was told to dial.
pub(super) fn address(handshake: &Handshake) -> Option<IpAddr> {
    let reached = handshake.address.as_ref().and_then(|address| as_address(&address.value));
    let command = handshake.command.as_ref().and_then(|command| command.value.host.as_deref());
    let target = handshake.target.as_ref().map(|target| target.value.host.as_str());
    reached.or_else(|| command.or(target).and_then(as_address))
}

/// `192.0.2.1`, `192.0.2.1:25`, `[2001:db8::1]:25`.
fn as_address(text: &str) -> Option<IpAddr> {
    let bare = text.trim().trim_matches(['[', ']']);
    bare.parse().ok().or_else(|| {
        let (host, _) = text.trim().rsplit_once(':')?;
        host.trim_matches(['[', ']']).parse().ok()
    })
}

/// The domain above a mail host: `contoso.com` of `mx1.contoso.com`. Nothing for a name of two labels,
/// for what looks like a public suffix (`co.uk`), and below a hoster.
fn domain(host: &str) -> Option<&str> {
    let (_, domain) = host.split_once('.')?;
    let labels: Vec<&str> = domain.split('.').collect();
    let suffix = matches!(labels.as_slice(), [second, top] if second.len() < 4 && top.len() == 2);
    let hosted =
        HOSTED.iter().any(|hoster| domain == *hoster || domain.ends_with(&format!(".{hoster}")));
    (labels.len() > 1 && !suffix && !hosted).then_some(domain)
}

fn seen(facts: &Facts, handshake: &Handshake) -> Option<Seen> {
    let first = handshake
        .chain
        .and_then(|chain| facts.chains.get(chain))
        .and_then(|chain| chain.certificates.first());
    if let Some(id) = first.and_then(|first| first.certificate) {
        let certificate = facts.certificate(id);
        return Some(Seen {
            certificate: Some(id),
            name: certificate.short_name(),
            issuer: certificate.issuer.short(),
            issuer_name: certificate.issuer.rfc4514(),
            not_before: Some(certificate.not_before),
            not_after: Some(certificate.not_after),
            span: first.map_or(handshake.span, |first| first.span),
        });
    }
    let named = first.and_then(|first| Some((first.named.as_ref()?, first.span)));
    let (subject, issuer, span) = match (named, &handshake.peer_subject, &handshake.peer_issuer) {
        (Some((named, span)), _, _) => (named.subject.as_str(), named.issuer.as_str(), span),
        (None, Some(subject), Some(issuer)) => {
            (subject.value.as_str(), issuer.value.as_str(), subject.span)
        }
        (None, ..) => return None,
    };
    let dates = named.and_then(|(named, _)| named.validity);
    let stated =
        |date: &Option<super::handshake::Stated<Timestamp>>| date.as_ref().map(|date| date.value);
    Some(Seen {
        certificate: None,
        name: short(subject).to_owned(),
        issuer: short(issuer).to_owned(),
        issuer_name: issuer.to_owned(),
        not_before: dates.map(|dates| dates.0).or_else(|| stated(&handshake.peer_not_before)),
        not_after: dates.map(|dates| dates.1).or_else(|| stated(&handshake.peer_not_after)),
        span,
    })
}

/// Addresses that no public route leads to (RFC 1918, RFC 4193, RFC 6598, loopback, link-local).
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == 100 && (64..128).contains(&second);
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => {
            let first = v6.segments()[0];
            v6.is_loopback() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_hosts_of_one_domain() {
        for (host, expected) in [
            ("mx1.contoso.com", Some("contoso.com")),
            ("mx.contoso.co.uk", Some("contoso.co.uk")),
            ("contoso.com", None),
            ("contoso.co.uk", None),
            ("contoso-com.mail.protection.outlook.com", None),
            ("localhost", None),
        ] {
            assert_eq!(domain(host), expected, "{host}");
        }
    }

    #[test]
    fn addresses_with_and_without_their_port() {
        for text in ["192.0.2.1", "192.0.2.1:25", "[192.0.2.1]"] {
            assert_eq!(as_address(text), "192.0.2.1".parse().ok(), "{text}");
        }
        for text in ["2001:db8::1", "[2001:db8::1]:25", "[2001:db8::1]"] {
            assert_eq!(as_address(text), "2001:db8::1".parse().ok(), "{text}");
        }
        assert_eq!(as_address("mail.example:25"), None);
    }

    #[test]
    fn private_addresses() {
        for (text, expected) in [
            ("10.1.2.3", true),
            ("172.31.0.1", true),
            ("100.64.0.1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("192.0.2.1", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(text.parse().map(is_private), Ok(expected), "{text}");
        }
    }
}
