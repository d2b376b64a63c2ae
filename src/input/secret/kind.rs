//! Which secrets are there, and what does the text say in their place?
//!
//! The words stand in the masked text, in `ArtefactKind::Secret` and in the notes. A text that was masked
//! once is read again with the same result, so the words must not change lightly.

use std::ops::Range;

/// One kind of secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// In the masked text, and the artefact's `what`.
    pub(super) word: &'static str,
    /// The same at the start of a sentence.
    pub(super) note: &'static str,
    /// Whoever has it can do harm with it alone; a session's id or a user's name only tells.
    pub(super) exposes: bool,
}

macro_rules! kinds {
    ($($name:ident = $word:literal, $note:literal, $exposes:literal;)+) => {
        $(pub(super) static $name: Kind = Kind { word: $word, note: $note, exposes: $exposes };)+
        static ALL: &[&Kind] = &[$(&$name),+];
    };
}

kinds! {
    PRIVATE_KEY = "private key", "A private key", true;
    ENCRYPTED_PRIVATE_KEY = "encrypted private key", "An encrypted private key", true;
    OPENSSH_PRIVATE_KEY = "OpenSSH private key", "An OpenSSH private key", true;
    PGP_PRIVATE_KEY = "PGP private key", "A PGP private key", true;
    PUTTY_PRIVATE_KEY = "PuTTY private key", "A PuTTY private key", true;
    JSON_WEB_KEY = "private part of a JSON Web Key", "The private part of a JSON Web Key", true;
    PKCS12 = "PKCS#12 file", "A PKCS#12 file, which holds a private key,", true;
    KEY_STORE = "Java key store", "A Java key store, which may hold private keys,", true;
    STATIC_KEY = "static VPN key", "A static VPN key", true;
    TLS_SESSION = "TLS session", "A saved TLS session", true;
    KEY_LOG = "key log line", "A key log line", true;
    MASTER_KEY = "session master key", "A session's master key", true;
    RESUMPTION_PSK = "resumption key", "A session's resumption key", true;
    SESSION_TICKET = "session ticket", "A session ticket", false;
    SESSION_ID = "session id", "A session id", false;
    PSK_IDENTITY = "PSK identity", "A pre-shared key's identity", false;
    SRP_USER = "SRP user name", "An SRP user name", false;
    HTTP_CREDENTIALS = "HTTP credentials", "HTTP credentials", true;
    HTTP_COOKIE = "HTTP cookie", "An HTTP cookie", true;
    SMTP_CREDENTIALS = "mail log-in", "A mail log-in", true;
}

/// How every mark begins.
pub(super) const OPENING: &[u8] = b"[masked by Handglass: ";

/// What stands in the text in place of `size` characters.
pub(super) fn mark(kind: &Kind, size: usize) -> String {
    format!("[masked by Handglass: {}, {size} characters]", kind.word)
}

/// The mark that begins at `at`: its kind, the size it tells, and its range.
pub(super) fn read_mark(bytes: &[u8], at: usize) -> Option<(&'static Kind, usize, Range<usize>)> {
    let inside = bytes.get(at..bytes.len().min(at + 120))?.strip_prefix(OPENING)?;
    let length = inside.iter().position(|byte| *byte == b']')?;
    let text = std::str::from_utf8(inside.get(..length)?).ok()?;
    let (word, size) = text.strip_suffix(" characters")?.rsplit_once(", ")?;
    let kind = ALL.iter().find(|kind| kind.word == word)?;
    Some((kind, size.parse().ok()?, at..at + OPENING.len() + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_back() {
        for kind in ALL {
            let text = format!("x{}", mark(kind, 1704));
            assert_eq!(read_mark(text.as_bytes(), 1), Some((*kind, 1704, 1..text.len())));
        }
        assert_eq!(read_mark(b"[masked by Handglass: a joke, 5 characters]", 0), None);
        assert_eq!(read_mark(b"[masked by Handglass: ", 0), None);
    }
}
