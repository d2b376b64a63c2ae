//! `windows-no-common-algorithm`: did Windows say that both sides have no algorithm in common?
//!
//! It is said on both sides of a connection; which one is not in the words.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-no-common-algorithm",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Client and server have no version or suite in common",
    explanation: "Schannel found no TLS version or cipher suite that both allow (SEC_E_ALGORITHM_MISMATCH, \
        event 36874). Mostly one side has TLS 1.0 and 1.1 switched off and the other speaks \
        nothing newer, or an application of .NET Framework below 4.6 or without strong \
        cryptography asks for TLS 1.0. An ECDSA or RSA certificate without a matching suite does \
        it as well.",
    remedy: "On the client, for .NET Framework, both views: reg add \
        HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319 /v SchUseStrongCrypto /t REG_DWORD \
        /d 1 and the same under \
        HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v4.0.30319, also \
        SystemDefaultTlsVersions. Compare the versions under \
        HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols and the \
        suites: Get-TlsCipherSuite | ft Name. From outside: openssl s_client -connect HOST:25 \
        -starttls smtp -tls1_2. Restart after a change.",
    citations: &[
        Citation {
            document: "Microsoft Learn",
            section: "Schannel Error Codes for TLS and SSL Alerts",
        },
        Citation {
            document: "Microsoft Learn",
            section: "Transport Layer Security (TLS) registry settings",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::NoCommonAlgorithm], |_, _| {
        "Client and server have no TLS version or cipher suite in common; the certificate was not what failed.".into()
    })
}
