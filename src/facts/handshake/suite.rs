//! What does the name of a cipher suite say?
//!
//! OpenSSL's names (`ECDHE-RSA-AES256-GCM-SHA384`, `DES-CBC3-SHA`), the registered ones
//! (`TLS_RSA_WITH_RC4_128_MD5`) and GnuTLS's (`(TLS1.2)-(RSA)-(AES-128-GCM)`). A name of other words says
//! nothing. Nothing is judged.

/// A cipher suite by the words of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CipherSuite {
    /// In capitals.
    words: Vec<String>,
}

/// How the keys of the session came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyExchange {
    /// Keys made for this session and thrown away: forward secrecy.
    Ephemeral,
    /// The client encrypts a secret to the RSA key of the certificate.
    StaticRsa,
    /// The certificate's own Diffie-Hellman key.
    StaticDiffieHellman,
    /// A key that both sides had before, and nothing else.
    PreSharedKey,
    Unknown,
}

/// The ciphers with which OpenSSL begins a name where it leaves `RSA` out.
const CIPHERS: &[&str] = &[
    "AES128",
    "AES256",
    "CAMELLIA128",
    "CAMELLIA256",
    "ARIA128",
    "ARIA256",
    "SEED",
    "IDEA",
    "RC4",
    "RC2",
    "DES",
    "NULL",
];

impl CipherSuite {
    pub fn read(name: &str) -> Self {
        let words = name
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_uppercase)
            .collect();
        Self { words }
    }

    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// A suite of TLS 1.3 names a cipher and a hash; the key exchange is agreed apart from it.
    fn is_tls13(&self) -> bool {
        self.words.first().is_some_and(|first| first == "TLS") && !self.has("WITH")
    }

    /// Without any authentication of the server.
    pub fn is_anonymous(&self) -> bool {
        self.has_any(&["ADH", "AECDH", "ANON"])
    }

    /// Integrity only (RFC 9150).
    pub fn encrypts_nothing(&self) -> bool {
        let hashes_alone = || self.words.iter().skip(1).all(|word| word.starts_with("SHA"));
        self.has("NULL") || (self.is_tls13() && self.words.len() > 1 && hashes_alone())
    }

    pub fn key_exchange(&self) -> KeyExchange {
        let ephemeral = ["DHE", "ECDHE", "EDH", "EECDH", "SRP"];
        if self.has_any(&ephemeral) || self.is_anonymous() || self.is_tls13() {
            return KeyExchange::Ephemeral;
        }
        if self.has("PSK") {
            return KeyExchange::PreSharedKey;
        }
        if self.has_any(&["DH", "ECDH"]) {
            return KeyExchange::StaticDiffieHellman;
        }
        let first = self.words.iter().find(|word| !word.starts_with("EXP"));
        let begins_with_cipher = first.is_some_and(|first| CIPHERS.contains(&first.as_str()));
        if self.has("RSA") || begins_with_cipher {
            return KeyExchange::StaticRsa;
        }
        KeyExchange::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_exchange_by_every_spelling() {
        use KeyExchange::{Ephemeral, PreSharedKey, StaticDiffieHellman, StaticRsa, Unknown};
        for (name, expected) in [
            ("ECDHE-RSA-AES256-GCM-SHA384", Ephemeral),
            ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Ephemeral),
            ("EDH-RSA-DES-CBC3-SHA", Ephemeral),
            ("TLS_AES_256_GCM_SHA384", Ephemeral),
            ("TLS_DH_anon_WITH_AES_128_CBC_SHA", Ephemeral),
            ("DHE-PSK-AES256-GCM-SHA384", Ephemeral),
            ("AES256-SHA", StaticRsa),
            ("DES-CBC3-SHA", StaticRsa),
            ("EXP-RC4-MD5", StaticRsa),
            ("TLS_RSA_WITH_AES_128_CBC_SHA", StaticRsa),
            ("(TLS1.2)-(RSA)-(AES-128-GCM)", StaticRsa),
            ("ECDH-RSA-AES128-SHA", StaticDiffieHellman),
            ("TLS_DH_RSA_WITH_AES_128_CBC_SHA", StaticDiffieHellman),
            ("PSK-AES256-CBC-SHA", PreSharedKey),
            ("RSA-PSK-AES128-CBC-SHA", PreSharedKey),
            ("GOST2012-KUZNYECHIK-KUZNYECHIKOMAC", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(CipherSuite::read(name).key_exchange(), expected, "{name}");
        }
    }

    #[test]
    fn anonymous_and_bare() {
        for name in ["ADH-AES256-SHA", "AECDH-NULL-SHA", "TLS_ECDH_anon_WITH_NULL_SHA"] {
            assert!(CipherSuite::read(name).is_anonymous(), "{name}");
        }
        for name in ["NULL-SHA256", "TLS_SHA256_SHA256", "TLS_RSA_WITH_NULL_MD5"] {
            assert!(CipherSuite::read(name).encrypts_nothing(), "{name}");
        }
        for name in ["TLS_AES_128_CCM_8_SHA256", "AES128-SHA", "TLS"] {
            assert!(!CipherSuite::read(name).encrypts_nothing(), "{name}");
        }
    }
}
