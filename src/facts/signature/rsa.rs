//! Was this made with that RSA key?
//!
//! The public operation is one power modulo the key, and nothing in it is secret: num-bigint's, which reads
//! the numbers of certificates anyway. Padding is compared here, with plain bytes: certificates may name two
//! hashes for PSS, and keys of under 1024 bits have to be computed so that they can be judged.

use num_bigint::BigUint;

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
    refused(key).map_or(Ok(()), |why| Err(SignatureCheck::Unsupported(why.to_owned())))?;
    if signature.len() != key.modulus.len() || signature >= key.modulus {
        return Err(SignatureCheck::Bad);
    }
    let number = BigUint::from_bytes_be;
    let opened =
        number(signature).modpow(&number(key.exponent), &number(key.modulus)).to_bytes_be();
    let zeros = key.modulus.len().checked_sub(opened.len()).ok_or(SignatureCheck::Bad)?;
    Ok([vec![0; zeros], opened].concat())
}

/// Why these numbers are not computed with.
fn refused(key: Numbers<'_>) -> Option<&'static str> {
    let modulus_bits = key.modulus_bits();
    let exponent_bits = bits(key.exponent);
    if modulus_bits > MAX_MODULUS_BITS {
        return Some("RSA keys of more than 16384 bits are not computed here");
    }
    if !is_odd(key.modulus) {
        return Some("the modulus of the RSA key is even, so it is not an RSA key");
    }
    if !is_odd(key.exponent) || exponent_bits < 2 {
        return Some("the public exponent of the RSA key is 1 or even, so it is not an RSA key");
    }
    if exponent_bits > modulus_bits
        || (exponent_bits == modulus_bits && key.exponent >= key.modulus)
    {
        return Some("the public exponent of the RSA key is not below its modulus");
    }
    let limit = if modulus_bits > LARGE_KEY_BITS {
        MAX_EXPONENT_BITS_OF_LARGE_KEY
    } else {
        MAX_EXPONENT_BITS
    };
    (exponent_bits > limit)
        .then_some("the public exponent of the RSA key is too large to compute with")
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
        refused(Numbers { modulus, exponent }).expect("no key")
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
