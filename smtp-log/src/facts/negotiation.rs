//! What did a handshake of Schannel's agree on, by the sentence in the log?
//!
//! The log names the bulk cipher, the hash and the key exchange, never the cipher suite: that is not
//! guessed here. Names and numbers that are not known stay as they are written.

use super::texts::{Renumber, Text, Texts};

/// A version of TLS as the log shows it; ordered by age.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Version {
    Ssl2,
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
    /// As written.
    Other(Text),
}

impl Version {
    /// The word of the report's contract.
    pub fn word(self, texts: &Texts) -> &str {
        match self {
            Self::Ssl2 => "SSL 2.0",
            Self::Ssl3 => "SSL 3.0",
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
            Self::Other(word) => texts.text(word),
        }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        match self {
            Self::Other(word) => Self::Other(to(word)),
            known => known,
        }
    }
}

/// An algorithm with the strength that is printed behind it, in bits.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Algorithm {
    /// `AES-256`, `ECDHE` …, or as written.
    pub name: Text,
    /// 0 for the hash of an AEAD cipher: its integrity is the cipher's own, not missing.
    pub bits: u32,
}

/// What one success row says.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Negotiation {
    pub version: Version,
    /// Whose role the row names: `_SERVER` is ours, where others connect to us.
    pub as_server: Option<bool>,
    pub cipher: Algorithm,
    pub hash: Algorithm,
    pub key_exchange: Algorithm,
}

impl Negotiation {
    /// A success row; what is not told in it, or in another way than is known, stays empty.
    pub fn of(sentence: &str, texts: &mut Texts) -> Self {
        if let Some(whole) = read(sentence, texts) {
            return whole;
        }
        let word = sentence.trim().strip_prefix(OPENING).unwrap_or(sentence);
        let (version, as_server) = version(word.split(' ').next().unwrap_or_default(), texts);
        let untold = Algorithm::default();
        Self { version, as_server, cipher: untold, hash: untold, key_exchange: untold }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        let version = self.version.renumbered(to);
        let mut of = |algorithm: Algorithm| Algorithm { name: to(algorithm.name), ..algorithm };
        Self {
            version,
            as_server: self.as_server,
            cipher: of(self.cipher),
            hash: of(self.hash),
            key_exchange: of(self.key_exchange),
        }
    }
}

const OPENING: &str = "TLS protocol ";

/// Reads the whole sentence; `None` for any other text.
fn read(text: &str, texts: &mut Texts) -> Option<Negotiation> {
    let rest = text.trim().strip_prefix(OPENING)?;
    let (protocol, rest) =
        rest.split_once(" negotiation succeeded using bulk encryption algorithm ")?;
    let (cipher, rest) = rest.split_once(" bits, MAC hash algorithm ")?;
    let (hash, rest) = rest.split_once(" bits and key exchange algorithm ")?;
    let key_exchange = rest.strip_suffix(" bits").unwrap_or(rest);
    let (version, as_server) = version(protocol, texts);
    Some(Negotiation {
        version,
        as_server,
        cipher: algorithm(cipher, texts)?,
        hash: algorithm(hash, texts)?,
        key_exchange: algorithm(key_exchange, texts)?,
    })
}

/// `SP_PROT_TLS1_2_SERVER`; the hyphen of Microsoft's documentation; or the number where the .NET of the
/// day had no name for it (`SP_PROT_*` in schannel.h).
fn version(word: &str, texts: &mut Texts) -> (Version, Option<bool>) {
    let numbers = [
        (Version::Ssl2, 4),
        (Version::Ssl3, 16),
        (Version::Tls10, 64),
        (Version::Tls11, 256),
        (Version::Tls12, 1_024),
        (Version::Tls13, 4_096),
    ];
    if let Ok(number) = word.parse::<u32>() {
        for (version, server) in numbers {
            if number == server {
                return (version, Some(true));
            }
            if number == server * 2 {
                return (version, Some(false));
            }
        }
        return (Version::Other(texts.intern(word)), None);
    }
    let upper = word.to_ascii_uppercase();
    let (name, as_server) = match upper.rsplit_once('_') {
        Some((name, "SERVER")) => (name, Some(true)),
        Some((name, "CLIENT")) => (name, Some(false)),
        _ => (upper.as_str(), None),
    };
    let name = name.strip_prefix("SP_PROT").unwrap_or(name).trim_start_matches(['_', '-']);
    let version = match name {
        "SSL2" => Version::Ssl2,
        "SSL3" => Version::Ssl3,
        "TLS1_0" | "TLS1" => Version::Tls10,
        "TLS1_1" => Version::Tls11,
        "TLS1_2" => Version::Tls12,
        "TLS1_3" => Version::Tls13,
        _ => Version::Other(texts.intern(word)),
    };
    (version, as_server)
}

