//! Every family in the forms in which people paste it.

use super::*;
use crate::span::SourceId;

fn phrases(text: &str) -> Vec<Phrase> {
    let text = Text { source: SourceId(0), bytes: text.into(), binary: false };
    read(&text)
        .value
        .into_iter()
        .filter_map(|artefact| match artefact.kind {
            ArtefactKind::Phrase(phrase) => Some(*phrase),
            _ => None,
        })
        .collect()
}

fn said(text: &str) -> Vec<Says> {
    phrases(text).into_iter().map(|phrase| phrase.says).collect()
}

fn one(text: &str) -> Phrase {
    let mut found = phrases(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

#[test]
fn dotnet() {
    let bare = "System.Security.Authentication.AuthenticationException: The remote certificate is invalid according to the validation procedure.";
    assert_eq!(said(bare), [Says::NoReason]);
    assert_eq!(
        said(
            "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch, RemoteCertificateChainErrors"
        ),
        [Says::ChainErrors, Says::NameMismatch]
    );
    assert_eq!(
        said(
            "The remote certificate is invalid because of errors in the certificate chain: NotTimeValid, PartialChain"
        ),
        [Says::PartialChain, Says::OutOfDates]
    );
    assert_eq!(
        said("Status: RevocationStatusUnknown\nStatus: OfflineRevocation"),
        [Says::RevocationUnknown]
    );
    for copy in [
        bare.to_uppercase(),
        bare.replace(' ', "\r\n> "),
        bare.replace(' ', "&nbsp;"),
        bare.replace("invalid", "inva\nlid"),
        format!("<p>{}</p>", bare.replace("remote", "<b>remote</b>")),
        format!("{{\"message\":\"{}\"}}", bare.replace(". ", ".\\r\\n")),
    ] {
        assert_eq!(said(&copy), [Says::NoReason], "{copy}");
    }
}

#[test]
fn java() {
    assert_eq!(
        said(
            "javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target"
        ),
        [Says::JavaPathBuilding]
    );
    assert_eq!(
        said(
            "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed"
        ),
        [Says::JavaValidity]
    );
    let name = one(
        "java.security.cert.CertificateException: No subject alternative DNS name matching smtp.nordwind.example found.",
    );
    assert_eq!(
        (name.says, name.host.as_deref()),
        (Says::JavaNoMatchingName, Some("smtp.nordwind.example"))
    );
    let name = one("No name matching smtp.nordwind.example found");
    assert_eq!(name.host.as_deref(), Some("smtp.nordwind.example"));
    assert_eq!(said("No name matching the pattern"), []);
    let alert = one("Received fatal alert: handshake_failure");
    assert_eq!(alert.status_word.as_deref(), Some("handshake_failure"));
}

#[test]
fn windows() {
    for text in [
        "The client and server cannot communicate, because they do not possess a common algorithm",
        "Win32Exception (0x80090331)",
        "error -2146893007",
        "SEC_E_ALGORITHM_MISMATCH",
        "Event ID: 36874\nSource: Schannel\nAn TLS 1.2 connection request was received from a remote client application, but none of the cipher suites supported by the client application are supported by the server.",
    ] {
        assert_eq!(said(text), [Says::NoCommonAlgorithm], "{text}");
    }
    let alert = one(
        "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 46.",
    );
    assert_eq!((alert.says, alert.alert), (Says::AlertReceived, Some(46)));
    let name = one(
        "The certificate received from the remote server does not contain the expected name. It is therefore not possible to determine whether we are connecting to the correct server. The server name we were expecting is mx1.nordwind.example. The TLS connection request has failed.",
    );
    assert_eq!(
        (name.says, name.host.as_deref()),
        (Says::NameMismatch, Some("mx1.nordwind.example"))
    );
    assert_eq!(said("thumbprint 80090331aabbcc, call 0x80090399, id 180090331"), []);
}

#[test]
fn replies() {
    let queue = one(
        "[{LED=454 4.7.0 Invalid client certificate};{MSG=};{FQDN=mx.partner.example};{IP=192.0.2.9};{LRT=21.11.2026 10:00:00}]",
    );
    assert_eq!(
        (queue.says, queue.remote.as_deref()),
        (Says::InvalidClientCertificate, Some("mx.partner.example"))
    );
    let trace = one(
        "450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject: *.contoso.com. Presented Subject: CN=EX1, O=Contoso Ltd. Thumbprint:0D92CFF6] [LastAttemptedServerName=mx.contoso.com] [LastAttemptedIP=192.0.2.9:25] [SmtpSecurity=-1;-1]",
    );
    assert_eq!(trace.says, Says::SubjectMismatch);
    assert_eq!(trace.expected.as_deref(), Some("*.contoso.com"));
    assert_eq!(trace.presented.as_deref(), Some("CN=EX1, O=Contoso Ltd"));
    assert_eq!(trace.thumbprint.as_deref(), Some("0D92CFF6"));
    assert_eq!(trace.remote.as_deref(), Some("mx.contoso.com"));
    let nested = phrases(
        "450 4.4.101 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with \"451 5.7.3 STARTTLS is required to send mail.\" Attempted failover to alternate host'",
    );
    let last = nested.last().expect("the inner reply");
    assert!(nested.iter().any(|phrase| phrase.says == Says::ProxyFailed));
    assert_eq!((last.says, last.handed_on), (Says::StartTlsNotOffered, true));
    let status = one("454 4.7.5 Certificate validation failure, reason:UntrustedRoot");
    assert_eq!((status.says, status.status), (Says::ValidationFailure, Some(Says::UntrustedRoot)));
    let refused = one(
        "454 4.7.0 Failed to establish appropriate TLS channel: CertificateExpired: Access Denied",
    );
    assert_eq!(refused.status, Some(Says::OutOfDates));
    assert_eq!(said("550 5.7.321 starttls-not-supported: no"), [Says::Dane]);
    assert_eq!(said("the option certificate-expired of the script"), []);
}

#[test]
fn events() {
    let gone = one(
        "Log Name: Application\nSource: MSExchangeTransport\nEvent ID: 12014\nDescription:\nMicrosoft Exchange could not find a certificate that contains the domain name mail.contoso.com in the personal store on the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector Internet with a FQDN parameter of mail.contoso.com.",
    );
    assert_eq!(gone.says, Says::EventNotFound);
    assert_eq!(gone.host.as_deref(), Some("mail.contoso.com"));
    assert_eq!(gone.connector.as_deref(), Some("Internet"));
    let ended = one("event 12016 for mail.contoso.com");
    assert_eq!((ended.says, ended.host.as_deref()), (Says::EventExpired, Some("mail.contoso.com")));
    let xml = one("<EventID Qualifiers=\"49156\">12016</EventID>");
    assert_eq!(xml.event, Some(12016));
    let soon = one(
        "The STARTTLS certificate will expire soon: subject: CN=mail.contoso.com, O=Contoso, thumbprint: 0D92CFF6, hours remaining: 96. Run the New-ExchangeCertificate cmdlet to create a new certificate.",
    );
    assert_eq!((soon.hours, soon.thumbprint.as_deref()), (Some(96), Some("0D92CFF6")));
    assert_eq!(soon.presented.as_deref(), Some("CN=mail.contoso.com, O=Contoso"));
    let partner = one(
        "A secure connection to domain-secured domain 'partner.example' on connector 'Internet' could not be established because the validation of the Transport Layer Security (TLS) certificate for partner.example failed with status 'Expired'.",
    );
    assert_eq!(
        (partner.says, partner.host.as_deref()),
        (Says::PartnerExpired, Some("partner.example"))
    );
    assert_eq!(said("Source: Backup\nEvent ID: 12016"), []);
    assert_eq!(said("events 2026, event 1201 and event 120160"), []);
}

#[test]
fn a_text_of_nothing_but_messages_is_read_to_the_limit() {
    let text = "PKIX path building failed on some host of many, and then much later it came again. "
        .repeat(30) + &"x ".repeat(1_100);
    let all = text.repeat(400);
    let text = Text { source: SourceId(0), bytes: all.into_bytes(), binary: false };
    let parsed = read(&text);
    assert!(parsed.value.len() <= MAX_PHRASES && parsed.value.len() > 300);
}
