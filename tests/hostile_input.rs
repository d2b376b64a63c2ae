//! Does any input stop the readers, or keep them busy?
//!
//! Every truncation of fixtures at every byte, and large inputs that are made to be slow. A release build
//! takes the large ones at 50 MB, a debug build at 1 MB. Not measured here: what is drawn of them.

use std::time::{Duration, Instant};

use handglass::input::{self, Reading, Source};
use handglass::span::SourceId;

const LARGE: usize = if cfg!(debug_assertions) { 1_000_000 } else { 50_000_000 };

/// A quiet machine takes one or two seconds for 50 MB; what is not linear takes hours.
const TOO_LONG: Duration = Duration::from_secs(20);

fn read(bytes: Vec<u8>) -> Reading {
    input::read(SourceId(0), Source { name: "paste".into(), bytes }, None)
}

/// Reads it as every format that there is, not only as the one that it looks like.
fn read_as_all(bytes: &[u8]) {
    let words = ["pem", "der", "base64", "s_client", "curl", "gnutls-cli"];
    for format in words.map(Some).into_iter().chain([None]) {
        let source = Source { name: "paste".into(), bytes: bytes.to_vec() };
        let reading = input::read(SourceId(0), source, format);
        let size = reading.text.bytes.len() as u64;
        for span in reading.artefacts.iter().map(|artefact| artefact.span) {
            assert!(span.start <= span.end && span.end <= size);
        }
    }
}

#[test]
fn every_truncation_of_the_fixtures() {
    let leaf = include_bytes!("fixtures/leaf.pem").as_slice();
    let issuer = include_bytes!("fixtures/issuer.pem").as_slice();
    let transcript = [
        b"CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a\n   i:CN = b\n".as_slice(),
        leaf,
        b" 1 s:CN = b\n   i:CN = c\n",
        b"---\n    Master-Key: 00112233445566778899AABBCCDDEEFF\n    TLS session ticket:\n    0000 - 00 11\n",
    ]
    .concat();
    let escaped = String::from_utf8_lossy(leaf).replace('\n', "\\n");
    let html = String::from_utf8_lossy(leaf).replace('-', "&#45;").replace('\n', "<br>");
    let fixtures: &[&[u8]] = &[
        &[leaf, issuer].concat(),
        include_bytes!("fixtures/ecdsa.pem"),
        include_bytes!("fixtures/chain.p7b"),
        include_bytes!("fixtures/chain-indefinite.p7b"),
        include_bytes!("fixtures/list.crl"),
        include_bytes!("fixtures/ocsp.der"),
        &transcript,
        escaped.as_bytes(),
        html.as_bytes(),
    ];
    for fixture in fixtures {
        for cut in 0..=fixture.len() {
            read_as_all(&fixture[..cut]);
            read_as_all(&fixture[cut..]);
        }
    }
}

#[test]
fn single_bytes_changed() {
    let fixture = include_bytes!("fixtures/chain-indefinite.p7b");
    for at in 0..fixture.len() {
        for value in [0x00, 0x30, 0x80, 0xff] {
            let mut changed = fixture.to_vec();
            changed[at] = value;
            read_as_all(&changed);
        }
    }
}

