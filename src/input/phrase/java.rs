//! What Java says of a TLS connection that failed: `SSLHandshakeException`, `CertificateException`, and
//! JavaMail on top of them.

use super::Says;
use super::capture::{Draft, alert_name, host, plain};
use super::search::Entry;

pub(super) static ENTRIES: &[Entry] = &[
    ("PKIX path building failed", Says::JavaPathBuilding, plain),
    ("unable to find valid certification path to requested target", Says::JavaPathBuilding, plain),
    ("the trustAnchors parameter must be non-empty", Says::JavaPathBuilding, plain),
    ("PKIX path validation failed", Says::JavaValidity, validation),
    ("java.security.cert.CertificateExpiredException", Says::JavaValidity, plain),
    ("java.security.cert.CertificateNotYetValidException", Says::JavaValidity, plain),
    ("Algorithm constraints check failed", Says::JavaAlgorithmConstraints, plain),
    ("Certificates do not conform to algorithm constraints", Says::JavaAlgorithmConstraints, plain),
    ("no subject alternative DNS name matching", Says::JavaNoMatchingName, host),
    ("no subject alternative names matching IP address", Says::JavaNoMatchingName, host),
    ("no subject alternative names present", Says::JavaNoMatchingName, plain),
    ("no name matching", Says::JavaNoMatchingName, name_matching),
    ("Can't verify identity of server:", Says::JavaNoMatchingName, host),
    ("No appropriate protocol", Says::JavaNoAppropriateProtocol, plain),
    ("received fatal alert:", Says::JavaAlert, alert_name),
    ("Unsupported or unrecognized SSL message", Says::JavaPlainText, plain),
    ("Unrecognized SSL message, plaintext connection", Says::JavaPlainText, plain),
    ("Remote host terminated the handshake", Says::JavaClosed, plain),
    ("Remote host closed connection during handshake", Says::JavaClosed, plain),
];

/// `No name matching X found`
fn name_matching(draft: &mut Draft<'_>) -> bool {
    host(draft) && draft.rest.get(draft.used..).is_some_and(|rest| rest.starts_with(" found"))
}

/// Which check of the path failed.
fn validation(draft: &mut Draft<'_>) -> bool {
    let sentence = draft.rest.get(..draft.rest.floor_char_boundary(200)).unwrap_or_default();
    let says = |words: &str| super::capture::find(sentence, words).is_some();
    draft.phrase.says = if says("validity") || says("expired") || says("not yet valid") {
        Says::JavaValidity
    } else if says("algorithm constraints") {
        Says::JavaAlgorithmConstraints
    } else if says("revoked") {
        Says::Revoked
    } else if says("revocation") {
        Says::RevocationUnknown
    } else if says("signature check") {
        Says::BadSignature
    } else {
        Says::JavaPathBuilding
    };
    true
}
