//! `renewal-changes-key-type`: does the younger certificate have another kind of key?
//!
//! Whether the key is strong enough is said by `weak-key`.

use super::for_each;
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "renewal-changes-key-type",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The renewed certificate has another kind of key",
    explanation: "The key decides which cipher suites are possible: with TLS 1.2 and older an RSA key serves the suites with \
        RSA in their name, an EC key those with ECDSA. A peer that knows only the one kind finds no suite in common. \
        Exchange uses EC certificates for SMTP only where its version and settings allow it.",
    remedy: "See which suites the partners use, in the protocol logs or with openssl s_client -tls1_2. Where old peers \
        count, renew with the same kind of key. Exchange: elliptic-curve certificates have to be enabled on every \
        server first.",
    citations: &[
        Citation { document: "RFC 8422", section: "5.1" },
        Citation {
            document: "Microsoft Learn, Exchange Server",
            section: "Elliptic Curve Cryptography certificates support",
        },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    for_each(case, RULE.severity, |_, older, younger| {
        let (old, new) = (&older.key.algorithm, &younger.key.algorithm);
        let name = younger.short_name();
        (old != new).then(|| format!("'{name}': the key was {old} and becomes {new}."))
    })
}
