//! Which state of a certificate or a chain does a word or a number of Windows stand for?
//!
//! The flags of .NET's `X509ChainStatusFlags` and `SslPolicyErrors`, Exchange's names for the same, the
//! names of SSPI errors, and the codes of winerror.h. Numbers come as hexadecimal or as signed decimals.

use super::Says;

/// Words in lower case.
static WORDS: &[(&str, Says)] = &[
    ("remotecertificatenamemismatch", Says::NameMismatch),
    ("remotecertificatechainerrors", Says::ChainErrors),
    ("remotecertificatenotavailable", Says::NoCertificate),
    ("partialchain", Says::PartialChain),
    ("internalchainfailure", Says::PartialChain),
    ("untrustedroot", Says::UntrustedRoot),
    ("untrustedtestroot", Says::UntrustedRoot),
    ("nottimevalid", Says::OutOfDates),
    ("nottimenested", Says::OutOfDates),
    ("certificateexpired", Says::OutOfDates),
    ("certexpired", Says::OutOfDates),
    ("expired", Says::OutOfDates),
    ("validityperiodnesting", Says::OutOfDates),
    ("revoked", Says::Revoked),
    ("certificaterevoked", Says::Revoked),
    ("revocationstatusunknown", Says::RevocationUnknown),
    ("offlinerevocation", Says::RevocationUnknown),
    ("norevocationcheck", Says::RevocationUnknown),
    ("revocationoffline", Says::RevocationUnknown),
    ("revocationfailure", Says::RevocationUnknown),
    ("notvalidforusage", Says::WrongUsage),
    ("wrongusage", Says::WrongUsage),
    ("purposeerror", Says::WrongUsage),
    ("wrongrole", Says::WrongUsage),
    ("invalidextendedkeyusage", Says::WrongUsage),
    ("notsignaturevalid", Says::BadSignature),
    ("signaturefailure", Says::BadSignature),
    ("hasweaksignature", Says::BadSignature),
    ("subjectmismatch", Says::NameMismatch),
    ("nocnmatch", Says::NameMismatch),
    ("wrongprincipal", Says::NameMismatch),
    ("certunknown", Says::NotProcessable),
    ("nocredentials", Says::NoCredentials),
    ("unknowncredentials", Says::NoCredentials),
    ("illegalmessage", Says::UnexpectedMessage),
    ("invalidtoken", Says::UnexpectedMessage),
    ("algorithmmismatch", Says::NoCommonAlgorithm),
    ("socketerror", Says::ConnectionLost),
];

static CODES: &[(u32, Says)] = &[
    (0x8009_0308, Says::UnexpectedMessage),
    (0x8009_030d, Says::NoCredentials),
    (0x8009_030e, Says::NoCredentials),
    (0x8009_0322, Says::NameMismatch),
    (0x8009_0325, Says::UntrustedRoot),
    (0x8009_0326, Says::UnexpectedMessage),
    (0x8009_0327, Says::NotProcessable),
    (0x8009_0328, Says::OutOfDates),
    (0x8009_0331, Says::NoCommonAlgorithm),
    (0x8009_2010, Says::Revoked),
    (0x8009_2012, Says::RevocationUnknown),
    (0x8009_2013, Says::RevocationUnknown),
    (0x8009_6004, Says::BadSignature),
    (0x800b_0101, Says::OutOfDates),
    (0x800b_0102, Says::OutOfDates),
    (0x800b_0109, Says::UntrustedRoot),
    (0x800b_010a, Says::PartialChain),
    (0x800b_010c, Says::Revoked),
    (0x800b_010d, Says::UntrustedRoot),
    (0x800b_010e, Says::RevocationUnknown),
    (0x800b_010f, Says::NameMismatch),
    (0x800b_0110, Says::WrongUsage),
];

pub(super) fn status_of(word: &str) -> Option<Says> {
    let lower = word.to_ascii_lowercase();
    WORDS.iter().find(|(known, _)| *known == lower).map(|(_, says)| *says)
}

/// `0x80090326`, `80090326` or `-2146893018`.
pub(super) fn of_code(written: &str) -> Option<Says> {
    let code = match written.strip_prefix('-') {
        Some(digits) => u32::MAX - digits.parse::<u32>().ok()?.checked_sub(1)?,
        None => u32::from_str_radix(written.strip_prefix("0x").unwrap_or(written), 16).ok()?,
    };
    CODES.iter().find(|(known, _)| *known == code).map(|(_, says)| *says)
}

/// A fault of the chain itself, of which `RemoteCertificateChainErrors` is the heading.
pub(super) const fn is_of_the_chain(says: Says) -> bool {
    matches!(
        says,
        Says::PartialChain
            | Says::UntrustedRoot
            | Says::OutOfDates
            | Says::Revoked
            | Says::RevocationUnknown
            | Says::WrongUsage
            | Says::BadSignature
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_code() {
        for written in ["0x80090326", "80090326", "-2146893018"] {
            assert_eq!(of_code(written), Some(Says::UnexpectedMessage), "{written}");
        }
        for written in ["", "-", "-0", "0x", "80090399", "-99999999999"] {
            assert_eq!(of_code(written), None, "{written}");
        }
    }
}
