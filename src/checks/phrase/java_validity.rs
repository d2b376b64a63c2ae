//! `java-validity`: did Java refuse a certificate for its dates?
//!
//! Which certificate of the path it was is in the lines below the message, if anywhere.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-validity",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Java says that a certificate is outside its dates",
    explanation: "Java built a path and a certificate on it has expired or is not valid yet by the clock \
        of that machine. It may be an intermediate, or an expired root in an old cacerts that \
        Java prefers to the new one.",
    remedy: "See the dates of all that is sent: openssl s_client -connect HOST:25 -starttls smtp \
        -servername HOST -showcerts. If they are fine, look for the old root or intermediate in \
        the trust store: keytool -list -v -cacerts, and remove it: keytool -delete -cacerts \
        -alias NAME; restart the application. Compare the clock of the machine.",
    citations: &[
        Citation { document: "Java SE, JSSE Reference Guide", section: "Troubleshooting JSSE" },
        Citation { document: "RFC 5280", section: "4.1.2.5" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaValidity], |case, _| {
        format!(
            "Java built a path, and a certificate on it has expired or is not valid yet by the clock of that \
         machine.{}",
            beside::compared(case, Says::OutOfDates)
        )
    })
}
