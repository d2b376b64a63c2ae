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
}

macro_rules! kinds {
    ($($name:ident = $word:literal, $note:literal;)+) => {
        $(pub(super) static $name: Kind = Kind { word: $word, note: $note };)+
        static ALL: &[&Kind] = &[$(&$name),+];
    };
}

kinds! {
    PRIVATE_KEY = "private key", "A private key";
    ENCRYPTED_PRIVATE_KEY = "encrypted private key", "An encrypted private key";
    OPENSSH_PRIVATE_KEY = "OpenSSH private key", "An OpenSSH private key";
    PGP_PRIVATE_KEY = "PGP private key", "A PGP private key";
    PUTTY_PRIVATE_KEY = "PuTTY private key", "A PuTTY private key";
    JSON_WEB_KEY = "private part of a JSON Web Key", "The private part of a JSON Web Key";
    PKCS12 = "PKCS#12 file", "A PKCS#12 file, which holds a private key,";
    KEY_STORE = "Java key store", "A Java key store, which may hold private keys,";
    STATIC_KEY = "static VPN key", "A static VPN key";
    TLS_SESSION = "TLS session", "A saved TLS session";
    KEY_LOG = "key log line", "A key log line";
    MASTER_KEY = "session master key", "A session's master key";
    RESUMPTION_PSK = "resumption key", "A session's resumption key";
    SESSION_TICKET = "session ticket", "A session ticket";
    SESSION_ID = "session id", "A session id";
    PSK_IDENTITY = "PSK identity", "A pre-shared key's identity";
    SRP_USER = "SRP user name", "An SRP user name";
    HTTP_CREDENTIALS = "HTTP credentials", "HTTP credentials";
    HTTP_COOKIE = "HTTP cookie", "An HTTP cookie";
    SMTP_CREDENTIALS = "mail log-in", "A mail log-in";
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
