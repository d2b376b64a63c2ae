//! `different-protocol`: do the machines of one name agree on different versions or suites?
//!
//! Compared only between runs of one program that was told to force nothing: the client has a say too.

use super::{called, handshake};
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Handshake, ProtocolVersion};
use crate::facts::vantage::View;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "different-protocol",
    severity: Severity::Notice,
    aspect: Aspect::Session,
    side: Side::Server,
    title: "The machines of one name agree on different protocols or suites",
    explanation: "The same client got another version or another cipher suite from one machine than from the \
        other: they are not set up alike. What was hardened on one of them still works on the other, and a \
        peer with a narrow choice reaches only some of them.",
    remedy: "Bring the machines to one setting. On Windows compare Get-TlsCipherSuite and the Schannel keys on \
        both: Get-ChildItem -Path HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols \
        -Recurse. Test each address with the same client: openssl s_client -connect ADDRESS:25 -starttls \
        smtp -servername NAME -tls1_2.",
    citations: &[Citation { document: "RFC 9325", section: "3.1.1 and 4.2" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    let mut severity = RULE.severity;
    for group in &case.vantage {
        let mut agreed = group.views.iter().filter_map(|view| {
            let handshake = handshake(case, view)?;
            handshake.protocol.as_ref()?;
            Some((view, handshake))
        });
        let Some((first, usual)) = agreed.next() else { continue };
        for (view, handshake) in agreed.filter(|(_, other)| is_one_client(usual, other)) {
            looked_at = true;
            let (this, that) = (told(handshake), told(usual));
            let (Some(span), true) = (place(handshake), this != that) else { continue };
            if is_old(handshake) != is_old(usual) {
                severity = Severity::Warning;
            }
            let text = sentence((view, &this), (first, &that));
            evidence.push(Evidence::at(span, text));
        }
    }
    Outcome::of(looked_at, evidence, severity)
}

fn sentence(one: (&View, &str), other: (&View, &str)) -> String {
    format!("{}: {}; {}: {}.", called(one.0), one.1, called(other.0), other.1)
}

fn is_one_client(one: &Handshake, other: &Handshake) -> bool {
    let forced = |handshake: &Handshake| {
        handshake.command.as_ref().is_some_and(|command| !command.value.forced.is_empty())
    };
    one.program == other.program && one.client == other.client && !forced(one) && !forced(other)
}

fn is_old(handshake: &Handshake) -> bool {
    handshake.protocol.as_ref().is_some_and(|version| version.value < ProtocolVersion::Tls12)
}

fn place(handshake: &Handshake) -> Option<crate::span::Span> {
    handshake.protocol.as_ref().map(|version| version.span)
}

fn told(handshake: &Handshake) -> String {
    let version = handshake.protocol.as_ref().map_or("", |version| version.value.word());
    match &handshake.cipher_suite {
        Some(suite) => format!("{version} with {}", quoted(&suite.value)),
        None => version.into(),
    }
}
