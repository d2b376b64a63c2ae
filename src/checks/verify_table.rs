//! What is the likely cause of a verification error, by its words?
//!
//! The words of OpenSSL 0.9.8 to 4.0 and LibreSSL, in lower case and with `self-signed` in one spelling; and
//! those of GnuTLS, Schannel, NSS and Secure Transport, as curl and gnutls-cli print them. Numbers are not keys: several mean different things in different versions. The mismatch of a name is
//! not in the table: it has a rule of its own.

use super::Severity;

/// One kind of error.
pub(super) struct Cause {
    /// Parts of the error's text; the first row with one that occurs is meant.
    words: &'static [&'static str],
    pub(super) severity: Severity,
    /// The likely cause and on whose side, in a sentence or two.
    pub(super) text: &'static str,
    /// Rules that tell the same from the bytes.
    pub(super) told_by: &'static [&'static str],
}

impl Cause {
    /// Whether our own look at the certificates would have found it.
    pub(super) fn shows_in_the_bytes(&self) -> bool {
        self.told_by
            .iter()
            .any(|rule| !rule.starts_with("staple") && *rule != "no-peer-certificate")
    }
}

use Severity::{Error, Warning};

const fn row(
    words: &'static [&'static str],
    severity: Severity,
    told_by: &'static [&'static str],
    text: &'static str,
) -> Cause {
    Cause { words, severity, text, told_by }
}

/// Where the issuer is not found, the bytes may show each of these.
const ISSUER: &[&str] =
    &["missing-intermediate", "unknown-root", "self-signed", "issuer-not-a-ca", "bad-signature"];

/// The cause of an error; the last row stands for what is not known.
pub(super) fn cause(text: &str) -> &'static Cause {
    CAUSES
        .iter()
        .find(|cause| cause.words.iter().any(|words| text.contains(words)))
        .unwrap_or(&UNKNOWN)
}

static UNKNOWN: Cause = row(
    &[],
    Warning,
    &[],
    "These words are not known here: look them up in the manual of that version.",
);

