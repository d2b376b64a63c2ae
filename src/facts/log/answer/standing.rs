//! Which remote addresses are not what they look like?
//!
//! A public address at which another server of ours was reached is our own. A private address that
//! greets with many names is a balancer or a firewall with source NAT: behind it stands the Internet. Both
//! can be told only when all sessions are known.

use crate::facts::log::profile::Profile;
use crate::facts::log::quick::{QuickMap, QuickSet};
use crate::facts::log::scope::Scope;
use crate::facts::log::tally::LogFacts;
use crate::facts::log::texts::Text;
use crate::input::smtp_log::Direction;

/// Names of different hosts that one address may greet with before it is taken for several senders: a
/// gateway greets with its own name, a host that was renamed with two.
pub const MANY_NAMES: usize = 10;

/// What is known of addresses beyond one session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    own: QuickSet<Text>,
    shared: QuickSet<Text>,
}

impl Standings {
    pub fn of(facts: &LogFacts) -> Self {
        let mut names: QuickMap<Text, QuickSet<Text>> = QuickMap::default();
        for profile in facts.profiles.keys() {
            let greets = profile.direction == Direction::Receive
                && profile.remote != Text::ANOTHER
                && matches!(profile.scope, Scope::Internet | Scope::Private)
                && facts.texts.text(profile.peer).contains('.');
            if greets {
                names.entry(profile.remote).or_default().insert(profile.peer);
            }
        }
        let shared = names.into_iter().filter(|(_, names)| names.len() >= MANY_NAMES);
        Self {
            own: facts.own_addresses.keys().copied().filter(|own| !own.is_empty()).collect(),
            shared: shared.map(|(address, _)| address).collect(),
        }
    }

    /// Many senders stand behind this address.
    pub fn is_shared(&self, address: Text) -> bool {
        self.shared.contains(&address)
    }

    pub fn scope(&self, profile: &Profile) -> Scope {
        match profile.scope {
            Scope::Private if self.is_shared(profile.remote) => Scope::Internet,
            Scope::Internet | Scope::Private if self.own.contains(&profile.remote) => {
                Scope::Internal
            }
            scope => scope,
        }
    }
}
