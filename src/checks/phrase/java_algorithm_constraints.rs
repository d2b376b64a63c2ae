//! `java-algorithm-constraints`: did Java refuse an algorithm of the chain?
//!
//! Dates, names and trust are other messages of Java.

use super::told;
use crate::checks::phrase_beside as beside;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-algorithm-constraints",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "Java refuses an algorithm of the chain",
    explanation: "jdk.certpath.disabledAlgorithms of the runtime excludes what a certificate is made with: \
        MD5, SHA-1 below a public root, RSA under 1024 bits. The words behind the message name \
        the algorithm.",
    remedy: "Have the weak certificate issued anew with SHA-256 and RSA of 2048 bits or more; where \
        it is a root that sits in the chain as sent, take it out of the bundle. See which one it \
        is: openssl s_client -connect HOST:25 -starttls smtp -servername HOST -showcerts. The \
        list stands in conf/security/java.security (Java 8: jre/lib/security/java.security).",
    citations: &[
        Citation { document: "Java SE, JSSE Reference Guide", section: "Troubleshooting JSSE" },
        Citation { document: "RFC 9155", section: "3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaAlgorithmConstraints], |case, _| {
        format!(
            "Java refuses an algorithm that a certificate of the chain is made with.{}",
            beside::compared(case, Says::BadSignature)
        )
    })
}
