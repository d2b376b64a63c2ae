//! Which certificate of the input is likely to take another one's place, and what is lost on the way?
//!
//! By a name that both have or by the subject, the younger after the older. What two machines show at the
//! same time is `vantage.rs`. Whether the change matters to somebody is for the rules.

use super::certificate::Certificate;
use super::known::Known;
use super::{CertificateId, Facts, Handshake, vantage};
use crate::letter_case::lower;
use crate::order::Sort;

/// End entities that are compared.
const MAX_CERTIFICATES: usize = 200;

/// Seconds: certificates that begin closer together than this stand beside each other, as those of two
/// kinds of keys do.
const AN_HOUR: i64 = 3_600;

const A_DAY: i64 = 86_400;

/// Two certificates, the younger of which may replace the older.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    pub older: Renewed,
    pub younger: Renewed,
    /// Names of the older one that the younger does not cover, in lower case.
    pub lost: Vec<String>,
    pub gained: Vec<String>,
}

/// An end entity and the chain that it was presented with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// Position in `Facts::chains`.
    pub chain: usize,
    pub certificate: CertificateId,
}

/// Each end entity of the input after the youngest older one that has a name of its own.
pub fn renewals(facts: &Facts, end_entities: &[Renewed]) -> Vec<Renewal> {
    let mut seen: Vec<Renewed> = Vec::new();
    for entity in end_entities.iter().take(MAX_CERTIFICATES) {
        if seen.iter().all(|other| other.certificate != entity.certificate) {
            seen.push(*entity);
        }
    }
    seen.order_by_key(|entity| facts.certificate(entity.certificate).not_before);
    let mut renewals = Vec::new();
    let mut known = Known::default();
    for (number, entity) in seen.iter().copied().enumerate() {
        let certificate = facts.certificate(entity.certificate);
        let keys = keys(certificate);
        let before = keys
            .iter()
            .filter_map(|key| seen.get(known.get(key.as_bytes())?))
            .filter(|older| {
                let begin = facts.certificate(older.certificate).not_before;
                certificate.not_before.seconds_since(begin) > AN_HOUR
                    && one_after_the_other(facts, older.chain, entity.chain)
            })
            .max_by_key(|older| facts.certificate(older.certificate).not_before)
            .copied();
        renewals.extend(before.map(|older| renewal(facts, older, entity)));
        for key in keys {
            known.put(key.as_bytes(), number);
        }
    }
    renewals
}

fn renewal(facts: &Facts, older: Renewed, younger: Renewed) -> Renewal {
    let (old, new) = (facts.certificate(older.certificate), facts.certificate(younger.certificate));
    let (had, has) = (names(old), names(new));
    let lacking = |names: &[String], among: &[String]| {
        let mut known = Known::default();
        for name in among {
            known.put(name.as_bytes(), 0);
        }
        names.iter().filter(|name| !covers(&known, name)).cloned().collect()
    };
    Renewal { older, younger, lost: lacking(&had, &has), gained: lacking(&has, &had) }
}

/// What two certificates for the same server share: a name or a subject. A wildcard that replaces single
/// names is found by the subject alone.
fn keys(certificate: &Certificate) -> Vec<String> {
    let mut keys = names(certificate);
    if !certificate.subject.is_empty() {
        keys.push(certificate.subject.rfc4514());
    }
    keys
}

fn names(certificate: &Certificate) -> Vec<String> {
    let addresses = certificate.ip_addresses().map(|address| address.to_string());
    let dns = certificate.dns_names().map(|name| lower(name.trim_end_matches('.')));
    let mut told = Known::default();
    dns.chain(addresses).filter(|name| told.put(name.as_bytes(), 0).is_none()).collect()
}

/// As RFC 9525 section 6.3 has it: the wildcard stands for one whole label.
fn covers(among: &Known, name: &str) -> bool {
    let wildcard = name.split_once('.').map(|(_, above)| format!("*.{above}"));
    let known = |name: &str| among.get(name.as_bytes()).is_some();
    known(name) || wildcard.is_some_and(|wildcard| known(&wildcard))
}

/// What two transcripts show is a renewal only where one was taken long after the other, or at the same
/// address: two machines may have certificates of their own.
fn one_after_the_other(facts: &Facts, older: usize, younger: usize) -> bool {
    let sent = |chain: usize| facts.handshakes.iter().find(|one| one.chain == Some(chain));
    let (Some(one), Some(other)) = (sent(older), sent(younger)) else { return true };
    let time = |handshake: &Handshake| handshake.start_time.as_ref().map(|start| start.value);
    if let (Some(then), Some(now)) = (time(one), time(other)) {
        return now.seconds_since(then) > A_DAY;
    }
    let (here, there) = (vantage::address(one), vantage::address(other));
    here.is_some() && here == there
}

#[cfg(test)]
mod tests {
    use super::{Known, covers};

    #[test]
    fn a_wildcard_covers_one_label() {
        let mut among = Known::default();
        among.put(b"*.heron.example", 0);
        among.put(b"mail.osprey.example", 0);
        for (name, expected) in [
            ("mail.heron.example", true),
            ("a.mail.heron.example", false),
            ("heron.example", false),
            ("*.heron.example", true),
            ("mail.osprey.example", true),
        ] {
            assert_eq!(covers(&among, name), expected, "{name}");
        }
    }
}
