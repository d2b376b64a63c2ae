//! `java-no-appropriate-protocol`: had Java no TLS version left to offer?
//!
//! Nothing was sent: the server is not involved.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-no-appropriate-protocol",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "Java has no TLS version or suite left to offer",
    explanation: "Every version that the application asks for is switched off in the runtime \
        (jdk.tls.disabledAlgorithms holds TLSv1 and TLSv1.1 since 8u291 and 11.0.11), or no \
        suite of its list is left. The application asks for TLS 1.0, often by \
        mail.smtp.ssl.protocols=TLSv1 or an old library.",
    remedy: "In the application: mail.smtp.ssl.protocols=TLSv1.2 TLSv1.3, or \
        -Djdk.tls.client.protocols=TLSv1.2. Java 7 and older libraries: update. What is switched \
        off stands in conf/security/java.security (Java 8: jre/lib/security/java.security), \
        jdk.tls.disabledAlgorithms. Taking TLSv1 out of it is for a server that cannot be \
        updated, and for as long as that lasts.",
    citations: &[
        Citation { document: "Java SE, Release Notes 8u291", section: "Disable TLS 1.0 and 1.1" },
        Citation { document: "Java SE, JSSE Reference Guide", section: "Troubleshooting JSSE" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaNoAppropriateProtocol], |_, _| {
        "Java stopped before it sent anything: the versions or suites that the application asks for are switched off in its runtime. The server has no part in this.".into()
    })
}
