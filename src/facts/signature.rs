//! Did this key sign these bytes?
//!
//! Signatures of certificates, checked with the issuer's key: RSA (PKCS#1 v1.5 and PSS), ECDSA on
//! P-256, P-384 and P-521, Ed25519. MD5 and SHA-1 are computed as well: whether a true signature is
//! worth anything is judged by `checks`. Nothing here looks at names, dates or chains.

mod algorithm;
pub(in crate::facts) mod der;
mod ecdsa;
mod hash;
mod key;
mod pss;
mod rsa;

pub use hash::Hash;
pub use key::{KeyFacts, key_facts};

use algorithm::Scheme;
use key::{KeyInfo, Kind};

/// An AlgorithmIdentifier (RFC 5280 section 4.1.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AlgorithmIdentifier {
    /// In dotted text, as `1.2.840.113549.1.1.11`.
    pub oid: String,
    /// The DER of the parameters, tag and length included; `None` if they are absent.
    pub parameters: Option<Vec<u8>>,
}

/// What came of checking a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// The key made this signature over these bytes.
    Verified,
    /// It did not: the arithmetic says no, the signature does not have the form of its algorithm,
    /// or the key is one that cannot make such a signature.
    Bad,
    /// Not checked, and why, as part of a sentence: "Ed448 is not implemented here". Others may be
    /// able to.
    Unsupported(String),
}

impl SignatureCheck {
    const fn verified_if(holds: bool) -> Self {
        if holds { Self::Verified } else { Self::Bad }
    }

    fn not_implemented(what: &str) -> Self {
        Self::Unsupported(format!("{what} is not implemented here"))
    }
}

/// Checks a signature. `spki` is the issuer's DER SubjectPublicKeyInfo, `message` the signed bytes
/// as they stand in the certificate, `signature` the content of the BIT STRING without its count of
/// unused bits.
///
/// A key of another kind than the algorithm demands gives `Bad`: the algorithm identifier names the
/// algorithm "used by the CA to sign" (RFC 5280 section 4.1.1.2), and no such key can have been
/// used for it. A key that cannot be read, or is no key, gives `Unsupported`: then nothing was
/// checked. Parameters of PKCS#1 v1.5, ECDSA and Ed25519 are not looked at, since they do not
/// change what was signed: RFC 4055 section 5 wants absent ones accepted like NULL.
///
/// Time is bounded: RSA keys end at 16384 bits, exponents at 256 bits (64 above 4096 bits of
/// modulus).
pub fn verify(
    algorithm: &AlgorithmIdentifier,
    spki: &[u8],
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let Some(known) = algorithm::by_oid(&algorithm.oid) else {
        return SignatureCheck::Unsupported(format!(
            "the signature algorithm {} is not known here",
            algorithm.oid
        ));
    };
    if known.scheme == Scheme::NotHere {
        return SignatureCheck::not_implemented(known.name);
    }
    let Some(info) = KeyInfo::read(spki) else {
        return SignatureCheck::Unsupported("the issuer's public key cannot be read".to_owned());
    };
    let hash = known.hash.unwrap_or(Hash::Intrinsic);
    match (known.scheme, info.kind()) {
        (_, Kind::Unknown) => SignatureCheck::Unsupported(format!(
            "keys of the algorithm {} are not known here",
            info.algorithm_name()
        )),
        (Scheme::RsaPkcs1, Kind::Rsa) => match info.rsa_numbers() {
            Some(numbers) => rsa::verify_pkcs1(numbers, hash, message, signature),
            None => unreadable_numbers(),
        },
        (Scheme::RsaPss, kind @ (Kind::Rsa | Kind::RsaPss)) => match info.rsa_numbers() {
            Some(numbers) => {
                let limits = if kind == Kind::RsaPss { info.parameters } else { None };
                pss::verify(numbers, limits, algorithm.parameters.as_deref(), message, signature)
            }
            None => unreadable_numbers(),
        },
        (Scheme::Ecdsa, Kind::Ec) => {
            ecdsa::verify(&info.curve(), info.key, hash, message, signature)
        }
        (Scheme::Ed25519, Kind::Ed25519) => ecdsa::verify_ed25519(info.key, message, signature),
        (
            Scheme::RsaPkcs1 | Scheme::RsaPss | Scheme::Ecdsa | Scheme::Ed25519 | Scheme::NotHere,
            Kind::Rsa | Kind::RsaPss | Kind::Ec | Kind::Ed25519 | Kind::Other(_),
        ) => SignatureCheck::Bad,
    }
}

/// The algorithm's usual name, as "sha256WithRSAEncryption", "ecdsa-with-SHA384" or "RSASSA-PSS
/// (SHA-256)"; its dotted identifier where it has none here.
pub fn signature_name(algorithm: &AlgorithmIdentifier) -> String {
    match algorithm::by_oid(&algorithm.oid) {
        None => algorithm.oid.clone(),
        Some(known) if known.scheme == Scheme::RsaPss => match pss_hash(algorithm) {
            Some(hash) => format!("{} ({})", known.name, hash.name()),
            None => known.name.to_owned(),
        },
        Some(known) => known.name.to_owned(),
    }
}

