//! Many end entities of one CA, as somebody pastes who looks after a farm.

use crate::certificate::{Key, Plan, name};

/// So many certificates, for `host1.hundred.example` and so on; their CA is not among them.
pub fn leaves(count: u32) -> Vec<Vec<u8>> {
    let (root, key) = (name("Hundred Test Root"), Key::of(1));
    let leaf = |number: u32| {
        let host = format!("host{number}.hundred.example");
        let own = Key::of(1_000 + number);
        Plan::new(number.into(), &name(&host), &own, &root, &key).server(&host).sign(&key)
    };
    (1..=count).map(leaf).collect()
}
