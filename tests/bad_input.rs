//! Does bad input get a clear note, and does the rest of the report stand?
//!
//! Each kind of bad input stands beside a good chain, whose report must not suffer.

use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use handglass::input::Source;
use handglass::outline::outline;
use handglass::question::{OwnRoots, Question};
use handglass::render::{html::html, markdown::markdown, text::text};
use handglass::report::{Level, Report};
use handglass::timestamp::Timestamp;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)).expect("a fixture")
}

fn good_chain() -> Source {
    Source { name: "good.pem".into(), bytes: fixture("stories/good-chain/input.pem") }
}

fn analyse(sources: Vec<Source>) -> Report {
    let mut question = Question::at(Timestamp::from_unix_seconds(1_795_255_200));
    question.mozilla_roots = false;
    question.own_roots =
        vec![OwnRoots { name: "root".into(), bytes: fixture("fixtures/root.pem") }];
    question.reference_identifiers = vec!["mail.nordwind.example".into()];
    handglass::analyse(sources, &question).report
}

/// The notes on `bytes` when they are read beside a good chain, whose certificates must both be there.
#[track_caller]
fn notes(bytes: &[u8]) -> Vec<String> {
    let bad = Source { name: "bad".into(), bytes: bytes.to_vec() };
    let report = analyse(vec![bad, good_chain()]);
    let names: Vec<&str> =
        report.certificates.iter().map(|certificate| certificate.name.as_str()).collect();
    assert!(names.contains(&"mail.nordwind.example"), "the good chain is lost: {names:?}");
    assert!(names.contains(&"Farm Test Issuing CA 1"), "the good chain is lost: {names:?}");
    report.sources[0].notes.iter().map(|note| note.text.clone()).collect()
}

#[track_caller]
fn check(bytes: &[u8], words: &str) {
    let notes = notes(bytes);
    assert!(notes.iter().any(|note| note.contains(words)), "no note says '{words}': {notes:?}");
}

fn armoured(der: &[u8]) -> Vec<u8> {
    let encoded = BASE64.encode(der);
    let lines: Vec<String> =
        encoded.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
        .into_bytes()
}

/// A DER value (X.690 section 8.1).
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let significant: Vec<u8> = length.iter().copied().skip_while(|byte| *byte == 0).collect();
    let mut value = vec![tag];
    if content.len() < 128 {
        value.push(content.len() as u8);
    } else {
        value.push(0x80 | significant.len() as u8);
        value.extend(&significant);
    }
    value.extend(content);
    value
}

/// A certificate with the given common name and DNS names, and a signature that nobody made.
fn certificate(common_name: &str, dns_names: &[String]) -> Vec<u8> {
    let ecdsa = der(0x30, &[&der(0x06, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]])]);
    let attribute = [der(0x06, &[&[0x55, 4, 3]]), der(0x0c, &[common_name.as_bytes()])].concat();
    let name = der(0x30, &[&der(0x31, &[&der(0x30, &[&attribute])])]);
    let validity = der(0x30, &[&der(0x17, &[b"260101000000Z"]), &der(0x17, &[b"360101000000Z"])]);
    let curve = der(0x06, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]]);
    let key_kind = der(0x30, &[&der(0x06, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]]), &curve]);
    let key = der(0x30, &[&key_kind, &der(0x03, &[&[0], &[4; 65]])]);
    let sans: Vec<u8> = dns_names.iter().flat_map(|dns| der(0x82, &[dns.as_bytes()])).collect();
    let san = der(0x30, &[&der(0x06, &[&[0x55, 0x1d, 0x11]]), &der(0x04, &[&der(0x30, &[&sans])])]);
    let extensions = der(0xa3, &[&der(0x30, &[&san])]);
    let version = der(0xa0, &[&[2, 1, 2]]);
    let tbs =
        der(0x30, &[&version, &[2, 1, 1], &ecdsa, &name, &validity, &name, &key, &extensions]);
    der(0x30, &[&tbs, &ecdsa, &der(0x03, &[&[0], &der(0x30, &[&[2, 1, 1], &[2, 1, 1]])])])
}

#[test]
fn nothing_at_all() {
    check(b"", "Nothing was in it");
    check(b" \n\t\n", "Nothing in it has a form");
}

#[test]
fn binary_that_is_nothing() {
    let noise: Vec<u8> =
        (0..4_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check(&noise, "Nothing in it has a form");
}

#[test]
fn half_a_certificate() {
    let whole = fixture("fixtures/leaf.pem");
    check(&whole[..whole.len() / 2], "cut");
}

#[test]
fn bytes_behind_the_value() {
    let der = [certificate("a", &["a.example".into()]), vec![0; 7]].concat();
    check(&armoured(&der), "7 bytes follow");
}

#[test]
fn lengths_in_ber_form() {
    let names: Vec<String> = (0..20).map(|index| format!("host{index}.example")).collect();
    let mut ber = certificate("a", &names);
    // The outer length, 0x82 hh ll, written with a byte too many.
    assert_eq!(ber[1], 0x82);
    ber.splice(1..2, [0x83, 0]);
    check(&armoured(&ber), "BER");
}

#[test]
fn levels_upon_levels() {
    let mut value = vec![0x05, 0x00];
    for _ in 0..64 {
        value = der(0x30, &[&value]);
    }
    assert!(!notes(&armoured(&value)).is_empty());
    assert!(!notes(&value).is_empty());
}

#[test]
fn bytes_of_zero() {
    let text =
        [&b"-----BEGIN CERTIFICATE-----\n\0\0\0\n"[..], b"-----END CERTIFICATE-----\n"].concat();
    assert!(!notes(&text).is_empty());
}

#[test]
fn ten_thousand_names_are_judged_and_a_hundred_shown() {
    let mut names: Vec<String> = (0..10_000).map(|index| format!("host{index}.example")).collect();
    names[9_999] = "mail.nordwind.example".into();
    let bad = Source { name: "many".into(), bytes: armoured(&certificate("many", &names)) };
    let report = analyse(vec![bad]);
    assert_eq!(report.names[0].verdict, "match");
    assert_eq!((report.names[0].presented.len(), report.names[0].presented_count), (100, 10_001));
    assert!(text(&outline(&report)).len() < 100_000);
}

#[test]
fn html_and_markup_in_names_stay_text() {
    let name = "<img src=x onerror=alert(1)>|*_@all";
    let bad = Source { name: "evil".into(), bytes: armoured(&certificate(name, &[name.into()])) };
    let drawn = outline(&analyse(vec![bad]));
    assert!(!html(&drawn).contains("<img"));
    let told = markdown(&drawn);
    let outside_code: String = told.split('`').step_by(2).collect();
    assert!(!outside_code.replace("\\<", "").contains("<img"), "{told}");
}

#[test]
fn a_signature_that_nobody_made_is_never_green() {
    let bad = Source {
        name: "forged".into(),
        bytes: armoured(&certificate("mail.nordwind.example", &["mail.nordwind.example".into()])),
    };
    let report = analyse(vec![bad]);
    assert_eq!(report.verdict.level, Level::Error);
    assert!(report.chains[0].paths.iter().all(|path| !path.valid));
}