/// The hash that the algorithm applies to the signed bytes; `None` where that is not known. For
/// RSASSA-PSS it is the one of the message, not the one inside the mask generation function.
pub fn signature_hash(algorithm: &AlgorithmIdentifier) -> Option<Hash> {
    let known = algorithm::by_oid(&algorithm.oid)?;
    if known.scheme == Scheme::RsaPss { pss_hash(algorithm) } else { known.hash }
}

fn pss_hash(algorithm: &AlgorithmIdentifier) -> Option<Hash> {
    let parameters = algorithm.parameters.as_deref()?;
    pss::Parameters::read(parameters).ok().map(|parameters| parameters.hash)
}

fn unreadable_numbers() -> SignatureCheck {
    SignatureCheck::Unsupported("the numbers of the issuer's RSA key cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PSS: &str = "1.2.840.113549.1.1.10";

    fn algorithm(oid: &str, parameters: Option<&[u8]>) -> AlgorithmIdentifier {
        AlgorithmIdentifier { oid: oid.to_owned(), parameters: parameters.map(<[u8]>::to_vec) }
    }

    /// A SubjectPublicKeyInfo of RSA with the modulus 3233 and the exponent 17.
    fn small_rsa_key() -> Vec<u8> {
        let text = b"301b300d06092a864886f70d0101010500030a00300702020ca1020111";
        data_encoding::HEXLOWER.decode(text).expect("hex")
    }

    #[test]
    fn algorithms_have_the_names_people_know() {
        assert_eq!(
            signature_name(&algorithm("1.2.840.113549.1.1.11", None)),
            "sha256WithRSAEncryption"
        );
        assert_eq!(signature_name(&algorithm("1.2.840.10045.4.3.3", None)), "ecdsa-with-SHA384");
        assert_eq!(signature_name(&algorithm(PSS, Some(&[0x30, 0]))), "RSASSA-PSS (SHA-1)");
        assert_eq!(signature_name(&algorithm(PSS, None)), "RSASSA-PSS");
        assert_eq!(signature_name(&algorithm("1.2.3", None)), "1.2.3");
        assert_eq!(signature_hash(&algorithm("1.2.840.113549.1.1.4", None)), Some(Hash::Md5));
        assert_eq!(signature_hash(&algorithm(PSS, None)), None);
        assert_eq!(signature_hash(&algorithm("1.3.101.112", None)), Some(Hash::Intrinsic));
    }

    #[test]
    fn what_is_not_computed_is_named_and_never_bad() {
        for (oid, why) in [
            ("1.3.101.113", "Ed448 is not implemented here"),
            ("1.2.840.10040.4.3", "dsa-with-SHA1 is not implemented here"),
            ("1.2.840.113549.1.1.2", "MD2 is not implemented here"),
            ("1.2.3", "the signature algorithm 1.2.3 is not known here"),
            (PSS, "the RSASSA-PSS parameters are missing"),
        ] {
            let check = verify(&algorithm(oid, None), &small_rsa_key(), b"", &[1, 1]);
            assert_eq!(check, SignatureCheck::Unsupported(why.to_owned()));
        }
        let check = verify(&algorithm("1.2.840.113549.1.1.11", None), &[], b"", &[]);
        assert_eq!(
            check,
            SignatureCheck::Unsupported("the issuer's public key cannot be read".to_owned())
        );
    }

    #[test]
    fn a_key_of_another_kind_signed_nothing() {
        for oid in ["1.2.840.10045.4.3.2", "1.3.101.112"] {
            assert_eq!(
                verify(&algorithm(oid, None), &small_rsa_key(), b"", &[1, 1]),
                SignatureCheck::Bad
            );
        }
    }

    #[test]
    fn no_cut_of_a_key_verifies_or_panics() {
        let key = small_rsa_key();
        for end in 0..key.len() {
            for oid in ["1.2.840.113549.1.1.5", "1.2.840.10045.4.1", "1.3.101.112", PSS] {
                let check = verify(&algorithm(oid, Some(&[0x30, 0])), &key[..end], b"", &[0, 1]);
                assert_ne!(check, SignatureCheck::Verified);
            }
            let _ = key_facts(&key[..end]);
        }
    }

    /// Made with OpenSSL over the six bytes of "signed", with a key of 512 bits.
    #[test]
    fn weak_signatures_are_computed_so_that_they_can_be_judged() {
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).expect("hex");
        let key = hex(
            "305c300d06092a864886f70d0101010500034b0030480241009c403bc063cdab68d3f3a619c92b2f65\
            f2f8b9c7e239046e8b65d80714cd1aba5fc83060e77c41e742f86466b10f8c92c2bc8ef4b08d423e68\
            f2c40da13ff2dd0203010001",
        );
        let signature = hex(
            "53c03a5cd03b7d5c20b0b072104d107e5373ab9200a27b86e30aa9f7dcdcdfc5a2503ce491b85178ce\
            b6e6c5027cbd5e11214de45c7dcd55280a06ef496be66b",
        );
        let md5 = algorithm("1.2.840.113549.1.1.4", None);
        assert_eq!(verify(&md5, &key, b"signed", &signature), SignatureCheck::Verified);
        assert_eq!(verify(&md5, &key, b"Signed", &signature), SignatureCheck::Bad);
        let sha1 = algorithm("1.2.840.113549.1.1.5", None);
        assert_eq!(verify(&sha1, &key, b"signed", &signature), SignatureCheck::Bad);
    }
}
