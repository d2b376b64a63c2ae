//! `self-signed`: did the end entity sign its own certificate, with nobody to vouch for it?
//!
//! A self-signed certificate among the trust anchors holds. A root above it is `unknown-root`.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::path::FaultKind;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "self-signed",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The server's certificate is self-signed",
    explanation: "Nobody but the server itself says that this key belongs to this name, so a client that \
        checks has no ground to believe it. Between Exchange servers this is normal, and under \
        opportunistic TLS nobody looks.",
    remedy: "For partners that check: install a certificate of a public or common private CA and \
        enable it for SMTP (Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP, answer \
        No to overwriting the default). For one client of your own: import this certificate \
        there, on Windows Import-Certificate -FilePath server.cer -CertStoreLocation \
        Cert:\\LocalMachine\\Root, in Java keytool -importcert -trustcacerts -cacerts -alias \
        server -file server.cer, for OpenSSL -CAfile server.pem.",
    citations: &[Citation { document: "RFC 5280", section: "3.2 and 6.1" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut seen = false;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        let Some(path) = chain.best_path() else { continue };
        seen = true;
        if path.certificates.len() != 1 || path.trust_anchor.is_some() {
            continue;
        }
        if path.faults.iter().any(|fault| fault.kind == FaultKind::RootNotTrusted) {
            let id = path.certificates[0];
            let name = case.certificate(id).short_name();
            evidence.push(case.evidence(
                id,
                format!("'{name}' carries its own signature and is not among the trust anchors."),
            ));
        }
    }
    match (seen, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, RULE.severity),
    }
}
