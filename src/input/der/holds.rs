//! What kind of thing is this DER value?
//!
//! Decided by the first few tags, as far as they differ between the kinds (RFC 5280, 2986, 5652, 5958,
//! 8017, 5915, 7292, 6960). Whether the thing is sound is not judged: its own parser does that.

use super::tlv::{self, Tlv};
use crate::input::unjudged;

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const ENUMERATED: u8 = 0x0a;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const CONTEXT_0: u8 = 0xa0;

/// 1.2.840.113549.1.7: the PKCS#7 content types.
const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
/// 1.2.840.113549.1.5 and 1.2.840.113549.1.12.1: password based encryption.
const PKCS5: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12_PBE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/// The kinds that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Certificate,
    RevocationList,
    Request,
    /// PKCS#7 or CMS SignedData, which may hold certificates.
    SignedData,
    /// Another content type of PKCS#7 or CMS.
    OtherPkcs7,
    PublicKey,
    OcspResponse,
    Parameters,
    Secret(SecretDer),
    /// None of the above.
    Unknown,
}

/// Values that must not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretDer {
    PrivateKey,
    EncryptedPrivateKey,
    Pkcs12,
}

impl Holds {
    /// The kind with its article, for a note; `None` for what is handed on to a parser.
    pub const fn named(self) -> Option<&'static str> {
        match self {
            Self::RevocationList => Some(unjudged::REVOCATION_LIST),
            Self::Request => Some("a certificate request (CSR)"),
            Self::OtherPkcs7 => Some("a PKCS#7 message without certificates"),
            Self::PublicKey => Some("a public key without a certificate"),
            Self::OcspResponse => Some(unjudged::OCSP_RESPONSE),
            Self::Parameters => Some("a set of key parameters"),
            Self::Certificate | Self::SignedData | Self::Secret(_) | Self::Unknown => None,
        }
    }
}

/// The kind of the value that `der` begins with.
pub fn holds(der: &[u8]) -> Holds {
    if let Some(secret) = secret_prefix(der) {
        return Holds::Secret(secret);
    }
    let Ok(outer) = tlv::read(der) else {
        return Holds::Unknown;
    };
    if outer.tag == OBJECT_IDENTIFIER {
        return Holds::Parameters;
    }
    if outer.tag != SEQUENCE {
        return Holds::Unknown;
    }
    let parts: Vec<Tlv<'_>> = tlv::children(outer.content).take(4).collect();
    match parts.as_slice() {
        [first, rest @ ..] if first.tag == OBJECT_IDENTIFIER => content_info(first, rest),
        [first, rest @ ..] if first.tag == ENUMERATED => match rest {
            [] => Holds::OcspResponse,
            [body] if body.tag == CONTEXT_0 => Holds::OcspResponse,
            _ => Holds::Unknown,
        },
        [algorithm, key] if algorithm.tag == SEQUENCE && key.tag == BIT_STRING => Holds::PublicKey,
        [to_be_signed, algorithm, signature]
            if to_be_signed.tag == SEQUENCE
                && algorithm.tag == SEQUENCE
                && signature.tag == BIT_STRING =>
        {
            signed(to_be_signed.content)
        }
        [first, second] if first.tag == INTEGER && second.tag == INTEGER => {
            // A PKCS#1 public key has a small exponent, Diffie-Hellman parameters a small generator.
            if second.content == [1, 0, 1] { Holds::PublicKey } else { Holds::Parameters }
        }
        [first, second, ..] if first.tag == INTEGER && second.tag == SEQUENCE => Holds::Parameters,
        _ => Holds::Unknown,
    }
}

fn content_info(kind: &Tlv<'_>, rest: &[Tlv<'_>]) -> Holds {
    let Some(number) = kind.content.strip_prefix(PKCS7) else {
        return Holds::Unknown;
    };
    match (number, rest) {
        ([2], [body]) if body.tag == CONTEXT_0 => Holds::SignedData,
        _ => Holds::OtherPkcs7,
    }
}

/// Certificate, request or revocation list: all three are SEQUENCE { to be signed, algorithm, bits }.
fn signed(content: &[u8]) -> Holds {
    let parts: Vec<Tlv<'_>> = tlv::children(content).take(5).collect();
    let numbered = parts.iter().position(|part| part.tag == SEQUENCE).unwrap_or(0);
    if parts.first().is_some_and(|part| part.tag == CONTEXT_0) {
        return Holds::Certificate;
    }
    let Some(after) = parts.get(numbered..) else {
        return Holds::Unknown;
    };
    match after {
        // CertificationRequestInfo has a name where the two others have an algorithm.
        [name, key, ..] if numbered == 1 && is_name(name) && key.tag == SEQUENCE => Holds::Request,
        [_, name, time, ..]
            if name.tag == SEQUENCE && matches!(time.tag, UTC_TIME | GENERALIZED_TIME) =>
        {
            Holds::RevocationList
        }
        [_, name, validity, ..] if name.tag == SEQUENCE && validity.tag == SEQUENCE => {
            Holds::Certificate
        }
        _ => Holds::Unknown,
    }
}

