//! `log-capped-version`: was nothing newer than TLS 1.0 ever agreed on?
//!
//! Which of the two sides caps cannot be told from one server.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::log::Direction;
use crate::facts::log::answer::forecast;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-capped-version",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Nothing newer than TLS 1.0 was ever agreed on",
    explanation: "Where not one partner of many agrees on more, the cap is on this side: SMTP was fixed at \
        TLS 1.0 before Exchange 2010 SP3 RU9 and 2013 CU8, whatever the registry said, and TLS 1.2 \
        may be switched off in SCHANNEL.",
    remedy: "Look at the build and at the registry: Get-ExchangeServer | fl Name,AdminDisplayVersion; \
        Get-ItemProperty \
        'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS \
        1.2\\*'. Update Exchange, enable TLS 1.2, restart, and count again before anything is \
        switched off.",
    citations: &[Citation { document: "Microsoft Support", section: "KB 3029667 and KB 3045301" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    let evidence = [Direction::Receive, Direction::Send]
        .into_iter()
        .filter_map(|direction| {
            let newest = forecast::capped(&logs.counted, direction)?;
            let text = format!(
                "{} sessions never agreed on anything newer than {}: the cap may be ours.",
                super::direction_word(direction),
                newest.word(&logs.counted.facts.texts)
            );
            Some(Evidence { text, span: None, certificate: None, log: None })
        })
        .collect();
    Outcome::of(logs.decided() > 0, evidence, RULE.severity)
}
