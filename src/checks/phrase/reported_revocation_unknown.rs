//! `reported-revocation-unknown`: could a client not check whether a certificate is revoked?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-revocation-unknown",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Network,
    title: "The client could not check revocation",
    explanation: "The list or the OCSP responder could not be reached, mostly because the machine has no \
        way out by http on port 80, or only through a proxy that the machine account does not \
        use. MailKit checks and fails then; System.Net.Mail does not check by default; Exchange \
        treats it as success on receive and writes event 11026.",
    remedy: "On the machine that complains: certutil -verify -urlfetch server.cer names each address \
        that fails; certutil -url server.cer asks them one by one. Let http to these addresses \
        out, or give the machine its proxy: netsh winhttp set proxy PROXY:PORT (Exchange: \
        Set-ExchangeServer -InternetWebProxy http://PROXY:PORT). A private CA must publish its \
        list where this machine can read it. In MailKit client.CheckCertificateRevocation \
        decides; turning it off accepts revoked certificates.",
    citations: &[
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
        Citation { document: "RFC 5280", section: "6.3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::RevocationUnknown], |case, _| {
        let text = "A client could not find out whether a certificate is revoked and stopped. That says nothing against the certificate: the list was out of reach.";
        format!("{text}{}", beside::compared(case, Says::RevocationUnknown))
    })
}
