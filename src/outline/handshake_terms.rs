//! What do the words of a handshake mean, in a line?
//!
//! One short explanation for each label, shown where the label stands. What a value means for the case at
//! hand is said by the findings.

use crate::report::label;

static HINTS: &[(&str, &str)] = &[
    (label::COMMAND, "the command that printed the text"),
    (label::PROGRAM, "which builds print such lines; a guess from their form"),
    (label::VANTAGE, "the machine from which it was looked, and its versions"),
    (label::ADDRESS, "the address that was dialled; a name may have several"),
    (label::CONNECTION, "why no TCP connection came about"),
    (label::STARTTLS, "the talk begins in plain text and asks for TLS then"),
    (label::DIALOG, "what server and client said in plain words"),
    (
        label::PROTOCOL,
        "the version of the session; TLS 1.2 and 1.3 are in use, older ones are deprecated",
    ),
    (label::CIPHER_SUITE, "how the session is encrypted and protected against change"),
    (label::TEMPORARY_KEY, "the key agreed for this session only; it gives forward secrecy"),
    (label::PEER_SIGNATURE, "how the server proved that it holds the certificate's key"),
    (label::PUBLIC_KEY, "the length of the key in the server's certificate"),
    (label::CHAIN, "what the server sent, in its order"),
    (label::CHAIN_LINE, "position, subject and issuer as printed; claimed, not proven"),
    (label::VALIDITY, "from when to when the server's certificate is valid, as printed"),
    (
        label::PATH,
        "the chain that the client put together, its own root among it; not what was sent",
    ),
    (label::VERIFY_ERROR, "what the client found wrong; depth 0 is the server's certificate"),
    (label::VERIFY_CODE, "the client's last error, with the roots that it had; 0 is none"),
    (label::VERIFIED_NAME, "the name in the certificate that fitted the one to check"),
    (label::DANE, "the certificate checked against the domain's TLSA record (RFC 6698)"),
    (label::CLIENT_CERTIFICATE, "the server asked the client for a certificate of its own"),
    (label::AUTHORITY, "the issuers from which the server accepts client certificates"),
    (label::SIGNATURE_ALGORITHMS, "how the client may sign with its certificate"),
    (label::STAPLE, "proof that the certificate is not revoked, sent along by the server"),
    (label::ALPN, "the application protocol agreed in the handshake; mail uses none"),
    (label::RENEGOTIATION, "a safe way to begin anew in a session (RFC 5746); TLS 1.3 has none"),
    (label::COMPRESSION, "compressed TLS gives secrets away (CRIME); NONE is right"),
    (label::START_TIME, "when it was printed, by the client's clock"),
    (label::BYTES, "how much went over the wire in the handshake"),
    (label::ALERT, "a short message with which one side says what it does not accept"),
    (label::ERROR_LINE, "OpenSSL's own error; of several the first is the cause"),
    (label::ERROR_DETAIL, "what the error line quotes"),
    (label::CALL, "a network call that failed, with the system's number"),
    (label::LETTER, "at the start of a line s_client takes some letters as orders"),
    (label::USAGE, "the program did not accept its command line"),
    (label::END, "how the program ended"),
];

/// The explanation of a label; empty for an unknown one.
pub(super) fn hint(label: &str) -> &'static str {
    HINTS.iter().find(|(known, _)| *known == label).map_or("", |(_, hint)| hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_explained_once() {
        assert_eq!(HINTS.len(), label::ALL.len());
        for word in label::ALL {
            assert!(!hint(word).is_empty(), "{word}");
        }
    }
}
