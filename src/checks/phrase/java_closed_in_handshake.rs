//! `java-closed-in-handshake`: was Java's connection closed within the handshake?
//!
//! Who closed it, the server or a device between, is not in the message.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::phrase::Says;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-closed-in-handshake",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The connection was closed within the handshake, says Java",
    explanation: "No alert came: the other side, or a firewall between, just closed. Servers do so when \
        they take neither the version nor the suites, when they have no usable certificate, or \
        when an address is not allowed.",
    remedy: "Try the same from the same machine: openssl s_client -connect HOST:25 -starttls smtp \
        -servername HOST, then with -tls1_2. If that works, Java offers too little: \
        mail.smtp.ssl.protocols=TLSv1.2. If it closes as well, look at the server's log of that \
        second (Windows: Schannel 36874, 36888, 36870).",
    citations: &[Citation {
        document: "Java SE, JSSE Reference Guide",
        section: "Troubleshooting JSSE",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaClosed], |_, _| {
        "The connection was closed while the handshake ran, without a reason. It proves neither a fault of the certificate nor of the version.".into()
    })
}
