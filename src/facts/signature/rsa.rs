//! Was this made with that RSA key?
//!
//! The public operation comes from the `rsa` crate. Padding is compared here, with plain bytes: the
//! crate's PSS knows one hash for both purposes, while certificates may name two, and keys of under
//! 1024 bits have to be computed so that they can be judged.

use rsa::traits::PublicKeyParts as _;
use rsa::{BoxedUint, RsaPublicKey, hazmat::rsa_encrypt};

use super::SignatureCheck;
use super::hash::Hash;

/// Larger keys are refused: verification time grows with the square of the size. The limit is
/// OpenSSL's.
const MAX_MODULUS_BITS: u32 = 16_384;

/// Public exponents are short in practice; FIPS 186-5 appendix A.1.1 ends at 256 bits. Time grows
/// with the exponent's length, so a large modulus gets a shorter limit, as in OpenSSL.
const MAX_EXPONENT_BITS: u32 = 256;
const MAX_EXPONENT_BITS_OF_LARGE_KEY: u32 = 64;
const LARGE_KEY_BITS: u32 = 4_096;

/// An RSA public key, as big-endian numbers without leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) exponent: &'a [u8],
}

impl Numbers<'_> {
    pub(super) fn modulus_bits(&self) -> u32 {
        bits(self.modulus)
    }
}

/// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2): the padded hash is built and compared whole, so
/// nothing of a signature is ever parsed. The NULL in the DigestInfo has to be there.
pub(super) fn verify_pkcs1(
    key: Numbers<'_>,
    hash: Hash,
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let (Some(digest_info), Some(digest)) = (hash.digest_info(), hash.of(&[message])) else {
        return SignatureCheck::not_implemented(hash.name());
    };
    let encoded = match open(key, signature) {
        Ok(encoded) => encoded,
        Err(check) => return check,
    };
    // RFC 8017 section 9.2: 00 01, at least eight times FF, 00, DigestInfo.
    let Some(padding) = encoded.len().checked_sub(3 + digest_info.len() + digest.len()) else {
        return SignatureCheck::Bad;
    };
    if padding < 8 {
        return SignatureCheck::Bad;
    }
    let mut expected = vec![0xff; 2 + padding];
    expected[..2].copy_from_slice(&[0, 1]);
    expected.push(0);
    expected.extend_from_slice(digest_info);
    expected.extend_from_slice(&digest);
    SignatureCheck::verified_if(expected == encoded)
}

/// RSAVP1 (RFC 8017 section 5.2.2): the encoded message inside a signature, as long as the modulus.
///
/// # Errors
/// `Bad` where the signature cannot belong to a modulus of this size; `Unsupported` where the
/// numbers are no RSA key or cost too much.
pub(super) fn open(key: Numbers<'_>, signature: &[u8]) -> Result<Vec<u8>, SignatureCheck> {
    let public_key = public_key(key).map_err(|why| SignatureCheck::Unsupported(why.to_owned()))?;
    if signature.len() != key.modulus.len() || signature >= key.modulus {
        return Err(SignatureCheck::Bad);
    }
    let signature = BoxedUint::from_be_slice(signature, public_key.n_bits_precision())
        .map_err(|_| SignatureCheck::Bad)?;
    let opened =
        rsa_encrypt(&public_key, &signature).map_err(|_| SignatureCheck::Bad)?.to_be_bytes();
    let start = opened.len().checked_sub(key.modulus.len()).ok_or(SignatureCheck::Bad)?;
    Ok(opened.get(start..).unwrap_or_default().to_vec())
}

/// The crate's key, or why these numbers are not computed with.
fn public_key(key: Numbers<'_>) -> Result<RsaPublicKey, &'static str> {
    let modulus_bits = key.modulus_bits();
    let exponent_bits = bits(key.exponent);
    if modulus_bits > MAX_MODULUS_BITS {
        return Err("RSA keys of more than 16384 bits are not computed here");
    }
    if !is_odd(key.modulus) {
        return Err("the modulus of the RSA key is even, so it is not an RSA key");
    }
    if !is_odd(key.exponent) || exponent_bits < 2 {
        return Err("the public exponent of the RSA key is 1 or even, so it is not an RSA key");
    }
    if exponent_bits > modulus_bits
        || (exponent_bits == modulus_bits && key.exponent >= key.modulus)
    {
        return Err("the public exponent of the RSA key is not below its modulus");
    }
    let limit = if modulus_bits > LARGE_KEY_BITS {
        MAX_EXPONENT_BITS_OF_LARGE_KEY
    } else {
        MAX_EXPONENT_BITS
    };
    if exponent_bits > limit {
        return Err("the public exponent of the RSA key is too large to compute with");
    }
    let number = |bytes: &[u8]| {
        let precision = bits(bytes).next_multiple_of(64);
        BoxedUint::from_be_slice(bytes, precision)
            .map_err(|_| "the RSA key's numbers cannot be read")
    };
    // Without the crate's limits, which refuse small keys; it demands an odd modulus, checked
    // above.
    Ok(RsaPublicKey::new_unchecked(number(key.modulus)?, number(key.exponent)?))
}

/// The length of a number without leading zero bytes.
fn bits(number: &[u8]) -> u32 {
    let Some(first) = number.first() else {
        return 0;
    };
    u32::try_from(number.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(8)
        .saturating_sub(first.leading_zeros())
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|last| last & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(modulus: &[u8], exponent: &[u8]) -> &'static str {
        public_key(Numbers { modulus, exponent }).expect_err("no key")
    }

    #[test]
    fn textbook_numbers_open() {
        // n = 3233 = 61 * 53, e = 17: 588 is the signature of 65.
        let key = Numbers { modulus: &[0x0c, 0xa1], exponent: &[17] };
        assert_eq!(open(key, &[0x02, 0x4c]), Ok(vec![0, 65]));
        assert_eq!(open(key, &[0xae, 0x60]), Err(SignatureCheck::Bad), "not below the modulus");
        assert_eq!(open(key, &[0x0a]), Err(SignatureCheck::Bad), "too short");
    }

    #[test]
    fn impossible_numbers_are_named_and_do_not_panic() {
        assert!(reason(&[0x0c, 0xa0], &[17]).contains("even"));
        assert!(reason(&[], &[]).contains("even"));
        assert!(reason(&[0x0c, 0xa1], &[1]).contains("exponent"));
        assert!(reason(&[0x0c, 0xa1], &[]).contains("exponent"));
        assert!(reason(&[5], &[7]).contains("not below"));
        assert!(reason(&[0xff; 2049], &[3]).contains("16384"));
        assert!(reason(&[0xff; 1024], &[0xff; 9]).contains("too large"));
    }

    #[test]
    fn a_modulus_too_short_for_its_hash_verifies_nothing() {
        let key = Numbers { modulus: &[0xff; 40], exponent: &[3] };
        assert_eq!(verify_pkcs1(key, Hash::Sha256, b"", &[1; 40]), SignatureCheck::Bad);
    }
}
