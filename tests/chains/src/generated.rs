//! Chains of our own making, each with a departure or two somewhere.

use crate::certificate::{Key, Plan, name};
use crate::der::{with_long_length, with_open_length};
use crate::faults::{FAULTS, Whom};
use crate::{AT, Chain, HOST, Random};

/// Most intermediates of a generated chain.
const LONGEST: usize = 3;
/// The root's key; those below have the numbers that follow.
const ROOT: u32 = 1;

/// Every departure at every place of a chain of up to three intermediates, then `more` chains of two
/// departures that the seed chooses.
pub fn generated(seed: u64, more: usize) -> Vec<Chain> {
    let mut random = Random::new(seed);
    let mut chains = Vec::new();
    for row in 0..FAULTS.len() {
        for place in 0..=3 {
            chains.extend(chain(2, &[(row, place)]));
        }
    }
    for _ in 0..more {
        let intermediates = random.below(LONGEST + 1);
        let departures =
            [(); 2].map(|()| (random.below(FAULTS.len()), random.below(intermediates + 2)));
        chains.extend(chain(intermediates, &departures));
    }
    for (what, change) in AFTER {
        for place in 0..=1 {
            let Some(mut chain) = chain(1, &[]) else { continue };
            chain.what = format!("{what} at {place}");
            let der =
                if place == 0 { Some(&mut chain.end_entity) } else { chain.others.first_mut() };
            if let Some(der) = der {
                *der = change(der);
            }
            chains.push(chain);
        }
    }
    chains
}

/// What is done to a certificate after it was signed.
type Change = fn(&[u8]) -> Vec<u8>;

static AFTER: &[(&str, Change)] = &[
    ("a length that is longer than it must be", with_long_length),
    ("an open length", with_open_length),
    ("a byte behind the certificate", |der| [der, &[0]].concat()),
    ("its last byte gone", |der| der[..der.len() - 1].to_vec()),
    ("a bit of the signature changed", |der| {
        let mut changed = der.to_vec();
        if let Some(last) = changed.last_mut() {
            *last ^= 1;
        }
        changed
    }),
    ("nothing left", |_| Vec::new()),
];

/// A chain with departures, each a row of the table and a place: 0 is the end entity, one beyond the
/// intermediates the root. `None` where a row does not fit its place.
fn chain(intermediates: usize, departures: &[(usize, usize)]) -> Option<Chain> {
    let count = u32::try_from(intermediates).ok()? + 2;
    let key = |place: u32| Key::of(ROOT + count - 1 - place);
    let subject = |place: u32| match place {
        0 => name(HOST),
        _ if place + 1 == count => name("Nordwind Test Root"),
        _ => name(&format!("Nordwind Test CA {place}")),
    };
    let mut all = Vec::new();
    let mut what = format!("{intermediates} intermediates");
    for place in 0..count {
        let above = (place + 1).min(count - 1);
        let number = u64::from(place) + 100;
        let plan = Plan::new(number, &subject(place), &key(place), &subject(above), &key(above));
        let mut plan = if place == 0 { plan.server(HOST) } else { plan.ca() };
        for (row, _) in departures.iter().filter(|(_, at)| *at == place as usize) {
            let (name, whom, change) = FAULTS[*row];
            let fits = match whom {
                Whom::Any => true,
                Whom::Authority => place > 0,
                Whom::EndEntity => place == 0,
            };
            if !fits {
                return None;
            }
            let place = if place + 1 == count { "the root".into() } else { place.to_string() };
            what.push_str(&format!(", {name} at {place}"));
            plan = change(plan);
        }
        all.push(plan.sign(&key(above)));
    }
    let anchors = all.split_off(all.len() - 1);
    let end_entity = all.remove(0);
    Some(Chain { what, end_entity, others: all, anchors, at: AT, host: HOST.into() })
}
