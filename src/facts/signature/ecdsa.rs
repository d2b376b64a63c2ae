//! Was this made with that elliptic-curve key?
//!
//! ECDSA on the three NIST curves that TLS uses, and Ed25519. Other curves are named, not computed.

use super::SignatureCheck;
use super::der::Reader;
use super::hash::Hash;
use super::key::{Curve, P256, P384, P521};

/// ECDSA (FIPS 186-5 section 6.4.2). `signature` is a DER `Ecdsa-Sig-Value` (RFC 3279 section
/// 2.2.3); encodings that DER forbids are refused, as OpenSSL, BoringSSL and Go do.
pub(super) fn verify(
    curve: &Curve,
    point: &[u8],
    hash: Hash,
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let Some(digest) = hash.of(&[message]) else {
        return SignatureCheck::not_implemented(hash.name());
    };
    match curve {
        Curve::Named { name: P256, .. } => p256(point, &digest, signature),
        Curve::Named { name: P384, .. } => p384(point, &digest, signature),
        Curve::Named { name: P521, .. } => p521(point, &digest, signature),
        Curve::Named { name, .. } => {
            SignatureCheck::not_implemented(&format!("ECDSA on the curve {name}"))
        }
        Curve::Unknown(_) => {
            SignatureCheck::Unsupported(format!("the curve {} is not known here", curve.name()))
        }
        Curve::Explicit => SignatureCheck::Unsupported(
            "the issuer's key spells out its curve instead of naming it (RFC 5480 forbids that)"
                .to_owned(),
        ),
        Curve::Inherited => {
            SignatureCheck::Unsupported("the issuer's key does not name its curve".to_owned())
        }
    }
}

/// PureEdDSA on Curve25519 (RFC 8032 section 5.1.7), with keys and commitments of small order
/// refused.
pub(super) fn verify_ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> SignatureCheck {
    let key = <&[u8; 32]>::try_from(key)
        .ok()
        .and_then(|key| ed25519_dalek::VerifyingKey::from_bytes(key).ok());
    let Some(key) = key else {
        return no_point("Ed25519");
    };
    let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else {
        return SignatureCheck::Bad;
    };
    SignatureCheck::verified_if(key.verify_strict(message, &signature).is_ok())
}

/// One function a curve: the crates share their traits, but not under a name that can be used from
/// here.
macro_rules! curve {
    ($curve:ident, $name:expr, $field_bytes:literal) => {
        fn $curve(point: &[u8], digest: &[u8], signature: &[u8]) -> SignatureCheck {
            use ::$curve::ecdsa::{
                Signature, VerifyingKey, signature::hazmat::PrehashVerifier as _,
            };

            let Ok(key) = VerifyingKey::from_sec1_bytes(point) else {
                return no_point($name);
            };
            let Some(signature) = fixed_width(signature, $field_bytes) else {
                return SignatureCheck::Bad;
            };
            let Ok(signature) = Signature::from_slice(&signature) else {
                return SignatureCheck::Bad;
            };
            let digest = as_wide_as_the_field(digest, $field_bytes);
            SignatureCheck::verified_if(key.verify_prehash(&digest, &signature).is_ok())
        }
    };
}

curve!(p256, P256, 32);
curve!(p384, P384, 48);
curve!(p521, P521, 66);

fn no_point(curve: &str) -> SignatureCheck {
    SignatureCheck::Unsupported(format!("the issuer's key is not a point of {curve}"))
}

/// The two numbers of an `Ecdsa-Sig-Value`, side by side, each filled up on the left.
fn fixed_width(signature: &[u8], field_bytes: usize) -> Option<Vec<u8>> {
    let mut numbers = Reader::of_sequence(signature)?;
    let mut both = Vec::with_capacity(2 * field_bytes);
    for _ in 0..2 {
        let number = numbers.unsigned_integer()?;
        both.resize(both.len() + field_bytes.checked_sub(number.len())?, 0);
        both.extend_from_slice(number);
    }
    numbers.is_empty().then_some(both)
}

