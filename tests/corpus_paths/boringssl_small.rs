//! BoringSSL's small suites: single signatures, and which names are the same.
//!
//! What their unit tests expect is in their sources and not in the files: it stands here, by the files' names.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use base64ct::{Base64, Encoding};
use handglass::facts::certificate;
use handglass::facts::signature::{AlgorithmIdentifier, SignatureCheck, verify};
use handglass_chains::{Key, Plan, name};

use crate::{corpus, scores};

/// Signatures that BoringSSL accepts; it refuses all others of the folder.
const GOOD: &[&str] = &[
    "ecdsa-prime256v1-sha512",
    "ecdsa-secp384r1-sha256",
    "mldsa-44",
    "mldsa-65",
    "mldsa-87",
    "rsa-pkcs1-sha1",
    "rsa-pkcs1-sha256",
    "rsa-pss-sha256",
    "rsa2048-pkcs1-sha512",
];

/// What BoringSSL refuses and is accepted here, and why.
const ON_PURPOSE: &[(&str, &str)] = &[
    (
        "rsa-pkcs1-sha1-key-params-absent",
        "RFC 3279 wants a NULL there; its absence changes nothing of the key, and OpenSSL takes it",
    ),
    (
        "rsa-pss-sha256-using-pss-key-with-params",
        "a key for PSS alone with the signature's own parameters (RFC 4055): BoringSSL has none of these",
    ),
];

#[test]
fn signed_data() {
    let Some(folder) = corpus("boringssl-pki/verify_signed_data_unittest") else { return };
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().collect();
    files.sort_by_key(fs::DirEntry::file_name);
    let (mut agree, mut wrong, mut listed) = (0, Vec::new(), String::new());
    for file in &files {
        let name = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let answer = check(&file.path());
        let good = GOOD.contains(&name.as_str());
        match (&answer, good) {
            (SignatureCheck::Verified, true) | (SignatureCheck::Bad, false) => agree += 1,
            (SignatureCheck::Unsupported(_), false) => agree += 1,
            (SignatureCheck::Unsupported(why), true) => {
                writeln!(listed, "- `{name}`: not judged; {why}").expect("a string grows");
            }
            _ => match ON_PURPOSE.iter().find(|(known, _)| *known == name) {
                Some((_, why)) => {
                    writeln!(listed, "- `{name}`: {answer:?}; {why}").expect("a string grows");
                }
                None => wrong.push(format!("{name}: {answer:?}")),
            },
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let text = format!("{agree} of {} signatures agree.\n\n{listed}", files.len());
    scores::part("BoringSSL, signatures", &text);
}

fn check(file: &Path) -> SignatureCheck {
    let text = fs::read_to_string(file).expect("a test");
    let part = |label: &str| block(&text, label).unwrap_or_default();
    let algorithm = part("ALGORITHM");
    let Some((oid, parameters)) = algorithm_of(&algorithm) else { return SignatureCheck::Bad };
    // The signature stands there as a BIT STRING, whose first byte counts the bits that are left out.
    let signature = part("SIGNATURE");
    let content = content(&signature);
    if content.first() != Some(&0) {
        return SignatureCheck::Bad;
    }
    let algorithm = AlgorithmIdentifier { oid, parameters };
    verify(&algorithm, &part("PUBLIC KEY"), &part("DATA"), &content[1..])
}

fn block(text: &str, label: &str) -> Option<Vec<u8>> {
    let body = text.split(&format!("-----BEGIN {label}-----")).nth(1)?.split("-----END").next()?;
    Base64::decode_vec(&body.split_whitespace().collect::<String>()).ok()
}

fn content(der: &[u8]) -> &[u8] {
    let Some(first) = der.get(1) else { return &[] };
    let skipped = if *first < 0x80 { 2 } else { 2 + usize::from(first & 0x7f) };
    der.get(skipped..).unwrap_or_default()
}

fn algorithm_of(der: &[u8]) -> Option<(String, Option<Vec<u8>>)> {
    let inside = content(der);
    let length = usize::from(*inside.get(1)?);
    let mut numbers: Vec<u64> = Vec::new();
    let mut number = 0;
    for byte in inside.get(2..2 + length)? {
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            numbers.push(number);
            number = 0;
        }
    }
    let first = *numbers.first()?;
    let mut oid = format!("{}.{}", (first / 40).min(2), first - (first / 40).min(2) * 40);
    numbers[1..].iter().for_each(|arc| write!(oid, ".{arc}").expect("a string grows"));
    let rest = inside.get(2 + length..)?.to_vec();
    Some((oid, Some(rest).filter(|rest| !rest.is_empty())))
}

/// Whether two names of the folder are the same, as a certificate has them.
fn same(folder: &Path, one: &str, other: &str) -> Option<bool> {
    let key = Key::of(1);
    let read = |file: &str| {
        let text = fs::read_to_string(folder.join(format!("{file}.pem"))).ok()?;
        let subject = block(&text, "NAME")?;
        let der = Plan::new(1, &subject, &key, &name("x"), &key).sign(&key);
        Some(certificate::read(&der).ok()?.subject)
    };
    Some(read(one)?.match_key() == read(other)?.match_key())
}

#[test]
fn names_that_are_the_same() {
    let Some(folder) = corpus("boringssl-pki/verify_name_match_unittest/names") else { return };
    let kinds = ["PRINTABLESTRING", "UTF8", "BMPSTRING", "UNIVERSALSTRING", "T61STRING"];
    let mut compared = 0;
    let mut wrong = Vec::new();
    let mut ask = |one: &str, other: &str, expected: bool| {
        compared += 1;
        if same(&folder, one, other) != Some(expected) {
            wrong.push(format!("{one} and {other}: {:?}", same(&folder, one, other)));
        }
    };
    for kind in kinds {
        for other in kinds {
            let plain = format!("ascii-{other}-unmangled");
            for mangled in ["unmangled", "case_swap", "extra_whitespace"] {
                let one = format!("ascii-{kind}-{mangled}");
                ask(&one, &plain, true);
                for more in ["dupe_attr", "extra_attr", "extra_rdn"] {
                    ask(&format!("{one}-{more}"), &plain, false);
                }
            }
        }
    }
    ask("unicode_bmp-UTF8-unmangled", "unicode_bmp-BMPSTRING-unmangled", true);
    ask("unicode_bmp-UTF8-unmangled", "unicode_bmp-UNIVERSALSTRING-unmangled", true);
    let supplementary = "unicode_supplementary-UNIVERSALSTRING-unmangled";
    ask("unicode_supplementary-UTF8-unmangled", supplementary, true);
    for sorted in ["PRINTABLESTRING-rdn_sorting", "mixed-rdn_dupetype_sorting"] {
        ask(&format!("ascii-{sorted}_1"), &format!("ascii-{sorted}_2"), true);
    }
    assert!(wrong.is_empty(), "{} of {compared}: {wrong:#?}", wrong.len());
    scores::part("BoringSSL, names", &format!("All of {compared} pairs agree.\n"));
}
