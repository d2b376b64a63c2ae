//! `java-path-building-failed`: could Java not build a path to one of its roots?
//!
//! Dates and names are other messages of Java.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-path-building-failed",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "Java found no path to a root that it trusts",
    explanation: "Java looks into its own file of roots, cacerts, and not into the store of Windows. The \
        server's intermediate is missing (Java does not fetch it), or the root is private, or \
        too new for this runtime, or an inspecting device answers in the server's place. An \
        empty or unreadable trust store gives the same.",
    remedy: "First see whether the chain that is sent is complete: openssl s_client -connect HOST:25 \
        -starttls smtp -servername HOST -showcerts. If an intermediate is missing, mend the \
        server. If the root is missing: keytool -importcert -trustcacerts -cacerts -alias NAME \
        -file root.cer; Java 8 has no -cacerts: -keystore \
        \"%JAVA_HOME%\\jre\\lib\\security\\cacerts\". It must be the runtime that the \
        application uses, or its own javax.net.ssl.trustStore; restart it. Check: keytool -list \
        -cacerts -alias NAME. More words: -Djavax.net.debug=ssl:handshake:verbose.",
    citations: &[
        Citation { document: "Java SE, JSSE Reference Guide", section: "Troubleshooting JSSE" },
        Citation { document: "keytool manual", section: "-importcert" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaPathBuilding], |case, _| {
        format!(
            "Java could not build a path from the server's certificate to a root of its own trust store: \
         the server sends no intermediate, or this runtime does not have the root.{}",
            beside::compared(case, Says::JavaPathBuilding)
        )
    })
}
