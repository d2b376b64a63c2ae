//! `windows-issuer-list-cut`: was the list of trusted issuers too long for Schannel?
//!
//! How long it was is not in the event.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-issuer-list-cut",
    severity: Severity::Warning,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The list of trusted issuers was too long and was sent cut short",
    explanation: "Event 36885: this server asks for client certificates and names the roots that it \
        trusts; over 16,384 bytes Schannel cuts the list. Clients whose root fell off choose no \
        certificate, and the handshake fails or goes on without one. Since Windows Server 2012 \
        the list is not sent by default; the check itself could still fail there (KB 2880390).",
    remedy: "Measure: Get-ChildItem Cert:\\LocalMachine\\Root | ForEach-Object { 2 + \
        $_.SubjectName.RawData.Length } | Measure-Object -Sum. Remove roots that no client \
        needs, or do not send the list: reg add \
        HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL /v \
        SendTrustedIssuerList /t REG_DWORD /d 0. Intermediates in the Root store belong into \
        Cert:\\LocalMachine\\CA.",
    citations: &[
        Citation { document: "Microsoft KB 2801679", section: "Cause" },
        Citation { document: "RFC 5246", section: "7.4.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::IssuerListCut], |_, _| {
        "This server trusts so many roots that the list which it sends to clients was cut at 16,384 bytes: clients whose root fell off find no certificate to show.".into()
    })
}
