//! Does the signature check agree with Wycheproof?
//!
//! Runs the suite's verify vectors (C2SP/wycheproof) through `facts::signature::verify`. The
//! archive is not part of the repository: where it is absent the test says so and passes. What is
//! not implemented has to say that it is; a false accept is never excused.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use handglass::facts::signature::{AlgorithmIdentifier, SignatureCheck, verify};
use serde_json::Value;

/// Signatures that Wycheproof accepts, or leaves to taste, and that are refused here: why, and how
/// many.
///
/// All seventeen lack the NULL in the DigestInfo, which RFC 8017 section 9.2 wants there; OpenSSL 3
/// refuses them as well.
const REFUSED: &[(&str, usize)] = &[("acceptable: [\"MissingNull\"]", 17)];

/// What is not implemented, in the words of the check, with the number of vectors.
const UNSUPPORTED: &[(&str, usize)] = &[
    ("ECDSA on the curve P-224 is not implemented here", 1483),
    ("ECDSA on the curve brainpoolP256r1 is not implemented here", 485),
    ("ECDSA on the curve brainpoolP384r1 is not implemented here", 516),
    ("ECDSA on the curve brainpoolP512r1 is not implemented here", 559),
    ("ECDSA on the curve secp256k1 is not implemented here", 1022),
    ("Ed448 is not implemented here", 87),
    ("ML-DSA-44 is not implemented here", 180),
    ("ML-DSA-65 is not implemented here", 210),
    ("ML-DSA-87 is not implemented here", 241),
    ("SHA3-224 is not implemented here", 258),
    ("SHA3-256 is not implemented here", 515),
    ("SHA3-384 is not implemented here", 517),
    ("SHA3-512 is not implemented here", 517),
];

#[derive(Default)]
struct Tally {
    vectors: usize,
    verified: usize,
    bad: usize,
    refused: BTreeMap<String, usize>,
    unsupported: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

#[test]
fn signatures_agree_with_wycheproof() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/wycheproof.tar.xz");
    if !archive.exists() {
        println!("Skipped: the Wycheproof archive is not on this machine, so no vector was run.");
        return;
    }
    let mut tally = Tally::default();
    for file in unpack(&archive) {
        let text = fs::read_to_string(&file).expect("a readable vector file");
        let suite: Value = serde_json::from_str(&text).expect("a vector file is JSON");
        let name = file.file_name().expect("a file has a name").to_string_lossy();
        run(&suite, &name, &mut tally);
    }
    println!(
        "{} vectors: {} verified, {} bad, {} unsupported",
        tally.vectors,
        tally.verified,
        tally.bad,
        tally.unsupported.values().sum::<usize>()
    );
    println!("accepted or acceptable there, refused here: {:#?}", tally.refused);
    println!("not implemented: {:#?}", tally.unsupported);
    assert!(tally.vectors > 10_000, "the archive holds over 10,000 vectors");
    assert_eq!(tally.wrong, Vec::<String>::new());
    assert_eq!(tally.refused, expected(REFUSED));
    assert_eq!(tally.unsupported, expected(UNSUPPORTED));
}

fn run(suite: &Value, file: &str, tally: &mut Tally) {
    for group in array(&suite["testGroups"]) {
        let algorithm = algorithm(suite, group);
        let key = hex(&group["publicKeyDer"]);
        for vector in array(&group["tests"]) {
            tally.vectors += 1;
            let (message, signature) = (hex(&vector["msg"]), hex(&vector["sig"]));
            let result = vector["result"].as_str().expect("a result");
            match (verify(&algorithm, &key, &message, &signature), result) {
                (SignatureCheck::Verified, "valid" | "acceptable") => tally.verified += 1,
                (SignatureCheck::Bad, "invalid") => tally.bad += 1,
                (SignatureCheck::Unsupported(why), _) => {
                    *tally.unsupported.entry(why).or_default() += 1
                }
                (SignatureCheck::Bad, _) => {
                    *tally.refused.entry(format!("{result}: {}", vector["flags"])).or_default() +=
                        1;
                }
                (SignatureCheck::Verified, _) => {
                    tally.wrong.push(format!("{file} {}: {}", vector["tcId"], vector["comment"]));
                }
            }
        }
    }
}

