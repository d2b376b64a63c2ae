//! Are all certificates found that the captures of the shared corpus show?
//!
//! The corpus lies beside the repository (`../shared/corpus`) and is not part of it; without it this test
//! says so and passes. Which certificates a capture's text holds is taken from its record in the index,
//! which the makers of the corpus wrote: for damaged pastes, those that can still be recovered.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use handglass::input::{self, ArtefactKind, Source};
use handglass::span::SourceId;
use serde_json::Value;
use sha2::{Digest, Sha256};

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/s_client");
    folder.join("index.jsonl").exists().then_some(folder)
}

fn found_in(path: &Path) -> (Vec<String>, input::Reading) {
    let bytes = std::fs::read(path).expect("a capture that the index names");
    let source = Source { name: path.display().to_string(), bytes };
    let reading = input::read(SourceId(0), source, None);
    let sums = reading
        .artefacts
        .iter()
        .filter_map(|artefact| match &artefact.kind {
            ArtefactKind::Certificate { der } => {
                let sum = Sha256::digest(der);
                Some(sum.iter().map(|byte| format!("{byte:02x}")).collect())
            }
            _ => None,
        })
        .collect();
    (sums, reading)
}

/// The certificates whose bytes a capture holds, in order, as its record says.
fn shown(record: &Value) -> Option<Vec<String>> {
    let truth = &record["truth"];
    let sum = |value: &Value| value.as_str().map(str::to_owned);
    let chain = truth["server_configured_chain"].as_array()?;
    let sent: Vec<String> = chain.iter().filter_map(|one| sum(&one["sha256"])).collect();
    let held = match &truth["certs_recoverable"] {
        Value::Null => &truth["certs_shown"],
        recoverable => recoverable,
    };
    match held {
        Value::Array(list) => Some(list.iter().filter_map(sum).collect()),
        Value::String(word) => match word.as_str() {
            "none" => Some(Vec::new()),
            "leaf_only" => sent.first().map(|leaf| vec![leaf.clone()]),
            "all_sent_in_order" if !sent.is_empty() => Some(sent),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn every_certificate_that_is_shown_is_found() {
    let Some(folder) = corpus() else {
        println!("the shared corpus is not beside this repository; nothing was compared");
        return;
    };
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("the index");
    let mut captures = 0;
    let mut equal = 0;
    let mut unknown = 0;
    let mut missed = Vec::new();
    let mut strangers = Vec::new();
    for line in index.lines() {
        let record: Value = serde_json::from_str(line).expect("a record");
        let file = record["file"].as_str().expect("a file name");
        captures += 1;
        let (found, reading) = found_in(&folder.join(file));
        let text = reading.text.as_str();
        assert_eq!(secrets_left(text), Vec::<&str>::new(), "{file}: secrets were left");
        if reading.format != Some("s_client") && !text.trim().is_empty() {
            strangers.push(file.to_owned());
        }
        let Some(expected) = shown(&record) else {
            unknown += 1;
            continue;
        };
        // A certificate may be printed again, by -prexit or in the second output of a paste.
        let distinct = |sums: &[String]| sums.iter().cloned().collect::<BTreeSet<_>>();
        if distinct(&found) == distinct(&expected) {
            equal += 1;
        } else {
            missed.push(format!("{file}: {} found, {} expected", found.len(), expected.len()));
        }
    }
    println!("{captures} captures; in {equal} all certificates found; {unknown} without a record");
    println!("{} not recognised as s_client output: {strangers:?}", strangers.len());
    assert_eq!(missed, Vec::<String>::new());
}

/// Long rows of digits behind the names of secrets.
fn secrets_left(text: &str) -> Vec<&str> {
    let mut left = Vec::new();
    for name in ["Master-Key:", "Resumption PSK:", "Session-ID:"] {
        for (at, _) in text.match_indices(name) {
            let behind = text.get(at + name.len()..).unwrap_or("").trim_start();
            let value = behind.get(..20).unwrap_or("");
            if value.len() == 20 && value.chars().all(|digit| digit.is_ascii_hexdigit()) {
                left.push(value);
            }
        }
    }
    left
}
