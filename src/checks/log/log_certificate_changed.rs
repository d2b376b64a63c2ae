//! `log-certificate-changed`: did a connector begin to present another certificate?
//!
//! Whether the new one is right is not asked here.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::log::answer::Filter;
use crate::facts::log::answer::few::Few;
use crate::facts::log::event::Whose;
use crate::facts::log::session::Place;
use crate::facts::log::texts::Text;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "log-certificate-changed",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The certificate that we present has changed",
    explanation: "When something stopped on a certain day, a changed certificate is the first suspect: \
        another issuer, other names, a chain that was not sent.",
    remedy: "Compare the two: Get-ExchangeCertificate -Thumbprint X | fl \
        Subject,Issuer,CertificateDomains,Services. Paste both chains here to see what the change \
        breaks.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Selection of inbound STARTTLS certificates",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    let Some(logs) = &case.logs else { return Outcome::NotApplicable };
    // Connector and certificate: first time, last time, where it begins.
    let mut shown: Few<(Text, Text), (i64, i64, Place)> = Few::default();
    for (profile, tally) in logs.counted.sessions(Filter::default()) {
        if profile.ours.is_empty() {
            continue;
        }
        let one = (tally.first, tally.last, tally.example);
        let known = shown.of((profile.connector, profile.ours), || one);
        if one.0 < known.0 {
            (known.0, known.2) = (one.0, one.2);
        }
        known.1 = known.1.max(one.1);
    }
    let mut evidence = Vec::new();
    for ((connector, after), (first, _, place)) in shown.iter() {
        // The one before it on the same connector, which was not shown any more.
        let before = shown
            .iter()
            .filter(|((other, thumbprint), (_, last, _))| {
                other == connector && thumbprint != after && last <= first
            })
            .max_by_key(|(_, (_, last, _))| *last);
        if let Some(((_, before), (_, last, _))) = before {
            let text = format!(
                "On '{}' {} was sent until {}, and {} from {}.",
                logs.shown(*connector),
                logs.certificate_called(Whose::Ours, *before),
                super::time(*last),
                logs.certificate_called(Whose::Ours, *after),
                super::time(*first)
            );
            evidence.push(logs.evidence(Some(*place), text));
        }
    }
    Outcome::of(!shown.is_empty(), evidence, RULE.severity)
}
