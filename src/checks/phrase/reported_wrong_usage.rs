//! `reported-wrong-usage`: did a client say that the certificate is made for another use?
//!
//! What was computed from certificates has rules of its own; here a program says it.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reported-wrong-usage",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The client says that the certificate is made for another use",
    explanation: "The extendedKeyUsage of the certificate, or of a CA above it, or the purposes that were \
        switched off for a root in the Windows store, do not include what it is used for: \
        serverAuth for a server, clientAuth where the other side asks for a certificate. Public \
        CAs leave clientAuth out of new certificates.",
    remedy: "Read it: openssl x509 -noout -ext extendedKeyUsage -in leaf.pem, or certutil -dump \
        leaf.cer. Have it issued with the usage that is needed; for SMTP with mutual checks both \
        serverAuth and clientAuth. In certlm.msc look at the purposes of the root.",
    citations: &[
        Citation { document: "RFC 5280", section: "4.2.1.12" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::WrongUsage], |case, _| {
        let text = "A client says that a certificate of the chain is not made for this use.";
        format!("{text}{}", beside::compared(case, Says::WrongUsage))
    })
}