fn is_name(value: &Tlv<'_>) -> bool {
    value.tag == SEQUENCE && value.content.first().is_none_or(|tag| *tag == SET)
}

/// Whether the value is a private key or a store of keys, told from its first bytes alone, so that a
/// key that was cut short is known as well.
pub fn secret_prefix(der: &[u8]) -> Option<SecretDer> {
    let inside = skip_header(der, SEQUENCE)?;
    if let Some(algorithm) = skip_header(inside, SEQUENCE) {
        // EncryptedPrivateKeyInfo (RFC 5958 section 3): SEQUENCE { SEQUENCE { OID pbe.. }, OCTETS }.
        let length = usize::from(*algorithm.get(1)?);
        let oid = algorithm.get(2..2 + length.min(9))?;
        let encrypts = oid.starts_with(PKCS12_PBE) || oid.starts_with(PKCS5);
        let named = algorithm.first() == Some(&OBJECT_IDENTIFIER);
        return (named && encrypts).then_some(SecretDer::EncryptedPrivateKey);
    }
    let [INTEGER, 1, version, second, rest @ ..] = inside else {
        return None;
    };
    match (version, *second) {
        // PrivateKeyInfo (RFC 5958): the algorithm follows, and it begins with its OID.
        (0 | 1, SEQUENCE) => {
            let algorithm = skip_length(rest)?;
            (algorithm.first() == Some(&OBJECT_IDENTIFIER)).then_some(())?;
            // EcpkParameters of X9.62 begin alike: INTEGER 1, SEQUENCE { prime-field .. }.
            let prime_field = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01];
            (!algorithm.starts_with(&prime_field)).then_some(SecretDer::PrivateKey)
        }
        // RSAPrivateKey (RFC 8017 A.1.2) and the DSA form of OpenSSL: version 0, then big integers.
        (0 | 1, INTEGER) => {
            let long = rest.first().is_some_and(|length| *length > 0x20);
            (*version == 0 && long).then_some(SecretDer::PrivateKey)
        }
        // ECPrivateKey (RFC 5915 section 3).
        (1, OCTET_STRING) => Some(SecretDer::PrivateKey),
        // PFX (RFC 7292 section 4).
        (3, SEQUENCE) => {
            let safe = skip_length(rest)?;
            let oid = safe.get(2..)?;
            oid.starts_with(PKCS7).then_some(SecretDer::Pkcs12)
        }
        _ => None,
    }
}

/// What follows the header of a value with this tag; the length may be more than there is.
fn skip_header(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    if *first != tag {
        return None;
    }
    skip_length(rest)
}

fn skip_length(bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    let octets = if *first > 0x80 { usize::from(first & 0x7f) } else { 0 };
    if octets > 8 { None } else { rest.get(octets..) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_first_bytes() {
        let ed25519 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
        assert_eq!(secret_prefix(&ed25519), Some(SecretDer::PrivateKey));
        let rsa = [0x30, 0x82, 4, 0xa4, 2, 1, 0, 2, 0x82, 1, 1, 0, 0xb0];
        assert_eq!(secret_prefix(&rsa), Some(SecretDer::PrivateKey));
        let sec1 = [0x30, 0x77, 2, 1, 1, 4, 0x20, 1, 2, 3];
        assert_eq!(secret_prefix(&sec1), Some(SecretDer::PrivateKey));
        let pbes2 = [
            0x30, 0x82, 5, 0, 0x30, 0x50, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d,
            0x30,
        ];
        assert_eq!(secret_prefix(&pbes2), Some(SecretDer::EncryptedPrivateKey));
        let pfx = [
            0x30, 0x82, 9, 0, 2, 1, 3, 0x30, 0x82, 8, 0, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
            1, 7, 1,
        ];
        assert_eq!(secret_prefix(&pfx), Some(SecretDer::Pkcs12));
    }

    #[test]
    fn public_things_are_no_secrets() {
        let certificate = [0x30, 0x82, 4, 0, 0x30, 0x82, 3, 0, 0xa0, 3, 2, 1, 2];
        assert_eq!(secret_prefix(&certificate), None);
        let rsa_public = [0x30, 0x82, 1, 0x0a, 2, 0x82, 1, 1, 0];
        assert_eq!(secret_prefix(&rsa_public), None);
        let dh = [0x30, 6, 2, 1, 23, 2, 1, 5];
        assert_eq!((secret_prefix(&dh), holds(&dh)), (None, Holds::Parameters));
        assert_eq!(holds(&[0x30, 3, 0x0a, 1, 3]), Holds::OcspResponse);
        assert_eq!(holds(&[]), Holds::Unknown);
    }
}
