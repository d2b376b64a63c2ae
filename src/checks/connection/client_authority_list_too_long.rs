//! `client-authority-list-too-long`: is the list of authorities longer than Schannel can send?
//!
//! The size is an estimate from the printed names. Many names by themselves are no fault.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

/// Bytes of the list that Schannel of Windows Server 2008 to 2012 sends (KB 2801679).
const LIMIT: usize = 16_384;

static RULE: Rule = Rule {
    id: "client-authority-list-too-long",
    severity: Severity::Warning,
    aspect: Aspect::OwnCertificate,
    side: Side::Server,
    title: "The list of accepted authorities is longer than 16 KB",
    explanation: "A server that asks for a client certificate may send the names of the authorities that it \
        accepts. Windows' Schannel cuts its list at 16,384 bytes (event 36885): a client whose authority \
        is behind the cut sends no certificate, and mutual TLS fails.",
    remedy: "If the server is Windows: take roots that are not needed out of the machine's Root store, or let \
        it send no list at all, as is the default since Windows Server 2012: SendTrustedIssuerList = 0 \
        under HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL. The size without any \
        capture: Get-ChildItem Cert:\\LocalMachine\\Root | ForEach-Object { 2 + \
        $_.SubjectName.RawData.Length } | Measure-Object -Sum.",
    citations: &[
        Citation { document: "Microsoft KB 2801679", section: "Cause" },
        Citation { document: "RFC 5246", section: "7.4.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for request in case.facts.handshakes.iter().filter_map(|it| it.client_certificate.as_ref()) {
        looked_at = true;
        if request.estimated_bytes > LIMIT {
            let text = format!(
                "{} names of authorities, about {} bytes (estimated from the printed names).",
                request.authority_count, request.estimated_bytes
            );
            evidence.push(Evidence::at(request.span, text));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
