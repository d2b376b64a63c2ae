//! Chains that are made to be slow: meshes, loops, names and policies that multiply.
//!
//! What a validator says of them is not said here, only what it may not say: that something holds which does
//! not, and nothing for long.

use crate::certificate::{Key, Plan, name};
use crate::extension::{
    alternative_names, authority_key_identifier, basic_constraints, directory, dns,
    explicit_policy, extension, key_usage, name_constraints, policies, policy_mappings,
};
use crate::{AT, Chain, HOST};

/// The common name that `name` has put into a name.
pub(crate) fn common_name(name: &[u8]) -> String {
    String::from_utf8_lossy(name.get(13..).unwrap_or_default()).into_owned()
}

/// All of them, each with a way that holds only where its description says so.
pub fn all() -> Vec<Chain> {
    vec![
        one_name_and_key(),
        layers(Key::of, "ten layers of ten CAs that certify each other, no root"),
        layers(Key::p384, "ten layers of ten CAs on P-384, no root"),
        everybody_certifies_everybody(),
        ring(),
        one_name(Key::of, 100, "100 CAs of one name with keys of their own"),
        one_name(Key::p384, 100, "100 CAs of one name with keys of their own, on P-384"),
        one_name(
            |number| Key::noise(number, 16_384),
            40,
            "40 CAs of one name, RSA keys of 16,384 bits",
        ),
        names_and_limits(1_000),
        names_and_limits(4_000),
        directories(),
        policies_that_multiply(),
        many_end_entities(),
        end_entities_below_loops(),
        leaves_of_one_name(300),
        leaves_of_one_name(1_000),
    ]
}

fn issuer(number: u32) -> Vec<u8> {
    name(&format!("Mesh CA {number}"))
}

fn root() -> (Vec<u8>, Key, Vec<u8>) {
    let (subject, key) = (name("Mesh Root"), Key::of(9_999));
    let der = Plan::new(1, &subject, &key, &subject, &key).ca().sign(&key);
    (subject, key, der)
}

fn chain(what: &str, end_entity: Vec<u8>, others: Vec<Vec<u8>>, anchors: Vec<Vec<u8>>) -> Chain {
    Chain { what: what.into(), end_entity, others, anchors, at: AT, host: HOST.into() }
}

fn leaf(issuer: &[u8], key: &Key) -> Plan {
    Plan::new(2, &name(HOST), &Key::of(8_000), issuer, key).server(HOST)
}

/// 500 certificates of one CA, all good.
fn one_name_and_key() -> Chain {
    let (root_name, root_key, root) = root();
    let key = Key::of(1);
    let others = (0..500).map(|serial| {
        Plan::new(100 + serial, &issuer(1), &key, &root_name, &root_key).ca().sign(&root_key)
    });
    let leaf = leaf(&issuer(1), &key).sign(&key);
    chain("500 certificates of one CA with one key, which hold", leaf, others.collect(), vec![root])
}

/// Each of a layer is certified by each of the next one; none of the last by anybody who is there.
fn layers(key: fn(u32) -> Key, what: &str) -> Chain {
    let number = |layer: u32, at: u32| 1 + layer * 10 + at;
    let mut others = Vec::new();
    for layer in 0..10 {
        for (at, above) in (0..10).flat_map(|at| (0..10).map(move |above| (at, above))) {
            let (own, next) = (number(layer, at), number(layer + 1, above));
            let plan = Plan::new(1_000, &issuer(own), &key(own), &issuer(next), &key(next));
            others.push(plan.ca().sign(&key(next)));
        }
    }
    let (.., root) = root();
    chain(what, leaf(&issuer(1), &key(1)).sign(&key(1)), others, vec![root])
}

/// Twenty CAs, each certified by each other one: every way is a loop, and there are 19 factorial.
fn everybody_certifies_everybody() -> Chain {
    let mut others = Vec::new();
    for own in 1..=20 {
        for above in (1..=20).filter(|above| *above != own) {
            let (key, upper) = (Key::of(own), Key::of(above));
            let plan = Plan::new(1_000, &issuer(own), &key, &issuer(above), &upper);
            others.push(plan.ca().sign(&upper));
        }
    }
    let (.., root) = root();
    let leaf = leaf(&issuer(1), &Key::of(1)).sign(&Key::of(1));
    chain("twenty CAs that all certify each other, no root", leaf, others, vec![root])
}

fn ring() -> Chain {
    let others = (1..=100).map(|own| {
        let above = own % 100 + 1;
        let (key, upper) = (Key::of(own), Key::of(above));
        Plan::new(1_000, &issuer(own), &key, &issuer(above), &upper).ca().sign(&upper)
    });
    let (.., root) = root();
    let leaf = leaf(&issuer(1), &Key::of(1)).sign(&Key::of(1));
    chain("a ring of a hundred CAs", leaf, others.collect(), vec![root])
}

/// They all name each other as issuer, and each has its own key: only signatures tell who issued whom.
fn one_name(key: impl Fn(u32) -> Key, count: u32, what: &str) -> Chain {
    let others = (1..=count).map(|own| {
        let above = key(own % count + 1);
        let plan = Plan::new(u64::from(own), &issuer(1), &key(own), &issuer(1), &above);
        plan.with("2.5.29.35", None).ca().sign(&above)
    });
    let (.., root) = root();
    let signer = key(count);
    let leaf = leaf(&issuer(1), &signer).with("2.5.29.35", None).sign(&signer);
    chain(what, leaf, others.collect(), vec![root])
}

