//! `only-the-leaf-pasted`: does the text name certificates of the chain whose bytes it does not hold?
//!
//! What the named certificates would say is not guessed.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;
use crate::facts::presented::{Order, PresentedChain};
use crate::visible::quoted;

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
        if chain.order != Order::Sent {
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
            let line = command.value.line.replacen("s_client", "s_client -showcerts", 1);
            let line = line.replacen("gnutls-cli", "gnutls-cli --print-cert", 1);
            text.push_str(&format!(" Run this: {}", quoted(&line)));
        }
    }
    text
}
