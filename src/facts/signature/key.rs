//! Which key does a SubjectPublicKeyInfo hold?
//!
//! Its kind, its size and its numbers (RFC 5280 section 4.1.2.7). Whether the key is strong enough
//! is judged by `checks`; whether a point lies on its curve is found out when it is used.

use super::der::{OBJECT_IDENTIFIER, Reader};
use super::rsa::Numbers;

/// What can be said of a public key without using it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFacts {
    /// "RSA", "RSA-PSS", "EC", "Ed25519", ..; the dotted identifier where it has no name here;
    /// "unreadable" where even that cannot be read.
    pub algorithm: String,
    /// RSA and DSA: bits of the modulus. EC: bits of the field. Edwards curves: bits of the encoded
    /// key.
    pub bits: Option<u32>,
    /// The curve's name as NIST or its own standard has it, as "P-256" or "brainpoolP256r1"; its
    /// dotted identifier where it has no name here; "explicit parameters" where it is spelled out.
    pub curve: Option<String>,
    /// Big-endian, without leading zeros.
    pub rsa_modulus: Option<Vec<u8>>,
    /// Absent for other keys, and for an exponent of more than 64 bits.
    pub rsa_exponent: Option<u64>,
}

/// Reads the facts out of a DER SubjectPublicKeyInfo. Bytes that are none give the algorithm
/// "unreadable"; a key whose numbers cannot be read has no `bits`.
pub fn key_facts(spki: &[u8]) -> KeyFacts {
    let Some(info) = KeyInfo::read(spki) else {
        return KeyFacts { algorithm: "unreadable".to_owned(), ..KeyFacts::default() };
    };
    let facts = KeyFacts { algorithm: info.algorithm_name().to_owned(), ..KeyFacts::default() };
    match info.kind() {
        Kind::Rsa | Kind::RsaPss => rsa_facts(&info, facts),
        Kind::Ec => {
            let curve = info.curve();
            KeyFacts { bits: curve.bits(), curve: Some(curve.name().to_owned()), ..facts }
        }
        Kind::Ed25519 => KeyFacts { bits: Some(256), ..facts },
        Kind::Other(other) => KeyFacts { bits: other.bits.or_else(|| info.dsa_bits()), ..facts },
        Kind::Unknown => facts,
    }
}

fn rsa_facts(info: &KeyInfo<'_>, facts: KeyFacts) -> KeyFacts {
    let Some(numbers) = info.rsa_numbers() else {
        return facts;
    };
    let exponent = numbers.exponent;
    KeyFacts {
        bits: Some(numbers.modulus_bits()),
        rsa_modulus: Some(numbers.modulus.to_vec()),
        rsa_exponent: (exponent.len() <= 8)
            .then(|| exponent.iter().fold(0, |value, byte| (value << 8) | u64::from(*byte))),
        ..facts
    }
}

/// The three parts of a SubjectPublicKeyInfo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyInfo<'a> {
    oid: String,
    /// The DER of the algorithm's parameters.
    pub(super) parameters: Option<&'a [u8]>,
    /// Content of the BIT STRING.
    pub(super) key: &'a [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rsa,
    /// `id-RSASSA-PSS`: an RSA key that may make nothing but PSS signatures (RFC 4055 section 1.2).
    RsaPss,
    Ec,
    Ed25519,
    /// Known by name, not used here.
    Other(&'static OtherKey),
    Unknown,
}

/// A kind of key that is known by name alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OtherKey {
    oid: &'static str,
    name: &'static str,
    bits: Option<u32>,
}

impl<'a> KeyInfo<'a> {
    /// `None` where the bytes are not a SubjectPublicKeyInfo.
    pub(super) fn read(spki: &'a [u8]) -> Option<Self> {
        let mut info = Reader::of_sequence(spki)?;
        let mut algorithm = Reader::of_sequence(info.element()?.whole)?;
        let oid = algorithm.object_identifier()?;
        let parameters = algorithm.element().map(|element| element.whole);
        let key = info.whole_byte_string()?;
        (algorithm.is_empty() && info.is_empty()).then_some(Self { oid, parameters, key })
    }

