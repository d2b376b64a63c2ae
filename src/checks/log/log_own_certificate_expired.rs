//! `log-own-certificate-expired`: did we present a certificate after its end?
//!
//! Each session is judged at its own time.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::event::Whose;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-own-certificate-expired",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "We presented a certificate that had expired",
    explanation: "Partners that validate refuse an expired certificate; most senders are opportunistic and \
        go on encrypted, so it is noticed late. A renewed certificate that is not enabled for SMTP \
        is never presented.",
    remedy: "See which certificate is there: Get-ExchangeCertificate | fl \
        Thumbprint,Services,CertificateDomains,NotAfter,Status. Then Enable-ExchangeCertificate \
        -Thumbprint <new> -Services SMTP and answer No to overwriting the default. Only a renewed \
        self-signed default answers Yes.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.1.2.5" },
        Citation { document: "Microsoft Learn", section: "Enable-ExchangeCertificate" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    super::expired(logs, Whose::Ours, &RULE, |name, end, shown| {
        format!(
            "We still sent {name} after its end on {end}: {}, the last on {}.",
            super::counted(
                usize::try_from(shown.expired).unwrap_or(usize::MAX),
                "session",
                "sessions"
            ),
            super::time(shown.last)
        )
    })
}
