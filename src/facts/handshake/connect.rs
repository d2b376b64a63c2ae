//! Why did no TCP connection come about, by the words or the number that the system gave?
//!
//! What that means for somebody is for the rules.

use super::ConnectFailureKind;

/// The words of OpenSSL, of the C library and of Windows.
pub(super) fn by_words(text: &str) -> ConnectFailureKind {
    let lower = text.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["refused"]) {
        ConnectFailureKind::Refused
    } else if says(&["timed out", "timeout"]) {
        ConnectFailureKind::TimedOut
    } else if says(&[
        "not known",
        "name resolution",
        "gethostbyname",
        "no such host",
        "could not resolve",
        "no address",
    ]) {
        ConnectFailureKind::NameUnknown
    } else if says(&["unreachable", "no route"]) {
        ConnectFailureKind::Unreachable
    } else if says(&["getservbyname", "servname not supported", "ai_socktype"]) {
        ConnectFailureKind::BadPort
    } else {
        ConnectFailureKind::Other
    }
}

/// Linux and Windows.
pub(super) const fn by_number(number: i64) -> ConnectFailureKind {
    match number {
        111 | 10061 => ConnectFailureKind::Refused,
        110 | 10060 => ConnectFailureKind::TimedOut,
        11001 | 11004 => ConnectFailureKind::NameUnknown,
        101 | 113 | 10051 | 10065 => ConnectFailureKind::Unreachable,
        _ => ConnectFailureKind::Other,
    }
}
