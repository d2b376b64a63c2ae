//! What does the name in `-----BEGIN …-----` promise?
//!
//! RFC 7468 and the older names that OpenSSL, GnuPG and SSH write. What the block really holds is
//! decided by its bytes, in `der/holds.rs`; the name decides only what must be masked unseen, and what
//! to say about a block that cannot be read.

/// What a block of this name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    Certificate,
    /// A certificate with OpenSSL's own trust settings behind it.
    TrustedCertificate,
    /// DER of any other kind that is told from its bytes.
    OtherDer,
    Secret(SecretBlock),
    /// Known to exist, never looked into.
    Named(&'static str),
    Unknown,
}

/// Blocks whose content is masked before anything else is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretBlock {
    PrivateKey,
    EncryptedPrivateKey,
    OpenSshPrivateKey,
    PgpPrivateKey,
    TlsSession,
    KeyStore,
    StaticKey,
}

/// The promise of a label in capitals with single blanks, as `marker` hands it on.
pub fn promise(label: &str) -> Promise {
    if label.contains("PRIVATE") {
        return Promise::Secret(match label {
            _ if label.contains("PGP") => SecretBlock::PgpPrivateKey,
            _ if label.contains("OPENSSH") || label.contains("SSH2") => {
                SecretBlock::OpenSshPrivateKey
            }
            _ if label.contains("ENCRYPTED") => SecretBlock::EncryptedPrivateKey,
            _ => SecretBlock::PrivateKey,
        });
    }
    match label {
        "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE" => Promise::Certificate,
        "TRUSTED CERTIFICATE" => Promise::TrustedCertificate,
        "PKCS7"
        | "PKCS #7 SIGNED DATA"
        | "CMS"
        | "X509 CRL"
        | "CRL"
        | "CERTIFICATE REQUEST"
        | "NEW CERTIFICATE REQUEST"
        | "PUBLIC KEY"
        | "RSA PUBLIC KEY"
        | "DSA PUBLIC KEY"
        | "EC PUBLIC KEY"
        | "DH PARAMETERS"
        | "X9.42 DH PARAMETERS"
        | "DSA PARAMETERS"
        | "EC PARAMETERS"
        | "PARAMETERS"
        | "OCSP RESPONSE"
        | "CERTIFICATE CHAIN"
        | "CERTIFICATE LIST" => Promise::OtherDer,
        "SSL SESSION PARAMETERS" => Promise::Secret(SecretBlock::TlsSession),
        "PKCS12" | "PKCS #12" => Promise::Secret(SecretBlock::KeyStore),
        "OPENVPN STATIC KEY V1" => Promise::Secret(SecretBlock::StaticKey),
        "ATTRIBUTE CERTIFICATE" => Promise::Named("an attribute certificate"),
        "OCSP REQUEST" => Promise::Named("an OCSP request"),
        "PGP PUBLIC KEY BLOCK" => Promise::Named("a PGP public key"),
        "PGP MESSAGE" | "PGP SIGNATURE" | "PGP SIGNED MESSAGE" => {
            Promise::Named("a PGP message or signature")
        }
        "SSH2 PUBLIC KEY" => Promise::Named("an SSH public key"),
        "ECHCONFIG" => Promise::Named("an Encrypted Client Hello configuration"),
        _ => Promise::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_private_label_is_a_secret() {
        for label in [
            "PRIVATE KEY",
            "RSA PRIVATE KEY",
            "EC PRIVATE KEY",
            "DSA PRIVATE KEY",
            "ANY PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "OPENSSH PRIVATE KEY",
            "PGP PRIVATE KEY BLOCK",
            "SSL SESSION PARAMETERS",
            "SSH2 ENCRYPTED PRIVATE KEY",
            "PKCS12",
        ] {
            assert!(matches!(promise(label), Promise::Secret(_)), "{label}");
        }
        assert_eq!(promise("CERTIFICATE"), Promise::Certificate);
        assert_eq!(promise("SOMETHING"), Promise::Unknown);
    }
}
