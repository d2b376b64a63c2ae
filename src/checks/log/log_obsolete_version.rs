//! `log-obsolete-version`: which partners still use versions before TLS 1.2?
//!
//! What switching them off would do stands in the forecast.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-obsolete-version",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Partners still use TLS 1.0 or 1.1",
    explanation: "TLS 1.0 and 1.1 are forbidden by RFC 8996 and go away on both sides: in Exchange, in \
        Windows and in the clouds. A partner that agrees on nothing newer today may be refused, or \
        fall back to clear text, on the day they are switched off.",
    remedy: "Write to the partners in the forecast before anything is switched off; their postmaster \
        needs TLS 1.2 on the sending host. On Exchange, TLS 1.2 is enabled by \
        SCHANNEL\\Protocols\\TLS 1.2\\Client and Server (Enabled=1, DisabledByDefault=0) and by \
        SchUseStrongCrypto for .NET 4; then restart the server. Nothing here has to be turned off \
        for that.",
    citations: &[
        Citation { document: "RFC 8996", section: "2" },
        Citation {
            document: "Microsoft Learn",
            section: "Exchange Server TLS configuration best practices",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let mut evidence = Vec::new();
    if logs.obsolete() > 0 {
        evidence.push(Evidence { text: logs.in_short(), span: None, certificate: None, log: None });
    }
    for forecast in logs.forecasts.iter().filter(|forecast| forecast.obsolete > 0) {
        let last = forecast.last_obsolete.map(super::time).unwrap_or_default();
        let text = format!(
            "{}{}: {} of {} sessions below TLS 1.2, the last on {last}. With TLS 1.0 and 1.1 off: {}.",
            logs.called(forecast.key),
            super::towards(forecast.direction),
            forecast.obsolete,
            forecast.sessions,
            super::fate(forecast.without_old)
        );
        evidence.push(logs.evidence(forecast.example, text));
    }
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
