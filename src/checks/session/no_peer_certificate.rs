//! `no-peer-certificate`: did a handshake end without a certificate of the server?
//!
//! A handshake that failed before a certificate came is not judged here.

use super::completed;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::suite::CipherSuite;
use crate::facts::handshake::{Handshake, Peer, ProtocolVersion};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-peer-certificate",
    severity: Severity::Error,
    aspect: Aspect::Strength,
    side: Side::Server,
    title: "The server showed no certificate",
    explanation: "Without a certificate there is no name to compare and no chain to follow. An anonymous \
        session is encrypted to somebody unknown: whoever stands between can read and change \
        everything. A key that both sides shared before, or a bare public key, can be enough, but only \
        the client's own configuration knows.",
    remedy: "Where the suite is anonymous, switch anonymous suites off on the server and see that a \
        certificate is bound to the service; on Exchange Get-ExchangeCertificate shows which one is \
        enabled for SMTP. To see the certificate of a resumed session, connect again without -reconnect \
        and -sess_in; to see the one beside a shared key, without -psk.",
    citations: &[
        Citation { document: "RFC 5246", section: "F.1.1.1" },
        Citation { document: "RFC 8446", section: "2.2" },
        Citation { document: "RFC 7250", section: "6" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    for handshake in completed(case) {
        let (span, (severity, text)) = match handshake.peer {
            Peer::NotShown => continue,
            Peer::Certificate => {
                looked_at = true;
                continue;
            }
            // The client stopped at the certificate; that it came stands in the lines on its path.
            Peer::NoCertificate(_) if !handshake.path.is_empty() => continue,
            Peer::NoCertificate(span) => (span, without(handshake)),
            Peer::RawPublicKey(span) => (span, raw_key()),
        };
        worst = worst.max(severity);
        evidence.push(Evidence::at(span, text));
    }
    Outcome::of(looked_at, evidence, worst)
}

fn raw_key() -> (Severity, String) {
    let text = "The server showed a bare public key (RFC 7250): it is known or it is not; names and \
                chains cannot be judged.";
    (Severity::Notice, text.into())
}

/// How bad it is that no certificate came, and what there was in its place.
fn without(handshake: &Handshake) -> (Severity, String) {
    let name = handshake.cipher_suite.as_ref().map_or("", |suite| suite.value.as_str());
    let suite = CipherSuite::read(name);
    if suite.is_anonymous() {
        let name = quoted(name);
        return (
            Severity::Error,
            format!("The suite {name} is anonymous: nobody proved to be the server."),
        );
    }
    if suite.has("PSK") {
        return (
            Severity::Notice,
            "The two sides know each other by a key that they shared before (PSK).".into(),
        );
    }
    let tls13 = handshake.protocol.as_ref().is_some_and(|it| it.value == ProtocolVersion::Tls13);
    if handshake.resumed && tls13 {
        return (
            Severity::Notice,
            "The session was resumed, or rests on a key shared before: TLS 1.3 prints the same for both. \
             In a resumed session the certificate came the first time."
                .into(),
        );
    }
    if handshake.resumed {
        return (
            Severity::Notice,
            "The session was resumed: the certificate came the first time.".into(),
        );
    }
    (Severity::Warning, "The handshake ended, and no certificate came.".into())
}
