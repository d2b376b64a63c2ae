//! By which words does a program say that the certificate has another name than it was told to reach?
//!
//! What is wrong with the chain is said by other words. Whether the names really differ is not looked at here.

use super::VerifyCode;

/// In lower case: how programs say that the name which they were told to reach is not in the certificate.
const OTHER_NAME: &[&str] = &[
    "hostname mismatch",
    "email address mismatch",
    "ip address mismatch",
    // curl, whichever library it is built with.
    "no alternative certificate subject name matches",
    "does not match target host",
    "name(s) or common name do not match",
    "certificate did not match",
    "wrong_principal",
    "failed to match connection hostname",
    "does not match certificate name",
    "certificate name verification failed",
    "bad_cert_domain",
    "notvalidforname",
    "expected server name was not found",
    // .NET.
    "remotecertificatenamemismatch",
    // GnuTLS.
    "name in the certificate does not match",
    "hostname in the certificate does not match",
];

impl VerifyCode {
    /// Whether the words speak of the name, and not of the chain.
    pub fn is_about_the_name(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        OTHER_NAME.iter().any(|words| text.contains(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program() {
        let about = |text: &str| VerifyCode { number: None, text: text.into() }.is_about_the_name();
        for text in [
            "Hostname mismatch",
            "SSL: no alternative certificate subject name matches target host name 'a.example'",
            "SSL: certificate subject name (b.example) does not match target hostname 'a.example'",
            "SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect",
            "The name in the certificate does not match the expected",
            "The hostname in the certificate does NOT match 'a.example'",
            "-12276 (SSL_ERROR_BAD_CERT_DOMAIN)",
        ] {
            assert!(about(text), "{text}");
        }
        for text in ["self-signed certificate", "The certificate issuer is unknown"] {
            assert!(!about(text), "{text}");
        }
    }
}
