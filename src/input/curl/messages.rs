//! What does a line about a TLS message say?
//!
//! `TLSv1.3 (IN), TLS alert, unknown CA (560):`, as curl prints it with OpenSSL and its relatives. IN is the
//! server's. The number of an alert is its level and its description as one (RFC 8446 section 6); old
//! versions print the level alone and a name that is not the alert's.

use crate::input::transcript::{Said, Sender};

/// What the line says; `None` where it is of no such form.
pub(super) fn said(info: &str) -> Option<Said> {
    let (from, rest) = direction(info)?;
    let (kind, rest) = rest.split_once(", ")?;
    // The last line of a text that was cut has no number yet.
    let (words, number) = rest.trim_end_matches(':').strip_suffix(')')?.rsplit_once(" (")?;
    let number: u16 = number.parse().ok()?;
    let [level, description] = number.to_be_bytes();
    Some(match (kind, from, level) {
        ("TLS alert", _, 0) => match description {
            1 => Said::Known,
            _ => alert(from, true, None, "an alert whose kind is not printed"),
        },
        ("TLS alert", _, _) => alert(from, level == 2, Some(description), words),
        ("TLS handshake", Sender::Server, _) if words == "Certificate" => Said::PeerCertificateCame,
        ("TLS handshake", Sender::Server, _) if words.starts_with("Request CERT") => {
            Said::ClientCertificateRequested
        }
        _ => Said::Known,
    })
}

pub(super) fn is_message(info: &str) -> bool {
    direction(info).is_some()
}

fn alert(from: Sender, fatal: bool, number: Option<u8>, words: &str) -> Said {
    Said::Alert { from, fatal: Some(fatal), number, words: words.to_owned() }
}

/// `TLSv1.3 (IN), `; `(304) (OUT), ` of LibreSSL.
fn direction(info: &str) -> Option<(Sender, &str)> {
    if !info.starts_with(['T', 'S', '(', 'U', '[']) {
        return None;
    }
    let window = info.get(..info.floor_char_boundary(24))?;
    for (mark, from) in [(" (IN), ", Sender::Server), (" (OUT), ", Sender::Client)] {
        if let Some(at) = window.find(mark) {
            return Some((from, info.get(at + mark.len()..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_two_bytes_in_one_number() {
        let said = said("TLSv1.3 (OUT), TLS alert, unknown CA (560):");
        assert_eq!(said, Some(alert(Sender::Client, true, Some(48), "unknown CA")));
        let said = super::said("TLSv1.2 (IN), TLS alert, close notify (256):");
        assert_eq!(said, Some(alert(Sender::Server, false, Some(0), "close notify")));
        let said = super::said("TLSv1.3 (IN), TLS alert, unknown (628):");
        assert_eq!(said, Some(alert(Sender::Server, true, Some(116), "unknown")));
    }

    #[test]
    fn old_versions_name_no_alert() {
        let said = said("TLSv1.2 (OUT), TLS alert, Server hello (2):");
        assert!(matches!(said, Some(Said::Alert { number: None, fatal: Some(true), .. })));
        assert_eq!(super::said("TLSv1.2 (OUT), TLS alert, Client hello (1):"), Some(Said::Known));
    }

    #[test]
    fn messages_of_the_handshake() {
        for (line, expected) in [
            ("TLSv1.3 (IN), TLS handshake, Certificate (11):", Some(Said::PeerCertificateCame)),
            ("TLSv1.3 (OUT), TLS handshake, Certificate (11):", Some(Said::Known)),
            (
                "TLSv1.2 (IN), TLS handshake, Request CERT (13):",
                Some(Said::ClientCertificateRequested),
            ),
            ("(304) (OUT), TLS handshake, Client hello (1):", Some(Said::Known)),
            ("TLSv1.3 (IN), TLS alert, unknown CA (56", None),
            ("TLSv1.3 rocks", None),
        ] {
            assert_eq!(said(line), expected, "{line}");
        }
    }
}