/// The leftmost bits of a hash as a number of the field's width (FIPS 186-5 section 6.4.2, step 2).
/// The crates refuse hashes of under half that width, as SHA-256 with P-521; the standard does not.
/// No hash built in is longer than the 521 bits of P-521, so whole bytes are enough.
fn as_wide_as_the_field(digest: &[u8], field_bytes: usize) -> Vec<u8> {
    let mut number = vec![0; field_bytes.saturating_sub(digest.len())];
    number.extend(digest.iter().take(field_bytes));
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_the_width_of_the_field() {
        assert_eq!(fixed_width(&[0x30, 6, 2, 1, 1, 2, 1, 2], 2), Some(vec![0, 1, 0, 2]));
        assert_eq!(fixed_width(&[0x30, 6, 2, 1, 0x81, 2, 1, 2], 2), None, "negative");
        assert_eq!(fixed_width(&[0x30, 7, 2, 2, 0, 1, 2, 1, 2], 2), None, "padded");
        assert_eq!(fixed_width(&[0x30, 3, 2, 1, 1], 2), None, "only one");
        assert_eq!(as_wide_as_the_field(&[1, 2], 3), [0, 1, 2]);
        assert_eq!(as_wide_as_the_field(&[1, 2, 3, 4], 3), [1, 2, 3]);
    }

    #[test]
    fn keys_that_are_no_points_are_named() {
        let curve = Curve::Named { name: P256, bits: 256 };
        let check = verify(&curve, &[4; 65], Hash::Sha256, b"", &[]);
        assert_eq!(
            check,
            SignatureCheck::Unsupported("the issuer's key is not a point of P-256".to_owned())
        );
        assert!(matches!(verify_ed25519(&[], b"", &[]), SignatureCheck::Unsupported(_)));
    }

    /// Made with OpenSSL over the six bytes of "signed". The hash is under half as wide as the
    /// field.
    #[test]
    fn hashes_much_shorter_than_the_field_verify() {
        let p384_sha1 = (
            Curve::Named { name: P384, bits: 384 },
            Hash::Sha1,
            "040e6b27c9f95105e6a9aecc2b3e96107970b1b72e3c2dfeb6e9e938aff5162073d56c4b52fcc513e1af51b86bc83421e2\
            10d69b48c014aca03330dcebc3cd0ac03c4e7a56483542b237b6880cc06258521be71716f3bc920a35e8d15de79fc5a6",
            "306602310087879370c2fc9042248fc64947eb7c2c7e2264cf393f437b88d596dcfe13f0f6547dfc6b8ac818fe85e7eb76\
            e04dc406023100d1c9c4f748880a858445cfb6cdc1dedea3f5fdf815252765af0678f9aff34ac69f824a2ef003f91d3859\
            6bb8a3e7b28e",
        );
        let p521_sha256 = (
            Curve::Named { name: P521, bits: 521 },
            Hash::Sha256,
            "04014f2ec8fcd6b366a0275d3e2254fa607cb100e2b5ca3edf6fb89dc585bbac64c0952b6c7894bd0c5bd9a68c66b795a0\
            8685163567a5a834aa37d3d83438233344ac011e84d18823e1cd18e660c95afd3a56746c8e87847735fc2fc54dd97b84e7\
            51979b30d0012b2225941495a9792cbadaee1fc06a36d430c4fadf32e374720a5084ba",
            "3081880242010ff5101299d26fb2ec9b5526e51a2cf71d79fdf99dd8713668a78a3087777fcd675621e12ffc3bf385def0\
            3713c2227633f0ac7fc76e6238cea1282eca530b9b55024201e5d7e2a7f67515ffd9cbbe266becfa227f32f985deb1fe88\
            ae1db3f0d4d30b630283c3c9612bdf2eb913181109e323b998fee141a81e4133e89f0769034ecd01e5",
        );
        for (curve, hash, point, signature) in [p384_sha1, p521_sha256] {
            let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).expect("hex");
            let (point, signature) = (hex(point), hex(signature));
            assert_eq!(
                verify(&curve, &point, hash, b"signed", &signature),
                SignatureCheck::Verified
            );
            assert_eq!(verify(&curve, &point, hash, b"Signed", &signature), SignatureCheck::Bad);
        }
    }
}