/// So many names under as many limits, which all permit something else.
fn names_and_limits(count: u32) -> Chain {
    let (root_name, root_key, root) = root();
    let key = Key::of(1);
    let permitted: Vec<_> = (0..count).map(|at| dns(&format!("p{at}.nordwind.example"))).collect();
    let excluded: Vec<_> = (0..count).map(|at| dns(&format!("e{at}.suedwind.example"))).collect();
    let limits = name_constraints(&permitted, &excluded);
    let ca = Plan::new(3, &issuer(1), &key, &root_name, &root_key).ca().and(limits).sign(&root_key);
    let mut names: Vec<_> =
        (0..count).map(|at| dns(&format!("a.p{at}.nordwind.example"))).collect();
    names.push(dns(HOST));
    let leaf = leaf(&issuer(1), &key).with("2.5.29.17", Some(alternative_names(&names)));
    chain(
        &format!("{count} names under {count} limits of each kind"),
        leaf.sign(&key),
        vec![ca],
        vec![root],
    )
}

/// Directory names, which take long to compare.
fn directories() -> Chain {
    let (root_name, root_key, root) = root();
    let key = Key::of(1);
    let long = |at: usize| directory(&name(&format!("{at} {}", "x".repeat(200))));
    let excluded: Vec<_> = (0..1_000).map(long).collect();
    let limits = name_constraints(&[], &excluded);
    let ca = Plan::new(3, &issuer(1), &key, &root_name, &root_key).ca().and(limits).sign(&root_key);
    let names: Vec<_> = (1_000..2_000).map(long).chain([dns(HOST)]).collect();
    let leaf = leaf(&issuer(1), &key).with("2.5.29.17", Some(alternative_names(&names)));
    chain(
        "1000 directory names under 1000 limits, which hold",
        leaf.sign(&key),
        vec![ca],
        vec![root],
    )
}

/// Each CA maps each of its policies to each of the next one's: a tree would have 16 to the tenth power of leaves.
fn policies_that_multiply() -> Chain {
    let (root_name, root_key, root) = root();
    let policy = |layer: u32, at: u32| format!("1.3.6.1.4.1.55555.{}.{at}", layer + 2);
    let mut others = Vec::new();
    for layer in 1..=10_u32 {
        let (own, above) =
            (Key::of(layer), if layer == 10 { root_key.clone() } else { Key::of(layer + 1) });
        let upper = if layer == 10 { root_name.clone() } else { issuer(layer + 1) };
        let stated: Vec<String> = (0..16).map(|at| policy(layer, at)).collect();
        let pairs: Vec<(String, String)> = (0..16)
            .flat_map(|from| (0..16).map(move |to| (from, to)))
            .map(|(from, to)| (policy(layer, from), policy(layer - 1, to)))
            .collect();
        let plan = Plan::new(u64::from(layer), &issuer(layer), &own, &upper, &above).ca();
        let plan = plan.and(policies(&stated)).and(policy_mappings(&pairs)).and(explicit_policy());
        others.push(plan.sign(&above));
    }
    let stated: Vec<String> = (0..16).map(|at| policy(0, at)).collect();
    let leaf = leaf(&issuer(1), &Key::of(1)).and(policies(&stated));
    chain(
        "ten levels that map 16 policies to 16 each, which hold",
        leaf.sign(&Key::of(1)),
        others,
        vec![root],
    )
}

/// Each of a hundred end entities has the whole mesh above it.
fn many_end_entities() -> Chain {
    let mut all = layers(Key::of, "");
    for number in 0..100 {
        let host = format!("host{number}.nordwind.example");
        let (upper, key) = (1 + number % 10, Key::of(8_001 + number));
        let plan = Plan::new(5_000, &name(&host), &key, &issuer(upper), &Key::of(upper));
        all.others.push(plan.server(&host).sign(&Key::of(upper)));
    }
    all.what = "101 end entities below ten layers of ten CAs, no root".into();
    all
}

/// Few enough certificates that all signatures are known soon, and ways without end for each of 200.
fn end_entities_below_loops() -> Chain {
    let mut others = Vec::new();
    for own in 1..=9 {
        for above in (1..=9).filter(|above| *above != own) {
            let (key, upper) = (Key::of(own), Key::of(above));
            let plan = Plan::new(1_000, &issuer(own), &key, &issuer(above), &upper);
            others.push(plan.ca().sign(&upper));
        }
    }
    for number in 0..200 {
        let host = format!("host{number}.nordwind.example");
        let (upper, key) = (1 + number % 9, Key::of(8_001 + number));
        let plan = Plan::new(5_000, &name(&host), &key, &issuer(upper), &Key::of(upper));
        others.push(plan.server(&host).sign(&Key::of(upper)));
    }
    let (.., root) = root();
    let leaf = leaf(&issuer(1), &Key::of(1)).sign(&Key::of(1));
    chain("201 end entities below nine CAs that all certify each other", leaf, others, vec![root])
}

/// End entities that all name each other as issuer: nothing here is a CA.
fn leaves_of_one_name(count: u32) -> Chain {
    let one = issuer(1);
    let plan = |own: u32| {
        let key = Key::of(own);
        let plan = Plan::new(u64::from(own), &one, &key, &one, &key);
        let plan = plan.with("2.5.29.35", Some(authority_key_identifier(b"nobody")));
        plan.and(basic_constraints(false, None)).and(key_usage(0x80)).and(extension(
            "2.5.29.17",
            false,
            &crate::der::sequence(&[&dns(HOST)]),
        ))
    };
    let mut all: Vec<Vec<u8>> =
        (1..=count).map(|own| plan(own).sign(&Key::of(own % count + 1))).collect();
    let (.., root) = root();
    let end_entity = all.remove(0);
    chain(
        &format!("{count} end entities of one name that name each other as issuer"),
        end_entity,
        all,
        vec![root],
    )
}
