//! Whole outputs of several versions.

use super::*;
use crate::input::transcript::Said;
use crate::input::{ArtefactKind, Reading, Source, read};
use crate::problem::NOT_UNDERSTOOD;
use crate::span::SourceId;

const GOOD: &str = include_str!("../../../tests/stories/gnutls-good/input.txt");
const REFUSED: &str = include_str!("../../../tests/stories/gnutls-not-trusted/input.txt");

/// Version 2.12.
const OLD: &str = "Resolving 'ldap.fabrikam.example'...
Connecting to '192.0.2.37:636'...
- Certificate type: X.509
 - Got a certificate list of 1 certificates.
 - Certificate[0] info:
  - subject `C=US,O=Fabrikam,CN=ldap', issuer `C=US,O=Fabrikam,CN=ldap', RSA key 2048 bits, signed using \
    RSA-SHA, activated `2012-07-06 18:21:44 UTC', expires `2022-07-04 18:21:44 UTC', SHA-1 fingerprint `283c'
- The hostname in the certificate matches 'ldap.fabrikam.example'.
- Peer's certificate issuer is unknown
- Peer's certificate is NOT trusted
- Version: TLS1.1
- Key Exchange: RSA
- Cipher: AES-128-CBC
- MAC: SHA1
- Compression: NULL
*** Verifying server certificate failed...
";

fn reading(text: &str) -> Reading {
    read(SourceId(0), Source { name: "paste".into(), bytes: text.into() }, None)
}

/// What is said in each run, without the places.
fn told(text: &str) -> Vec<Vec<Said>> {
    let reading = reading(text);
    assert_eq!(reading.format, Some("gnutls-cli"), "{text}");
    for problem in &reading.problems {
        let note = problem.kind.text();
        assert!(!note.starts_with(NOT_UNDERSTOOD), "{note}");
    }
    let artefacts = reading.artefacts.iter();
    artefacts
        .filter_map(|artefact| match &artefact.kind {
            ArtefactKind::Transcript(transcript) => {
                let said = transcript.statements.iter().map(|statement| statement.said.clone());
                Some(said.collect())
            }
            _ => None,
        })
        .collect()
}

/// Position and subject of each certificate that is named.
fn named(text: &str) -> Vec<(usize, String)> {
    let artefacts = reading(text).artefacts.into_iter();
    artefacts
        .filter_map(|artefact| match artefact.kind {
            ArtefactKind::NamedCertificate(named) => Some((named.position, named.subject)),
            _ => None,
        })
        .collect()
}

#[test]
fn every_copy_says_the_same() {
    for text in [GOOD, REFUSED, OLD] {
        let expected = told(text);
        assert_eq!(expected.len(), 1, "{text}");
        let logged: String = (10..)
            .zip(text.lines())
            .map(|(n, line)| format!("2026-11-20T13:02:00.0{n:02}Z edge01 check[812]: {line}\n"))
            .collect();
        for copy in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\n    "),
            format!("> {}", text.replace('\n', "\n> ")),
            format!("<pre>{}</pre>\n", text.replace('\n', "<br>\n")),
            logged,
        ] {
            assert_eq!(told(&copy), expected, "{copy}");
            assert_eq!(named(&copy), named(text), "{copy}");
        }
    }
}

#[test]
fn an_old_version_names_its_suite_in_three_lines_and_its_fault_once() {
    let said = told(OLD).concat();
    assert!(said.contains(&Said::SessionCipher("RSA AES-128-CBC".into())));
    assert!(!said.iter().any(|said| matches!(said, Said::Compression(_))));
    let faults: Vec<&Said> =
        said.iter().filter(|said| matches!(said, Said::VerifyError { .. })).collect();
    assert_eq!(faults.len(), 1);
    assert!(said.contains(&Said::VerifiedName("ldap.fabrikam.example".into())));
    assert_eq!(named(OLD), [(0, "C=US,O=Fabrikam,CN=ldap".to_owned())]);
}

#[test]
fn errors_stand_before_the_rest_or_behind_it() {
    let (first, rest) = REFUSED.split_once('\n').unwrap_or_default();
    let behind = format!("{rest}{first}\n");
    assert_eq!(told(REFUSED).len(), 1);
    let sorted = |text: &str| {
        let mut said: Vec<String> =
            told(text).concat().iter().map(|said| format!("{said:?}")).collect();
        said.sort();
        said
    };
    assert_eq!(sorted(&behind), sorted(REFUSED));
}

#[test]
fn two_runs_are_two_transcripts() {
    assert_eq!(told(&format!("{OLD}{GOOD}")), [told(OLD), told(GOOD)].concat());
}

#[test]
fn gnutls_cli_is_told_from_other_texts() {
    let recognised =
        |text: &str| recognise(&Text { source: SourceId(0), bytes: text.into(), binary: false });
    for text in [GOOD, REFUSED, OLD, "*** Received alert [40]: Handshake failed\n"] {
        assert_eq!(recognised(text), Confidence::Certain, "{text}");
    }
    for text in ["- a list\n- of things", "Connecting to 192.0.2.1", "*** important ***"] {
        assert_eq!(recognised(text), Confidence::No, "{text}");
    }
}
