//! `no-shared-protocol`: do client and server have no TLS version in common?
//!
//! Told where the server says so (alert 70). Where the client itself refuses, that is `client-policy`.

use super::{forced, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-shared-protocol",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Unknown,
    title: "Client and server have no TLS version in common",
    explanation: "The server answered with alert 70, protocol version: it knows what was offered and will \
        not speak it. Either it is older than the client allows, or newer than the client can.",
    remedy: "Find out what the server speaks: openssl s_client -tls1_2, then -tls1_3, then -tls1_1 with -cipher \
        DEFAULT@SECLEVEL=0. If it is TLS 1.0 or 1.1 only, bring the server up to TLS 1.2: on Windows \
        HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols, and for Exchange \
        the .NET values SchUseStrongCrypto and SystemDefaultTlsVersions. If the client is the old one, \
        bring that up.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "RFC 8996", section: "4 and 5" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| match ending {
        Ending::Alert(alert, 70) => {
            let text = format!("The server sent alert 70 (protocol version).{}", forced(handshake));
            Some(Evidence::at(alert.span, text))
        }
        _ => None,
    })
}
