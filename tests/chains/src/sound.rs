//! Chains in order, of the kinds that servers send.

use crate::certificate::{Key, Plan, name};
use crate::der::{sequence, utc_time};
use crate::{AT, Chain, HOST};

/// One of each kind.
pub fn all() -> Vec<Chain> {
    vec![
        straight("ECDSA P-256, one intermediate", Key::of, 1),
        straight("ECDSA P-384, one intermediate", Key::p384, 1),
        straight("ECDSA P-256, eight intermediates", Key::of, 8),
        cross_signed(),
    ]
}

fn straight(what: &str, key: fn(u32) -> Key, intermediates: u32) -> Chain {
    let subject = |place: u32| match place {
        0 => name(HOST),
        place => name(&format!("Nordwind CA {place}")),
    };
    let top = intermediates + 1;
    let signed = |place: u32| {
        let above = (place + 1).min(top);
        let (own, upper) = (key(place + 1), key(above + 1));
        let plan = Plan::new(u64::from(place) + 1, &subject(place), &own, &subject(above), &upper);
        let plan = if place == 0 { plan.server(HOST) } else { plan.ca() };
        plan.sign(&upper)
    };
    Chain {
        what: what.into(),
        end_entity: signed(0),
        others: (1..top).map(signed).collect(),
        anchors: vec![signed(top)],
        at: AT,
        host: HOST.into(),
    }
}

/// A root that an older one has certified as well: the older one has expired, and is still in the list.
fn cross_signed() -> Chain {
    let mut chain = straight("cross-signed, the older root expired", Key::of, 1);
    let (old, old_key) = (name("Nordwind Old Root"), Key::of(90));
    let past = sequence(&[&utc_time("100101000000Z"), &utc_time("200101000000Z")]);
    let root = Plan::new(91, &old, &old_key, &old, &old_key).ca();
    let root = Plan { validity: past, ..root };
    let key = Key::of(3);
    let cross = Plan::new(92, &name("Nordwind CA 2"), &key, &old, &old_key).ca();
    chain.others.push(cross.sign(&old_key));
    chain.anchors.insert(0, root.sign(&old_key));
    chain
}
