//! `windows-chain-refused`: did Windows find no chain to a root that it trusts?
//!
//! Windows builds the chain out of its stores and of what was sent, and reads no bundle file: so the steps
//! are others than for OpenSSL. The same words of an application are `reported-untrusted-root` and
//! `reported-partial-chain`.

use super::refused_by_windows;
use crate::checks::windows_table::Refusal;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-chain-refused",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Unknown,
    title: "Windows found no chain to a root that it trusts",
    explanation: "Schannel builds the chain from what the server sent and from the stores of the machine, and \
        may fetch an issuer by http. Either an intermediate was not sent and cannot be fetched, or the \
        root is not in the machine's store: a private CA, a device that inspects TLS, or a public root on \
        a machine whose root updates are blocked.",
    remedy: "Find out what is missing, on the machine that refused, with the server's certificate saved as server.cer: \
        certutil -verify -urlfetch server.cer. CERT_TRUST_IS_PARTIAL_CHAIN: an intermediate is missing. If \
        the server is Exchange or Windows, on the server: Import-Certificate -FilePath int.cer \
        -CertStoreLocation Cert:\\LocalMachine\\CA, then Restart-Service \
        MSExchangeFrontEndTransport,MSExchangeTransport; elsewhere put the intermediate into the server's \
        bundle. CERT_TRUST_IS_UNTRUSTED_ROOT: on the machine that refused, elevated: Import-Certificate \
        -FilePath root.cer -CertStoreLocation Cert:\\LocalMachine\\Root (Windows Server 2008 R2: certutil \
        -addstore -f Root root.cer), and never an intermediate there (KB 2802568).",
    citations: &[
        Citation {
            document: "Microsoft Learn",
            section: "Schannel Error Codes for TLS and SSL Alerts",
        },
        Citation { document: "Microsoft KB 2802568", section: "Cause" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    refused_by_windows(case, &RULE, Refusal::Chain, "It says nothing of name and dates.")
}
