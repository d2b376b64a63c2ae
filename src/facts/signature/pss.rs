//! RSASSA-PSS: what do its parameters say, and does the signature hold?
//!
//! RFC 8017 sections 8.1.2 and 9.1.2; parameters of signatures and of keys by RFC 4055 section 3.

use super::SignatureCheck;
use super::der::{Reader, SEQUENCE, explicit};
use super::hash::Hash;
use super::rsa::{self, Numbers};

const MGF1: &str = "1.2.840.113549.1.1.8";
const TRAILER: u8 = 0xbc;

/// `RSASSA-PSS-params`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    pub(super) hash: Hash,
    mask_hash: Hash,
    /// Bytes.
    salt_length: usize,
}

impl Parameters {
    /// Reads the parameters' DER. Parts that are left out have the defaults of RFC 4055 section
    /// 3.1: SHA-1, MGF1 with SHA-1, 20 bytes of salt, trailer 1.
    ///
    /// # Errors
    /// What they name that is not known here, in words.
    pub(super) fn read(der: &[u8]) -> Result<Self, String> {
        let unreadable = || "the RSASSA-PSS parameters cannot be read".to_owned();
        let mut parts = Reader::of_sequence(der).ok_or_else(unreadable)?;
        let mut read = Self { hash: Hash::Sha1, mask_hash: Hash::Sha1, salt_length: 20 };
        if let Some(part) = parts.take(explicit(0)) {
            read.hash = hash(part).ok_or("the RSASSA-PSS parameters name an unknown hash")?;
        }
        if let Some(part) = parts.take(explicit(1)) {
            read.mask_hash = mask_hash(part)
                .ok_or("the RSASSA-PSS parameters name an unknown mask generation function")?;
        }
        if let Some(part) = parts.take(explicit(2)) {
            read.salt_length = small_integer(part).ok_or_else(unreadable)?;
        }
        if let Some(part) = parts.take(explicit(3))
            && small_integer(part).ok_or_else(unreadable)? != 1
        {
            return Err("the RSASSA-PSS parameters name an unknown trailer".to_owned());
        }
        if parts.is_empty() { Ok(read) } else { Err(unreadable()) }
    }

    /// Whether a key that carries `self` may make a signature with these parameters: same hashes,
    /// and at least as much salt (RFC 4055 section 3.3).
    fn permit(&self, of_signature: &Self) -> bool {
        self.hash == of_signature.hash
            && self.mask_hash == of_signature.mask_hash
            && self.salt_length <= of_signature.salt_length
    }
}

/// Checks a signature. `key_parameters` are those in the key's SubjectPublicKeyInfo, which limit
/// the key; absent ones do not.
pub(super) fn verify(
    key: Numbers<'_>,
    key_parameters: Option<&[u8]>,
    signature_parameters: Option<&[u8]>,
    message: &[u8],
    signature: &[u8],
) -> SignatureCheck {
    let Some(parameters) = signature_parameters else {
        // RFC 4055 section 3.1: in a signature they must be present, since nothing else names the
        // hash.
        return SignatureCheck::Unsupported("the RSASSA-PSS parameters are missing".to_owned());
    };
    let parameters = match Parameters::read(parameters) {
        Ok(parameters) => parameters,
        Err(why) => return SignatureCheck::Unsupported(why),
    };
    match key_parameters.map(Parameters::read) {
        None => {}
        Some(Ok(limits)) if limits.permit(&parameters) => {}
        Some(Ok(_)) => return SignatureCheck::Bad,
        Some(Err(why)) => {
            return SignatureCheck::Unsupported(format!("{why} (in the issuer's key)"));
        }
    }
    let Some(digest) = parameters.hash.of(&[message]) else {
        return SignatureCheck::not_implemented(parameters.hash.name());
    };
    if parameters.mask_hash.of(&[]).is_none() {
        return SignatureCheck::not_implemented(parameters.mask_hash.name());
    }
    match rsa::open(key, signature) {
        Ok(opened) => {
            let consistent = consistent(&opened, key.modulus_bits(), &parameters, &digest);
            SignatureCheck::verified_if(consistent.unwrap_or(false))
        }
        Err(check) => check,
    }
}

