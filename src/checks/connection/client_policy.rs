//! `client-policy`: did the client stop by its own rules?
//!
//! The server may be weak, but it did not refuse. Another client with other rules gets through.

use super::{forced, told};
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::handshake::Handshake;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "client-policy",
    severity: Severity::Error,
    aspect: Aspect::Encryption,
    side: Side::Client,
    title: "The client stopped by its own rules",
    explanation: "Newer builds of OpenSSL refuse old versions, short keys and old hashes by themselves \
        (security level 1 or 2). The server did not end the handshake; a client with other rules may get \
        through to it.",
    remedy: "To see what the server does all the same, lower the limits for the test alone: openssl s_client \
        -cipher DEFAULT@SECLEVEL=0, with -legacy_renegotiation where that was the reason. The cure is on \
        the weaker side: a certificate of 2048 bits and SHA-256, a DH group of 2048 bits or ECDHE, TLS 1.2.",
    citations: &[Citation {
        document: "OpenSSL manual SSL_CTX_set_security_level(3)",
        section: "DEFAULT CALLBACK BEHAVIOUR",
    }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |handshake, ending| {
        let Ending::Client(error) = ending else { return None };
        let reason = quoted(&error.value.reason);
        let text = format!(
            "The client's own error is '{reason}': {}.{}",
            means(&error.value.reason.to_ascii_lowercase(), handshake),
            forced(handshake),
        );
        Some(Evidence::at(error.span, text))
    })
}

fn means(reason: &str, handshake: &Handshake) -> String {
    match reason {
        "no protocols available" => {
            "none of the versions asked for is allowed in this build".into()
        }
        "unsupported protocol" | "version too low" | "version too high" => {
            "the server chose a version that this client does not allow".into()
        }
        "no ciphers available" | "no cipher match" => {
            "none of the suites asked for exists or is allowed in this build".into()
        }
        "dh key too small" | "bad dh p length" => {
            "the server's Diffie-Hellman group is too short for this client".into()
        }
        "ee key too small" | "ca key too small" => "a key of the chain is too short for it".into(),
        "ca md too weak" => "a certificate is signed with a hash that is too weak for it".into(),
        "unsafe legacy renegotiation disabled" => {
            "the server does not know secure renegotiation (RFC 5746), which OpenSSL 3 demands"
                .into()
        }
        "legacy sigalg disallowed or unsupported" | "wrong signature type" => {
            "the server signs with an algorithm that this client does not allow, SHA-1 mostly"
                .into()
        }
        "certificate verify failed" => {
            let first = handshake.verify_errors.first().map(|error| quoted(&error.value.code.text));
            match first {
                Some(first) => {
                    format!("it was told to stop at a verification error, and found '{first}'")
                }
                None => "it was told to stop at a verification error".into(),
            }
        }
        _ => "what the server sent is outside of what it allows".into(),
    }
}
