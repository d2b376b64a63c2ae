//! From where did a session come, as far as the session itself tells?
//!
//! What faces the Internet is what matters; a server's talk with itself, with its own kind and with the
//! machines that watch it must not hide it. Which private address stands for the Internet, behind source
//! NAT, and which public one is our own can be told only when all sessions are known, not here.

use std::net::IpAddr;

use super::session::Session;
use crate::rows::Direction;

/// The other side of a session.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Scope {
    /// A public address.
    Internet,
    /// An address of a private network (RFC 1918, RFC 4193, RFC 6598, link-local).
    Private,
    /// Exchange's own hop: the second half of a proxied delivery, or X-ANONYMOUSTLS.
    Internal,
    /// Health mailboxes, and connections that say nothing at all: balancers, monitoring, port scans.
    Probe,
    /// The server itself.
    Loopback,
    /// No address was told.
    Untold,
}

pub const SCOPES: [Scope; 6] = [
    Scope::Internet,
    Scope::Private,
    Scope::Internal,
    Scope::Probe,
    Scope::Loopback,
    Scope::Untold,
];

impl Scope {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Internet => "the Internet",
            Self::Private => "private networks",
            Self::Internal => "between Exchange servers",
            Self::Probe => "probes",
            Self::Loopback => "loopback",
            Self::Untold => "no address told",
        }
    }

    /// `remote` is the other side's address without its port.
    pub fn of(session: &Session, direction: Direction, remote: &str) -> Self {
        let Ok(address) = remote.parse::<IpAddr>() else { return Self::Untold };
        if address.to_canonical().is_loopback() {
            return Self::Loopback;
        }
        if session.probe || (direction == Direction::Receive && session.is_silent()) {
            return Self::Probe;
        }
        let private = is_private(address);
        // A front end's own log may name the session that it hands on; that one came from outside.
        let handed_on = session.proxied.is_some() && (direction == Direction::Send || private);
        if session.anonymous_tls || handed_on {
            return Self::Internal;
        }
        if private { Self::Private } else { Self::Internet }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_private()
                || address.is_link_local()
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(address) => address.is_unique_local() || address.is_unicast_link_local(),
    }
}

/// `192.0.2.1` of `192.0.2.1:25`, `2001:db8::1` of `[2001:db8::1]:25`.
pub fn address(endpoint: &str) -> &str {
    if let Some(rest) = endpoint.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(address, _)| address);
    }
    match endpoint.rsplit_once(':') {
        // More than one colon and no bracket: an address of version 6 without a port.
        Some((address, _)) if !address.contains(':') => address,
        _ => endpoint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_both_versions() {
        for (endpoint, expected) in [
            ("192.0.2.1:25", "192.0.2.1"),
            ("[2001:db8::1]:25", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("192.0.2.1", "192.0.2.1"),
            ("", ""),
            ("[2001:db8::1", "2001:db8::1"),
        ] {
            assert_eq!(address(endpoint), expected, "{endpoint}");
        }
    }

    #[test]
    fn private_networks() {
        for (text, expected) in [
            ("10.0.0.5", true),
            ("172.31.0.1", true),
            ("172.32.0.1", false),
            ("100.64.0.1", true),
            ("100.128.0.1", false),
            ("::ffff:192.168.0.1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("2001:db8::1", false),
            ("198.51.100.7", false),
        ] {
            let address = text.parse::<IpAddr>().expect("an address");
            assert_eq!(is_private(address), expected, "{text}");
        }
    }
}
