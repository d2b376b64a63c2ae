//! What does a refusal mean, apart from what differs from session to session?
//!
//! Ids, names and addresses in a reply would make a group of every session. What is left is the status
//! and, where the reply bears on TLS, the words that are known to.

/// Words of replies that bear on TLS (Microsoft's and RFC 8460's), by which they are told apart.
const TLS_WORDS: &[&str] = &[
    "Must issue a STARTTLS command first",
    "STARTTLS is required to send mail",
    "Require STARTTLS",
    "Cannot achieve Exchange Server authentication",
    "Cannot load Internal Transport Certificate",
    "maximum TLS rate exceeded",
    "Failed to establish appropriate TLS channel",
    "Temporary authentication failure",
    "Invalid client certificate",
    "The certificate specified in TlsCertificateName",
    "Certificate validation failure",
    "temporarily disallowed this secure domain",
    "Unable to initialize security subsystem",
    "Only one STARTTLS command",
    "TLS not available",
    "Connection dropped due to SocketError",
    "TenantInboundAttribution",
    "Remote certificate failed MTA-STS validation",
    "failed MTA-STS validation",
    "starttls-not-supported",
    "certificate-expired",
    "tlsa-invalid",
    "certificate-host-mismatch",
];

/// `454 4.7.0 Invalid client certificate`, or `550 5.1.1` for what does not bear on TLS.
pub fn status(reply: &str) -> String {
    let is_status = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut status: Vec<&str> =
        reply.split([' ', '-']).take(2).take_while(|word| is_status(word)).collect();
    let lower = reply.to_ascii_lowercase();
    let words = TLS_WORDS.iter().find(|words| lower.contains(&words.to_ascii_lowercase()));
    status.extend(words);
    status.join(" ")
}

/// True where the status of `status` carries words on TLS.
pub fn bears_on_tls(status: &str) -> bool {
    TLS_WORDS.iter().any(|words| status.ends_with(words))
}

/// The word alone, in a line of its own or among the others of one row (RFC 3207, section 4); keywords
/// of EHLO have no case.
pub fn offers_starttls(reply: &[u8]) -> bool {
    const WORD: &[u8] = b"STARTTLS";
    let separates = |at: Option<&u8>| at.is_none_or(|byte| matches!(byte, b' ' | b'-'));
    memchr::memchr2_iter(b'S', b's', reply).any(|at| {
        let word = reply.get(at..at + WORD.len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(WORD))
            && separates(reply.get(at + WORD.len()))
            && separates(at.checked_sub(1).and_then(|before| reply.get(before)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_grouped_by_what_they_mean() {
        for (reply, expected) in [
            ("454 4.7.0 Invalid client certificate", "454 4.7.0 Invalid client certificate"),
            (
                "530 5.7.0 must issue a STARTTLS command first [x1]",
                "530 5.7.0 Must issue a STARTTLS command first",
            ),
            ("550 5.1.1 user <a@b.example> unknown", "550 5.1.1"),
            ("421-4.7.0 try later", "421 4.7.0"),
            ("554 no", "554"),
        ] {
            assert_eq!(status(reply), expected);
            assert_eq!(bears_on_tls(&status(reply)), expected.len() > 9, "{reply}");
        }
    }

    #[test]
    fn starttls_is_a_word_of_its_own() {
        for reply in ["250-STARTTLS", "250 starttls", "250  ex1 Hello SIZE STARTTLS CHUNKING"] {
            assert!(offers_starttls(reply.as_bytes()), "{reply}");
        }
        for reply in ["250 X-NOSTARTTLS", "250 STARTTLSX", "250-XXXXXXXA", "", "250 S"] {
            assert!(!offers_starttls(reply.as_bytes()), "{reply}");
        }
    }
}
