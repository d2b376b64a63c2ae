//! Which replies of a mail server have a TLS meaning, also as a queue, a trace or a bounce quotes them?
//!
//! The words count, not the code before them: servers and gateways change the code. Replies without a word
//! on TLS are none of these.

use super::Says;
use super::capture::{Draft, find, plain, reply, reply_with_status, take_status};
use super::search::Entry;
use super::status::status_of;

pub(super) static ENTRIES: &[Entry] = &[
    ("Must issue a STARTTLS command first", Says::StartTlsRequired, reply),
    ("Require STARTTLS to authenticate", Says::StartTlsRequired, reply),
    ("Require STARTTLS to do basic authentication", Says::StartTlsRequired, reply),
    ("STARTTLS is required to send mail", Says::StartTlsNotOffered, reply),
    ("Require XOORG extension to send mail", Says::StartTlsNotOffered, reply),
    ("Cannot accept TLS as maximum TLS rate exceeded for server", Says::TlsRate, reply),
    ("Failed to establish appropriate TLS channel", Says::ChannelRefused, reply_with_status),
    ("454 4.7.0 Temporary authentication failure", Says::TemporaryAuthentication, reply),
    ("Temporary authentication failure", Says::TemporaryAuthentication, reply),
    ("Cannot achieve Exchange Server authentication", Says::TemporaryAuthentication, reply),
    ("Cannot load Internal Transport Certificate", Says::InternalCertificate, reply),
    ("Invalid client certificate", Says::InvalidClientCertificate, reply),
    (
        "The certificate specified in TlsCertificateName of the SendConnector could not be found",
        Says::CertificateNameNotFound,
        reply,
    ),
    ("Certificate validation failure, reason", Says::ValidationFailure, reply_with_status),
    ("Certificate validation failure", Says::ValidationFailure, reply_with_status),
    ("[Message=SubjectMismatch", Says::SubjectMismatch, subject_mismatch),
    ("SubjectMismatch Expected Subject", Says::SubjectMismatch, subject_mismatch),
    ("[Message=UntrustedRoot", Says::ValidationFailure, |draft| message(draft, "UntrustedRoot")),
    ("[Message=CertificateExpired", Says::ValidationFailure, |draft| {
        message(draft, "CertificateExpired")
    }),
    ("[Message=InternalChainFailure", Says::ValidationFailure, |draft| {
        message(draft, "InternalChainFailure")
    }),
    ("[Message=CertificateRevoked", Says::ValidationFailure, |draft| {
        message(draft, "CertificateRevoked")
    }),
    (
        "The admin has temporarily disallowed this secure domain",
        Says::SecureDomainDisallowed,
        reply,
    ),
    ("Connection dropped due to SocketError", Says::ConnectionLost, reply),
    ("Proxy session setup failed~", Says::ProxyFailed, hands_on),
    ("Primary target IP address responded with", Says::ProxyFailed, hands_on),
    ("TenantInboundAttribution", Says::TenantAttribution, plain),
    ("RestrictDomainsToCertificate", Says::TenantAttribution, plain),
    ("Remote certificate failed MTA-STS validation", Says::MtaSts, mta_sts),
    ("MX hosts of", Says::MtaSts, mx_hosts),
    ("starttls-not-supported", Says::Dane, dane),
    ("certificate-host-mismatch", Says::Dane, dane),
    ("certificate-expired", Says::Dane, dane),
    ("tlsa-invalid", Says::Dane, dane),
    ("dnssec-invalid", Says::Dane, dane),
];

/// `Expected Subject: *.example.com. Presented Subject: CN=EX1. Thumbprint:…`
fn subject_mismatch(draft: &mut Draft<'_>) -> bool {
    reply(draft);
    let ends = &["Presented Subject", "Thumbprint", "]"];
    // The words themselves may have ended with the heading.
    draft.phrase.expected = match find(draft.rest, "Expected Subject") {
        Some(_) => draft.behind("Expected Subject", ends),
        None => draft.behind("", ends),
    };
    draft.phrase.presented = draft.behind("Presented Subject", &["Thumbprint", "]", "[Last"]);
    draft.phrase.thumbprint = draft.name_behind("Thumbprint");
    true
}

/// Exchange Online's trace: the status is the message.
fn message(draft: &mut Draft<'_>, word: &str) -> bool {
    draft.phrase.status = status_of(word);
    draft.phrase.status_word = Some(word.into());
    reply(draft)
}

/// Another server's reply stands behind it in quotation marks: that one is the cause.
fn hands_on(draft: &mut Draft<'_>) -> bool {
    reply(draft);
    draft.hands_on = true;
    // What was handed on, for the case that it is none of the known ones.
    let inner = find(draft.rest, "responded with").map_or(0, |at| at + "responded with".len());
    let inner = draft.rest.get(inner..).unwrap_or_default();
    let inner = inner.trim_start_matches([' ', '"', '\'', ':']);
    let end = inner.find('"').unwrap_or(inner.len()).min(inner.floor_char_boundary(200));
    let said = inner.get(..end).unwrap_or_default().trim();
    draft.phrase.status_word = (!said.is_empty()).then(|| said.to_owned());
    true
}

fn mta_sts(draft: &mut Draft<'_>) -> bool {
    reply(draft);
    if let Some(at) = find(draft.rest, "Reason:").filter(|at| *at < 20) {
        let rest = draft.rest;
        let start = at + "Reason:".len();
        draft.rest = rest.get(start..).unwrap_or_default();
        take_status(draft);
        (draft.used, draft.rest) = (draft.used + start, rest);
    }
    true
}

/// `MX hosts of <d> failed MTA-STS validation`
fn mx_hosts(draft: &mut Draft<'_>) -> bool {
    draft.phrase.host = draft.name_behind("");
    draft
        .rest
        .get(draft.used..)
        .is_some_and(|rest| find(rest, "failed MTA-STS validation").is_some_and(|at| at < 6))
}

/// The words of DANE stand behind their code: `4.7.323 tlsa-invalid`.
fn dane(draft: &mut Draft<'_>) -> bool {
    reply(draft);
    let before = draft.before.trim_ascii_end();
    before.windows(4).rev().take(12).any(|part| part == b".7.3")
}
