//! `no-subject-alternative-name`: does the end entity's certificate bear any name that a client compares?
//!
//! Where a name was given, `name-mismatch` tells that none fits, and why.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::name::NameVerdict;
use crate::question::Purpose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-subject-alternative-name",
    severity: Severity::Error,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "The certificate has no name that clients compare",
    explanation: "Clients compare the entries of the subjectAltName extension and no longer the common name \
        of the subject. Without an entry of type DNS or IP no name ever fits, for browsers, Go, Java and \
        everything that follows the standard. Exchange and some older mail software still fall back to \
        the common name.",
    remedy: "Have the certificate issued anew with every name in the subjectAltName extension, the common \
        name among them. On Exchange: New-ExchangeCertificate -GenerateRequest -DomainName <every name>. \
        On a Windows CA the request must carry the extension.",
    citations: &[Citation { document: "RFC 9525", section: "2 and 6.3" }],
};

fn run(case: &Case<'_>) -> Outcome {
    if case.question.purpose == Purpose::Client {
        return Outcome::NotApplicable;
    }
    let mut evidence = Vec::new();
    let mut told = Vec::new();
    let mut looked_at = false;
    for chain in &case.chains {
        let Some(id) = chain.names_owner(case.facts) else { continue };
        let certificate = case.certificate(id);
        looked_at = true;
        if certificate.dns_names().next().is_some()
            || certificate.ip_addresses().next().is_some()
            || told.contains(&id)
        {
            continue;
        }
        let mismatch = case.names.iter().any(|judgement| {
            judgement.certificate == id && judgement.verdict == NameVerdict::Mismatch
        });
        if mismatch {
            continue;
        }
        told.push(id);
        let name = certificate.short_name();
        let text = format!("'{name}' has no subjectAltName entry of type DNS or IP.");
        evidence.push(case.evidence(id, text));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
