//! `java-alert-received`: did the server end Java's handshake with an alert?
//!
//! The number that the words stand for is that of the TLS standards.

use super::told;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::handshake::alert;
use crate::facts::phrase::Says;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "java-alert-received",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Unknown,
    title: "The server ended it with an alert, says Java",
    explanation: "Received means that the other side sent it: what it says is the server's reason. \
        handshake_failure: no suite or version in common, or a client certificate was demanded. \
        protocol_version: the server does not speak what Java offered. certificate_unknown and \
        bad_certificate: the server refuses the certificate of the client. unrecognized_name: \
        the name in the greeting is not the server's.",
    remedy: "handshake_failure and protocol_version: let Java offer TLS 1.2 \
        (-Dhttps.protocols=TLSv1.2, mail.smtp.ssl.protocols=TLSv1.2, Java 8 or later), and see \
        what the server takes: openssl s_client -connect HOST:25 -starttls smtp -tls1_2. A \
        demanded client certificate: -Djavax.net.ssl.keyStore=client.p12 \
        -Djavax.net.ssl.keyStorePassword=… On a Windows server the Schannel event 36888 or 36874 \
        of the same second names the reason.",
    citations: &[
        Citation { document: "RFC 8446", section: "6.2" },
        Citation { document: "Java SE, JSSE Reference Guide", section: "Troubleshooting JSSE" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, &RULE, &[Says::JavaAlert], |_, phrase| {
        let word = phrase.status_word.as_deref().unwrap_or_default();
        let number = alert::number(&word.replace('_', " "));
        let number = number.map_or_else(String::new, |number| format!(" (alert {number})"));
        format!(
            "The server ended the handshake with '{}'{number}: it refused, not Java.",
            quoted(word)
        )
    })
}
