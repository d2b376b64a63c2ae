//! What can be chosen in the question bar, and in which words?
//!
//! The words behind the choices are those of the command line; an empty word stands for "not said".

use crate::question::{Policy, Purpose};
use crate::report::MOZILLA_LIST;

/// One entry of a list: its value and what people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub word: &'static str,
    pub label: &'static str,
}

/// Who checks what.
pub fn policies() -> Vec<Choice> {
    let unsaid = Choice { word: "", label: "By the input" };
    let said = Policy::ALL.iter().map(|policy| Choice {
        word: policy.word(),
        label: match policy {
            Policy::Opportunistic => "Nobody: opportunistic TLS",
            Policy::Encryption => "Encryption only (EncryptionOnly)",
            Policy::Chain => "The chain, not the name (CertificateValidation)",
            Policy::Name => "Chain and name (DomainValidation, browsers)",
            Policy::Mutual => "Both sides check each other (mutual TLS)",
            Policy::Unknown => "Not known",
        },
    });
    std::iter::once(unsaid).chain(said).collect()
}

/// What a policy means, in a sentence that stands under the list.
pub const fn policy_hint(policy: Option<Policy>) -> &'static str {
    match policy {
        None => "Chain and name; not known for SMTP with STARTTLS.",
        Some(Policy::Opportunistic) => "A faulty certificate stops nobody.",
        Some(Policy::Encryption) => "TLS is required, any certificate will do.",
        Some(Policy::Chain) => "It must be trusted, for whatever name.",
        Some(Policy::Name) => "It must be trusted and cover the name.",
        Some(Policy::Mutual) => "Both must be trusted and cover their names.",
        Some(Policy::Unknown) => "A warning at most, with both readings told.",
    }
}

/// The role in which the certificate is shown.
pub fn purposes() -> Vec<Choice> {
    Purpose::ALL
        .iter()
        .map(|purpose| Choice {
            word: purpose.word(),
            label: match purpose {
                Purpose::Server => "A server's certificate",
                Purpose::Client => "A client's certificate",
            },
        })
        .collect()
}

/// The built-in list of trusted roots.
pub const ROOT_LISTS: [Choice; 2] = [
    Choice { word: "mozilla", label: MOZILLA_LIST },
    Choice { word: "none", label: "None: your own alone" },
];

/// The format that the text is taken for.
pub fn formats() -> Vec<Choice> {
    let recognised = Choice { word: "", label: "Recognise it" };
    let known = crate::report::known_formats().map(|(word, label)| Choice { word, label });
    std::iter::once(recognised).chain(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood() {
        assert!(policies()[1..].iter().all(|choice| Policy::from_word(choice.word).is_some()));
        assert!(purposes().iter().all(|choice| Purpose::from_word(choice.word).is_some()));
        assert!(formats().iter().any(|choice| choice.word == "pem"));
    }
}
