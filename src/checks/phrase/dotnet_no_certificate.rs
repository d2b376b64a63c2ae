//! `dotnet-no-certificate`: did the server show .NET no certificate?
//!
//! Servers that show one which is refused have other rules.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "dotnet-no-certificate",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The server showed no certificate",
    explanation: "RemoteCertificateNotAvailable means that the handshake brought no certificate at all. On \
        the server's side that is an anonymous suite or a listener without a certificate; where \
        the server is the one that checks, the client sent none.",
    remedy: "See what the server sends: openssl s_client -connect HOST:25 -starttls smtp -servername \
        HOST -showcerts. On Windows: Get-ExchangeCertificate | fl \
        Thumbprint,Services,HasPrivateKey,NotAfter,Status for Exchange, netsh http show sslcert \
        for IIS. If the message comes from a server that asks for client certificates, it is \
        normal unless the connection must be mutual.",
    citations: &[Citation { document: "Microsoft Learn", section: "SslPolicyErrors Enum, Fields" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::NoCertificate], |_, _| {
        "The other side showed no certificate, so there was nothing to check. The message does not say whether one was demanded.".into()
    })
}
