//! What .NET says of a certificate that it refuses: `AuthenticationException`, `SslPolicyErrors`,
//! `X509ChainStatusFlags`, and MailKit on top of them.

use super::Says;
use super::capture::{flags, plain};
use super::search::Entry;

pub(super) static ENTRIES: &[Entry] = &[
    (
        "the remote certificate is invalid according to the validation procedure",
        Says::NoReason,
        flags,
    ),
    ("das remotezertifikat ist laut validierungsverfahren ung~", Says::NoReason, flags),
    ("le certificat distant n'est pas valide selon la proc~", Says::NoReason, flags),
    (
        "the remote certificate is invalid because of errors in the certificate chain",
        Says::ChainErrors,
        flags,
    ),
    (
        "the remote certificate was rejected by the provided RemoteCertificateValidationCallback",
        Says::OwnCallback,
        plain,
    ),
    // MailKit's own sentence, before it lists what it found.
    (
        "an error occurred while attempting to establish an SSL or TLS connection",
        Says::NoReason,
        plain,
    ),
    ("the remote certificate was not available", Says::NoCertificate, plain),
    ("RemoteCertificateNameMismatch", Says::NameMismatch, plain),
    ("RemoteCertificateChainErrors", Says::ChainErrors, plain),
    ("RemoteCertificateNotAvailable", Says::NoCertificate, plain),
    ("PartialChain", Says::PartialChain, plain),
    ("UntrustedRoot", Says::UntrustedRoot, plain),
    ("NotTimeValid", Says::OutOfDates, plain),
    ("RevocationStatusUnknown", Says::RevocationUnknown, plain),
    ("OfflineRevocation", Says::RevocationUnknown, plain),
    ("NotValidForUsage", Says::WrongUsage, plain),
    ("NotSignatureValid", Says::BadSignature, plain),
    // What X509Chain writes beside its flags.
    (
        "a certificate chain could not be built to a trusted root authority",
        Says::PartialChain,
        plain,
    ),
    (
        "a certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider",
        Says::UntrustedRoot,
        plain,
    ),
    ("the revocation function was unable to check revocation", Says::RevocationUnknown, plain),
    ("the revocation server was offline", Says::RevocationUnknown, plain),
];
