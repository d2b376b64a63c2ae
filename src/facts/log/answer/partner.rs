//! With whom do we talk, and how?
//!
//! A partner is no address and no EHLO name alone. A name with dots stands for its domain; where a hoster
//! sends for everybody the domain of the mail does; a name without dots, or none, for its address. Where
//! we call, the partner is the recipient's domain, or the smart host that takes all mail.

use super::Counted;
use super::census::Census;
use super::few::Few;
use crate::facts::log::profile::{Kind, Profile};
use crate::facts::log::quick::{QuickMap, QuickSet};
use crate::facts::log::scope::Scope;
use crate::facts::log::session::Place;
use crate::facts::log::tally::Tally;
use crate::facts::log::texts::Text;
use crate::input::smtp_log::Direction;
use crate::order::Sort;

/// Hosts that send and receive for many: the domain of the mail tells whose it is.
const HOSTERS: &[&str] = &[
    "outlook.com",
    "google.com",
    "googlemail.com",
    "mimecast.com",
    "pphosted.com",
    "ppe-hosted.com",
    "messagelabs.com",
    "amazonses.com",
    "sendgrid.net",
    "mailgun.org",
    "mailgun.net",
    "mandrillapp.com",
    "hornetsecurity.com",
    "antispameurope.com",
    "barracudanetworks.com",
    "iphmx.com",
    "trendmicro.com",
    "trendmicro.eu",
    "mailcontrol.com",
    "secureserver.net",
    "yahoodns.net",
    "zoho.com",
    "sparkpostmail.com",
    "mcsv.net",
];

/// Recipient domains behind which one address of a Send connector is taken for a smart host.
const MANY_DOMAINS: usize = 20;
/// Addresses of a connector that may all be smart hosts.
const FEW_ADDRESSES: usize = 4;

/// Whom a session is counted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartnerKey<'a> {
    /// A domain, of the EHLO name or of the mail.
    Domain(&'a str),
    Address(Text),
    /// There was no room for it.
    Others,
}

/// One partner in one direction.
#[derive(Clone, Debug)]
pub struct Partner<'a> {
    pub key: PartnerKey<'a>,
    pub direction: Direction,
    pub census: Census,
    /// First and last time of each kind, milliseconds since 1970.
    pub times: Few<Kind, (i64, i64)>,
    /// What each address of it did.
    pub addresses: QuickMap<Text, Census>,
    /// Certificates that it showed.
    pub certificates: QuickSet<Text>,
    /// Deliveries without TLS.
    pub clear_deliveries: u64,
    /// Send connectors or receive connectors on which it was seen.
    pub connectors: QuickSet<Text>,
    /// Where an example of each kind begins.
    pub examples: Few<Kind, Place>,
}

impl Partner<'_> {
    pub fn first(&self) -> i64 {
        self.times.values().map(|(first, _)| *first).min().unwrap_or_default()
    }

    pub fn last(&self) -> i64 {
        self.times.values().map(|(_, last)| *last).max().unwrap_or_default()
    }

    fn add(&mut self, profile: &Profile, tally: &Tally) {
        let kind = profile.outcome.kind();
        self.census.add(kind, tally.sessions);
        let (first, last) = self.times.of(kind, || (tally.first, tally.last));
        *first = tally.first.min(*first);
        *last = tally.last.max(*last);
        self.addresses.entry(profile.remote).or_default().add(kind, tally.sessions);
        if !profile.theirs.is_empty() {
            self.certificates.insert(profile.theirs);
        }
        if kind == Kind::Clear && profile.delivered {
            self.clear_deliveries += tally.sessions;
        }
        self.connectors.insert(profile.connector);
        self.examples.of(kind, || tally.example);
    }
}

/// Every partner that faces the Internet, the one with most sessions first.
pub fn partners<'a>(counted: &Counted<'a>) -> Vec<Partner<'a>> {
    let hosts = Hosts::of(counted);
    let mut partners: Vec<Partner<'a>> = Vec::new();
    let mut places: QuickMap<(Direction, PartnerKey<'a>), usize> = QuickMap::default();
    let mut sessions: Vec<(&Profile, &Tally)> = counted
        .sessions(super::Filter { scope: Some(Scope::Internet), ..super::Filter::default() })
        .collect();
    // So that the examples are the earliest ones whatever the order of the table.
    sessions.order_by_key(|(profile, tally)| (tally.first, **profile));
    for (profile, tally) in sessions {
        let key = key(counted, profile, &hosts);
        let direction = profile.direction;
        let at = *places.entry((direction, key)).or_insert_with(|| {
            partners.push(Partner {
                key,
                direction,
                census: Census::default(),
                times: Few::default(),
                addresses: QuickMap::default(),
                certificates: QuickSet::default(),
                clear_deliveries: 0,
                connectors: QuickSet::default(),
                examples: Few::default(),
            });
            partners.len() - 1
        });
        partners[at].add(profile, tally);
    }
    partners.order_by(|one, other| {
        let order = other.census.all().cmp(&one.census.all());
        order.then_with(|| (one.direction, one.key).cmp(&(other.direction, other.key)))
    });
    partners
}

