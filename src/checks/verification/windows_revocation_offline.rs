//! `windows-revocation-offline`: did Windows refuse because it could not ask whether a certificate is
//! revoked?
//!
//! That a certificate is revoked is another thing. The same words of an application are
//! `reported-revocation-unknown`.

use super::refused_by_windows;
use crate::checks::windows_table::Refusal;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "windows-revocation-offline",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Client,
    title: "Windows could not check revocation and refused",
    explanation: "curl with Schannel demands an answer of the revocation list or the OCSP responder, and gets \
        none: mostly the machine has no way out by http on port 80, or only through a proxy that is not set \
        for WinHTTP. Many applications on the same machine do not check, or go on without an answer, and \
        work.",
    remedy: "On that machine, with the server's certificate saved as server.cer: certutil -verify -urlfetch \
        server.cer names each address that fails. Let http to these addresses out, or set the proxy: netsh \
        winhttp set proxy PROXY:PORT. A private CA must publish its list where this machine can read it. To \
        see whether anything else is wrong, for the test alone: curl.exe -v --ssl-revoke-best-effort, or \
        --ssl-no-revoke, which accepts revoked certificates.",
    citations: &[
        Citation { document: "curl manual", section: "--ssl-no-revoke, --ssl-revoke-best-effort" },
        Citation { document: "RFC 5280", section: "6.3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    refused_by_windows(
        case,
        &RULE,
        Refusal::RevocationOffline,
        "That says nothing against the certificate: the list was out of reach.",
    )
}
