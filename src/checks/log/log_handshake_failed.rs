//! `log-handshake-failed`: which handshakes failed, and in which words?
//!
//! Who is at fault is said as far as the word tells.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::answer::failure::Stage;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-handshake-failed",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Handshakes failed",
    explanation: "Exchange writes the name of the Windows status with which the handshake ended. Most \
        failures come from the other side closing, from no common version or cipher, or from a \
        certificate of ours that cannot be loaded.",
    remedy: "Look at one session of each cause, by its rows. See which certificate we present: \
        Get-ExchangeCertificate | fl Thumbprint,Services,HasPrivateKey,NotAfter,Status. See what \
        the other side accepts: openssl s_client -connect HOST:25 -starttls smtp -tls1_2.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "TLS negotiation failed with error" },
        Citation { document: "RFC 3207", section: "4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let failed = logs.failures.iter().filter(|failure| failure.stage == Stage::Handshake);
    let evidence = failed
        .map(|failure| {
            let cause = logs.counted.text(failure.cause);
            let (name, meaning) = crate::checks::log_errors::error(cause);
            let known = if meaning.is_empty() { "" } else { ": " };
            let text = format!(
                "{} with {} failed with {}{known}{meaning}. First on {}, last on {}.",
                super::sessions(failure.sessions, failure.direction),
                super::counted(failure.remotes, "address", "addresses"),
                crate::visible::quoted(&name),
                super::time(failure.first),
                super::time(failure.last)
            );
            logs.evidence(Some(failure.example), text)
        })
        .collect();
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
