//! Which hash functions do signatures name, and which of them can be computed here?
//!
//! Whether a hash is strong enough is judged by `checks`.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};

/// The hash function that a signature algorithm applies to the signed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hash {
    Md2,
    Md4,
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Shake128,
    Shake256,
    /// The algorithm brings its own hashing and leaves no choice, as Ed25519 does.
    Intrinsic,
}

impl Hash {
    /// The name that people use, as `SHA-256`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md2 => "MD2",
            Self::Md4 => "MD4",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha512_224 => "SHA-512/224",
            Self::Sha512_256 => "SHA-512/256",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
            Self::Shake128 => "SHAKE128",
            Self::Shake256 => "SHAKE256",
            Self::Intrinsic => "built into the algorithm",
        }
    }

    /// The hash that an AlgorithmIdentifier names (RFC 8017 appendix B.1, RFC 8702).
    pub(super) fn by_oid(oid: &str) -> Option<Self> {
        let hash = match oid {
            "1.2.840.113549.2.2" => Self::Md2,
            "1.2.840.113549.2.4" => Self::Md4,
            "1.2.840.113549.2.5" => Self::Md5,
            "1.3.14.3.2.26" => Self::Sha1,
            "2.16.840.1.101.3.4.2.4" => Self::Sha224,
            "2.16.840.1.101.3.4.2.1" => Self::Sha256,
            "2.16.840.1.101.3.4.2.2" => Self::Sha384,
            "2.16.840.1.101.3.4.2.3" => Self::Sha512,
            "2.16.840.1.101.3.4.2.5" => Self::Sha512_224,
            "2.16.840.1.101.3.4.2.6" => Self::Sha512_256,
            "2.16.840.1.101.3.4.2.7" => Self::Sha3_224,
            "2.16.840.1.101.3.4.2.8" => Self::Sha3_256,
            "2.16.840.1.101.3.4.2.9" => Self::Sha3_384,
            "2.16.840.1.101.3.4.2.10" => Self::Sha3_512,
            "2.16.840.1.101.3.4.2.11" => Self::Shake128,
            "2.16.840.1.101.3.4.2.12" => Self::Shake256,
            _ => return None,
        };
        Some(hash)
    }

    /// The hash of `parts`, one after the other; `None` for a function that is not built in.
    pub(super) fn of(self, parts: &[&[u8]]) -> Option<Vec<u8>> {
        match self {
            Self::Md5 => Some(digest::<Md5>(parts)),
            Self::Sha1 => Some(digest::<Sha1>(parts)),
            Self::Sha224 => Some(digest::<Sha224>(parts)),
            Self::Sha256 => Some(digest::<Sha256>(parts)),
            Self::Sha384 => Some(digest::<Sha384>(parts)),
            Self::Sha512 => Some(digest::<Sha512>(parts)),
            Self::Sha512_224 => Some(digest::<Sha512_224>(parts)),
            Self::Sha512_256 => Some(digest::<Sha512_256>(parts)),
            Self::Md2
            | Self::Md4
            | Self::Sha3_224
            | Self::Sha3_256
            | Self::Sha3_384
            | Self::Sha3_512
            | Self::Shake128
            | Self::Shake256
            | Self::Intrinsic => None,
        }
    }

    /// What stands before the hash in a PKCS#1 v1.5 signature: a DER DigestInfo up to its last
    /// octets (RFC 8017 section 9.2, note 1). `None` for a function that is not built in.
    pub(super) const fn digest_info(self) -> Option<&'static [u8]> {
        match self {
            Self::Md5 => {
                Some(b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10")
            }
            Self::Sha1 => Some(b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14"),
            Self::Sha224 => Some(
                b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c",
            ),
            Self::Sha256 => Some(
                b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            ),
            Self::Sha384 => Some(
                b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            ),
            Self::Sha512 => Some(
                b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
            ),
            Self::Sha512_224 => Some(
                b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x05\x05\x00\x04\x1c",
            ),
            Self::Sha512_256 => Some(
                b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x06\x05\x00\x04\x20",
            ),
            Self::Md2
            | Self::Md4
            | Self::Sha3_224
            | Self::Sha3_256
            | Self::Sha3_384
            | Self::Sha3_512
            | Self::Shake128
            | Self::Shake256
            | Self::Intrinsic => None,
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut state = D::new();
    for part in parts {
        state.update(part);
    }
    state.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::der::Reader;
    use super::*;

    #[test]
    fn a_digest_info_names_its_hash_and_its_length() {
        for hash in [
            Hash::Md5,
            Hash::Sha1,
            Hash::Sha224,
            Hash::Sha256,
            Hash::Sha384,
            Hash::Sha512,
            Hash::Sha512_224,
            Hash::Sha512_256,
        ] {
            let mut whole = hash.digest_info().expect("built in").to_vec();
            whole.extend(hash.of(&[b"a", b"b"]).expect("built in"));
            let mut info = Reader::of_sequence(&whole).expect("the lengths fit");
            let algorithm = info.element().expect("an algorithm");
            let mut algorithm = Reader::of_sequence(algorithm.whole).expect("a sequence");
            let oid = algorithm.object_identifier().expect("an identifier");
            assert_eq!(Hash::by_oid(&oid), Some(hash));
            assert_eq!(info.take(0x04), hash.of(&[b"ab"]).as_deref());
        }
    }
}
