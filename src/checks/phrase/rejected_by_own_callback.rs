//! `rejected-by-own-callback`: did the application's own check refuse the certificate?
//!
//! What that check looks at is in the application, not in the message.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "rejected-by-own-callback",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The application's own check refused the certificate",
    explanation: "The program has installed a RemoteCertificateValidationCallback, and it answered no. \
        What .NET itself found does not matter then: a callback may pin a thumbprint, demand an \
        issuer, or refuse whatever the system complains of.",
    remedy: "Ask the maker of the application, or read its log and configuration, for a pinned \
        thumbprint or issuer: after a renewal the pin has to change. Compare the thumbprint that \
        the server sends now: openssl s_client -connect HOST:25 -starttls smtp -servername HOST \
        -showcerts, and openssl x509 -noout -fingerprint -sha1 -in leaf.pem.",
    citations: &[Citation {
        document: "Microsoft Learn",
        section: "RemoteCertificateValidationCallback Delegate, Remarks",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::OwnCallback], |_, _| {
        "The check that the application brings itself said no; whether the certificate is good or bad by the rules of the system is not in the message.".into()
    })
}
