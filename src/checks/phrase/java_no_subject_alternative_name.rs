//! `java-no-subject-alternative-name`: did Java say that the certificate does not have the name that it dialled?
//!
//! The chain was good as far as this message goes.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-no-subject-alternative-name",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Java says that the certificate does not have the dialled name",
    explanation: "Java compares the name in its configuration with the subjectAltName entries. \"No name \
        matching\" means that there is no such entry and the common name differs as well; an IP \
        address must stand as an address entry. JavaMail 1.x does not compare by default \
        (mail.smtp.ssl.checkserveridentity), Jakarta Mail does: an update is enough to see this \
        first.",
    remedy: "Configure a name that the certificate has, or have it issued with the dialled name as \
        subjectAltName. See what it has: openssl s_client -connect HOST:25 -starttls smtp \
        -servername HOST -showcerts. Do not set mail.smtp.ssl.checkserveridentity to false: the \
        connection goes to whoever answers.",
    citations: &[
        Citation { document: "RFC 9525", section: "6.3" },
        Citation { document: "Jakarta Mail API, com.sun.mail.smtp", section: "Properties" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaNoMatchingName], |case, phrase| {
        format!(
            "Java dialled{} and the certificate does not have that name; the chain was not what it \
         complained of.{}",
            phrase
                .host
                .as_ref()
                .map_or_else(|| " a name".into(), |host| format!(" '{}'", quoted(host))),
            beside::compared(case, Says::NameMismatch)
        )
    })
}
