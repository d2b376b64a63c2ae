//! Why did curl refuse or give up, by the words of its TLS library?
//!
//! What is refused about a certificate is a verification error in the program's own words; what ended a
//! handshake is an error line. Only where OpenSSL speaks are its codes there too.

use crate::input::error_line;
use crate::input::transcript::{ErrorLine, Said, Sender};

/// GnuTLS's names of alerts, which curl prints where GnuTLS met one.
static GNUTLS_ALERTS: &[(&str, u8)] = &[
    ("Unexpected message", 10),
    ("Bad record MAC", 20),
    ("Record overflow", 22),
    ("Handshake failed", 40),
    ("Certificate is bad", 42),
    ("Certificate is not supported", 43),
    ("Certificate was revoked", 44),
    ("Certificate is expired", 45),
    ("Unknown certificate", 46),
    ("Illegal parameter", 47),
    ("CA is unknown", 48),
    ("Access was denied", 49),
    ("Decode error", 50),
    ("Decrypt error", 51),
    ("Error in protocol version", 70),
    ("Insufficient security", 71),
    ("Internal error", 80),
    ("Inappropriate fallback", 86),
    ("The server name sent was not recognized", 112),
    ("Certificate is required", 116),
];

/// Schannel's words for a certificate that it does not accept. The codes of CryptoAPI and of its trust
/// provider have their own ranges.
const REFUSALS: &[&str] = &[
    "SEC_E_UNTRUSTED_ROOT",
    "SEC_E_WRONG_PRINCIPAL",
    "SEC_E_CERT_",
    "CRYPT_E_",
    "(0x80092",
    "(0x800B01",
    "(0x800b01",
    "untrusted root",
    "chain is incomplete",
    "has been revoked",
    "not time valid",
    "revocation status is unknown",
    "CERT_TRUST_",
    "certificate name verification failed",
    "failed to match connection hostname",
    "does not match certificate name",
];

/// The certificate was refused: what is wrong with it, and the whole line as what ended the handshake.
pub(super) fn refused(why: &str, line: &str) -> Vec<Said> {
    let mut said = claimed(None, why);
    said.push(failed(line));
    said
}

/// A verification error that is also the last word on the certificate.
pub(super) fn claimed(number: Option<u32>, text: &str) -> Vec<Said> {
    let text = text.trim().trim_end_matches('.').to_owned();
    vec![
        Said::PeerCertificateCame,
        Said::VerifyError { number, text: text.clone() },
        Said::VerifyCode { number, text },
    ]
}

pub(super) fn failed(line: &str) -> Said {
    in_library("curl", "", "", line)
}

fn in_library(library: &str, function: &str, code: &str, reason: &str) -> Said {
    Said::ErrorLine(ErrorLine {
        code: code.to_owned(),
        library: library.to_owned(),
        function: function.to_owned(),
        reason: reason.trim().trim_end_matches('.').to_owned(),
        data: String::new(),
    })
}

/// A line that holds one of OpenSSL's error lines, or tells which of its calls failed.
pub(super) fn openssl(info: &str) -> Option<Vec<Said>> {
    let lines = info.match_indices("error:").filter_map(|(at, _)| info.get(at..));
    if let Some(mut error) = lines.filter_map(error_line::read).next() {
        let (reason, _) = error.reason.split_once(", errno ").unwrap_or((&error.reason, ""));
        error.reason = reason.to_owned();
        let alert = error_line::alert(&error);
        return Some([Said::ErrorLine(error)].into_iter().chain(alert).collect());
    }
    let (library, rest) = info.split_once(" SSL_")?;
    let (function, reason) = rest.split_once(": ")?;
    let plain = !library.contains(' ') && matches!(function, "connect" | "read" | "write");
    plain.then(|| vec![in_library(library, &format!("SSL_{function}"), "", reason)])
}

/// `schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - …`
pub(super) fn schannel(rest: &str) -> Vec<Said> {
    if rest.starts_with("SSL/TLS handshake complete") {
        return vec![Said::Established];
    }
    if rest.starts_with("a client certificate has been requested") {
        return vec![Said::ClientCertificateRequested];
    }
    if let Some((_, name)) = rest.split_once("validated against certificate name (") {
        let name = name.trim_end_matches(')').to_owned();
        return vec![Said::PeerCertificateCame, Said::VerifiedName(name)];
    }
    let known = rest.contains(" did not match against ");
    let (function, reason) = rest.split_once(" failed: ").unwrap_or(("", rest));
    let refusal = REFUSALS.iter().any(|words| rest.contains(words)) && !known;
    let failure = !function.is_empty() || rest.contains("SSL/TLS connection failed");
    if !refusal && !failure {
        return Vec::new();
    }
    let code = reason.split_once("(0x").and_then(|(_, code)| code.split_once(')'));
    let code = code.map_or("", |(code, _)| code);
    let mut said = if refusal { claimed(None, reason) } else { Vec::new() };
    said.push(in_library("schannel", function, code, reason));
    said
}

