//! What is a signature algorithm called, and how is it checked?
//!
//! The table of the algorithms known by name; those that are not computed here are in it as well,
//! so that a report can name them.

use super::hash::Hash;

/// How a signature is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    RsaPkcs1,
    /// RSASSA-PSS (RFC 8017 section 8.1); hashes and salt are in the parameters.
    RsaPss,
    Ecdsa,
    Ed25519,
    /// Known by name alone.
    NotHere,
}

/// A signature algorithm that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Algorithm {
    oid: &'static str,
    pub(super) name: &'static str,
    pub(super) scheme: Scheme,
    /// The hash that the identifier itself fixes; RSASSA-PSS names it in its parameters.
    pub(super) hash: Option<Hash>,
}

/// The algorithm that a dotted identifier stands for.
pub(super) fn by_oid(oid: &str) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().find(|algorithm| algorithm.oid == oid)
}

// One row a line.
#[rustfmt::skip]
static ALGORITHMS: &[Algorithm] = &[
    // RFC 8017 appendix A.2.4, RFC 4055
    row("1.2.840.113549.1.1.2", "md2WithRSAEncryption", Scheme::RsaPkcs1, Hash::Md2),
    row("1.2.840.113549.1.1.3", "md4WithRSAEncryption", Scheme::RsaPkcs1, Hash::Md4),
    row("1.2.840.113549.1.1.4", "md5WithRSAEncryption", Scheme::RsaPkcs1, Hash::Md5),
    row("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha1),
    unhashed("1.2.840.113549.1.1.10", "RSASSA-PSS", Scheme::RsaPss),
    row("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha256),
    row("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha384),
    row("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha512),
    row("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha224),
    row("1.2.840.113549.1.1.15", "sha512-224WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha512_224),
    row("1.2.840.113549.1.1.16", "sha512-256WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha512_256),
    // OIW: old Windows tools wrote the second one.
    row("1.3.14.3.2.3", "md5WithRSA", Scheme::RsaPkcs1, Hash::Md5),
    row("1.3.14.3.2.29", "sha1WithRSASignature", Scheme::RsaPkcs1, Hash::Sha1),
    row("2.16.840.1.101.3.4.3.13", "sha3-224WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha3_224),
    row("2.16.840.1.101.3.4.3.14", "sha3-256WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha3_256),
    row("2.16.840.1.101.3.4.3.15", "sha3-384WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha3_384),
    row("2.16.840.1.101.3.4.3.16", "sha3-512WithRSAEncryption", Scheme::RsaPkcs1, Hash::Sha3_512),
    // A key's identifier in the place of a signature's: it does not say which hash.
    unhashed("1.2.840.113549.1.1.1", "rsaEncryption", Scheme::NotHere),
    unhashed("1.3.36.3.3.1.2", "rsaSignatureWithRIPEMD160", Scheme::NotHere),
    // RFC 5758, RFC 3279
    row("1.2.840.10045.4.1", "ecdsa-with-SHA1", Scheme::Ecdsa, Hash::Sha1),
    unhashed("1.2.840.10045.4.2", "ecdsa-with-Recommended", Scheme::NotHere),
    unhashed("1.2.840.10045.4.3", "ecdsa-with-Specified", Scheme::NotHere),
    row("1.2.840.10045.4.3.1", "ecdsa-with-SHA224", Scheme::Ecdsa, Hash::Sha224),
    row("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", Scheme::Ecdsa, Hash::Sha256),
    row("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", Scheme::Ecdsa, Hash::Sha384),
    row("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", Scheme::Ecdsa, Hash::Sha512),
    row("2.16.840.1.101.3.4.3.9", "ecdsa-with-SHA3-224", Scheme::Ecdsa, Hash::Sha3_224),
    row("2.16.840.1.101.3.4.3.10", "ecdsa-with-SHA3-256", Scheme::Ecdsa, Hash::Sha3_256),
    row("2.16.840.1.101.3.4.3.11", "ecdsa-with-SHA3-384", Scheme::Ecdsa, Hash::Sha3_384),
    row("2.16.840.1.101.3.4.3.12", "ecdsa-with-SHA3-512", Scheme::Ecdsa, Hash::Sha3_512),
    // RFC 8692
    row("1.3.6.1.5.5.7.6.30", "RSASSA-PSS with SHAKE128", Scheme::NotHere, Hash::Shake128),
    row("1.3.6.1.5.5.7.6.31", "RSASSA-PSS with SHAKE256", Scheme::NotHere, Hash::Shake256),
    row("1.3.6.1.5.5.7.6.32", "ecdsa-with-SHAKE128", Scheme::NotHere, Hash::Shake128),
    row("1.3.6.1.5.5.7.6.33", "ecdsa-with-SHAKE256", Scheme::NotHere, Hash::Shake256),
    // RFC 8410
    row("1.3.101.112", "Ed25519", Scheme::Ed25519, Hash::Intrinsic),
    row("1.3.101.113", "Ed448", Scheme::NotHere, Hash::Intrinsic),
    // DSA: RFC 3279, RFC 5758
    row("1.2.840.10040.4.3", "dsa-with-SHA1", Scheme::NotHere, Hash::Sha1),
    row("1.3.14.3.2.27", "dsaWithSHA1", Scheme::NotHere, Hash::Sha1),
    row("2.16.840.1.101.3.4.3.1", "dsa-with-SHA224", Scheme::NotHere, Hash::Sha224),
    row("2.16.840.1.101.3.4.3.2", "dsa-with-SHA256", Scheme::NotHere, Hash::Sha256),
    row("2.16.840.1.101.3.4.3.3", "dsa-with-SHA384", Scheme::NotHere, Hash::Sha384),
    row("2.16.840.1.101.3.4.3.4", "dsa-with-SHA512", Scheme::NotHere, Hash::Sha512),
    // RFC 9881, RFC 9909
    row("2.16.840.1.101.3.4.3.17", "ML-DSA-44", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.18", "ML-DSA-65", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.19", "ML-DSA-87", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s", Scheme::NotHere, Hash::Intrinsic),
    row("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", Scheme::NotHere, Hash::Intrinsic),
    // National algorithms
    unhashed("1.2.643.2.2.3", "GOST R 34.10-2001", Scheme::NotHere),
    unhashed("1.2.643.7.1.1.3.2", "GOST R 34.10-2012 (256 bit)", Scheme::NotHere),
    unhashed("1.2.643.7.1.1.3.3", "GOST R 34.10-2012 (512 bit)", Scheme::NotHere),
    unhashed("1.2.156.10197.1.501", "SM2 with SM3", Scheme::NotHere),
];

const fn row(oid: &'static str, name: &'static str, scheme: Scheme, hash: Hash) -> Algorithm {
    Algorithm { oid, name, scheme, hash: Some(hash) }
}

const fn unhashed(oid: &'static str, name: &'static str, scheme: Scheme) -> Algorithm {
    Algorithm { oid, name, scheme, hash: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_identifier_stands_twice() {
        let mut seen: Vec<&str> = ALGORITHMS.iter().map(|algorithm| algorithm.oid).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), ALGORITHMS.len());
    }
}