    pub(super) fn kind(&self) -> Kind {
        match self.oid.as_str() {
            "1.2.840.113549.1.1.1" => Kind::Rsa,
            "1.2.840.113549.1.1.10" => Kind::RsaPss,
            "1.2.840.10045.2.1" => Kind::Ec,
            "1.3.101.112" => Kind::Ed25519,
            oid => OTHER_KEYS.iter().find(|key| key.oid == oid).map_or(Kind::Unknown, Kind::Other),
        }
    }

    pub(super) fn algorithm_name(&self) -> &str {
        match self.kind() {
            Kind::Rsa => "RSA",
            Kind::RsaPss => "RSA-PSS",
            Kind::Ec => "EC",
            Kind::Ed25519 => "Ed25519",
            Kind::Other(other) => other.name,
            Kind::Unknown => &self.oid,
        }
    }

    /// Modulus and exponent of an RSA key (RFC 8017 appendix A.1.1).
    pub(super) fn rsa_numbers(&self) -> Option<Numbers<'a>> {
        // RFC 3279 section 2.3.1: NULL. OpenSSL reads the key without it too, and with nothing else.
        if self.kind() == Kind::Rsa && self.parameters.is_some_and(|other| other != [5, 0]) {
            return None;
        }
        let mut numbers = Reader::of_sequence(self.key)?;
        let modulus = numbers.unsigned_integer()?;
        let exponent = numbers.unsigned_integer()?;
        numbers.is_empty().then_some(Numbers { modulus, exponent })
    }

    /// The curve of an EC key (RFC 5480 section 2.1.1).
    pub(super) fn curve(&self) -> Curve {
        let Some(parameters) = self.parameters else {
            return Curve::Inherited;
        };
        let mut parameters = Reader::new(parameters);
        match parameters.element() {
            Some(element) if element.tag == OBJECT_IDENTIFIER => {
                let oid = Reader::new(element.whole).object_identifier().unwrap_or_default();
                match CURVES.iter().find(|(known, ..)| *known == oid) {
                    Some((_, name, bits)) => Curve::Named { name, bits: *bits },
                    None => Curve::Unknown(oid),
                }
            }
            Some(element) if element.content.is_empty() => Curve::Inherited,
            _ => Curve::Explicit,
        }
    }

    /// Bits of the prime of a DSA key, which is the first of its parameters (RFC 3279 section
    /// 2.3.2).
    fn dsa_bits(&self) -> Option<u32> {
        if self.oid != DSA {
            return None;
        }
        let modulus = Reader::of_sequence(self.parameters?)?.unsigned_integer()?;
        Some(Numbers { modulus, exponent: &[] }.modulus_bits())
    }
}

/// How an EC key says which curve it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Curve {
    Named {
        name: &'static str,
        bits: u32,
    },
    Unknown(String),
    /// All numbers are spelled out; RFC 5480 section 2.1.1 forbids that in certificates.
    Explicit,
    /// "As in the issuer's key", or nothing at all; forbidden as well.
    Inherited,
}

impl Curve {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Named { name, .. } => name,
            Self::Unknown(oid) if oid.is_empty() => "unreadable",
            Self::Unknown(oid) => oid,
            Self::Explicit => "explicit parameters",
            Self::Inherited => "not given",
        }
    }

    const fn bits(&self) -> Option<u32> {
        match self {
            Self::Named { bits, .. } => Some(*bits),
            Self::Unknown(_) | Self::Explicit | Self::Inherited => None,
        }
    }
}

pub(super) const P256: &str = "P-256";
pub(super) const P384: &str = "P-384";
pub(super) const P521: &str = "P-521";

/// RFC 5480 section 2.1.1.1, SEC 2, RFC 5639, GM/T 0006.
static CURVES: &[(&str, &str, u32)] = &[
    ("1.2.840.10045.3.1.7", P256, 256),
    ("1.3.132.0.34", P384, 384),
    ("1.3.132.0.35", P521, 521),
    ("1.3.132.0.33", "P-224", 224),
    ("1.2.840.10045.3.1.1", "P-192", 192),
    ("1.3.132.0.10", "secp256k1", 256),
    ("1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1", 160),
    ("1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1", 192),
    ("1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1", 224),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256),
    ("1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", 320),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512),
    ("1.2.156.10197.1.301", "SM2", 256),
];

