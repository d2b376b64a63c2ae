//! What Windows says of TLS: the texts of SSPI and of CryptoAPI, their names and codes, and the Schannel
//! events of the System log.

use super::Says;
use super::capture::{Draft, alert, code, number, plain};
use super::search::Entry;

pub(super) static ENTRIES: &[Entry] = &[
    ("do not possess a common algorithm", Says::NoCommonAlgorithm, plain),
    ("SEC_E_ALGORITHM_MISMATCH", Says::NoCommonAlgorithm, plain),
    (
        "none of the cipher suites supported by the client application are supported by the server",
        Says::NoCommonAlgorithm,
        plain,
    ),
    ("the message received was unexpected or badly formatted", Says::UnexpectedMessage, plain),
    ("SEC_E_ILLEGAL_MESSAGE", Says::UnexpectedMessage, plain),
    ("the token supplied to the function is invalid", Says::UnexpectedMessage, plain),
    ("SEC_E_INVALID_TOKEN", Says::UnexpectedMessage, plain),
    ("the target principal name is incorrect", Says::NameMismatch, plain),
    ("SEC_E_WRONG_PRINCIPAL", Says::NameMismatch, plain),
    ("the certificate's CN name does not match the passed value", Says::NameMismatch, plain),
    (
        "the certificate received from the remote server does not contain the expected name",
        Says::NameMismatch,
        expected_name,
    ),
    (
        "the certificate chain was issued by an authority that is not trusted",
        Says::UntrustedRoot,
        plain,
    ),
    ("SEC_E_UNTRUSTED_ROOT", Says::UntrustedRoot, plain),
    ("CERT_E_UNTRUSTEDROOT", Says::UntrustedRoot, plain),
    ("CERT_TRUST_IS_UNTRUSTED_ROOT", Says::UntrustedRoot, plain),
    (
        "the certificate received from the remote server was issued by an untrusted certificate authority",
        Says::UntrustedRoot,
        plain,
    ),
    ("CERT_TRUST_IS_PARTIAL_CHAIN", Says::PartialChain, plain),
    ("CERT_E_CHAINING", Says::PartialChain, plain),
    ("the received certificate has expired", Says::OutOfDates, plain),
    ("SEC_E_CERT_EXPIRED", Says::OutOfDates, plain),
    ("CERT_E_EXPIRED", Says::OutOfDates, plain),
    ("CERT_TRUST_IS_NOT_TIME_VALID", Says::OutOfDates, plain),
    (
        "a required certificate is not within its validity period when verifying against the current system clock",
        Says::OutOfDates,
        plain,
    ),
    (
        "the certificate received from the remote server has either expired or is not yet valid",
        Says::OutOfDates,
        plain,
    ),
    ("CRYPT_E_REVOKED", Says::Revoked, plain),
    ("CERT_TRUST_IS_REVOKED", Says::Revoked, plain),
    ("the certificate received from the remote server has been revoked", Says::Revoked, plain),
    ("CERT_TRUST_IS_OFFLINE_REVOCATION", Says::RevocationUnknown, plain),
    ("CERT_TRUST_REVOCATION_STATUS_UNKNOWN", Says::RevocationUnknown, plain),
    ("CRYPT_E_REVOCATION_OFFLINE", Says::RevocationUnknown, plain),
    ("CRYPT_E_NO_REVOCATION_CHECK", Says::RevocationUnknown, plain),
    ("CERT_TRUST_IS_NOT_VALID_FOR_USAGE", Says::WrongUsage, plain),
    ("CERT_E_WRONG_USAGE", Says::WrongUsage, plain),
    ("CERT_TRUST_IS_NOT_SIGNATURE_VALID", Says::BadSignature, plain),
    ("an unknown error occurred while processing the certificate", Says::NotProcessable, plain),
    ("SEC_E_CERT_UNKNOWN", Says::NotProcessable, plain),
    ("no credentials are available in the security package", Says::NoCredentials, plain),
    ("the credentials supplied to the package were not recognized", Says::NoCredentials, plain),
    ("SEC_E_NO_CREDENTIALS", Says::NoCredentials, plain),
    ("SEC_E_UNKNOWN_CREDENTIALS", Says::NoCredentials, plain),
    ("does not have a private key information property attached to it", Says::NoCredentials, plain),
    (
        "error occurred when attempting to access the TLS server credential private key",
        Says::NoCredentials,
        plain,
    ),
    (
        "error occurred when attempting to access the SSL server credential private key",
        Says::NoCredentials,
        plain,
    ),
    ("0x8009~", Says::NotProcessable, |draft| code(draft, "0x8009")),
    ("0x800b~", Says::NotProcessable, |draft| code(draft, "0x800b")),
    ("8009~", Says::NotProcessable, |draft| code(draft, "8009")),
    ("800b~", Says::NotProcessable, |draft| code(draft, "800b")),
    ("-2146~", Says::NotProcessable, |draft| code(draft, "-2146")),
    ("the following fatal alert was received", Says::AlertReceived, alert),
    ("a fatal alert was received from the remote endpoint", Says::AlertReceived, alert_code),
    ("the following fatal alert was generated", Says::AlertSent, alert),
    ("a fatal alert was generated and sent to the remote endpoint", Says::AlertSent, alert_code),
    (
        "this server trusts so many certificate authorities that the list has grown too long",
        Says::IssuerListCut,
        plain,
    ),
];

/// Event 36884: `The server name we were expecting is X.`
fn expected_name(draft: &mut Draft<'_>) -> bool {
    draft.phrase.host =
        draft.name_behind("expecting is ").or_else(|| draft.name_behind("expected is "));
    true
}

/// `The TLS protocol defined fatal alert code is 46.`
fn alert_code(draft: &mut Draft<'_>) -> bool {
    let behind = ["alert code is ", "error code is "].into_iter().find_map(|words| {
        let at = super::capture::find(draft.rest, words)? + words.len();
        let (alert, end) = number(draft.rest.get(at..)?)?;
        (at < 200).then_some((alert, at + end))
    });
    if let Some((alert, end)) = behind {
        draft.phrase.alert = u8::try_from(alert).ok();
        draft.used = end;
    }
    true
}
