//! `reported-name-mismatch`: did a client say that the certificate bears another name?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::{named, told};
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-name-mismatch",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The client says that the certificate bears another name",
    explanation: "The client compared the name that it was configured to dial with the names in the \
        certificate, and none fits. It is about the configured name, not about the address or \
        the greeting: a short host name, an internal name or a load balancer's address is \
        enough.",
    remedy: "Find the configured name (Database Mail's server name, a scanner's smart host, an \
        application's host setting) and paste it into the names box together with the \
        certificate: openssl s_client -connect HOST:25 -starttls smtp -servername HOST \
        -showcerts. Then dial a name that the certificate has, or have it issued with that name: \
        New-ExchangeCertificate -GenerateRequest -DomainName <every name>.",
    citations: &[
        Citation { document: "RFC 9525", section: "6.3" },
        Citation { document: "Microsoft Learn", section: "SslPolicyErrors Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::NameMismatch], |case, phrase| {
        let text = format!(
            "A client refused the certificate because it does not bear the name that was \
             dialled{}. The name alone says nothing on dates and trust.",
            named("", phrase.host.as_ref())
        );
        format!("{text}{}", beside::compared(case, Says::NameMismatch))
    })
}
