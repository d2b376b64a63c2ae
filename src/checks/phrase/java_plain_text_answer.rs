//! `java-plain-text-answer`: did Java get plain text where it expected TLS?
//!
//! Which protocol answered is not in the message.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-plain-text-answer",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "Java got plain text where it expected TLS",
    explanation: "The server spoke first, or spoke something else than TLS: Java began TLS at once on a \
        port that begins in plain text (25, 587, 143), or a proxy answered with a page.",
    remedy: "For 25 and 587: mail.smtp.starttls.enable=true and mail.smtp.starttls.required=true, \
        without mail.smtp.ssl.enable. For 465: mail.smtp.ssl.enable=true. See what answers: \
        openssl s_client -connect HOST:587 -starttls smtp.",
    citations: &[
        Citation { document: "RFC 3207", section: "4" },
        Citation { document: "Jakarta Mail API, com.sun.mail.smtp", section: "Properties" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaPlainText], |_, _| {
        "The port answered in plain text where Java had begun TLS: STARTTLS belongs there, or it is another port.".into()
    })
}
