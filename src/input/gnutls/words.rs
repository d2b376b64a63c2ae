//! What does one line of gnutls-cli say?
//!
//! One table of how the lines of versions 1.0 to 3.8 begin. A line counts only where it begins so. Lines that
//! are known and of no use are in the table too, so that the others can be named as not understood.

use crate::input::transcript::{ErrorLine, Said, Sender};

type Reader = fn(&str) -> Vec<Said>;

/// The line's beginning and the reader of what follows it. Of two that fit the first wins.
static WORDS: &[(&str, Reader)] = &[
    ("Resolving '", target),
    ("Connecting to '", connecting),
    ("Cannot resolve ", |rest| vec![Said::ConnectFailed(format!("Cannot resolve {rest}"))]),
    ("Could not connect to ", |rest| vec![Said::ConnectFailed(rest.to_owned())]),
    ("Cannot connect to ", |rest| vec![Said::ConnectFailed(rest.to_owned())]),
    ("Could not find a supported socket", |_| {
        vec![Said::ConnectFailed("Could not find a supported socket".into())]
    }),
    ("error receiving '", |rest| vec![failed(&format!("error receiving '{rest}"))]),
    ("- Certificate type: Raw", |_| vec![Said::RawPublicKey]),
    ("- Got a certificate list of ", |_| vec![Said::PeerCertificateCame]),
    ("- Got ", known),
    ("No certificates found!", |_| vec![Said::NoPeerCertificate]),
    ("- Peer did not send any certificate", |_| vec![Said::NoPeerCertificate]),
    ("- Status: ", status),
    ("- Peer's certificate is trusted", |_| vec![Said::Verification(None)]),
    ("- Peer's certificate ", |rest| refused(&[&format!("Peer's certificate {rest}")])),
    ("- The hostname in the certificate matches '", |rest| {
        let name = rest.trim_end_matches(['.', '\'']);
        vec![Said::PeerCertificateCame, Said::VerifiedName(name.to_owned())]
    }),
    ("# The hostname in the certificate matches '", |rest| {
        let name = rest.trim_end_matches(['.', '\'']);
        vec![Said::PeerCertificateCame, Said::VerifiedName(name.to_owned())]
    }),
    ("- The hostname in the certificate does NOT match", |rest| {
        refused(&[&format!("The hostname in the certificate does NOT match{rest}")])
    }),
    ("# The hostname in the certificate does NOT match", |rest| {
        refused(&[&format!("The hostname in the certificate does NOT match{rest}")])
    }),
    ("*** PKI verification of server certificate failed", known),
    ("*** Verifying server certificate failed", known),
    ("*** Verifying (with OCSP) server certificate chain failed", |_| {
        refused(&["Verifying (with OCSP) server certificate chain failed"])
    }),
    ("*** DANE ", |rest| vec![Said::Dane(format!("DANE {rest}"))]),
    ("- DANE: ", |rest| vec![Said::Dane(rest.to_owned())]),
    ("*** Fatal error: ", fatal),
    ("*** handshake has failed: ", fatal),
    ("*** Handshake has failed", |_| vec![failed("Handshake has failed")]),
    ("*** Non fatal error: ", known),
    ("*** Received alert [", alert),
    ("*** Starting TLS handshake", known),
    ("*** This is a resumed session", known),
    ("***", known),
    ("- Description: ", description),
    ("- Version: ", |rest| vec![Said::Protocol(rest.to_owned())]),
    ("- Cipher: ", |rest| vec![Said::SessionCipher(rest.to_owned())]),
    ("- Compression: NULL", known),
    ("- Compression: ", |rest| vec![Said::Compression(rest.to_owned())]),
    ("- Server Signature: ", |rest| vec![Said::PeerSignature(rest.to_owned())]),
    ("- Using prime: ", prime),
    ("- Using curve: ", |rest| vec![Said::Group(rest.to_owned())]),
    ("- Application protocol: ", |rest| vec![Said::Alpn(Some(rest.to_owned()))]),
    ("- Options:", options),
    ("- Handshake was completed", |_| vec![Said::Established]),
    ("- Resume Handshake was completed", |_| vec![Said::Established]),
    ("- Server has requested a certificate", |_| vec![Said::ClientCertificateRequested]),
    ("- Server's trusted authorities:", |_| vec![Said::ClientCertificateRequested]),
    ("- Server did not send us any trusted authorities names", |_| {
        vec![Said::ClientCertificateRequested]
    }),
    ("- Successfully sent ", |_| vec![Said::ClientCertificateRequested]),
    ("- No certificate was sent to peer", known),
    ("- Peer has closed the G", |_| vec![Said::Ended("Peer has closed the connection".into())]),
    ("- Disconnecting", known),
    ("- Connecting again- trying to resume", |_| vec![Said::Reconnect]),
    ("- Could not ", |rest| vec![failed(&format!("Could not {rest}"))]),
    ("starttls: ", known),
    ("Processed ", known),
    ("- Certificate type: ", known),
    ("- Certificate[", known),
    ("- Session ID: ", known),
    ("- Simple Client Mode:", known),
    ("- Key Exchange: ", known),
    ("- MAC: ", known),
    ("- Client Signature: ", known),
    ("- Ephemeral ", known),
    ("- Anonymous ", known),
    ("- Curve size: ", known),
    ("- Secret key: ", known),
    ("- Peer's public key: ", known),
    ("- PKCS#3 format", known),
    ("- Channel bindings", known),
    ("- 'tls-", known),
    ("- Given server name", known),
    ("- SRTP profile", known),
    ("- Received[", known),
    ("- Sent: ", known),
    ("- ReHandshake", known),
    ("- Rekey", known),
    ("- OCSP", known),
    ("Host ", known),
    ("|<", known),
    ("<", known),
    ("-----BEGIN ", known),
    ("-----END ", known),
    ("[masked by Handglass:", known),
    ("Warning: ", known),
    ("gnutls-cli: ", |rest| vec![Said::UsageError(rest.to_owned())]),
];

