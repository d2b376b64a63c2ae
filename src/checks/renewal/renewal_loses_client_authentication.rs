//! `renewal-loses-client-authentication`: is the younger certificate no longer good for a client?
//!
//! Without an extended key usage a certificate serves both roles.

use super::{for_each, serves_a_client};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "renewal-loses-client-authentication",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The renewed certificate can no longer identify a client",
    explanation: "A server that sends mail is a client: where the partner asks for a certificate, for mutual TLS or a tenant's \
        connector, it presents this one. Without client authentication among its purposes the partner refuses it, often \
        with 454 4.7.0 Invalid client certificate. Public CAs are taking this purpose out of their server certificates.",
    remedy: "Find out which partners ask for a client certificate, the send logs say so, and which connectors name \
        this one: Get-SendConnector | fl Name,TlsCertificateName,DomainSecureEnabled. For those order a certificate with \
        client authentication, from a private CA if need be, and keep this one for receiving.",
    citations: &[Citation { document: "RFC 5280", section: "4.2.1.12" }],
};

fn run(case: &Case<'_>) -> Outcome {
    for_each(case, RULE.severity, |_, older, younger| {
        let name = younger.short_name();
        (serves_a_client(older) && !serves_a_client(younger)).then(|| {
            format!("'{name}': the older certificate allows client authentication, the younger does not.")
        })
    })
}
