//! `wrong-purpose`: does the end entity's certificate exclude the role that it is used in?
//!
//! What a CA's own list means for those below is `issuer-purpose`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::oids::purpose_name;
use crate::facts::path::{Element, FaultKind, allows};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "wrong-purpose",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate is not meant for this purpose",
    explanation: "The extended key usage lists what a certificate may be used for. A client refuses a \
        server whose certificate is not meant for server authentication; a server refuses a \
        client whose certificate is not meant for client authentication. Public CAs are ceasing \
        to issue certificates for client authentication. The key usage has to allow \
        digitalSignature too: without it and without a key exchange there is no handshake, and \
        OpenSSL and Chromium refuse.",
    remedy: "Have it issued with the purpose that is needed: serverAuth (1.3.6.1.5.5.7.3.1) for a \
        server, clientAuth (1.3.6.1.5.5.7.3.2) for mutual TLS. On a Windows CA this is the \
        application policy of the certificate template, the key usage its request handling.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.3 and 4.2.1.12" },
        Citation { document: "CA/Browser Forum Baseline Requirements", section: "7.1.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    case.faults_told(RULE.severity, |fault| {
        let (FaultKind::WrongPurpose, Element::Certificate(id)) = (&fault.kind, fault.element)
        else {
            return None;
        };
        let certificate = case.certificate(id);
        let wanted = case.question.purpose.word();
        if allows(certificate, case.question.purpose) {
            return Some(format!("has a key usage that leaves no handshake to a {wanted}"));
        }
        let purposes = certificate.extended_key_usage.iter().flatten();
        let listed: Vec<&str> = purposes.map(|oid| purpose_name(oid).unwrap_or(oid)).collect();
        Some(format!("is for {} and not for {wanted} authentication", listed.join(", ")))
    })
}
