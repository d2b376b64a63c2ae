//! What is asked of the evidence: all that is not in the bytes themselves.
//!
//! The same bytes and the same question give the same report for ever. Nothing here reads a clock or a
//! trust store; own roots are handed in as the bytes that the user gave.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// The clock, the names, the trust and the rules of the game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Names that the client was configured to reach, as typed. Empty = nobody said.
    pub reference_identifiers: Vec<String>,
    /// The moment at which validity is judged.
    pub at: Timestamp,
    /// Whether Mozilla's list is among the trust anchors.
    pub mozilla_roots: bool,
    /// The user's own trust anchors, unread.
    pub own_roots: Vec<OwnRoots>,
    /// Certificates that the user has at hand and does not trust by themselves, unread: intermediates that a
    /// server should have sent. They complete no chain that is judged, they tell what it lacks.
    pub at_hand: Vec<OwnRoots>,
    pub purpose: Purpose,
    /// Who checks what. `None` = by the input: unknown for SMTP with STARTTLS, name for all else.
    pub policy: Option<Policy>,
    /// The format that the user says the pasted text has; `None` = recognise it.
    pub format: Option<String>,
}

impl Question {
    /// Whether the input may say who checks what.
    pub fn leaves_policy_open(&self) -> bool {
        matches!(self.policy, None | Some(Policy::Unknown))
    }

    /// The question that nobody typed anything into, at the given clock.
    pub fn at(at: Timestamp) -> Self {
        Self {
            reference_identifiers: Vec::new(),
            at,
            mozilla_roots: true,
            own_roots: Vec::new(),
            at_hand: Vec::new(),
            purpose: Purpose::Server,
            policy: None,
            format: None,
        }
    }
}

/// A file or a paste with certificates beside the input, in any form that a certificate has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRoots {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The role in which the end entity shows its certificate (RFC 5280 section 4.2.1.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    Server,
    Client,
}

/// Who checks what: the same certificate is fine under one and fatal under another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// Opportunistic TLS: encrypt if possible, check nothing.
    Opportunistic,
    /// Exchange `EncryptionOnly`: TLS is required, the certificate is not checked.
    Encryption,
    /// Exchange `CertificateValidation`: the chain is checked, the name is not.
    Chain,
    /// Exchange `DomainValidation`, or any client that checks as a browser does.
    Name,
    /// Both sides show a certificate and both are checked (domain security, hybrid).
    Mutual,
    /// Nobody said.
    Unknown,
}

/// Each enum of the question with the word that the command, the page and the JSON use for it.
macro_rules! words {
    ($kind:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $kind {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word used on the command line, in the page and in the JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The value that a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words!(Purpose { Server => "server", Client => "client" });
words!(Policy {
    Opportunistic => "opportunistic",
    Encryption => "encryption",
    Chain => "chain",
    Name => "name",
    Mutual => "mutual",
    Unknown => "unknown",
});