/// The AlgorithmIdentifier that a certificate with such a signature would carry.
fn algorithm(suite: &Value, group: &Value) -> AlgorithmIdentifier {
    let family = suite["algorithm"].as_str().expect("a name");
    let hash = group["sha"].as_str().unwrap_or_default();
    let (oid, parameters) = match (family, hash) {
        ("ECDSA", "SHA-224") => ("1.2.840.10045.4.3.1", None),
        ("ECDSA", "SHA-256") => ("1.2.840.10045.4.3.2", None),
        ("ECDSA", "SHA-384") => ("1.2.840.10045.4.3.3", None),
        ("ECDSA", "SHA-512") => ("1.2.840.10045.4.3.4", None),
        ("EDDSA", _) if group["publicKey"]["curve"] == "edwards25519" => ("1.3.101.112", None),
        ("EDDSA", _) => ("1.3.101.113", None),
        ("ML-DSA-44", _) => ("2.16.840.1.101.3.4.3.17", None),
        ("ML-DSA-65", _) => ("2.16.840.1.101.3.4.3.18", None),
        ("ML-DSA-87", _) => ("2.16.840.1.101.3.4.3.19", None),
        ("RSASSA-PSS", _) => ("1.2.840.113549.1.1.10", Some(pss_parameters(group))),
        ("RSASSA-PKCS1-v1_5", hash) => {
            let oid = match hash {
                "SHA-1" => "1.2.840.113549.1.1.5",
                "SHA-224" => "1.2.840.113549.1.1.14",
                "SHA-256" => "1.2.840.113549.1.1.11",
                "SHA-384" => "1.2.840.113549.1.1.12",
                "SHA-512" => "1.2.840.113549.1.1.13",
                "SHA-512/224" => "1.2.840.113549.1.1.15",
                "SHA-512/256" => "1.2.840.113549.1.1.16",
                "SHA3-224" => "2.16.840.1.101.3.4.3.13",
                "SHA3-256" => "2.16.840.1.101.3.4.3.14",
                "SHA3-384" => "2.16.840.1.101.3.4.3.15",
                "SHA3-512" => "2.16.840.1.101.3.4.3.16",
                other => panic!("{other} is new in the suite"),
            };
            (oid, Some(vec![0x05, 0x00]))
        }
        (other, _) => panic!("{other} is new in the suite"),
    };
    AlgorithmIdentifier { oid: oid.to_owned(), parameters }
}

/// RSASSA-PSS-params (RFC 4055 section 3.1), with every part spelled out.
fn pss_parameters(group: &Value) -> Vec<u8> {
    let salt_length =
        group["sLen"].as_u64().and_then(|length| u8::try_from(length).ok()).expect("a short salt");
    let mask_hash = hash_identifier(group["mgfSha"].as_str().unwrap_or_default());
    let mask =
        sequence(0x30, &[&[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8], &mask_hash]);
    let hash = hash_identifier(group["sha"].as_str().unwrap_or_default());
    let parts = [
        sequence(0xa0, &[&hash]),
        sequence(0xa1, &[&mask]),
        sequence(0xa2, &[&[2, 1, salt_length]]),
        sequence(0xa3, &[&[2, 1, 1]]),
    ];
    sequence(0x30, &[&parts.concat()])
}

fn hash_identifier(name: &str) -> Vec<u8> {
    let nist = |number| vec![0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 3, 4, 2, number];
    let oid = match name {
        "SHA-1" => vec![0x06, 5, 0x2b, 0x0e, 3, 2, 0x1a],
        "SHA-256" => nist(1),
        "SHA-384" => nist(2),
        "SHA-512" => nist(3),
        "SHA-224" => nist(4),
        "SHA-512/224" => nist(5),
        "SHA-512/256" => nist(6),
        other => panic!("{other} is new in the suite"),
    };
    sequence(0x30, &[&oid, &[0x05, 0x00]])
}

/// A constructed element of under 128 bytes.
fn sequence(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length =
        u8::try_from(content.len()).ok().filter(|length| *length < 0x80).expect("a short element");
    [&[tag, length], content.as_slice()].concat()
}

/// The vector files, unpacked below the target folder by the system's own tar.
fn unpack(archive: &Path) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wycheproof");
    fs::create_dir_all(&folder).expect("a folder to unpack into");
    let status = Command::new("tar")
        .arg("-xJf")
        .arg(archive)
        .arg("-C")
        .arg(&folder)
        .status()
        .expect("tar runs");
    assert!(status.success(), "tar could not unpack the archive; it needs xz");
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("wycheproof"))
        .expect("the archive holds one folder")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).expect("an array")
}

fn hex(value: &Value) -> Vec<u8> {
    HEX.decode(value.as_str().expect("a text").as_bytes()).expect("hex")
}

fn expected(table: &[(&str, usize)]) -> BTreeMap<String, usize> {
    table.iter().map(|(reason, count)| ((*reason).to_owned(), *count)).collect()
}
