//! `renewal-changes-issuer`: does the younger certificate come from another issuing CA?
//!
//! What a connector here names is compared by `tls-certificate-name-unmatched`.

use super::for_each;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::distinguished_name::DistinguishedName;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "renewal-changes-issuer",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The renewed certificate has another issuer or subject",
    explanation: "Exchange connectors name their certificate by the texts of issuer and subject, <I>…<S>…. The old value \
        finds the old certificate as long as that is in the store and none afterwards: then mail stops with 454 4.7.5 or \
        another certificate is sent. Partners who have written down the issuer refuse the new one.",
    remedy: "Before the old certificate is removed, set each connector that names it anew: Get-SendConnector | fl \
        Name,TlsCertificateName and Get-ReceiveConnector | fl Name,TlsCertificateName list them; then $c = \
        Get-ExchangeCertificate -Thumbprint <new>; Set-SendConnector <connector> -TlsCertificateName \
        \"<I>$($c.Issuer)<S>$($c.Subject)\", likewise Set-ReceiveConnector. Hybrid: run the Hybrid Configuration \
        wizard again.",
    citations: &[Citation { document: "Set-SendConnector", section: "TlsCertificateName" }],
};

fn run(case: &Case<'_>) -> Outcome {
    for_each(case, RULE.severity, |_, older, younger| {
        let other =
            |one: &DistinguishedName, two: &DistinguishedName| one.match_key() != two.match_key();
        let told = |what: &str, old: &DistinguishedName, new: &DistinguishedName| {
            format!("the {what} was {} and becomes {}", old.rfc4514(), new.rfc4514())
        };
        let mut changes = Vec::new();
        if other(&older.issuer, &younger.issuer) {
            changes.push(told("issuer", &older.issuer, &younger.issuer));
        }
        if other(&older.subject, &younger.subject) {
            changes.push(told("subject", &older.subject, &younger.subject));
        }
        let name = younger.short_name();
        (!changes.is_empty()).then(|| format!("'{name}': {}.", changes.join("; ")))
    })
}
