//! One departure from a sound certificate a row: each field, in each way that a validator may meet.
//!
//! The certificate is signed after the change, so that nothing but the row speaks against it. Whether it is
//! a fault, and to whom, is not said here: some rows are harmless to everybody.

use crate::certificate::{Key, Plan, name, name_in};
use crate::der::{bits, boolean, integer, octets, oid, sequence, tlv, utc_time};
use crate::extension::{
    ANY_PURPOSE, CLIENT_AUTH, SERVER_AUTH, address, alternative_names, authority_key_identifier,
    basic_constraints, directory, dns, explicit_policy, extension, key_usage, name_constraints,
    policies, purposes,
};
use crate::{HOST, pathological};

/// Which certificate of a chain a row is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    Any,
    Authority,
    EndEntity,
}

pub(crate) type Fault = (&'static str, Whom, fn(Plan) -> Plan);

const BASIC: &str = "2.5.29.19";
const USAGE: &str = "2.5.29.15";
const PURPOSE: &str = "2.5.29.37";
const NAMES: &str = "2.5.29.17";
const LIMITS: &str = "2.5.29.30";
const UNKNOWN: &str = "1.3.6.1.4.1.55555.1";

fn valid(from: &str, to: &str) -> Vec<u8> {
    sequence(&[&utc_time(from), &utc_time(to)])
}

fn times(tag: u8, from: &str, to: &str) -> Vec<u8> {
    sequence(&[&tlv(tag, &[from.as_bytes()]), &tlv(tag, &[to.as_bytes()])])
}

fn limited(plan: Plan, permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Plan {
    plan.with(LIMITS, Some(name_constraints(permitted, excluded)))
}

fn named(plan: Plan, names: &[Vec<u8>]) -> Plan {
    plan.with(NAMES, Some(alternative_names(names)))
}

#[rustfmt::skip]
pub(crate) static FAULTS: &[Fault] = &[
    ("nothing", Whom::Any, |plan| plan),
    ("expired", Whom::Any, |plan| Plan { validity: valid("250101000000Z", "261121095959Z"), ..plan }),
    ("expires this second", Whom::Any, |plan| Plan { validity: valid("250101000000Z", "261121100000Z"), ..plan }),
    ("begins this second", Whom::Any, |plan| Plan { validity: valid("261121100000Z", "270101000000Z"), ..plan }),
    ("begins in a second", Whom::Any, |plan| Plan { validity: valid("261121100001Z", "270101000000Z"), ..plan }),
    ("ends before it begins", Whom::Any, |plan| Plan { validity: valid("270101000000Z", "260101000000Z"), ..plan }),
    ("the early year as a generalized time", Whom::Any, |plan| Plan { validity: times(0x18, "20260101000000Z", "20270101000000Z"), ..plan }),
    ("the year 2060", Whom::Any, |plan| Plan { validity: times(0x18, "20260101000000Z", "20600101000000Z"), ..plan }),
    ("the year 9999", Whom::Any, |plan| Plan { validity: times(0x18, "20260101000000Z", "99991231235959Z"), ..plan }),
    ("a two-digit year of the last century", Whom::Any, |plan| Plan { validity: valid("490101000000Z", "500101000000Z"), ..plan }),
    ("times without seconds", Whom::Any, |plan| Plan { validity: times(0x17, "2601010000Z", "2701010000Z"), ..plan }),
    ("times with a zone", Whom::Any, |plan| Plan { validity: times(0x17, "260101000000+0100", "270101000000+0100"), ..plan }),
    ("times with fractions", Whom::Any, |plan| Plan { validity: times(0x18, "20260101000000.5Z", "20270101000000.5Z"), ..plan }),
    ("the 31st of February", Whom::Any, |plan| Plan { validity: valid("260231000000Z", "270231000000Z"), ..plan }),
    ("times of nothing", Whom::Any, |plan| Plan { validity: sequence(&[]), ..plan }),

    ("no basic constraints", Whom::Any, |plan| plan.with(BASIC, None)),
    ("a CA", Whom::Any, |plan| plan.with(BASIC, Some(basic_constraints(true, None)))),
    ("no CA in so many words", Whom::Any, |plan| plan.with(BASIC, Some(extension(BASIC, true, &sequence(&[&boolean(false)]))))),
    ("basic constraints that are empty", Whom::Any, |plan| plan.with(BASIC, Some(basic_constraints(false, None)))),
    ("basic constraints that are not critical", Whom::Any, |plan| plan.with(BASIC, Some(extension(BASIC, false, &sequence(&[&boolean(true)]))))),
    ("true as 01", Whom::Any, |plan| plan.with(BASIC, Some(extension(BASIC, true, &sequence(&[&[1, 1, 1]]))))),
    ("path length 0", Whom::Authority, |plan| plan.with(BASIC, Some(basic_constraints(true, Some(0))))),
    ("path length 1", Whom::Authority, |plan| plan.with(BASIC, Some(basic_constraints(true, Some(1))))),
    ("path length 256", Whom::Authority, |plan| plan.with(BASIC, Some(basic_constraints(true, Some(256))))),
    ("path length -1", Whom::Authority, |plan| plan.with(BASIC, Some(extension(BASIC, true, &sequence(&[&boolean(true), &[2, 1, 0xff]]))))),
    ("a path length and no CA", Whom::Any, |plan| plan.with(BASIC, Some(basic_constraints(false, Some(0))))),

    ("no key usage", Whom::Any, |plan| plan.with(USAGE, None)),
    ("key usage of an end entity", Whom::Any, |plan| plan.with(USAGE, Some(key_usage(0x80)))),
    ("key usage of a CA", Whom::Any, |plan| plan.with(USAGE, Some(key_usage(0x04)))),
    ("key usage for lists alone", Whom::Any, |plan| plan.with(USAGE, Some(key_usage(0x02)))),
    ("key usage of no bits", Whom::Any, |plan| plan.with(USAGE, Some(key_usage(0)))),
    ("key usage with an unused bit set", Whom::Any, |plan| plan.with(USAGE, Some(extension(USAGE, true, &tlv(3, &[&[2, 0x07]]))))),
    ("key usage that is a sequence", Whom::Any, |plan| plan.with(USAGE, Some(extension(USAGE, true, &sequence(&[]))))),

    ("no purposes", Whom::Any, |plan| plan.with(PURPOSE, None)),
    ("purpose client", Whom::Any, |plan| plan.with(PURPOSE, Some(purposes(&[CLIENT_AUTH])))),
    ("purpose server", Whom::Any, |plan| plan.with(PURPOSE, Some(purposes(&[SERVER_AUTH])))),
    ("both purposes", Whom::Any, |plan| plan.with(PURPOSE, Some(purposes(&[CLIENT_AUTH, SERVER_AUTH])))),
    ("any purpose", Whom::Any, |plan| plan.with(PURPOSE, Some(purposes(&[ANY_PURPOSE])))),
    ("purposes that are empty", Whom::Any, |plan| plan.with(PURPOSE, Some(purposes(&[])))),
    ("critical purposes", Whom::Any, |plan| plan.with(PURPOSE, Some(extension(PURPOSE, true, &sequence(&[&oid(SERVER_AUTH)]))))),

    ("an unknown critical extension", Whom::Any, |plan| plan.and(extension(UNKNOWN, true, &[5, 0]))),
    ("an unknown extension", Whom::Any, |plan| plan.and(extension(UNKNOWN, false, &[5, 0]))),
    ("an unknown extension twice", Whom::Any, |plan| plan.and(extension(UNKNOWN, false, &[5, 0])).and(extension(UNKNOWN, false, &[5, 0]))),
    ("key usage twice", Whom::Any, |plan| plan.and(key_usage(0x86))),
    ("names twice", Whom::EndEntity, |plan| plan.and(alternative_names(&[dns(HOST)]))),
    ("critical in so many words not", Whom::Any, |plan| plan.and(sequence(&[&oid(UNKNOWN), &boolean(false), &octets(&[5, 0])]))),
    ("an extension without a value", Whom::Any, |plan| plan.and(sequence(&[&oid(UNKNOWN)]))),
    ("no extensions", Whom::Any, |plan| Plan { extensions: Vec::new(), ..plan }),
    ("an empty list of extensions", Whom::Any, |plan| Plan { extensions: Vec::new(), trailing: tlv(0xa3, &[&sequence(&[])]), ..plan }),
    ("something behind the extensions", Whom::Any, |plan| Plan { trailing: vec![5, 0], ..plan }),
    ("unique identifiers", Whom::Any, |plan| Plan { key_info: [plan.key_info.clone(), tlv(0x81, &[&[0, 1, 2]]), tlv(0x82, &[&[0, 1, 2]])].concat(), ..plan }),
    ("a key identifier of another", Whom::Any, |plan| plan.with("2.5.29.35", Some(authority_key_identifier(b"another")))),
    ("no key identifiers", Whom::Any, |plan| plan.with("2.5.29.35", None).with("2.5.29.14", None)),

    ("version 1", Whom::Any, |plan| Plan { version: Vec::new(), extensions: Vec::new(), ..plan }),
    ("version 1 with extensions", Whom::Any, |plan| Plan { version: Vec::new(), ..plan }),
    ("version 1 in so many words", Whom::Any, |plan| Plan { version: tlv(0xa0, &[&integer(0)]), ..plan }),
    ("version 2", Whom::Any, |plan| Plan { version: tlv(0xa0, &[&integer(1)]), ..plan }),
    ("version 4", Whom::Any, |plan| Plan { version: tlv(0xa0, &[&integer(3)]), ..plan }),
    ("serial number 0", Whom::Any, |plan| Plan { serial: integer(0), ..plan }),
    ("a negative serial number", Whom::Any, |plan| Plan { serial: tlv(2, &[&[0x80, 1]]), ..plan }),
    ("a serial number of 20 bytes", Whom::Any, |plan| Plan { serial: tlv(2, &[&[0x7f; 20]]), ..plan }),
    ("a serial number of 21 bytes", Whom::Any, |plan| Plan { serial: tlv(2, &[&[0x7f; 21]]), ..plan }),
    ("a serial number of 40 bytes", Whom::Any, |plan| Plan { serial: tlv(2, &[&[0x7f; 40]]), ..plan }),
    ("a serial number with a zero before it", Whom::Any, |plan| Plan { serial: tlv(2, &[&[0, 1]]), ..plan }),
    ("a serial number of no bytes", Whom::Any, |plan| Plan { serial: tlv(2, &[]), ..plan }),

    ("another algorithm outside", Whom::Any, |plan| Plan { algorithms: [plan.algorithms[0].clone(), sequence(&[&oid("1.2.840.10045.4.3.3")])], ..plan }),
    ("another algorithm inside", Whom::Any, |plan| Plan { algorithms: [sequence(&[&oid("1.2.840.10045.4.3.3")]), plan.algorithms[1].clone()], ..plan }),
    ("parameters of the algorithm that are null", Whom::Any, |plan| { let null = sequence(&[&oid("1.2.840.10045.4.3.2"), &[5, 0]]); Plan { algorithms: [null.clone(), null], ..plan } }),
    ("an algorithm that nobody knows", Whom::Any, |plan| { let unknown = sequence(&[&oid(UNKNOWN)]); Plan { algorithms: [unknown.clone(), unknown], ..plan } }),
    ("SHA-1 by name", Whom::Any, |plan| { let sha1 = sequence(&[&oid("1.2.840.10045.4.1")]); Plan { algorithms: [sha1.clone(), sha1], ..plan } }),
    ("a compressed key", Whom::Any, |plan| Plan { key_info: Key::of(77).info(true), ..plan }),
    ("a key that is no point", Whom::Any, |plan| Plan { key_info: sequence(&[&sequence(&[&oid("1.2.840.10045.2.1"), &oid("1.2.840.10045.3.1.7")]), &bits(&[4; 65])]), ..plan }),

    ("another issuer", Whom::Any, |plan| Plan { issuer: name("Nobody"), ..plan }),
    ("the issuer in another kind of string", Whom::Any, |plan| { let text = pathological::common_name(&plan.issuer); Plan { issuer: name_in(0x13, &text), ..plan } }),
    ("the issuer in other letters", Whom::Any, |plan| { let text = pathological::common_name(&plan.issuer).to_uppercase(); Plan { issuer: name(&text), ..plan } }),
    ("the issuer with blanks", Whom::Any, |plan| { let text = format!("  {} ", pathological::common_name(&plan.issuer).replace(' ', "   ")); Plan { issuer: name(&text), ..plan } }),
    ("an issuer of nothing", Whom::Any, |plan| Plan { issuer: sequence(&[]), ..plan }),
    ("a subject of nothing", Whom::EndEntity, |plan| Plan { subject: sequence(&[]), ..plan }),

    ("the host's domain permitted", Whom::Any, |plan| limited(plan, &[dns("nordwind.example")], &[])),
    ("the host's domain permitted, with a dot", Whom::Authority, |plan| limited(plan, &[dns(".nordwind.example")], &[])),
    ("the host itself permitted, with a dot", Whom::Authority, |plan| limited(plan, &[dns(".mail.nordwind.example")], &[])),
    ("every name permitted", Whom::Authority, |plan| limited(plan, &[dns("")], &[])),
    ("another domain permitted", Whom::Authority, |plan| limited(plan, &[dns("suedwind.example")], &[])),
    ("a domain that only ends alike permitted", Whom::Authority, |plan| limited(plan, &[dns("wind.example")], &[])),
    ("the host's domain excluded", Whom::Authority, |plan| limited(plan, &[], &[dns("nordwind.example")])),
    ("the host excluded in capitals", Whom::Authority, |plan| limited(plan, &[], &[dns("MAIL.NORDWIND.EXAMPLE")])),
    ("another domain excluded", Whom::Authority, |plan| limited(plan, &[], &[dns("suedwind.example")])),
    ("every name excluded", Whom::Authority, |plan| limited(plan, &[], &[dns("")])),
    ("addresses alone permitted", Whom::Authority, |plan| limited(plan, &[address(&[10, 0, 0, 0, 255, 0, 0, 0])], &[])),
    ("addresses with a mask of holes", Whom::Authority, |plan| limited(plan, &[address(&[10, 0, 0, 0, 255, 0, 255, 0])], &[])),
    ("addresses of three bytes", Whom::Authority, |plan| limited(plan, &[address(&[10, 0, 0])], &[])),
    ("another directory permitted", Whom::Authority, |plan| limited(plan, &[directory(&name("Somebody else"))], &[])),
    ("the subject's directory excluded", Whom::Authority, |plan| limited(plan, &[], &[directory(&name(HOST))])),
    ("limits of nothing", Whom::Authority, |plan| limited(plan, &[], &[])),
    ("limits for a kind of name that nobody compares", Whom::Authority, |plan| limited(plan, &[tlv(0x88, &[&[0x2a]])], &[])),
    ("a limit with a minimum", Whom::Authority, |plan| plan.with(LIMITS, Some(extension(LIMITS, true, &sequence(&[&tlv(0xa0, &[&sequence(&[&dns("nordwind.example"), &tlv(0x80, &[&[1]])])])]))))),
    ("limits that are not critical", Whom::Authority, |plan| plan.with(LIMITS, Some(extension(LIMITS, false, &sequence(&[&tlv(0xa0, &[&sequence(&[&dns("suedwind.example")])])]))))),
    ("a wildcard as a limit", Whom::Authority, |plan| limited(plan, &[dns("*.nordwind.example")], &[])),

    ("a policy", Whom::Any, |plan| plan.and(policies(&["2.23.140.1.2.1".into()]))),
    ("a policy that is demanded", Whom::Authority, |plan| plan.and(policies(&["2.23.140.1.2.1".into()])).and(explicit_policy())),
    ("a demand for policies and none", Whom::Authority, |plan| plan.and(explicit_policy())),

    ("no names", Whom::EndEntity, |plan| plan.with(NAMES, None)),
    ("names of nothing", Whom::EndEntity, |plan| named(plan, &[])),
    ("names that are critical", Whom::EndEntity, |plan| plan.with(NAMES, Some(extension(NAMES, true, &sequence(&[&dns(HOST)]))))),
    ("another name", Whom::EndEntity, |plan| named(plan, &[dns("www.nordwind.example")])),
    ("the name in capitals", Whom::EndEntity, |plan| named(plan, &[dns("MAIL.Nordwind.EXAMPLE")])),
    ("a wildcard", Whom::EndEntity, |plan| named(plan, &[dns("*.nordwind.example")])),
    ("a wildcard too high", Whom::EndEntity, |plan| named(plan, &[dns("*.example")])),
    ("a wildcard inside a label", Whom::EndEntity, |plan| named(plan, &[dns("m*.nordwind.example")])),
    ("a wildcard in the second label", Whom::EndEntity, |plan| named(plan, &[dns("mail.*.example")])),
    ("a wildcard alone", Whom::EndEntity, |plan| named(plan, &[dns("*")])),
    ("a dot behind the name", Whom::EndEntity, |plan| named(plan, &[dns("mail.nordwind.example.")])),
    ("a NUL in the name", Whom::EndEntity, |plan| named(plan, &[dns("mail.nordwind.example\0.evil.example")])),
    ("a name that nobody can compare beside the right one", Whom::EndEntity, |plan| named(plan, &[dns("a b"), dns(HOST)])),
    ("a name of no letters beside the right one", Whom::EndEntity, |plan| named(plan, &[dns(""), dns(HOST)])),
    ("an underscore beside the right one", Whom::EndEntity, |plan| named(plan, &[dns("_a.nordwind.example"), dns(HOST)])),
    ("an address of three bytes beside the right name", Whom::EndEntity, |plan| named(plan, &[address(&[1, 2, 3]), dns(HOST)])),
    ("an address and a directory beside the right name", Whom::EndEntity, |plan| named(plan, &[address(&[10, 1, 2, 3]), directory(&name("x")), dns(HOST)])),
    ("names that are an integer", Whom::EndEntity, |plan| plan.with(NAMES, Some(extension(NAMES, false, &integer(1))))),
];