/// `failed: Handshake failed`: the name of an alert that came, or of a fault of GnuTLS's own.
pub(super) fn gnutls(rest: &str) -> Vec<Said> {
    let (warning, words) = match rest.strip_prefix("warning: ") {
        Some(words) => (true, words),
        None => (false, rest.strip_prefix("failed: ").unwrap_or(rest)),
    };
    let words = words.trim();
    let alert = GNUTLS_ALERTS.iter().find(|(name, _)| words.trim_end_matches('.') == *name);
    let alert = alert.map(|(_, number)| Said::Alert {
        from: Sender::Server,
        fatal: Some(!warning),
        number: Some(*number),
        words: words.to_owned(),
    });
    let error = (!warning).then(|| in_library("GnuTLS", "gnutls_handshake", "", words));
    error.into_iter().chain(alert).collect()
}

/// `-8179 (SEC_ERROR_UNKNOWN_ISSUER)`; the line behind it says the same in words.
pub(super) fn nss(rest: &str) -> Vec<Said> {
    let refusal = (rest.contains("(SEC_ERROR_") && !rest.contains("LIBRARY_FAILURE"))
        || rest.contains("BAD_CERT_DOMAIN");
    let mut said = if refusal { claimed(None, rest) } else { Vec::new() };
    said.push(in_library("NSS", "", "", rest));
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(said: &[Said]) -> Vec<String> {
        said.iter()
            .map(|said| match said {
                Said::VerifyError { text, .. } => format!("refused: {text}"),
                Said::VerifyCode { .. } => "code".into(),
                Said::ErrorLine(error) => format!("{}: {}", error.library, error.reason),
                Said::Alert { number, .. } => format!("alert {number:?}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn schannel_tells_a_certificate_from_a_handshake() {
        let rest = "next InitializeSecurityContext failed: Unknown error (0x80092012) - The revocation \
            function was unable to check revocation for the certificate.";
        let why = "Unknown error (0x80092012) - The revocation function was unable to check revocation for \
            the certificate";
        assert_eq!(
            texts(&schannel(rest)),
            [
                "PeerCertificateCame".to_owned(),
                format!("refused: {why}"),
                "code".to_owned(),
                format!("schannel: {why}"),
            ]
        );
        let rest = "next InitializeSecurityContext failed: SEC_E_ILLEGAL_MESSAGE (0x80090326) - x.";
        assert_eq!(texts(&schannel(rest)), ["schannel: SEC_E_ILLEGAL_MESSAGE (0x80090326) - x"]);
        assert_eq!(schannel("SSL/TLS handshake complete"), [Said::Established]);
        for known in ["encrypted data got 4096", "failed to receive handshake, need more data"] {
            assert_eq!(schannel(known), [], "{known}");
        }
    }

    #[test]
    fn openssl_lines_in_every_dress() {
        for (line, expected) in [
            (
                "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number",
                vec!["SSL routines: wrong version number"],
            ),
            (
                "TLS connect error: error:0A00010B:SSL routines::wrong version number",
                vec!["SSL routines: wrong version number"],
            ),
            (
                "OpenSSL SSL_read: OpenSSL/3.0.19: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0",
                vec!["SSL routines: tlsv13 alert certificate required", "alert Some(116)"],
            ),
            (
                "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure",
                vec!["SSL routines: sslv3 alert handshake failure", "alert Some(40)"],
            ),
            (
                "LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:443 ",
                vec!["LibreSSL: SSL_ERROR_SYSCALL in connection to a.example:443"],
            ),
        ] {
            assert_eq!(texts(&openssl(line).expect("an error")), expected, "{line}");
        }
        assert_eq!(openssl("this is no error: of SSL_x"), None);
    }

    #[test]
    fn the_other_libraries() {
        assert_eq!(
            texts(&gnutls("failed: Handshake failed")),
            ["GnuTLS: Handshake failed", "alert Some(40)"]
        );
        assert_eq!(
            texts(&gnutls("failed: An unexpected TLS packet was received.")),
            ["GnuTLS: An unexpected TLS packet was received"]
        );
        assert_eq!(
            texts(&nss("-8179 (SEC_ERROR_UNKNOWN_ISSUER)")),
            [
                "PeerCertificateCame",
                "refused: -8179 (SEC_ERROR_UNKNOWN_ISSUER)",
                "code",
                "NSS: -8179 (SEC_ERROR_UNKNOWN_ISSUER)"
            ]
        );
    }
}
