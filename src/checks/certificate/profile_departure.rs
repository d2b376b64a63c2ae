//! `profile-departure`: does a certificate break promises of its profile that clients let pass?
//!
//! Of every certificate of the best paths, one occurrence each. What the CA/Browser Forum demands is looked at
//! below public roots alone. What breaks a path, and what other rules tell, is not told here again.

use crate::checks::{
    Aspect, Case, ChainCase, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::anchors::Origin;
use crate::facts::certificate::conformance::{Clients, Departure, Place, RFC, departures};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "profile-departure",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate departs from the profile of RFC 5280",
    explanation: "Clients read around most departures; what they make of each stands with it. What works \
        everywhere today may be refused after an update: Python turned OpenSSL's strict mode on with 3.13.",
    remedy: "Where a client that refuses it, as told beside each, is in use, have the certificate issued anew \
        now; else when it is renewed. OpenSSL's extensions for a CA: subjectKeyIdentifier=hash, \
        authorityKeyIdentifier=keyid, basicConstraints=critical,CA:TRUE, \
        keyUsage=critical,keyCertSign,cRLSign. What a strict client says: openssl verify -x509_strict \
        -CAfile root.pem -untrusted int.pem server.pem.",
    citations: &[Citation { document: "RFC 5280", section: "4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut worst = RULE.severity;
    let mut looked_at = false;
    for path in case.chains.iter().filter_map(ChainCase::best_path) {
        let anchor = path.trust_anchor.map(|id| case.facts.anchor(id).origin);
        let public = anchor == Some(Origin::Mozilla);
        for (position, id) in path.certificates.iter().enumerate() {
            // A root speaks for itself.
            if path.is_anchor_alone() {
                continue;
            }
            looked_at = true;
            if evidence.iter().any(|told| told.certificate == Some(*id)) {
                continue;
            }
            let certificate = case.certificate(*id);
            let place = match position {
                0 if !certificate.claims_to_be_ca() => Place::EndEntity(case.question.purpose),
                _ => Place::Intermediate,
            };
            let mut found = departures(certificate, place);
            found.retain(|one| one.clients != Clients::Told && (public || one.document == RFC));
            if found.iter().any(|one| one.clients == Clients::Refused) {
                worst = Severity::Warning;
            }
            if !found.is_empty() {
                let text = format!("'{}' {}.", certificate.short_name(), told(&found));
                evidence.push(case.evidence(*id, text));
            }
        }
    }
    Outcome::of(looked_at, evidence, worst)
}

/// Those of which clients make the same stand together.
fn told(found: &[Departure]) -> String {
    let mut parts = Vec::new();
    let mut document = "";
    for clients in Clients::ALL {
        let alike = found.iter().filter(|one| one.clients == *clients);
        let alike: Vec<String> =
            alike.map(|one| format!("{} ({})", one.what, place(one, &mut document))).collect();
        if !alike.is_empty() {
            parts.push(format!("{}: {}", alike.join(", "), clients.words()));
        }
    }
    parts.join("; it ")
}

/// The document is named where it is another one than before.
fn place(one: &Departure, before: &mut &'static str) -> String {
    if *before == one.document {
        return format!("section {}", one.section);
    }
    *before = one.document;
    format!("{} section {}", one.document, one.section)
}