#[test]
fn large_inputs_are_read_in_linear_time() {
    // A xorshift generator: the same noise in every run.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let random: Vec<u8> = (0..LARGE / 8).flat_map(|_| noise().to_le_bytes()).collect();
    let printable: Vec<u8> = random.iter().map(|byte| 0x20 + byte % 0x5f).collect();
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let base64: Vec<u8> = random.iter().map(|byte| digits[usize::from(byte % 64)]).collect();
    let lines: Vec<u8> = base64.chunks(64).flat_map(|line| [line, b"\n"].concat()).collect();
    let leaf = include_str!("fixtures/leaf.pem");
    let cut: String = leaf.lines().take(20).map(|line| format!("{line}\n")).collect();
    let bare: String = cut.lines().skip(1).map(|line| format!("{line}\n")).collect();
    let repeated = |text: &str| text.as_bytes().repeat(1 + LARGE / text.len());
    let inputs: Vec<(&str, Vec<u8>)> = vec![
        ("random bytes", random),
        ("random characters", printable),
        ("random base64", base64),
        ("random base64 in lines", lines),
        ("A", repeated("A")),
        ("M", repeated("M")),
        ("BEGIN CERTIFICATE", repeated("-----BEGIN CERTIFICATE-----\n")),
        ("BEGIN PRIVATE KEY", repeated("-----BEGIN PRIVATE KEY-----\n")),
        ("END PRIVATE KEY", repeated("-----END PRIVATE KEY-----\n")),
        ("END CERTIFICATE", repeated("-----END CERTIFICATE-----\n")),
        ("BEGIN without dashes", repeated("BEGIN ")),
        ("one dash", repeated("-BEGIN")),
        ("dashes", repeated("-")),
        ("certificates", repeated(leaf)),
        ("cut certificates", repeated(&cut)),
        ("cut certificates without BEGIN", repeated(&bare)),
        ("short values", repeated("MIIEvjCCA6agAwIBAgIU\n")),
        ("long values", repeated("MIMP//8wgg//oAMCAQICFA==\n")),
        ("chain lines", repeated(" 0 s:a\n   i:b\n")),
        ("half chain lines", repeated(" 0 s:a")),
        ("tags", repeated("<a")),
        ("entities", repeated("&amp;")),
        ("backslashes", repeated("\\")),
        (
            "key log",
            repeated(
                "CLIENT_RANDOM 00112233445566778899aabbccddeeff 00112233445566778899aabbccddeeff\n",
            ),
        ),
        ("master keys", repeated("Master-Key: 00112233445566778899aabbccddeeff\n")),
        ("tickets", repeated("TLS session ticket:\n0000 - 00 11 22\n")),
        (
            "open ticket",
            [b"TLS session ticket:\n".to_vec(), repeated("0000 - 00 11 22\n")].concat(),
        ),
        ("cookies", repeated("Cookie: a=b\n")),
        ("PSK", repeated("PSK identity:")),
        ("334", repeated("334 \n")),
        ("334 without a line end", repeated("334 334 ")),
        ("AUTH", repeated("AUTH PLAIN ")),
        ("Authorization", repeated("Authorization:")),
        ("Authorization with a scheme", repeated("Authorization: Basic ")),
        ("marks", repeated("[masked by Handglass: private key, ")),
        ("JSON keys", repeated("\"d\":\"kty")),
        ("keys in JSON", repeated("\"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\",")),
        ("BEGIN in one line", repeated("-----BEGIN PRIVATE KEY----- ")),
        (
            "BEGIN and words in one line",
            repeated("-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASC x "),
        ),
        ("PuTTY", repeated("Private-Lines: 1\n")),
        ("one open block", [b"-----BEGIN CERTIFICATE-----\n".to_vec(), repeated("MIIE+")].concat()),
        ("JSON members", repeated("\"d\":\"")),
        ("TLSA", repeated("TLSA 3 1 1 ")),
        ("key in one line", [b"-----BEGIN PRIVATE KEY-----".to_vec(), repeated("MIIE")].concat()),
        ("NUL", repeated("\0")),
        ("newlines", repeated("\n")),
        ("nested DER", repeated("\x30\u{0}")),
        ("indefinite DER", [0x30, 0x80].repeat(LARGE / 2)),
    ];
    let mut slow = Vec::new();
    for (name, bytes) in inputs {
        let size = bytes.len();
        let start = Instant::now();
        let reading = read(bytes);
        let took = start.elapsed();
        println!(
            "{took:>12.1?}  {name}, {size} bytes: {:?}, {} artefacts, {} problems",
            reading.format,
            reading.artefacts.len(),
            reading.problems.len()
        );
        if took > TOO_LONG {
            slow.push(format!("{name}: {took:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
