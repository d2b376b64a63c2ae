//! `reply-secure-domain-disallowed`: is a secure domain switched off for the moment?
//!
//! No certificate was looked at.

use super::{peer, told};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reply-secure-domain-disallowed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Domain security is switched off for this domain",
    explanation: "451 4.7.3 with these words is a setting of an administrator of the other side: mail for \
        a domain-secured domain is held until it is allowed again.",
    remedy: "Ask the other side's administrator. On our side see which domains are secured: \
        Get-TransportConfig | fl TLS*DomainSecureList, Get-SendConnector | fl \
        Name,DomainSecureEnabled.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "Domain Security, TLSSendDomainSecureList",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::SecureDomainDisallowed], |_, phrase| {
        format!(
            "{} has switched this secure domain off for the moment; no certificate was looked at.",
            peer(phrase)
        )
    })
}
