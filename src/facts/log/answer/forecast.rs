//! What would switching off TLS 1.0 and 1.1 do, partner by partner; and what would requiring TLS?
//!
//! A log shows what was agreed on, not what could have been. A partner is unaffected only where every
//! address of it agreed on TLS 1.2 or later each time; whether one that did not falls back to clear text
//! or stays away is decided by its sender, or by our connector, and told only where the log shows it.

use super::Counted;
use super::census::{Census, is_obsolete};
use super::partner::{Partner, PartnerKey};
use crate::facts::log::negotiation::Version;
use crate::facts::log::profile::Kind;
use crate::facts::log::quick::QuickSet;
use crate::facts::log::retry::Pair;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;
use crate::input::smtp_log::Direction;
use crate::order::Sort;

/// What becomes of a partner's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It comes or goes no more, until one side changes.
    Refused,
    /// It goes on, without encryption, and nobody is told.
    InClear,
    NotKnown(Unknown),
    Unaffected,
}

/// What would settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    /// Whether the partner's sender requires TLS.
    TheirSender,
    /// Whether our Send connector requires TLS.
    OurConnector,
    /// Some of its sessions were old and some new from the same place.
    Mixed,
    /// No handshake succeeded.
    NoHandshake,
    /// Nothing newer was ever agreed on with anybody: the cap may be ours.
    OurCap,
    /// Only fragments, or no connection.
    NothingSeen,
}

/// One partner's fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast<'a> {
    pub key: PartnerKey<'a>,
    pub direction: Direction,
    pub sessions: u64,
    pub obsolete: u64,
    /// TLS 1.0 and 1.1 off.
    pub without_old: Fate,
    /// TLS required of everybody.
    pub tls_required: Fate,
    /// The last session with an obsolete version, milliseconds since 1970.
    pub last_obsolete: Option<i64>,
    pub example: Option<Place>,
}

/// Whether the Send connectors require TLS, where the input tells: by the connector's name.
pub type Requires<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// The newest version that a direction ever agreed on, where that is TLS 1.0 or older: then the cap may
/// be ours (SMTP was fixed at TLS 1.0 before 2010 SP3 RU9 and 2013 CU8: KB 3029667).
pub fn capped(counted: &Counted<'_>, direction: Direction) -> Option<Version> {
    let newest = Census::of(counted.facing(direction)).newest()?;
    (newest <= Version::Tls10).then_some(newest)
}

/// Every partner's, those that something happens to first.
pub fn forecasts<'a>(
    counted: &Counted<'a>,
    partners: &[Partner<'a>],
    requires: Requires<'_>,
) -> Vec<Forecast<'a>> {
    let caps = [Direction::Receive, Direction::Send].map(|side| capped(counted, side).is_some());
    let answered: QuickSet<Text> =
        retries(counted).filter(|(_, pairs)| !pairs.is_empty()).map(|(remote, _)| remote).collect();
    let mut forecasts: Vec<Forecast<'a>> = partners
        .iter()
        .map(|partner| {
            let cap = caps[usize::from(partner.direction == Direction::Send)];
            let falls_back = falls_back(partner, &answered);
            let obsolete = partner.times.iter().filter(|(kind, _)| is_obsolete(**kind));
            let example = partner.examples.iter().find(|(kind, _)| is_obsolete(**kind));
            Forecast {
                key: partner.key,
                direction: partner.direction,
                sessions: partner.census.all(),
                obsolete: partner.census.obsolete(),
                without_old: without_old(counted, partner, cap, falls_back, requires),
                tls_required: tls_required(partner),
                last_obsolete: obsolete.map(|(_, (_, last))| *last).max(),
                example: example.map(|(_, place)| *place),
            }
        })
        .collect();
    forecasts.order_by(|one, other| {
        let order = one.without_old.cmp(&other.without_old);
        order.then(other.obsolete.cmp(&one.obsolete)).then(other.sessions.cmp(&one.sessions))
    });
    forecasts
}

fn without_old(
    counted: &Counted<'_>,
    partner: &Partner<'_>,
    cap: bool,
    falls_back: bool,
    requires: Requires<'_>,
) -> Fate {
    let census = &partner.census;
    let agreed = census.kinds.keys().any(|kind| matches!(kind, Kind::Version(_)));
    if census.obsolete() == 0 {
        let tried = census.of_kind(Kind::Failed) + census.of_kind(Kind::Unfinished) > 0;
        return match (agreed, tried) {
            (true, _) => Fate::Unaffected,
            (false, true) => Fate::NotKnown(Unknown::NoHandshake),
            // It never asked for TLS: nothing changes for it.
            (false, false) if census.of_kind(Kind::Clear) > 0 => Fate::Unaffected,
            (false, false) => Fate::NotKnown(Unknown::NothingSeen),
        };
    }
    if cap {
        return Fate::NotKnown(Unknown::OurCap);
    }
    let mixed = partner.addresses.values().any(|address| {
        address.obsolete() > 0 && address.newest().is_some_and(|newest| newest >= Version::Tls12)
    });
    if mixed {
        return Fate::NotKnown(Unknown::Mixed);
    }
    if falls_back {
        return Fate::InClear;
    }
    match partner.direction {
        Direction::Receive => Fate::NotKnown(Unknown::TheirSender),
        Direction::Send => {
            let mut told = partner.connectors.iter().map(|name| requires(counted.text(*name)));
            match told.next().flatten() {
                Some(required) if told.all(|other| other == Some(required)) => {
                    if required {
                        Fate::Refused
                    } else {
                        Fate::InClear
                    }
                }
                _ => Fate::NotKnown(Unknown::OurConnector),
            }
        }
    }
}

/// The log shows that this partner's mail goes in clear where TLS does not come about. `answered` are the
/// remote addresses where a delivery in clear followed a failure.
fn falls_back(partner: &Partner<'_>, answered: &QuickSet<Text>) -> bool {
    match partner.direction {
        // From an address that had asked for TLS before.
        Direction::Receive => partner
            .addresses
            .values()
            .any(|address| address.of_kind(Kind::Failed) > 0 && address.of_kind(Kind::Clear) > 0),
        Direction::Send => partner.addresses.keys().any(|remote| answered.contains(remote)),
    }
}

/// Failures followed by a delivery in clear, by remote address.
pub fn retries<'a>(counted: &'a Counted<'_>) -> impl Iterator<Item = (Text, Vec<Pair>)> + 'a {
    counted.facts.retries.iter().map(|((_, remote), retries)| (*remote, retries.pairs()))
}

fn tls_required(partner: &Partner<'_>) -> Fate {
    let census = &partner.census;
    let (clear, decided) = (census.of_kind(Kind::Clear), census.decided());
    let failed = census.of_kind(Kind::Failed) + census.of_kind(Kind::Unfinished);
    if decided == 0 {
        return Fate::NotKnown(Unknown::NothingSeen);
    }
    if clear == 0 && failed == 0 {
        return Fate::Unaffected;
    }
    if clear == decided {
        return Fate::Refused;
    }
    if clear + failed == decided {
        return Fate::NotKnown(Unknown::NoHandshake);
    }
    Fate::NotKnown(Unknown::Mixed)
}
