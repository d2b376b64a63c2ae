//! Is this line a part of the talk inside the session: SMTP, IMAP, POP3 or HTTP?
//!
//! Only the form of a line is looked at; who may say what, and when, is for the rules.

use crate::input::transcript::Said;

/// Commands as people type them, with the blank or the end that follows.
const TYPED: &[&str] = &[
    "ehlo",
    "helo",
    "lhlo",
    "mail from:",
    "rcpt to:",
    "data",
    "quit",
    "rset",
    "noop",
    "starttls",
    "auth",
    "vrfy",
    "get /",
    "head /",
    "host:",
    "a login",
    "a1 ",
    "a logout",
    "user ",
    "pass ",
    "stat",
    "list",
    "capa",
    "q",
    "r",
    "k",
    "b",
    "help",
];

pub(super) fn read(text: &str) -> Option<Said> {
    if is_reply(text) {
        return Some(Said::ServerLine(text.to_owned()));
    }
    let lower = text.get(..text.floor_char_boundary(12))?.to_ascii_lowercase();
    let typed = TYPED.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([' ', '<']) || word.ends_with([':', ' ', '/'])
        })
    });
    (typed || text == ".").then(|| Said::ClientLine(text.to_owned()))
}

/// A reply of SMTP (RFC 5321 section 4.2), IMAP (RFC 9051 section 7), POP3 (RFC 1939 section 3) or HTTP.
fn is_reply(text: &str) -> bool {
    let bytes = text.as_bytes();
    let code = bytes.get(..3).is_some_and(|code| {
        matches!(code.first(), Some(b'2'..=b'5')) && code.iter().all(u8::is_ascii_digit)
    });
    let smtp = code && matches!(bytes.get(3), Some(b' ' | b'-') | None);
    let tagged = |tag: &str| {
        text.strip_prefix(tag).is_some_and(|rest| {
            ["OK", "NO", "BAD", "BYE", "CAPABILITY"].iter().any(|word| rest.starts_with(word))
        })
    };
    smtp || tagged("* ")
        || tagged(". ")
        || tagged("a ")
        || tagged("a1 ")
        || text.starts_with("+OK")
        || text.starts_with("-ERR")
        || text.starts_with("HTTP/1.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks() {
        for server in
            ["250 XRDST", "250-PIPELINING", "* OK ready", ". OK done.", "+OK", "HTTP/1.0 200 ok"]
        {
            assert!(matches!(read(server), Some(Said::ServerLine(_))), "{server}");
        }
        for client in ["EHLO relay.partner.example", "rcpt to:<b@x.example>", "QUIT", "Q", "."] {
            assert!(matches!(read(client), Some(Said::ClientLine(_))), "{client}");
        }
        for other in ["2026 was a good year", "quitting now", "Regards"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
