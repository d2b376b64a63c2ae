//! `weak-cipher`: does the suite encrypt with something that can be broken, or not at all?
//!
//! A suite without authentication is `no-peer-certificate` where the text says that no certificate came;
//! one without forward secrecy is `no-forward-secrecy`.

use super::{completed, only_suite_offered};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Peer;
use crate::facts::handshake::suite::CipherSuite;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "weak-cipher",
    severity: Severity::Error,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The session is protected by a weak cipher",
    explanation: "Whoever records such a session can read it, today or with moderate effort, or can change \
        it unseen. Current clients do not offer these suites, so with them the handshake fails.",
    remedy: "Switch the weak suites off on the server and let it prefer ECDHE with AES-GCM. On Windows: \
        Get-TlsCipherSuite lists the suites in force, Disable-TlsCipherSuite -Name <suite> takes one \
        out. On Postfix: smtpd_tls_ciphers and smtpd_tls_exclude_ciphers. Appliances \
        have a setting for the strength of ciphers.",
    citations: &[
        Citation { document: "RFC 9325", section: "4.1" },
        Citation { document: "RFC 7465", section: "2" },
        Citation { document: "RFC 5469", section: "1" },
    ],
};

/// Words of a suite's name that give it away.
static WEAK: &[(&[&str], Severity, &str)] = &[
    (
        &["EXP", "EXPORT", "EXP1024", "EXPORT1024"],
        Severity::Error,
        "keys of export grade, 40 or 56 bits",
    ),
    (&["RC4", "ARCFOUR"], Severity::Error, "RC4, whose key stream gives the text away"),
    (&["RC2"], Severity::Error, "RC2"),
    (&["3DES", "CBC3"], Severity::Warning, "3DES, with blocks of 64 bits"),
    (&["IDEA"], Severity::Warning, "IDEA, with blocks of 64 bits"),
    (&["MD5"], Severity::Warning, "MD5 as its checksum"),
];

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for handshake in completed(case) {
        let Some(stated) = &handshake.cipher_suite else { continue };
        looked_at = true;
        let suite = CipherSuite::read(&stated.value);
        let mut faults: Vec<&str> = Vec::new();
        let mut fault = |severity: Severity, text: &'static str| {
            worst = worst.max(severity);
            faults.push(text);
        };
        if suite.encrypts_nothing() {
            fault(Severity::Error, "no encryption at all");
        }
        if suite.is_anonymous() && !matches!(handshake.peer, Peer::NoCertificate(_)) {
            fault(Severity::Error, "no authentication of the server");
        }
        if suite.has("DES") && !suite.has("CBC3") {
            fault(Severity::Error, "DES with 56 bits");
        }
        for (words, severity, text) in WEAK {
            if words.iter().any(|word| suite.has(word)) {
                fault(*severity, text);
            }
        }
        if !faults.is_empty() {
            let name = quoted(&stated.value);
            let remark = only_suite_offered(handshake);
            let text = format!("The suite is {name}: {}.{remark}", faults.join("; "));
            evidence.push(Evidence::at(stated.span, text));
        }
    }
    Outcome::of(looked_at, evidence, worst)
}
