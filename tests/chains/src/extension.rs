//! Extensions of certificates, ready to be put into one.

use crate::der::{boolean, integer, octets, oid, sequence, tlv};

pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
pub const ANY_PURPOSE: &str = "2.5.29.37.0";

/// One extension with its value in DER.
pub fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let mark = if critical { boolean(true) } else { Vec::new() };
    sequence(&[&oid(id), &mark, &octets(value)])
}

pub fn basic_constraints(ca: bool, path_length: Option<u64>) -> Vec<u8> {
    let ca = if ca { boolean(true) } else { Vec::new() };
    let length = path_length.map(integer).unwrap_or_default();
    extension("2.5.29.19", true, &sequence(&[&ca, &length]))
}

/// The named bits, the first one the highest: 0x06 is for signing certificates and lists, 0x80 for
/// signatures.
pub fn key_usage(first_byte: u8) -> Vec<u8> {
    let unused = first_byte.trailing_zeros().min(8) as u8;
    let content: &[u8] = if first_byte == 0 { &[0] } else { &[unused, first_byte] };
    extension("2.5.29.15", true, &tlv(3, &[content]))
}

pub fn purposes(all: &[&str]) -> Vec<u8> {
    let all: Vec<Vec<u8>> = all.iter().map(|id| oid(id)).collect();
    extension("2.5.29.37", false, &sequence(&[&all.concat()]))
}

pub fn dns(name: &str) -> Vec<u8> {
    tlv(0x82, &[name.as_bytes()])
}

pub fn address(bytes: &[u8]) -> Vec<u8> {
    tlv(0x87, &[bytes])
}

pub fn directory(name: &[u8]) -> Vec<u8> {
    tlv(0xa4, &[name])
}

pub fn alternative_names(names: &[Vec<u8>]) -> Vec<u8> {
    extension("2.5.29.17", false, &sequence(&[&names.concat()]))
}

/// Subtrees that are permitted, and those that are excluded.
pub fn name_constraints(permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Vec<u8> {
    let part = |tag, names: &[Vec<u8>]| {
        let subtrees: Vec<Vec<u8>> = names.iter().map(|name| sequence(&[name])).collect();
        if subtrees.is_empty() { Vec::new() } else { tlv(tag, &[&subtrees.concat()]) }
    };
    let value = sequence(&[&part(0xa0, permitted), &part(0xa1, excluded)]);
    extension("2.5.29.30", true, &value)
}

pub fn policies(all: &[String]) -> Vec<u8> {
    let all: Vec<Vec<u8>> = all.iter().map(|id| sequence(&[&oid(id)])).collect();
    extension("2.5.29.32", false, &sequence(&[&all.concat()]))
}

/// Pairs of the issuer's policy and the subject's.
pub fn policy_mappings(pairs: &[(String, String)]) -> Vec<u8> {
    let pairs = pairs.iter().map(|(issuers, subjects)| sequence(&[&oid(issuers), &oid(subjects)]));
    extension("2.5.29.33", true, &sequence(&[&pairs.collect::<Vec<_>>().concat()]))
}

/// From this certificate on a policy has to hold.
pub fn explicit_policy() -> Vec<u8> {
    extension("2.5.29.36", true, &sequence(&[&tlv(0x80, &[&[0]])]))
}

pub fn key_identifier(id: &[u8]) -> Vec<u8> {
    extension("2.5.29.14", false, &octets(id))
}

pub fn authority_key_identifier(id: &[u8]) -> Vec<u8> {
    extension("2.5.29.35", false, &sequence(&[&tlv(0x80, &[id])]))
}