fn key<'a>(counted: &Counted<'a>, profile: &Profile, hosts: &Hosts) -> PartnerKey<'a> {
    if profile.remote == Text::ANOTHER {
        return PartnerKey::Others;
    }
    let of_mail = counted.text(profile.domain);
    match profile.direction {
        Direction::Receive => {
            let greeted = host_domain(counted.text(profile.peer));
            match greeted {
                Some(domain) if HOSTERS.contains(&domain) && !of_mail.is_empty() => {
                    PartnerKey::Domain(of_mail)
                }
                Some(domain) => PartnerKey::Domain(domain),
                None => PartnerKey::Address(profile.remote),
            }
        }
        Direction::Send => {
            // A session that failed names no recipient: its address may.
            let domain = match of_mail {
                "" => hosts.domains.get(&profile.remote).map_or("", |only| counted.text(*only)),
                domain => domain,
            };
            if hosts.smart.contains(&(profile.connector, profile.remote)) || domain.is_empty() {
                PartnerKey::Address(profile.remote)
            } else {
                PartnerKey::Domain(domain)
            }
        }
    }
}

/// What all sessions together tell of the hosts that we call.
struct Hosts {
    /// Connector and address of smart hosts: few that take the mail for many domains.
    smart: QuickSet<(Text, Text)>,
    /// The one domain that an address takes mail for.
    domains: QuickMap<Text, Text>,
}

impl Hosts {
    fn of(counted: &Counted<'_>) -> Self {
        let mut connectors: QuickMap<Text, QuickMap<Text, QuickSet<Text>>> = QuickMap::default();
        let mut served: QuickMap<Text, QuickSet<Text>> = QuickMap::default();
        for (profile, _) in counted.facing(Direction::Send) {
            if profile.domain.is_empty() {
                continue;
            }
            let domains = connectors.entry(profile.connector).or_default();
            for domains in [
                domains.entry(profile.remote).or_default(),
                served.entry(profile.remote).or_default(),
            ] {
                if domains.len() < MANY_DOMAINS {
                    domains.insert(profile.domain);
                }
            }
        }
        let smart = connectors
            .into_iter()
            .filter(|(_, addresses)| addresses.len() <= FEW_ADDRESSES)
            .flat_map(|(connector, addresses)| {
                let many =
                    addresses.into_iter().filter(|(_, domains)| domains.len() >= MANY_DOMAINS);
                many.map(move |(address, _)| (connector, address))
            })
            .collect();
        let only = |domains: QuickSet<Text>| match domains.len() {
            1 => domains.into_iter().next(),
            _ => None,
        };
        let domains = served
            .into_iter()
            .filter_map(|(address, domains)| Some((address, only(domains)?)))
            .collect();
        Self { smart, domains }
    }
}

/// The domain that a host's name belongs to: its last two labels, or three where the last two look like
/// `co.uk`. `None` for a name without dots and for an address.
pub fn host_domain(name: &str) -> Option<&str> {
    let name = name.trim_end_matches('.');
    if !name.contains('.') || name.starts_with('[') || name.contains(':') {
        return None;
    }
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    let last = dots.next()?;
    if name[last + 1..].bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let Some(second) = dots.next() else { return Some(name) };
    let looks_public = name.len() - last - 1 == 2 && last - second - 1 <= 3;
    if looks_public {
        return match dots.next() {
            Some(third) => name.get(third + 1..),
            None => Some(name),
        };
    }
    name.get(second + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_of_a_host() {
        for (name, expected) in [
            ("mx1.fabrikam.example", Some("fabrikam.example")),
            ("fabrikam.example", Some("fabrikam.example")),
            ("mail-a.outbound.protection.outlook.com", Some("outlook.com")),
            ("mx.firm.co.uk", Some("firm.co.uk")),
            ("firm.co.uk", Some("firm.co.uk")),
            ("a.b.firm.de", Some("firm.de")),
            ("printer", None),
            ("[192.0.2.1]", None),
            ("192.0.2.1", None),
            ("", None),
            (".", None),
        ] {
            assert_eq!(host_domain(name), expected, "{name}");
        }
    }
}
