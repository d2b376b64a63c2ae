//! `only-the-leaf-pasted`: does the text name certificates of the chain whose bytes it does not hold?
//!
//! What the named certificates would say is not guessed.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Handshake, Program};
use crate::facts::presented::PresentedChain;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "only-the-leaf-pasted",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Client,
    title: "The text names certificates without their bytes",
    explanation: "Without -showcerts s_client prints the server's own certificate alone; of the others it \
        prints the names. That they were sent, and that they fit, is then the transcript's claim: their \
        signatures, dates and limits cannot be checked.",
    remedy: "Run it again with -showcerts and paste all of the output: openssl s_client -connect HOST:PORT \
        -starttls smtp -servername HOST -showcerts. Leave -starttls smtp out where TLS begins at once, \
        as on port 465.",
    citations: &[Citation { document: "OpenSSL manual openssl-s_client(1)", section: "OPTIONS" }],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for (position, chain) in case.facts.chains.iter().enumerate() {
        if !chain.order.is_sent() {
            continue;
        }
        looked_at = true;
        let missing = chain.certificates.iter().find(|presented| presented.certificate.is_none());
        let Some(missing) = missing else { continue };
        let handshake =
            case.facts.handshakes.iter().find(|handshake| handshake.chain == Some(position));
        evidence.push(Evidence::at(missing.span, told(chain, handshake)));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

fn told(chain: &PresentedChain, handshake: Option<&Handshake>) -> String {
    let named = chain.certificates.len();
    let certificates = if named == 1 { "certificate is" } else { "certificates are" };
    let there = match chain.ids().count() {
        0 => "the bytes of none".to_owned(),
        1 => "the bytes of one".to_owned(),
        there => format!("the bytes of {there}"),
    };
    let mut text = format!("{named} {certificates} named, and the text holds {there}.");
    if let Some(command) = handshake.and_then(|handshake| handshake.command.as_ref()) {
        if command.value.showcerts {
            text.push_str(" The command asks for all of them: the rest was cut out of the paste.");
        } else {
            // The line itself comes from the paste: what to run is made by the report, out of safe words.
            let option = if handshake.is_some_and(|it| it.program == Program::GnutlsCli) {
                "--print-cert"
            } else {
                "-showcerts"
            };
            text.push_str(&format!(" The command lacks {option}."));
        }
    }
    text
}