const DSA: &str = "1.2.840.10040.4.1";

static OTHER_KEYS: &[OtherKey] = &[
    other(DSA, "DSA", None),
    other("1.2.840.113549.1.1.7", "RSA-OAEP", None),
    other("1.2.840.10046.2.1", "Diffie-Hellman", None),
    other("1.3.132.1.12", "EC (key agreement only)", None),
    // Octets of the encoded key, times eight: RFC 7748 section 5, RFC 8032 section 5.2.5.
    other("1.3.101.110", "X25519", Some(256)),
    other("1.3.101.111", "X448", Some(448)),
    other("1.3.101.113", "Ed448", Some(456)),
    other("2.16.840.1.101.3.4.3.17", "ML-DSA-44", None),
    other("2.16.840.1.101.3.4.3.18", "ML-DSA-65", None),
    other("2.16.840.1.101.3.4.3.19", "ML-DSA-87", None),
    other("2.16.840.1.101.3.4.4.1", "ML-KEM-512", None),
    other("2.16.840.1.101.3.4.4.2", "ML-KEM-768", None),
    other("2.16.840.1.101.3.4.4.3", "ML-KEM-1024", None),
    other("1.2.643.2.2.19", "GOST R 34.10-2001", None),
    other("1.2.643.7.1.1.1.1", "GOST R 34.10-2012 (256 bit)", None),
    other("1.2.643.7.1.1.1.2", "GOST R 34.10-2012 (512 bit)", None),
];

const fn other(oid: &'static str, name: &'static str, bits: Option<u32>) -> OtherKey {
    OtherKey { oid, name, bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts_of(hex: &str) -> KeyFacts {
        let spki = data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hex");
        key_facts(&spki)
    }

    #[test]
    fn an_rsa_key_shows_its_numbers() {
        let facts = facts_of("301b300d06092a864886f70d0101010500030a003007020200c5020103");
        assert_eq!(facts.algorithm, "RSA");
        assert_eq!((facts.bits, facts.rsa_exponent), (Some(8), Some(3)));
        assert_eq!(facts.rsa_modulus, Some(vec![0xc5]));
    }

    #[test]
    fn an_rsa_key_without_numbers_is_still_rsa() {
        let facts = facts_of("3014300d06092a864886f70d010101050003030030ff");
        assert_eq!((facts.algorithm.as_str(), facts.bits), ("RSA", None));
    }

    #[test]
    fn ec_keys_show_their_curve() {
        let named = facts_of("3018301306072a8648ce3d020106082a8648ce3d030107030100");
        assert_eq!((named.algorithm.as_str(), named.bits), ("EC", Some(256)));
        assert_eq!(named.curve.as_deref(), Some("P-256"));
        let unknown = facts_of("3011300c06072a8648ce3d020106012a030100");
        assert_eq!(unknown.curve.as_deref(), Some("1.2"));
        let spelled_out = facts_of("3013300e06072a8648ce3d02013003020101030100");
        assert_eq!(spelled_out.curve.as_deref(), Some("explicit parameters"));
        let inherited = facts_of("3010300b06072a8648ce3d02010500030100");
        assert_eq!(inherited.curve.as_deref(), Some("not given"));
    }

    #[test]
    fn other_keys_have_names_or_numbers() {
        let ed448 = facts_of("300a300506032b6571030100");
        assert_eq!((ed448.algorithm.as_str(), ed448.bits), ("Ed448", Some(456)));
        assert_eq!(facts_of("3008300306012a030100").algorithm, "1.2");
        assert_eq!(facts_of("3008300306012a030107").algorithm, "unreadable");
        assert_eq!(facts_of("").algorithm, "unreadable");
        let dsa = facts_of("3014300f06072a8648ce3804013004020200ff030100");
        assert_eq!((dsa.algorithm.as_str(), dsa.bits), ("DSA", Some(8)));
    }
}
