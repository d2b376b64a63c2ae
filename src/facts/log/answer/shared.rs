//! Which addresses do many senders share?
//!
//! Behind a balancer or a firewall with source NAT every sender has one address. A gateway of one's own
//! greets with its own name and is not among them.

use std::collections::BTreeMap;

use super::Counted;
use crate::facts::log::quick::QuickSet;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;
use crate::input::smtp_log::Direction;

/// One address with many EHLO names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAddress {
    pub address: Text,
    pub names: usize,
    pub sessions: u64,
    /// Sessions that greeted from Exchange Online and got no cloud rights.
    pub cloud_without_rights: u64,
    pub example: Place,
}

/// In the order of the addresses.
pub fn shared_addresses(counted: &Counted<'_>) -> Vec<SharedAddress> {
    let mut addresses: BTreeMap<Text, (SharedAddress, QuickSet<Text>, i64)> = BTreeMap::new();
    for (profile, tally) in counted.facing(Direction::Receive) {
        if !counted.standings.is_shared(profile.remote) {
            continue;
        }
        let (shared, names, first) = addresses.entry(profile.remote).or_insert_with(|| {
            let shared = SharedAddress {
                address: profile.remote,
                names: 0,
                sessions: 0,
                cloud_without_rights: 0,
                example: tally.example,
            };
            (shared, QuickSet::default(), tally.first)
        });
        shared.sessions += tally.sessions;
        names.insert(profile.peer);
        shared.names = names.len();
        if tally.first < *first {
            *first = tally.first;
            shared.example = tally.example;
        }
        let cloud = counted.text(profile.peer).ends_with(".outlook.com");
        if cloud && counted.text(profile.capabilities) == "None" {
            shared.cloud_without_rights += tally.sessions;
        }
    }
    addresses.into_values().map(|(shared, ..)| shared).collect()
}
