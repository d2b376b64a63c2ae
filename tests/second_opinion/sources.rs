//! Chains that others made: the stories', and the suites' where they are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use handglass::facts::certificate;
use handglass::timestamp::Timestamp;
use handglass_chains::{Chain, from_pem};
use serde_json::Value;

use crate::story;

/// Of each suite's chains at most so many others, so that mutations do not multiply what is slow on purpose.
const MOST_OTHERS: usize = 12;

/// A root that nobody's chain leads to.
pub(crate) fn stranger() -> Vec<u8> {
    let root = include_str!("../fixtures/names-root.pem");
    from_pem(root).into_iter().next().expect("a certificate")
}

/// The chains of certificates in the stories, leaf first.
pub(crate) fn of_the_stories() -> Vec<Chain> {
    let mut chains = Vec::new();
    for story in story::stories() {
        let question = &story.question;
        let anchors: Vec<Vec<u8>> = question
            .own_roots
            .iter()
            .flat_map(|roots| from_pem(&String::from_utf8_lossy(&roots.bytes)))
            .collect();
        for source in &story.sources {
            let mut certificates = from_pem(&String::from_utf8_lossy(&source.bytes));
            if certificates.is_empty() || source.name != "input.pem" {
                continue;
            }
            let end_entity = certificates.remove(0);
            let host = question.reference_identifiers.first().cloned();
            chains.push(Chain {
                what: story.name.clone(),
                end_entity,
                others: certificates,
                anchors: anchors.clone(),
                at: question.at.unix_seconds(),
                host: host.unwrap_or_else(|| "mail.nordwind.example".into()),
            });
        }
    }
    assert!(chains.len() > 30, "the stories have chains");
    chains
}

pub(crate) fn of_limbo() -> Vec<Chain> {
    let core = |id: &str| !id.starts_with("bettertls") && !id.contains("nc-dos");
    limbo_cases().iter().filter_map(|case| limbo(case, core)).collect()
}

pub(crate) fn of_bettertls() -> Vec<Chain> {
    limbo_cases().iter().filter_map(|case| limbo(case, |id| id.starts_with("bettertls"))).collect()
}

fn limbo_cases() -> Vec<Value> {
    let Some(path) = corpus("limbo/limbo_dev.json.xz") else { return Vec::new() };
    let unpacked = Command::new("xz").arg("-dc").arg(path).output().expect("xz is installed");
    let mut document: Value = serde_json::from_slice(&unpacked.stdout).expect("JSON");
    match document["testcases"].take() {
        Value::Array(cases) => cases,
        _ => Vec::new(),
    }
}

fn limbo(case: &Value, wanted: impl Fn(&str) -> bool) -> Option<Chain> {
    let id = case["id"].as_str().filter(|id| wanted(id))?;
    let many = |key: &str| -> Vec<Vec<u8>> {
        let items = case[key].as_array().into_iter().flatten();
        items.filter_map(Value::as_str).flat_map(from_pem).collect()
    };
    let for_servers = case["validation_kind"] == "SERVER";
    let at = case["validation_time"].as_str().unwrap_or("2026-11-21T12:00:00Z");
    let mut others = many("untrusted_intermediates");
    if !id.starts_with("bettertls") {
        others.truncate(MOST_OTHERS);
    }
    for_servers.then_some(())?;
    Some(Chain {
        what: id.to_owned(),
        end_entity: from_pem(case["peer_certificate"].as_str()?).into_iter().next()?,
        others,
        anchors: many("trusted_certs"),
        at: Timestamp::parse(at)?.unix_seconds(),
        host: case["expected_peer_name"]["value"].as_str()?.to_owned(),
    })
}

/// The chains of BoringSSL's tests, whose last certificate is the anchor.
pub(crate) fn of_boringssl() -> Vec<Chain> {
    let Some(folder) = corpus("boringssl-pki/verify_certificate_chain_unittest") else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .flat_map(|entry| fs::read_dir(entry.path()).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "pem"))
        .collect();
    files.sort();
    files.iter().filter_map(|file| boringssl(file)).collect()
}

fn boringssl(file: &Path) -> Option<Chain> {
    let mut certificates = from_pem(&fs::read_to_string(file).ok()?);
    if certificates.len() < 2 {
        return None;
    }
    let anchors = certificates.split_off(certificates.len() - 1);
    let end_entity = certificates.remove(0);
    certificates.truncate(MOST_OTHERS);
    let short = file.iter().rev().take(2).map(|part| part.to_string_lossy()).collect::<Vec<_>>();
    let host = certificate::read(&end_entity).ok()?.dns_names().next().map(str::to_owned);
    Some(Chain {
        what: short.into_iter().rev().collect::<Vec<_>>().join("/"),
        end_entity,
        others: certificates,
        anchors,
        at: Timestamp::parse("2021-10-05T12:00:00Z")?.unix_seconds(),
        host: host.unwrap_or_default(),
    })
}

fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name);
    path.exists().then_some(path)
}
