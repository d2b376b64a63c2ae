//! NIST PKITS, without the sections on revocation lists, through the search that the page uses.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use handglass::facts::path::rules::PolicyInputs;
use handglass::facts::path::{AnchorRules, PathBuilder, Rules};
use handglass::facts::{CertificateId, Facts, TrustAnchor, certificate};
use handglass::timestamp::Timestamp;
use serde_json::Value;

use crate::{corpus, scores};

/// Sections that are about revocation lists.
const REVOCATION: &[&str] = &["BasicCertificateRevocationTests", "DistributionPoints", "DeltaCRLs"];
/// Tests of other sections that only a revocation list decides, and what is not computed.
const NOT_JUDGED: &[(&str, &str)] = &[
    ("4.1.5", "DSA signatures are not computed: the path is undetermined"),
    ("4.5.5", "the certificate is revoked"),
    ("4.5.7", "the certificate is revoked"),
    ("4.7.5", "the key may not sign revocation lists"),
];
/// A year in which the suite's certificates are valid.
const AT: &str = "2011-04-15T00:00:00Z";

#[test]
fn every_test_without_revocation_lists() {
    let Some(folder) = corpus("pkits") else { return };
    let text = fs::read_to_string(folder.join("pkits_expected.json")).expect("the expectations");
    let tests: Value = serde_json::from_str(&text).expect("JSON");
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut skipped = 0;
    for test in tests.as_array().into_iter().flatten() {
        let word = |key: &str| test[key].as_str().unwrap_or_default().to_owned();
        let (number, section) = (word("test_number"), word("section"));
        if REVOCATION.contains(&section.as_str())
            || NOT_JUDGED.iter().any(|(known, _)| *known == number)
        {
            skipped += 1;
            continue;
        }
        let ders: Vec<Vec<u8>> = test["certs"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|name| fs::read(folder.join(format!("certs/{name}.crt"))).expect("a certificate"))
            .collect();
        let (holds, why) = judge(&ders, &test["settings"]);
        let score = table.entry(section).or_default();
        score.1 += 1;
        if holds == (test["should_validate"] == true) {
            score.0 += 1;
        } else {
            wrong.push(format!("{number} {}: {why}", word("title")));
        }
    }
    let mut text = String::from("| Section | Agree | Tests |\n|---|---|---|\n");
    for (section, (agree, all)) in &table {
        writeln!(text, "| {section} | {agree} | {all} |").expect("a string grows");
    }
    writeln!(text, "\n{skipped} tests are about revocation lists or DSA and are not judged.")
        .expect("a string grows");
    scores::part("PKITS", &text);
    assert_eq!(wrong, Vec::<String>::new());
}

fn judge(ders: &[Vec<u8>], settings: &Value) -> (bool, String) {
    let mut certificates: Vec<_> =
        ders.iter().filter_map(|der| certificate::read(der).ok()).collect();
    if certificates.len() < ders.len() {
        return (false, "a certificate cannot be read".into());
    }
    let anchor = TrustAnchor::from_certificate(&certificates.remove(0));
    certificates.reverse();
    let acceptable: Vec<String> = settings["InitialPolicySet"]
        .as_str()
        .into_iter()
        .flat_map(|set| set.trim_matches('"').split(','))
        .map(|name| match name.strip_prefix("NIST-test-policy-") {
            Some(number) => format!("2.16.840.1.101.3.2.1.48.{number}"),
            None => "2.5.29.32.0".into(),
        })
        .collect();
    let is_set = |key: &str| settings[key] == "true";
    let rules = Rules {
        at: Timestamp::parse(AT).expect("a moment"),
        purpose: None,
        anchor_dates: true,
        anchor: AnchorRules::NameAndKey,
        refuses_sha1: false,
        policies: PolicyInputs {
            acceptable: &acceptable,
            explicit: is_set("InitialExplicitPolicy"),
            inhibit_mapping: is_set("InitialPolicyMappingInhibit"),
            inhibit_any: is_set("InitialInhibitAnyPolicy"),
        },
        max_intermediates: None,
    };
    let facts = Facts { certificates, anchors: vec![anchor], ..Facts::default() };
    let search = PathBuilder::new(&facts).search_by(CertificateId(0), &rules);
    let best = search.paths.first();
    (
        best.is_some_and(handglass::facts::CertificationPath::is_valid),
        format!("{:?}", best.map(|path| &path.faults)),
    )
}
