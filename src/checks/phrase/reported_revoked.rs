//! `reported-revoked`: did a client say that a certificate is revoked?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-revoked",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The client says that a certificate is revoked",
    explanation: "The client fetched a revocation list or an OCSP answer, and the certificate, or the CA \
        above it, is on it. That holds for everybody who checks.",
    remedy: "Confirm it: certutil -verify -urlfetch server.cer, or openssl s_client -connect HOST:25 \
        -starttls smtp -status. Have a new certificate issued with a new key, install it and \
        enable it: Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP, answer No to \
        overwriting the default. Ask the CA for the reason of the revocation.",
    citations: &[
        Citation { document: "RFC 5280", section: "5.3.1" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::Revoked], |case, _| {
        let text = "A client says that a certificate of the chain is revoked. Revocation is not checked here: the message is the only evidence.";
        format!("{text}{}", beside::compared(case, Says::Revoked))
    })
}
