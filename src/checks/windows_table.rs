//! Why does Windows refuse a certificate, by the words of its Schannel?
//!
//! Only the refusals whose remedy is another one on Windows than elsewhere; the others stay with
//! `verify-error`. The words come from curl built with Schannel.

/// What Windows refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Chain,
    RevocationOffline,
}

/// The name of each error, its number, and what curl itself says where it looked at the chain's status.
static WORDS: &[(&str, Refusal)] = &[
    ("sec_e_untrusted_root", Refusal::Chain),
    ("0x80090325", Refusal::Chain),
    ("cert_e_untrustedroot", Refusal::Chain),
    ("0x800b0109", Refusal::Chain),
    ("cert_e_chaining", Refusal::Chain),
    ("0x800b010a", Refusal::Chain),
    ("cert_trust_is_partial_chain", Refusal::Chain),
    ("cert_trust_is_untrusted_root", Refusal::Chain),
    ("cert_trust_revocation_status_unknown", Refusal::RevocationOffline),
    ("cert_trust_is_offline_revocation", Refusal::RevocationOffline),
    ("crypt_e_revocation_offline", Refusal::RevocationOffline),
    ("0x80092013", Refusal::RevocationOffline),
    ("crypt_e_no_revocation_check", Refusal::RevocationOffline),
    ("0x80092012", Refusal::RevocationOffline),
    ("cert_e_revocation_failure", Refusal::RevocationOffline),
    ("0x800b010e", Refusal::RevocationOffline),
];

/// By the words of an error, in lower case.
pub(super) fn refusal(text: &str) -> Option<Refusal> {
    WORDS.iter().find(|(words, _)| text.contains(words)).map(|(_, refusal)| *refusal)
}