fn known(_: &str) -> Vec<Said> {
    Vec::new()
}

/// What the line says; `None` where it begins as no line of gnutls-cli does.
pub(super) fn said(line: &str) -> Option<Vec<Said>> {
    let first = line.as_bytes().first()?;
    WORDS.iter().find_map(|(word, reader)| {
        let rest = (word.as_bytes().first() == Some(first)).then(|| line.strip_prefix(word))??;
        // `<1>| debug`, with or without the mark before it.
        let debug = word.len() > 1 || rest.contains(">|");
        debug.then(|| reader(rest.trim()))
    })
}

/// Whether a known line begins here; asked of joined and of prefixed lines.
pub(super) fn begins(text: &str) -> bool {
    said(text).is_some()
}

/// `mail.example:25'...`
fn target(rest: &str) -> Vec<Said> {
    let Some((target, _)) = rest.split_once('\'') else { return Vec::new() };
    let (host, port) = target.rsplit_once(':').map_or((target, None), |(host, port)| {
        (host, Some(port.to_owned()).filter(|port| !port.is_empty()))
    });
    vec![Said::Target { host: host.to_owned(), port }]
}

/// `192.0.2.1:25'...`
fn connecting(rest: &str) -> Vec<Said> {
    let Some((address, _)) = rest.split_once('\'') else { return Vec::new() };
    let address = address.rsplit_once(':').map_or(address, |(address, _)| address);
    vec![Said::ConnectingTo(address.to_owned())]
}

/// `The certificate is NOT trusted. The certificate issuer is unknown. …`: a sentence for each fault.
fn status(rest: &str) -> Vec<Said> {
    let sentences: Vec<&str> = rest
        .split(". ")
        .map(|part| part.trim_end_matches('.').trim())
        .filter(|s| !s.is_empty())
        .collect();
    match sentences.as_slice() {
        // The line is whole only with its stop.
        ["The certificate is trusted"] if rest.ends_with('.') => {
            vec![Said::PeerCertificateCame, Said::Verification(None)]
        }
        ["The certificate is NOT trusted"] => refused(&sentences),
        ["The certificate is NOT trusted", faults @ ..] => refused(faults),
        _ => Vec::new(),
    }
}

fn refused(faults: &[&str]) -> Vec<Said> {
    let mut said = vec![Said::PeerCertificateCame];
    for fault in faults {
        let text = fault.trim_end_matches('.').to_owned();
        said.push(Said::VerifyError { number: None, text });
    }
    if let Some(last) = faults.last() {
        let text = last.trim_end_matches('.').to_owned();
        said.push(Said::VerifyCode { number: None, text });
    }
    said
}

fn fatal(rest: &str) -> Vec<Said> {
    // The alert has a line of its own.
    if rest.starts_with("A TLS fatal alert has been received") {
        return Vec::new();
    }
    // Nothing is fatal before there is a connection.
    vec![Said::Connected, failed(rest)]
}

fn failed(reason: &str) -> Said {
    Said::ErrorLine(ErrorLine {
        library: "GnuTLS".into(),
        reason: reason.trim_end_matches('.').to_owned(),
        ..ErrorLine::default()
    })
}

/// `40]: Handshake failed`
fn alert(rest: &str) -> Vec<Said> {
    let Some((number, words)) = rest.split_once("]: ") else { return Vec::new() };
    let alert = |number| Said::Alert {
        from: Sender::Server,
        fatal: None,
        number: Some(number),
        words: words.to_owned(),
    };
    let alert = number.parse().ok().map(alert);
    alert.into_iter().chain([Said::Connected]).collect()
}

