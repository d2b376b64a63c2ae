//! What happens to a chain on its way: swapped, cut short, doubled, with roots too many, encoded anew, damaged.

use crate::der::{with_long_length, with_open_length};
use crate::{Chain, Random};

/// Bits that are changed in each chain.
const BITS: usize = 16;

/// A chain in all the ways in which it may arrive, itself first. `stranger` is a root of somebody else.
pub fn mutations(chain: &Chain, stranger: &[u8], random: &mut Random) -> Vec<Chain> {
    let mut all = vec![chain.clone()];
    let mut add = |how: &str, changed: Chain| {
        all.push(Chain { what: format!("{}; {how}", chain.what), ..changed });
    };
    let with = |others: Vec<Vec<u8>>| Chain { others, ..chain.clone() };
    let others = &chain.others;
    add("in reverse", with(others.iter().rev().cloned().collect()));
    for at in 0..others.len() {
        let mut fewer = others.clone();
        fewer.remove(at);
        add("one dropped", with(fewer));
        let mut doubled = others.clone();
        doubled.insert(at, others[at].clone());
        add("one doubled", with(doubled));
        let mut swapped = others.clone();
        swapped.swap(at, random.below(others.len()));
        add("two swapped", with(swapped));
        for (how, encode) in [
            ("a longer length", with_long_length as fn(&[u8]) -> Vec<u8>),
            ("an open length", with_open_length),
            ("a byte behind", |der| [der, &[0]].concat()),
        ] {
            let mut encoded = others.clone();
            encoded[at] = encode(&others[at]);
            add(how, with(encoded));
        }
    }
    add("its root sent", with([others, &chain.anchors[..]].concat()));
    add("a stranger's root sent first", with([&[stranger.to_vec()], &others[..]].concat()));
    add(
        "the end entity again",
        with([&others[..], std::slice::from_ref(&chain.end_entity)].concat()),
    );
    let anchored = |anchors: Vec<Vec<u8>>| Chain { anchors, ..chain.clone() };
    add("another root as well", anchored([&[stranger.to_vec()], &chain.anchors[..]].concat()));
    add("another root instead", anchored(vec![stranger.to_vec()]));
    add("its intermediates as roots", anchored(others.clone()));
    add("the end entity as root", anchored(vec![chain.end_entity.clone()]));
    for _ in 0..BITS {
        let mut changed = chain.clone();
        let which = random.below(1 + others.len());
        let der = match which.checked_sub(1) {
            None => &mut changed.end_entity,
            Some(at) => &mut changed.others[at],
        };
        let at = random.below(der.len());
        if let Some(byte) = der.get_mut(at) {
            *byte ^= 1 << random.below(8);
        }
        add(&format!("a bit of byte {at} of {which} changed"), changed);
    }
    all
}
