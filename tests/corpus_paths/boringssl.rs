//! BoringSSL's chain tests: the verdict, and the fault on the certificate that they name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64ct::{Base64, Encoding};
use handglass::facts::certificate::conformance::{Place, departures};
use handglass::facts::path::rules::PolicyInputs;
use handglass::facts::path::{AnchorRules, Element, PathBuilder, Rules};
use handglass::facts::{Certificate, CertificateId, Facts, TrustAnchor, certificate};
use handglass::question::Purpose;
use handglass::timestamp::Timestamp;

use crate::{corpus, scores};

/// Tests that are judged otherwise on purpose, and why.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "many-names/ok-all-types",
        "a limit on URIs is compared, and `http://test/0` is no host (RFC 5280 section 4.2.1.10)",
    ),
    ("target-serverauth-various-keyusages/ec-decipherOnly", NO_HANDSHAKE),
    ("target-serverauth-various-keyusages/rsa-decipherOnly", NO_HANDSHAKE),
    (
        "target-selfissued/trusted_anchor",
        "who trusts the end entity itself trusts it, as in trusted_leaf-and-trust_anchor",
    ),
];

const NO_HANDSHAKE: &str =
    "the suite leaves the key usage of an end entity to TLS, where nothing is left for this one";

#[test]
fn every_chain() {
    let Some(folder) = corpus("boringssl-pki/verify_certificate_chain_unittest") else { return };
    let mut table: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut listed = String::new();
    let mut folders: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
    folders.sort_by_key(fs::DirEntry::file_name);
    for entry in folders {
        let mut files: Vec<_> =
            fs::read_dir(entry.path()).into_iter().flatten().flatten().collect();
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files.iter().map(fs::DirEntry::path) {
            if file.extension().is_none_or(|end| end != "test") {
                continue;
            }
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{}/{stem}", entry.file_name().to_string_lossy());
            let outcome = match judge(&file) {
                Err(why) => {
                    writeln!(listed, "- `{name}`: not judged; {why}").expect("a string grows");
                    "not judged"
                }
                Ok(None) => "agree",
                Ok(Some(difference)) => {
                    match ON_PURPOSE.iter().find(|(known, _)| *known == name) {
                        Some((_, why)) => {
                            writeln!(listed, "- `{name}`: {why}").expect("a string grows");
                        }
                        None => wrong.push(format!("{name}: {difference}")),
                    }
                    "judged otherwise"
                }
            };
            *table.entry(outcome).or_default() += 1;
        }
    }
    let mut text = String::from("| Outcome | Tests |\n|---|---|\n");
    for (outcome, count) in &table {
        writeln!(text, "| {outcome} | {count} |").expect("a string grows");
    }
    text.push_str(
        "\nAgree: the verdict, and our faults stand on the certificates that the test names.\n\n",
    );
    text.push_str(&listed);
    scores::part("BoringSSL", &text);
    assert_eq!(wrong, Vec::<String>::new());
}

