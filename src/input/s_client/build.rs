//! Which builds of OpenSSL print lines like these?
//!
//! A build shows by what it prints and what it does not print yet. The answer is a range; a transcript
//! that was cut gives a wider one.

use crate::input::transcript::Said;

/// What was seen, as far as it tells builds apart.
#[derive(Default)]
pub(super) struct Marks {
    /// The oldest build that prints what was seen, by its place in `BUILDS`.
    since: usize,
    /// Something that later builds no longer print.
    old: bool,
    slash_names_in_path: bool,
    libressl: bool,
    slash_names: bool,
    spaced_path: bool,
    tls13: bool,
}

const BUILDS: &[&str] = &[
    "",
    "OpenSSL 1.0.1 or later",
    "OpenSSL 1.0.2 or later",
    "OpenSSL 1.1.0 or later",
    "OpenSSL 1.1.1 or later",
    "OpenSSL 3.0 or later",
    "OpenSSL 3.2 or later",
    "OpenSSL 3.5 or later",
    "OpenSSL 4.0 or later",
];

/// Beginnings of lines and the first build that prints them.
const SINCE: &[(&str, usize)] = &[
    ("PSK identity:", 1),
    ("Peer signing digest:", 2),
    ("Server Temp Key:", 2),
    ("No ALPN negotiated", 2),
    ("Verification", 3),
    ("Extended master secret:", 3),
    ("Post-Handshake New Session Ticket", 4),
    ("Early data was", 4),
    ("Peer signature type:", 4),
    ("a:PKEY:", 5),
    ("Connecting to ", 6),
    ("This TLS version forbids", 6),
    ("Peer Temp Key:", 7),
    ("Protocol: TLS", 7),
    ("Negotiated TLS1.3 group:", 7),
    ("ECH:", 8),
    ("Own signature type:", 8),
    ("OCSP responses:", 8),
];

impl Marks {
    pub(super) fn see(&mut self, text: &str, said: &Said) {
        match said {
            Said::Depth { name, .. } => {
                self.slash_names_in_path |= name.starts_with('/');
                self.spaced_path |= name.contains(" = ");
            }
            Said::ChainLine { .. } => self.slash_names |= text.contains(" s:/"),
            Said::Protocol(version) => self.tls13 |= version == "TLSv1.3",
            Said::ErrorLine(error) => {
                self.libressl |= error.function.starts_with("CONNECT_CR")
                    || error.function.starts_with("CRYPTO_internal")
                    || error.function.starts_with("func(");
            }
            _ => {}
        }
        self.old |= text.starts_with("Key-Arg");
        self.libressl |= text.starts_with("usage: s_client [-4 | -6]");
        let first = text.as_bytes().first();
        for (word, since) in SINCE {
            let newer = *since > self.since && word.as_bytes().first() == first;
            if newer && text.starts_with(word) {
                self.since = *since;
            }
        }
    }

    /// In words; `None` where nothing tells.
    pub(super) fn words(&self) -> Option<&'static str> {
        if self.libressl || (self.slash_names && self.spaced_path && self.tls13) {
            return Some("LibreSSL");
        }
        if self.slash_names_in_path {
            return Some("OpenSSL 0.9.8 or older");
        }
        match (self.old, self.since) {
            (true, 0..=1) => Some("OpenSSL 1.0.1 or older"),
            (true, _) => Some("OpenSSL 1.0.2"),
            (false, 0) => None,
            (false, since) => BUILDS.get(since).copied(),
        }
    }
}