/// `CALG_AES_128 with strength 128`.
fn algorithm(text: &str, texts: &mut Texts) -> Option<Algorithm> {
    let (name, bits) = text.split_once(" with strength ")?;
    Some(Algorithm { name: texts.intern(plain_name(name)), bits: bits.trim().parse().ok()? })
}

/// Schannel's names and numbers (ALG_ID in wincrypt.h) in the field's words. One id has two spellings:
/// older builds print ECDHE, newer ones ECDH_EPHEM.
fn plain_name(name: &str) -> &str {
    match name.trim() {
        "CALG_3DES" | "26115" => "3DES",
        "CALG_DES" | "26113" => "DES",
        "CALG_RC2" | "26114" => "RC2",
        "CALG_RC4" | "26625" => "RC4",
        "CALG_AES_128" | "26126" => "AES-128",
        "CALG_AES_192" | "26127" => "AES-192",
        "CALG_AES_256" | "26128" => "AES-256",
        "CALG_MD5" | "32771" => "MD5",
        "CALG_SHA1" | "CALG_SHA" | "32772" => "SHA-1",
        "CALG_SHA_256" | "32780" => "SHA-256",
        "CALG_SHA_384" | "32781" => "SHA-384",
        "CALG_SHA_512" | "32782" => "SHA-512",
        "CALG_ECDHE" | "CALG_ECDH_EPHEM" | "44550" => "ECDHE",
        "CALG_ECDH" | "43525" => "ECDH",
        "CALG_DH_EPHEM" | "43522" => "DHE",
        "CALG_RSA_KEYX" | "41984" => "RSA",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(protocol: &str, cipher: &str, key_exchange: &str) -> String {
        format!(
            "TLS protocol {protocol} negotiation succeeded using bulk encryption algorithm {cipher} with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm {key_exchange} with strength 384 bits"
        )
    }

    #[test]
    fn every_spelling_of_a_version() {
        let mut texts = Texts::default();
        let (unknown, later) = (texts.intern("99"), texts.intern("SP_PROT_TLS1_4_SERVER"));
        let mut check = |word: &str, version: Version, as_server: Option<bool>| {
            let sentence = sentence(word, "CALG_AES_256", "CALG_ECDHE");
            let read = read(&sentence, &mut texts).expect("a sentence");
            assert_eq!((read.version, read.as_server), (version, as_server), "{word}");
        };
        check("SP_PROT_TLS1_2_SERVER", Version::Tls12, Some(true));
        check("SP_PROT_TLS1_0_CLIENT", Version::Tls10, Some(false));
        check("SP_PROT-TLS1_2_CLIENT", Version::Tls12, Some(false));
        check("SP_PROT_SSL3_SERVER", Version::Ssl3, Some(true));
        check("4096", Version::Tls13, Some(true));
        check("8192", Version::Tls13, Some(false));
        check("2048", Version::Tls12, Some(false));
        check("99", Version::Other(unknown), None);
        check("SP_PROT_TLS1_4_SERVER", Version::Other(later), Some(true));
    }

    #[test]
    fn two_spellings_are_one_algorithm() {
        let mut texts = Texts::default();
        let mut of = |word| read(&sentence("1024", "26128", word), &mut texts).expect("a sentence");
        assert_eq!(of("CALG_ECDHE"), of("CALG_ECDH_EPHEM"));
        assert_eq!(of("CALG_ECDHE"), of("44550"));
        let read = of("7");
        assert_eq!((texts.text(read.cipher.name), read.cipher.bits), ("AES-256", 256));
        assert_eq!((texts.text(read.hash.name), read.hash.bits), ("SHA-384", 0));
        assert_eq!(texts.text(read.key_exchange.name), "7");
    }

    #[test]
    fn a_cut_sentence_tells_the_version_or_what_is_left_of_its_name() {
        let mut texts = Texts::default();
        let whole = sentence("SP_PROT_TLS1_2_SERVER", "CALG_AES_256", "CALG_ECDHE");
        assert_eq!(read("TLS negotiation failed with error SocketError", &mut texts), None);
        let behind = "TLS protocol SP_PROT_TLS1_2_SERVER".len();
        for end in behind..whole.len() {
            let told = Negotiation::of(&whole[..end], &mut texts);
            assert_eq!(told.version, Version::Tls12, "{}", &whole[..end]);
        }
    }
}
