//! The law of cuts for what was read: nothing that stood before a cut is taken back by what comes behind.
//!
//! Read and gathered at every byte, not judged. The corpus' captures and the stories are held to it.

use std::collections::BTreeSet;

use handglass::facts;
use handglass::facts::handshake::{Completion, Handshake};
use handglass::input::{self, Source};
use handglass::span::SourceId;

/// What any cut takes back, in words; no certificate, no verification error and no connection may go, a
/// finished handshake stays finished, a version or a suite stays what it is. The client's last code may
/// be followed by a later one.
pub(crate) fn taken_back(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut unsaid = Vec::new();
    let mut certificates: BTreeSet<[u8; 32]> = BTreeSet::new();
    let mut before: Vec<Told> = Vec::new();
    for end in 0..=bytes.len() {
        let bytes = bytes.get(..end).unwrap_or_default().to_vec();
        let source = Source { name: handglass::PASTE.into(), bytes };
        let reading = input::read(SourceId(0), source, None);
        let (facts, _) = facts::gather(&[reading], &[], &[], false);
        let mut gone = |what: &str| unsaid.push(format!("{name} cut at {end}: {what}"));
        let found = facts.certificates.iter().map(|certificate| certificate.sha256.0).collect();
        if !certificates.is_subset(&found) {
            gone("a certificate");
        }
        let now: Vec<Told> = facts.handshakes.iter().map(told).collect();
        if now.len() < before.len() {
            gone("a connection");
        }
        for (before, now) in before.iter().zip(&now) {
            if before.completed && !now.completed {
                gone("the end of the handshake");
            }
            if before.protocol.is_some() && before.protocol != now.protocol {
                gone("the version");
            }
            if before.suite.is_some() && before.suite != now.suite {
                gone("the suite");
            }
            let kept =
                before.errors.iter().zip(&now.errors).all(|(one, other)| goes_on(one, other));
            if now.errors.len() < before.errors.len() || !kept {
                gone("a verification error");
            }
            if before.code && !now.code {
                gone("the code");
            }
        }
        certificates = found;
        before = now;
    }
    unsaid
}

/// What is known of one connection.
struct Told {
    completed: bool,
    protocol: Option<&'static str>,
    suite: Option<String>,
    errors: Vec<(String, Option<u32>)>,
    code: bool,
}

fn told(handshake: &Handshake) -> Told {
    Told {
        completed: handshake.completion == Completion::Completed,
        protocol: handshake.protocol.as_ref().map(|stated| stated.value.word()),
        suite: handshake.cipher_suite.as_ref().map(|stated| stated.value.clone()),
        errors: handshake
            .verify_errors
            .iter()
            .map(|stated| (stated.value.code.text.clone(), stated.value.code.number))
            .collect(),
        code: handshake.verify_code.is_some(),
    }
}

/// The same error, or one whose words the collector goes on with in its next line. Its word for "the chain
/// has flaws" gives way to the first of them.
fn goes_on(before: &(String, Option<u32>), now: &(String, Option<u32>)) -> bool {
    let stands_for_flaws = before.0 == "RemoteCertificateChainErrors";
    before.1 == now.1 && (now.0.starts_with(&before.0) || stands_for_flaws)
}