/// EMSA-PSS-VERIFY (RFC 8017 section 9.1.2); the numbers are its steps. `None` means inconsistent,
/// too.
fn consistent(
    opened: &[u8],
    modulus_bits: u32,
    parameters: &Parameters,
    digest: &[u8],
) -> Option<bool> {
    // The encoded message is one bit shorter than the modulus: a byte, where the modulus has 8n + 1
    // bits.
    let encoded_bits = usize::try_from(modulus_bits.checked_sub(1)?).ok()?;
    let (leading, encoded) =
        opened.split_at_checked(opened.len().checked_sub(encoded_bits.div_ceil(8))?)?;
    if leading.iter().any(|byte| *byte != 0) {
        return Some(false);
    }
    // 3.
    let seed_length = digest.len();
    let separator_at = encoded
        .len()
        .checked_sub(seed_length.checked_add(parameters.salt_length)?.checked_add(2)?)?;
    // 4, 5.
    let (&trailer, encoded) = encoded.split_last()?;
    let (masked, seed) = encoded.split_at_checked(encoded.len().checked_sub(seed_length)?)?;
    // 6.
    let unused_bits = u32::try_from(8 * encoded_bits.div_ceil(8) - encoded_bits).ok()?;
    let used = 0xff_u8.checked_shr(unused_bits)?;
    if trailer != TRAILER || masked.first()? & !used != 0 {
        return Some(false);
    }
    // 7, 8, 9.
    let mask = mask(parameters.mask_hash, seed, masked.len())?;
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    *block.first_mut()? &= used;
    // 10, 11.
    let (zeros, rest) = block.split_at_checked(separator_at)?;
    let (&separator, salt) = rest.split_first()?;
    if separator != 1 || zeros.iter().any(|byte| *byte != 0) {
        return Some(false);
    }
    // 12, 13, 14.
    Some(parameters.hash.of(&[&[0; 8], digest, salt])? == seed)
}

/// MGF1 (RFC 8017 appendix B.2.1).
fn mask(hash: Hash, seed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut mask = Vec::with_capacity(length);
    let mut counter = 0_u32;
    while mask.len() < length {
        mask.extend(hash.of(&[seed, &counter.to_be_bytes()])?);
        counter = counter.checked_add(1)?;
    }
    mask.truncate(length);
    Some(mask)
}

/// The hash that an AlgorithmIdentifier names; its own parameters are NULL or absent (RFC 4055
/// section 2.1).
fn hash(der: &[u8]) -> Option<Hash> {
    let mut algorithm = Reader::of_sequence(der)?;
    Hash::by_oid(&algorithm.object_identifier()?)
}

fn mask_hash(der: &[u8]) -> Option<Hash> {
    let mut algorithm = Reader::of_sequence(der)?;
    if algorithm.object_identifier()? != MGF1 {
        return None;
    }
    let of = algorithm.element().filter(|element| element.tag == SEQUENCE)?;
    hash(of.whole)
}

/// An INTEGER; one that leaves `usize` is as good as the largest.
fn small_integer(der: &[u8]) -> Option<usize> {
    let mut reader = Reader::new(der);
    let bytes = reader.unsigned_integer()?;
    if !reader.is_empty() {
        return None;
    }
    let add = |value: usize, byte: &u8| value.checked_mul(256)?.checked_add(usize::from(*byte));
    Some(bytes.iter().try_fold(0, add).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_parts_have_their_defaults() {
        let read = Parameters::read(&[0x30, 0]).expect("empty is valid");
        assert_eq!(read, Parameters { hash: Hash::Sha1, mask_hash: Hash::Sha1, salt_length: 20 });
    }

    #[test]
    fn parts_that_are_not_known_are_named() {
        let trailer = Parameters::read(&[0x30, 5, 0xa3, 3, 2, 1, 2]);
        assert_eq!(
            trailer.err().as_deref(),
            Some("the RSASSA-PSS parameters name an unknown trailer")
        );
        let order = Parameters::read(&[0x30, 10, 0xa3, 3, 2, 1, 1, 0xa2, 3, 2, 1, 20]);
        assert_eq!(order.err().as_deref(), Some("the RSASSA-PSS parameters cannot be read"));
        assert!(Parameters::read(&[]).is_err());
    }

    #[test]
    fn a_huge_salt_is_inconsistent_and_nothing_worse() {
        let parameters =
            Parameters::read(&[0x30, 13, 0xa2, 11, 2, 9, 0x7f, 1, 1, 1, 1, 1, 1, 1, 1])
                .expect("read");
        assert_eq!(parameters.salt_length, usize::MAX);
        assert_eq!(consistent(&[0; 128], 1024, &parameters, &[0; 20]), None);
    }

    #[test]
    fn no_length_of_modulus_or_message_panics() {
        let parameters = Parameters { hash: Hash::Sha1, mask_hash: Hash::Sha1, salt_length: 0 };
        for modulus_bits in 0..600 {
            let opened = vec![TRAILER; (modulus_bits as usize).div_ceil(8)];
            assert_ne!(consistent(&opened, modulus_bits, &parameters, &[0; 20]), Some(true));
        }
    }

    #[test]
    fn a_key_may_limit_its_signatures() {
        let limits = Parameters { hash: Hash::Sha256, mask_hash: Hash::Sha256, salt_length: 32 };
        assert!(limits.permit(&limits));
        assert!(limits.permit(&Parameters { salt_length: 64, ..limits }));
        assert!(!limits.permit(&Parameters { salt_length: 20, ..limits }));
        assert!(!limits.permit(&Parameters { hash: Hash::Sha1, ..limits }));
        assert!(!limits.permit(&Parameters { mask_hash: Hash::Sha1, ..limits }));
    }
}
