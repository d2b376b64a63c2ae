//! Do the matchers say of pattern and host what others' test tables say?
//!
//! Each row of `../shared/corpus/hostname` goes through the matcher that its source stands for: webpki and
//! Go compare as RFC 9525 does, curl of 2021 took wildcards inside a label as OpenSSL does. Where we say
//! otherwise on purpose, the row and the reason stand below. Where the corpus is absent the test says so
//! and proves nothing.

use std::fs;
use std::net::IpAddr;
use std::path::Path;

use handglass::facts::name::matchers::partial_wildcard;
use handglass::facts::name::{ReferenceIdentifier, dns};

/// Pattern, host, and why we do not say what the table says.
const ON_PURPOSE: &[(&str, &str, &str)] = &[
    (
        "www.example..com",
        "www.example..com",
        "Go compares any bytes; an empty label is no host name",
    ),
    (
        "example.com.",
        "example.com.",
        "Go allows the dot on both; a presented name must not have it",
    ),
];

#[test]
fn every_row_of_the_tables() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/hostname/hostname_cases.tsv");
    let Ok(text) = fs::read_to_string(path) else {
        println!("skipped: the corpus is not beside the project, so nothing was compared");
        return;
    };
    let mut wrong = Vec::new();
    let mut score: Vec<(&str, usize, usize, usize)> = Vec::new();
    for row in text.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [pattern, host, expected, source] = fields[..] else { panic!("a row of four: {row}") };
        let by = if source.contains("curl") {
            "curl 2021, wildcards inside a label"
        } else if source.contains("golang") {
            "Go, RFC 9525"
        } else {
            "webpki, RFC 9525"
        };
        // Malformed patterns match nothing.
        let agrees = matches(pattern, host, by.contains("inside")) == (expected == "match");
        let excused = ON_PURPOSE.iter().any(|(one, other, _)| (*one, *other) == (pattern, host));
        let place = score.iter().position(|(known, ..)| *known == by).unwrap_or_else(|| {
            score.push((by, 0, 0, 0));
            score.len() - 1
        });
        score[place].1 += usize::from(agrees);
        let on_purpose = !agrees && excused && by.contains("Go");
        score[place].2 += usize::from(on_purpose);
        score[place].3 += 1;
        if !agrees && !on_purpose {
            wrong.push(format!("{pattern} against {host}: {expected} by {source}"));
        }
    }
    for (by, agree, on_purpose, all) in &score {
        println!("{by}: {agree} of {all} rows agree, {on_purpose} differ on purpose");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(score.iter().map(|(.., all)| all).sum::<usize>() >= 150, "rows are missing");
}

fn matches(pattern: &str, host: &str, inside_a_label: bool) -> bool {
    let reference = ReferenceIdentifier::parse(host);
    let ReferenceIdentifier::Dns(host) = reference else {
        // curl's table has addresses on both sides: they are compared as addresses.
        let ReferenceIdentifier::Ip(asked) = reference else { return false };
        return pattern.parse::<IpAddr>() == Ok(asked);
    };
    dns::mismatch(pattern, &host).is_none() || (inside_a_label && partial_wildcard(pattern, &host))
}
