//! `log-certificate-expires-soon`: does the certificate that we present end within a month?
//!
//! Only the one that was shown last.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::event::Whose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-certificate-expires-soon",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The certificate that we present ends soon",
    explanation: "After that day partners that validate refuse it. A renewal must be imported, enabled for \
        SMTP and, where connectors name the certificate, named there.",
    remedy: "Renew it now; then Import-ExchangeCertificate and Enable-ExchangeCertificate -Thumbprint \
        <new> -Services SMTP, answer No to overwriting the default. See which connectors name it: \
        Get-SendConnector, Get-ReceiveConnector | fl Name,TlsCertificateName.",
    citations: &[Citation { document: "RFC 5280", section: "4.1.2.5" }],
};

/// Seconds before the end from which it is told.
const SOON: i64 = 30 * 86_400;
/// Milliseconds within which a certificate counts as still in use: two days before the end of the log.
const IN_USE: i64 = 2 * 86_400_000;

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let now = case.question.at.unix_seconds();
    let end_of_log = logs.totals.span.map_or(i64::MIN, |(_, last)| last);
    let ours: Vec<_> = logs.certificates.iter().filter(|one| one.whose == Whose::Ours).collect();
    let evidence = ours
        .iter()
        .filter(|one| one.shown.last >= end_of_log.saturating_sub(IN_USE))
        .filter_map(|one| {
            let end = one.certificate.not_after?;
            (now..now.saturating_add(SOON)).contains(&end).then(|| {
                let text = format!(
                    "{} ends on {}, in {}.",
                    logs.certificate_called(Whose::Ours, one.certificate.known_by()),
                    super::time(end.saturating_mul(1_000)),
                    crate::timestamp::duration_in_words(end - now)
                );
                logs.evidence(Some(one.shown.example), text)
            })
        })
        .collect();
    let dated = ours.iter().any(|one| one.certificate.not_after.is_some());
    Outcome::of(dated, evidence, RULE.severity)
}