/// What we say otherwise; `Err` where a test asks for something that is not judged here.
fn judge(file: &Path) -> Result<Option<String>, &'static str> {
    let text = fs::read_to_string(file).expect("a test");
    let value = |key: &str| {
        text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).unwrap_or_default()
    };
    let asked = value("key_purpose");
    let (purpose, strict) = match asked {
        "ANY_EKU" => (None, false),
        "SERVER_AUTH" => (Some(Purpose::Server), false),
        "CLIENT_AUTH" => (Some(Purpose::Client), false),
        "SERVER_AUTH_STRICT" | "SERVER_AUTH_STRICT_LEAF" => (Some(Purpose::Server), true),
        "CLIENT_AUTH_STRICT" | "CLIENT_AUTH_STRICT_LEAF" => (Some(Purpose::Client), true),
        _ => return Err("a purpose that TLS has not"),
    };
    let trust = value("last_cert_trust");
    if trust == "TRUSTED_LEAF_REQUIRE_SELF_SIGNED" {
        return Err("an anchor is trusted by its name and key, whatever it is signed with");
    }
    let chain = read(&file.with_file_name(value("chain")));
    let Some((last, others)) = chain.split_last() else { return Err("the chain cannot be read") };
    let constrained = trust.contains("CONSTRAINTS");
    let rules = Rules {
        at: moment(value("utc_time")),
        purpose,
        anchor_dates: trust.contains("EXPIRATION"),
        anchor: if constrained { AnchorRules::Role } else { AnchorRules::NameAndKey },
        refuses_sha1: value("digest_policy") == "STRONG",
        policies: PolicyInputs::default(),
        max_intermediates: None,
    };
    let mut certificates = others.to_vec();
    if certificates.is_empty() {
        certificates.push(last.clone());
    }
    let facts = Facts {
        certificates,
        anchors: vec![TrustAnchor::from_certificate(last)],
        ..Facts::default()
    };
    let search = PathBuilder::new(&facts).search_by(CertificateId(0), &rules);
    let best = search.paths.first().ok_or("no path")?;
    let mut ours: Vec<(usize, String)> = best
        .faults
        .iter()
        .map(|fault| {
            let position = match fault.element {
                Element::Certificate(id) => id.0,
                Element::Anchor(_) => others.len(),
            };
            (position, format!("{:?}", fault.kind))
        })
        .collect();
    if strict {
        let purpose = purpose.unwrap_or(Purpose::Server);
        for (position, certificate) in facts.certificates.iter().enumerate() {
            let whole = !asked.ends_with("LEAF");
            let place = match position {
                0 => Place::EndEntity(purpose),
                _ if whole => Place::Intermediate,
                _ => continue,
            };
            let listed = certificate.extended_key_usage.iter().flatten();
            let named = listed.filter(|oid| oid.as_str() == oid_of(purpose)).count() > 0;
            if position > 0 && named {
                continue;
            }
            // What strict purposes ask for, and no more of the profile.
            let asked = ["7.1.2.7.8", "7.1.2.7.10", "7.1.2.10.6"];
            for it in departures(certificate, place) {
                if asked.contains(&it.section) {
                    ours.push((position, it.what.into()));
                }
            }
        }
    }
    let theirs = expected(&text);
    let same_verdict = ours.is_empty() == theirs.is_empty();
    let on_theirs = ours.iter().any(|(position, _)| theirs.contains(position));
    if same_verdict && (theirs.is_empty() || on_theirs) {
        return Ok(None);
    }
    Ok(Some(format!("they find errors on {theirs:?}, we {ours:?}")))
}

const fn oid_of(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Server => "1.3.6.1.5.5.7.3.1",
        Purpose::Client => "1.3.6.1.5.5.7.3.2",
    }
}

/// The positions of certificates with an error; usize::MAX for one of the whole chain.
fn expected(text: &str) -> Vec<usize> {
    let mut at = usize::MAX;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("----- Certificate i=") {
            at = rest.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(at);
        } else if line.starts_with("-----") {
            at = usize::MAX;
        } else if line.starts_with("ERROR") {
            found.push(at);
        }
    }
    found
}

fn moment(text: &str) -> Timestamp {
    let digits = if text == "DEFAULT" { "211005120000Z" } else { text };
    let part = |at: usize| &digits[at..at + 2];
    let written =
        format!("20{}-{}-{}T{}:{}:{}Z", part(0), part(2), part(4), part(6), part(8), part(10));
    Timestamp::parse(&written).expect("a moment")
}

fn read(file: &Path) -> Vec<Certificate> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.split("-----BEGIN CERTIFICATE-----")
        .skip(1)
        .filter_map(|block| {
            let body = block.split("-----END").next()?;
            let joined: String = body.split_whitespace().collect();
            certificate::read(&Base64::decode_vec(&joined).ok()?).ok()
        })
        .collect()
}