/// The narrower before the wider: the first that fits is taken.
static CAUSES: &[Cause] = &[
    // The flags of .NET's X509ChainStatus.
    row(
        &["nottimevalid"],
        Error,
        &["expired", "not-yet-valid"],
        "A certificate of the chain is outside of its dates, by the clock of that machine; the depth says \
         which.",
    ),
    row(
        &["explicitdistrust", "trustisuntrusted"],
        Error,
        &[],
        "The machine's own store marks a certificate of the chain as not to be trusted.",
    ),
    row(
        &["partialchain"],
        Warning,
        ISSUER,
        "No path to a root came about on that machine: an issuer was neither sent, nor in its stores, nor \
         could it be fetched from the address in the certificate.",
    ),
    row(
        &["untrustedroot"],
        Warning,
        ISSUER,
        "The path ends in a root that is not in that machine's store of trusted roots.",
    ),
    row(
        &["revocationstatusunknown", "offlinerevocation"],
        Warning,
        &[],
        "Revocation was asked for and no answer came: the address of the CRL or of the OCSP responder \
         cannot be reached from that machine, or the certificate names none. It says nothing of the \
         certificate itself; a client that insists on the answer, as MailKit does, refuses.",
    ),
    row(
        &[
            "certificate has expired",
            "expired certificate",
            "cert_expired",
            "_expired_certificate",
            "expiration date",
            "not time valid",
        ],
        Error,
        &["expired"],
        "A certificate of the chain is past its end; the depth says which. The server's side renews it.",
    ),
    row(
        &["not yet valid", "not activated yet"],
        Error,
        &["not-yet-valid"],
        "It begins in the future, or the client's clock is slow.",
    ),
    row(
        &["revoked"],
        Error,
        &["staple-revoked"],
        "Its CA has revoked it. The server's side needs a new one.",
    ),
    row(
        &["self-signed certificate in certificate chain"],
        Warning,
        &["unknown-root", "self-signed"],
        "The chain ends in a root that this client was not given: a private CA, or a client without a \
         trust store.",
    ),
    row(
        &["self-signed certificate"],
        Error,
        &["self-signed", "unknown-root"],
        "The server's certificate signed itself, and the client does not know it.",
    ),
    row(
        &[
            "unable to verify the first certificate",
            "unable to get local issuer certificate",
            "unable to get issuer certificate",
            "certificate not trusted",
            "issuer is unknown",
            "untrusted_root",
            "untrusted root",
            "no root certificate",
            "chain is incomplete",
            "unknown_issuer",
            "unknownissuer",
            "trust anchor",
            "ca signer not available",
            "badcert_not_trusted",
        ],
        Warning,
        ISSUER,
        "An issuer was neither sent nor known to this client: either the server does not send its \
         intermediate, or the client lacks the root. The chain block with -showcerts decides.",
    ),
    row(
        &["proxy"],
        Warning,
        &[],
        "Something in the chain is a proxy certificate (RFC 3820), which TLS servers do not use.",
    ),
    row(
        &["crl", "revocation", "0x80092012", "0x80092013", "unsupported extension feature"],
        Warning,
        &[],
        "The client was told to check revocation lists and had none that it could use. It is on the \
         client's side, and says nothing of the certificate.",
    ),
    row(
        &["ocsp"],
        Warning,
        &["staple-stale", "staple-unusable", "staple-revoked"],
        "The client was told to demand an OCSP response and got none that it could use.",
    ),
    row(
        &[
            "certificate signature failure",
            "decrypt certificate's signature",
            "signature in the certificate is invalid",
            "notsignaturevalid",
        ],
        Error,
        &["bad-signature"],
        "A certificate was changed after it was signed, or another key of the same CA name was taken for \
         its issuer's.",
    ),
    row(
        &[
            "invalid ca certificate",
            "issuer is not a ca",
            "does not include certificate signing",
            "invalid non-ca",
            "invalidbasicconstraints",
        ],
        Error,
        &["issuer-not-a-ca"],
        "A certificate issued another one without being allowed to.",
    ),
    row(
        &["path length constraint exceeded"],
        Error,
        &["path-length-exceeded"],
        "A CA of the chain may not have that many CAs below it.",
    ),
    row(
        &["certificate purpose", "intended purpose", "wrong_usage", "notvalidforusage"],
        Error,
        &["wrong-purpose", "issuer-not-a-ca"],
        "A certificate's extended key usage does not allow this use, or it issued another one without \
         being a CA.",
    ),
    row(
        &["permitted subtree violation", "excluded subtree violation"],
        Error,
        &[],
        "A CA of the chain may issue for certain names only, and this name is none of them. The CA has to \
         issue it from elsewhere.",
    ),
    row(
        &["name constraint", "nameconstraint", "name syntax", "subtree", "minimum and maximum"],
        Warning,
        &[],
        "A CA of the chain limits names in a way that this client cannot evaluate.",
    ),
    row(
        &["policy"],
        Warning,
        &[],
        "The client was told to demand certificate policies, and the chain does not have them.",
    ),
    row(
        &["unhandled critical extension", "unknown critical extension"],
        Error,
        &["critical-extension"],
        "A certificate has a critical extension that this client does not know.",
    ),
    row(
        &["certificate extension", "field"],
        Error,
        &["malformed-extension"],
        "A certificate is not put together as the standard demands. Its CA has to issue it anew.",
    ),
    row(
        &["dane"],
        Error,
        &[],
        "The certificate fits none of the TLSA records that the client was given: after a renewal they \
         have to be changed with it, else somebody may stand between.",
    ),
    row(
        &["key too weak"],
        Warning,
        &["weak-key"],
        "The key is below the security level of this client, RSA below 2,048 bits at level 2. Others \
         still take it.",
    ),
    row(
        &["digest algorithm too weak", "insecure algorithm", "hasweaksignature"],
        Warning,
        &["weak-signature"],
        "A certificate is signed with SHA-1 or MD5, below the security level of this client. Others still \
         take it.",
    ),
    row(
        &["certificate chain too long"],
        Warning,
        &[],
        "The chain is longer than the limit that the command set with -verify or -verify_depth. It is on \
         the client's side.",
    ),
    row(
        &["raw public key"],
        Warning,
        &["no-peer-certificate"],
        "The server showed a bare public key, and the client was not told which one to expect.",
    ),
    row(
        &["scts"],
        Warning,
        &[],
        "The client was told to demand proofs of Certificate Transparency.",
    ),
    row(
        &["suite b"],
        Warning,
        &[],
        "The client was told to accept the algorithms of Suite B only.",
    ),
    row(
        &[
            "certificate verification failed",
            "certificate chain failed",
            "certificate could not be verified",
            "certificate or ssh remote key",
            "not trusted",
            "remotecertificatechainerrors",
            "invalid certificate chain",
        ],
        Warning,
        ISSUER,
        "The program says no more than that. What is wrong shows in the certificates: openssl s_client with \
         -showcerts prints them.",
    ),
    row(
        &["certificate rejected"],
        Warning,
        &[],
        "The client's own trust store marks it as not to be used for this purpose.",
    ),
    row(
        &["ecc parameters", "rfc 3779"],
        Warning,
        &[],
        "A certificate has contents that this client does not accept.",
    ),
    row(
        &["mismatch", "algorithm", "public key", "path loop"],
        Warning,
        &["bad-signature", "unknown-root"],
        "A certificate and the one taken for its issuer do not fit each other: often an old certificate \
         of the same CA was sent or is in the trust store.",
    ),
    row(
        &[
            "basic constraints",
            "key identifier",
            "key usage",
            "keycertsign",
            "name empty",
            "subject alt",
            "subject empty",
            "path length",
            "x509v3",
        ],
        Warning,
        &["malformed-extension"],
        "The client was told to be strict (-x509_strict) and a certificate breaks a formal rule of RFC \
         5280. Others take it.",
    ),
    row(
        &[
            "out of memory",
            "verification context",
            "lookup error",
            "verification failure",
            "unspecified",
        ],
        Warning,
        &[],
        "This is an error inside the client, or one that its own callback made: it says nothing of the \
         certificate.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrower_row_is_found_first() {
        for (text, expected) in [
            ("crl has expired", "revocation lists"),
            ("self-signed certificate in certificate chain", "root that this client"),
            ("proxy path length constraint exceeded", "RFC 3820"),
            ("key usage does not include crl signing", "revocation lists"),
            ("key usage does not include digital signature", "-x509_strict"),
            ("unhandled critical crl extension", "revocation lists"),
            ("ee certificate key too weak", "RSA below 2,048"),
            ("certificate public key has explicit ecc parameters", "contents that"),
            ("authority and subject key identifier mismatch", "do not fit"),
            ("missing subject key identifier", "-x509_strict"),
            ("the certificate chain uses expired certificate", "past its end"),
            ("sec_e_untrusted_root (0x80090325) - the certificate chain", "lacks the root"),
            ("unknown error (0x80092012) - die sperrfunktion", "revocation lists"),
            ("the certificate issuer is unknown", "lacks the root"),
            ("server certificate verification failed. cafile: none", "no more than that"),
            ("error number 4711", "not known"),
        ] {
            let found = cause(text).text;
            assert!(found.contains(expected), "{text}: {found}");
        }
    }
}
