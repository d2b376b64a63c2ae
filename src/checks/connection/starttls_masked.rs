//! `starttls-masked`: did a firewall overwrite the keyword STARTTLS?
//!
//! Seen only where the dialog with the server is in the text.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::{Completion, DialogLine, Handshake, Sender, Stated};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "starttls-masked",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Network,
    title: "A firewall hides STARTTLS",
    explanation: "The server's answer has letters X or asterisks where a keyword was: a firewall that \
        inspects SMTP (Cisco's ESMTP inspection is the best known) overwrites what it does not want used. \
        Mail then goes in clear text, or not at all where TLS is demanded.",
    remedy: "On the firewall: switch the inspection of SMTP off for this server, or let STARTTLS through. \
        Cisco ASA: no inspect esmtp in the policy map, or a policy of type inspect esmtp with parameters \
        allow-tls. Neither the server nor its certificate has to be touched.",
    citations: &[
        Citation { document: "RFC 3207", section: "6" },
        Citation { document: "Cisco ASA Command Reference", section: "inspect esmtp, allow-tls" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        if let Some(line) = masked(handshake) {
            let text = format!("The server's answer came as '{}'.", quoted(&line.value.text));
            evidence.push(Evidence::at(line.span, text));
        }
        looked_at |= handshake.starttls.is_some() && handshake.completion == Completion::Completed;
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// The line of an EHLO answer whose keyword was overwritten.
pub(super) fn masked(handshake: &Handshake) -> Option<&Stated<DialogLine>> {
    handshake.dialog.iter().find(|line| {
        let keyword = line.value.text.get(4..).unwrap_or_default().trim();
        line.value.from == Sender::Server
            && line.value.text.starts_with("250")
            && is_overwritten(keyword)
    })
}

/// `XXXXXXXA`, `XXXXXXXX`, `********`.
fn is_overwritten(keyword: &str) -> bool {
    let crossed = keyword.bytes().filter(|byte| *byte == b'X').count();
    let starred = keyword.bytes().filter(|byte| *byte == b'*').count();
    let length = keyword.len();
    (length >= 6 && crossed + 1 >= length && crossed >= 6)
        || (starred >= 6 && starred + 1 >= length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_firewalls_write() {
        for keyword in ["XXXXXXXA", "XXXXXXXX", "********"] {
            assert!(is_overwritten(keyword), "{keyword}");
        }
        for keyword in ["STARTTLS", "XEXCH50", "XRDST", "X-ANONYMOUSTLS", "XXX", ""] {
            assert!(!is_overwritten(keyword), "{keyword}");
        }
    }
}
