//! `expires-soon`: does a certificate of the path end within days of the time asked about?
//!
//! What has ended already is `expired` or `expired-since`. A root's end is left to those who keep lists of
//! roots.

use crate::checks::{Aspect, Case, ChainCase, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::certificate::Certificate;
use crate::timestamp::duration_in_words;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expires-soon",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "A certificate expires soon",
    explanation: "From that moment on every client that checks refuses. On a mail server nobody notices \
        before the first partner that checks stops delivering.",
    remedy: "Renew it now and see that the new one is really sent. On Exchange: Import-ExchangeCertificate, \
        then Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP and answer No to overwriting the \
        default. Where an intermediate ends, take the CA's current one; Windows: Import-Certificate \
        -FilePath int.cer -CertStoreLocation Cert:\\LocalMachine\\CA.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.5" }],
};

const A_DAY: i64 = 86_400;

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut told = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for id in
        case.chains.iter().filter_map(ChainCase::best_path).flat_map(|path| &path.certificates)
    {
        looked_at = true;
        let certificate = case.certificate(*id);
        let left = certificate.not_after.seconds_since(case.question.at);
        let begun = certificate.not_before <= case.question.at;
        if left < 0 || !begun || told.contains(id) {
            continue;
        }
        let Some(severity) = severity(certificate, left) else { continue };
        told.push(*id);
        worst = worst.max(severity);
        let name = certificate.short_name();
        let end = certificate.not_after.readable();
        let text = format!("'{name}' ends in {}, on {end}.", duration_in_words(left));
        evidence.push(case.evidence(*id, text));
    }
    Outcome::of(looked_at, evidence, worst)
}

/// Certificates of a few days' or weeks' life are renewed when a part of it is left, not a month before.
fn severity(certificate: &Certificate, left: i64) -> Option<Severity> {
    let life = certificate.not_after.seconds_since(certificate.not_before);
    if left <= (7 * A_DAY).min(life / 6) {
        return Some(Severity::Warning);
    }
    (left <= (30 * A_DAY).min(life / 3)).then_some(Severity::Notice)
}
