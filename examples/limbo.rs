//! Reads an x509-limbo document and prints one JSON line a testcase: what `facts/path/strict` says of it.
//!
//! It judges nothing itself: it hands over bytes, clock and names, and says in a word which features are not
//! supported. SKIPPED is never a pass.

use std::process::ExitCode;

use base64ct::{Base64, Encoding};
use handglass::facts::path::strict::{Request, validate};
use handglass::question::Purpose;
use handglass::timestamp::Timestamp;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: limbo FILE");
        return ExitCode::from(2);
    };
    let document = std::fs::read(&file)
        .map_err(|error| error.to_string())
        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).map_err(|it| it.to_string()));
    let document = match document {
        Ok(document) => document,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = Timestamp::from_unix_seconds(now.map_or(0, |since| since.as_secs() as i64));
    for case in document["testcases"].as_array().into_iter().flatten() {
        let (actual, why) = answer(case, now);
        let (id, expected) = (&case["id"], &case["expected_result"]);
        println!("{}", json!({ "id": id, "expected": expected, "actual": actual, "why": why }));
    }
    ExitCode::SUCCESS
}

/// What is said of one testcase, and why. A case without a time of its own is judged at `now`.
pub fn answer(case: &Value, now: Timestamp) -> (&'static str, String) {
    if !texts(&case["crls"]).is_empty() {
        return ("SKIPPED", "revocation lists are not part of a validation here".into());
    }
    if !texts(&case["signature_algorithms"]).is_empty() || !texts(&case["key_usage"]).is_empty() {
        return ("SKIPPED", "a choice of algorithms or key usages cannot be asked for".into());
    }
    let purpose = match case["validation_kind"].as_str() {
        Some("CLIENT") => Purpose::Client,
        _ => Purpose::Server,
    };
    let asked = texts(&case["extended_key_usage"]);
    let usual = if purpose == Purpose::Client { "clientAuth" } else { "serverAuth" };
    if asked.iter().any(|wanted| wanted != usual) {
        return ("SKIPPED", format!("only {usual} can be asked for"));
    }
    let Some((at, until)) = moments(case, now) else {
        return ("SKIPPED", "the validation time cannot be read".into());
    };
    let Some(end_entity) = case["peer_certificate"].as_str().and_then(der) else {
        return ("FAILURE", "the certificate is not in PEM".into());
    };
    let many = |key: &str| texts(&case[key]).iter().filter_map(|pem| der(pem)).collect();
    let (intermediates, anchors): (Vec<_>, Vec<_>) =
        (many("untrusted_intermediates"), many("trusted_certs"));
    let mut addresses: Vec<String> = Vec::new();
    let mut host = None;
    let peers = case["expected_peer_names"].as_array().into_iter().flatten();
    for name in peers.chain([&case["expected_peer_name"]]) {
        let Some(value) = name["value"].as_str() else { continue };
        match name["kind"].as_str() {
            Some("RFC822") => addresses.push(value.into()),
            _ => host = Some(value),
        }
    }
    let mut request = Request {
        end_entity: &end_entity,
        intermediates: &intermediates,
        anchors: &anchors,
        at,
        purpose,
        host,
        addresses: &addresses,
        max_intermediates: case["max_chain_depth"].as_u64().map(|depth| depth as usize),
    };
    let mut answer = validate(&request);
    if answer.is_ok() && until != at {
        request.at = until;
        answer = validate(&request);
    }
    match answer {
        Ok(()) => ("SUCCESS", "a path holds, and the name is the certificate's".into()),
        Err(why) => ("FAILURE", why),
    }
}

/// The second before and the second after: certificates know whole seconds, a testcase may not.
fn moments(case: &Value, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let Some(text) = case["validation_time"].as_str() else { return Some((now, now)) };
    let at = Timestamp::parse(text)?;
    let fraction = text.split_once('.').map_or("", |(_, rest)| rest);
    let between = fraction.bytes().take_while(u8::is_ascii_digit).any(|digit| digit != b'0');
    Some((at, Timestamp::from_unix_seconds(at.unix_seconds() + i64::from(between))))
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn der(pem: &str) -> Option<Vec<u8>> {
    let body = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    Base64::decode_vec(&body.collect::<String>()).ok()
}