/// `(TLS1.3-X.509)-(ECDHE-SECP256R1)-(RSA-PSS-RSAE-SHA256)-(AES-256-GCM)`: the version, the key exchange
/// with its group, the server's signature, the cipher. Old versions leave the signature out.
fn description(rest: &str) -> Vec<Said> {
    let Some(inside) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return Vec::new();
    };
    let parts: Vec<&str> = inside.split(")-(").collect();
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let version = first.split("-X.509").next().unwrap_or_default();
    let version = version.split("-Raw").next().unwrap_or_default();
    let suite = Some(rest.join(" ")).filter(|suite| !suite.is_empty());
    let mut said = vec![
        Said::Protocol(version.to_owned()),
        Said::Suite { resumed: false, version: version.to_owned(), suite },
    ];
    let exchange = rest.first().copied().unwrap_or_default();
    if let Some(group) = exchange.strip_prefix("ECDHE-") {
        said.push(Said::Group(group.to_owned()));
    } else if let Some(group) = exchange.strip_prefix("DHE-") {
        said.push(match group.strip_prefix("CUSTOM") {
            Some(bits) => Said::TemporaryKey(format!("DH, {bits} bits")),
            None => Said::Group(group.to_ascii_lowercase()),
        });
    }
    let signature = rest.get(1).filter(|part| part.contains("-SHA") || part.starts_with("EdDSA"));
    said.extend(signature.map(|name| Said::PeerSignature((*name).to_owned())));
    said
}

/// `1024 bits`
fn prime(rest: &str) -> Vec<Said> {
    vec![Said::TemporaryKey(format!("DH, {rest}"))]
}

/// `extended master secret, safe renegotiation,`
fn options(rest: &str) -> Vec<Said> {
    let mut said = Vec::new();
    if rest.contains("extended master secret") {
        said.push(Said::ExtendedMasterSecret(true));
    }
    if rest.contains("safe renegotiation") {
        said.push(Said::SecureRenegotiation(true));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_holds_the_session() {
        let said =
            said("- Description: (TLS1.2-X.509)-(DHE-CUSTOM1024)-(RSA-SHA256)-(AES-256-GCM)");
        let suite = Some("DHE-CUSTOM1024 RSA-SHA256 AES-256-GCM".to_owned());
        assert_eq!(
            said,
            Some(vec![
                Said::Protocol("TLS1.2".into()),
                Said::Suite { resumed: false, version: "TLS1.2".into(), suite },
                Said::TemporaryKey("DH, 1024 bits".into()),
                Said::PeerSignature("RSA-SHA256".into()),
            ])
        );
        assert_eq!(super::said("- Description: (TLS1.3-X.509)-(ECDHE-SECP25"), Some(vec![]));
    }

    #[test]
    fn a_status_is_a_sentence_for_each_fault() {
        let said = said(
            "- Status: The certificate is NOT trusted. The certificate issuer is unknown. The name in the \
             certificate does not match the expected. ",
        );
        let errors: Vec<String> = said
            .unwrap_or_default()
            .into_iter()
            .filter_map(|said| match said {
                Said::VerifyError { text, number: None } => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(
            errors,
            [
                "The certificate issuer is unknown",
                "The name in the certificate does not match the expected"
            ]
        );
        let trusted = Said::Verification(None);
        let trusted = Some(vec![Said::PeerCertificateCame, trusted]);
        assert_eq!(super::said("- Status: The certificate is trusted. "), trusted);
        assert_eq!(super::said("- Status: The certificate is trus"), Some(vec![]));
    }

    #[test]
    fn whom_and_why_not() {
        let target = Said::Target { host: "mail.example".into(), port: Some("25".into()) };
        assert_eq!(said("Resolving 'mail.example:25'..."), Some(vec![target]));
        let target = Said::Target { host: "mail.example".into(), port: None };
        assert_eq!(said("Resolving 'mail.example'..."), Some(vec![target]));
        let address = Said::ConnectingTo("2001:db8::1".into());
        assert_eq!(said("Connecting to '2001:db8::1:25'..."), Some(vec![address]));
        let alert = Said::Alert {
            from: Sender::Server,
            fatal: None,
            number: Some(40),
            words: "Handshake failed".into(),
        };
        let expected = Some(vec![alert, Said::Connected]);
        assert_eq!(said("*** Received alert [40]: Handshake failed"), expected);
        assert_eq!(said("<1>| Received record packet of unknown type 50"), Some(vec![]));
        assert_eq!(said("<html>"), None);
    }
}
