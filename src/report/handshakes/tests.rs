//! Transcripts as somebody would paste them, to what is told of them.

use crate::input::Source;
use crate::question::{OwnRoots, Question};
use crate::report::{ComparedClaim, HandshakeReport};
use crate::timestamp::Timestamp;

const SHOWCERTS: &str = include_str!("../../../tests/stories/transcript-showcerts/input.txt");
const ROOT: &[u8] = include_bytes!("../../../tests/fixtures/root.pem");

fn told(text: &str) -> HandshakeReport {
    let at = Timestamp::parse("2026-11-21T10:00:00Z").expect("a time");
    let mut question = Question::at(at);
    question.mozilla_roots = false;
    question.own_roots.push(OwnRoots { name: "root.pem".into(), bytes: ROOT.to_vec() });
    let source = Source { name: "input.txt".into(), bytes: text.as_bytes().to_vec() };
    let mut handshakes = crate::analyse(vec![source], &question).report.handshakes;
    assert_eq!(handshakes.len(), 1, "{text}");
    handshakes.remove(0)
}

#[track_caller]
fn claim<'a>(handshake: &'a HandshakeReport, what: &str) -> &'a ComparedClaim {
    handshake.compared.iter().find(|claim| claim.what == what).expect("the claim")
}

#[test]
fn both_find_the_chain_in_order() {
    let handshake = told(SHOWCERTS);
    assert!(handshake.connected && handshake.handshake_completed);
    assert_eq!(handshake.error, None);
    assert_eq!(handshake.presented.len(), 2);
    assert_eq!(handshake.peer_certificate, handshake.presented[0]);
    let claim = claim(&handshake, "Verification");
    assert_eq!(claim.reported, "0 (ok)");
    assert_eq!(claim.derived, "trusted up to Farm Test Root R1 in your own roots");
    assert_eq!(claim.agree, Some(true));
    for what in ["Subject", "Issuer", "Public key"] {
        assert_eq!(self::claim(&handshake, what).agree, Some(true), "{what}");
    }
}

#[test]
fn a_client_without_the_root_is_contradicted() {
    let without_root = SHOWCERTS
        .replace(
            "Verify return code: 0 (ok)",
            "Verify return code: 20 (unable to get local issuer certificate)",
        )
        .replace("Verification: OK", "Verification error: unable to get local issuer certificate");
    let handshake = told(&without_root);
    let claim = claim(&handshake, "Verification");
    assert_eq!(claim.reported, "20 (unable to get local issuer certificate)");
    assert_eq!(claim.derived, "trusted up to Farm Test Root R1 in your own roots");
    assert_eq!(claim.agree, Some(false));
    let stage = handshake.stages.iter().find(|stage| stage.what == "Verification");
    assert_eq!(stage.expect("the stage").good, None, "neither green nor red");
}

#[test]
fn what_is_not_of_the_chain_is_not_compared_with_it() {
    for text in ["Hostname mismatch", "certificate revoked", "EE certificate key too weak"] {
        let code = format!("Verify return code: 62 ({text})");
        let handshake = told(&SHOWCERTS.replace("Verify return code: 0 (ok)", &code));
        assert_eq!(claim(&handshake, "Verification").agree, None, "{text}");
        let stage = handshake.stages.iter().find(|stage| stage.what == "Verification");
        assert_eq!(stage.expect("the stage").good, None, "{text}: nobody has confirmed it");
    }
}

#[test]
fn ok_without_a_certificate_is_hollow() {
    let handshake = told(
        "CONNECTED(00000003)\n\
         139695214278464:error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:ssl/record/rec_layer_s3.c:1562:SSL alert number 40\n\
         ---\nno peer certificate available\n---\nNew, (NONE), Cipher is (NONE)\nVerify return code: 0 (ok)\n---\n",
    );
    assert!(handshake.connected && !handshake.handshake_completed);
    assert_eq!((handshake.protocol, handshake.cipher_suite), (None, None));
    assert_eq!(
        handshake.error.as_deref(),
        Some("The server ended the handshake with the alert 40 (handshake failure).")
    );
    assert_eq!(
        handshake.sentence,
        "The server was reached; the handshake failed; no certificate came. The server ended the \
         handshake with the alert 40 (handshake failure)."
    );
    assert!(
        handshake.stages.iter().all(|stage| stage.good != Some(true) || stage.what == "Reached")
    );
    assert_eq!(handshake.compared[0].agree, None);
}

#[test]
fn nobody_was_reached() {
    let handshake = told("connect: Connection refused\nconnect:errno=111\n");
    assert!(!handshake.connected);
    assert_eq!(
        handshake.error.as_deref(),
        Some("No connection came about: the connection was refused (Connection refused).")
    );
}

#[test]
fn every_label_is_in_the_table() {
    for text in [SHOWCERTS, "connect:errno=111\n"] {
        for fact in told(text).facts {
            assert!(super::label::ALL.contains(&fact.label.as_str()), "{}", fact.label);
        }
    }
}
