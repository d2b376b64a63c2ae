//! Which sessions are counted together?
//!
//! A profile is all of a session that answers ask for, without its time and its number: sessions of one
//! partner that went alike have one profile, so that a log of a million sessions becomes a table of some
//! thousand rows.

use super::certificate::LoggedCertificate;
use super::negotiation::{self, Negotiation, Version};
use super::session::Session;
use crate::input::smtp_log::Direction;

/// What sessions that are counted together have in common; texts are empty where nothing was told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Profile {
    pub direction: Direction,
    /// The first part of a receive log's connector; empty in a send log.
    pub server: String,
    pub connector: String,
    /// The other side's address without its port.
    pub remote: String,
    /// The name that the client gave itself: theirs where we receive, ours where we send.
    pub ehlo: String,
    /// The domain of the sender where we receive, of the recipient where we send.
    pub domain: String,
    pub outcome: Outcome,
    /// Thumbprints, or subjects where no thumbprint was told.
    pub ours: String,
    pub theirs: String,
    pub chain_status: String,
    pub capabilities: String,
    pub capability_status: String,
    /// The first reply of 400 and above, by its status and its words on TLS.
    pub refusal: String,
    pub delivered: bool,
    /// The second half of a delivery that a front end took and counts.
    pub proxied: bool,
    /// Exchange's own X-ANONYMOUSTLS.
    pub anonymous_tls: bool,
}

/// What became of TLS in a session.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The last handshake that succeeded; an earlier one may have failed.
    Negotiated(Negotiation),
    /// The error of the last handshake, where none succeeded.
    Failed(String),
    /// STARTTLS was asked for, and no row tells how it ended.
    Unfinished,
    /// STARTTLS was never asked for.
    Clear { offered: bool },
    /// Rows at one end are not in the input, and what is there tells nothing of TLS.
    Fragment,
}

impl Outcome {
    pub const fn version(&self) -> Option<&Version> {
        match self {
            Self::Negotiated(negotiation) => Some(&negotiation.version),
            Self::Failed(_) | Self::Unfinished | Self::Clear { .. } | Self::Fragment => None,
        }
    }
}

impl Profile {
    pub fn of(session: &Session, direction: Direction) -> Self {
        let (server, connector) = match session.connector.split_once('\\') {
            Some((server, connector)) if direction == Direction::Receive => (server, connector),
            _ => ("", session.connector.as_str()),
        };
        let domain = match direction {
            Direction::Receive => &session.sender_domain,
            Direction::Send => &session.recipient_domain,
        };
        let (capabilities, capability_status) = session.capabilities.clone().unwrap_or_default();
        Self {
            direction,
            server: server.to_owned(),
            connector: connector.to_owned(),
            remote: address(&session.remote).to_owned(),
            ehlo: session.ehlo.clone().unwrap_or_default(),
            domain: domain.clone().unwrap_or_default(),
            outcome: outcome(session),
            ours: known_by(session.ours.as_ref()),
            theirs: known_by(session.theirs.as_ref()),
            chain_status: session.chain_status.clone().unwrap_or_default(),
            capabilities,
            capability_status,
            refusal: session.refusal.as_deref().map_or_else(String::new, status_of),
            delivered: session.delivered,
            proxied: session.proxied,
            anonymous_tls: session.anonymous_tls,
        }
    }
}

fn outcome(session: &Session) -> Outcome {
    if let Some(sentence) = &session.negotiated {
        return negotiation::read(sentence).map_or_else(
            || Outcome::Negotiated(Negotiation::unknown(sentence)),
            Outcome::Negotiated,
        );
    }
    if let Some(error) = &session.failed {
        return Outcome::Failed(error.clone());
    }
    if !session.is_whole() {
        return Outcome::Fragment;
    }
    if session.starttls_asked {
        return Outcome::Unfinished;
    }
    Outcome::Clear { offered: session.starttls_offered }
}

/// `192.0.2.1` of `192.0.2.1:25`, `2001:db8::1` of `[2001:db8::1]:25`.
pub fn address(endpoint: &str) -> &str {
    if let Some(rest) = endpoint.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(address, _)| address);
    }
    match endpoint.rsplit_once(':') {
        // More than one colon and no bracket: an address of version 6 without a port.
        Some((address, _)) if !address.contains(':') => address,
        _ => endpoint,
    }
}

fn known_by(certificate: Option<&LoggedCertificate>) -> String {
    let Some(certificate) = certificate else { return String::new() };
    let names = [&certificate.thumbprint, &certificate.subject, &certificate.names];
    names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
}

/// Words of replies that bear on TLS, by which they are told apart; everything else in a reply may differ
/// from session to session.
const TLS_WORDS: &[&str] = &[
    "Must issue a STARTTLS command first",
    "STARTTLS is required to send mail",
    "Require STARTTLS",
    "Cannot achieve Exchange Server authentication",
    "Cannot load Internal Transport Certificate",
    "maximum TLS rate exceeded",
    "Failed to establish appropriate TLS channel",
    "Temporary authentication failure",
    "Invalid client certificate",
    "The certificate specified in TlsCertificateName",
    "Certificate validation failure",
    "temporarily disallowed this secure domain",
    "Unable to initialize security subsystem",
    "Only one STARTTLS command",
    "TLS not available",
    "Connection dropped due to SocketError",
    "TenantInboundAttribution",
    "Remote certificate failed MTA-STS validation",
    "failed MTA-STS validation",
    "starttls-not-supported",
    "certificate-expired",
    "tlsa-invalid",
    "certificate-host-mismatch",
];

/// `454 4.7.0 Invalid client certificate`, or `550 5.1.1` for what does not bear on TLS.
fn status_of(reply: &str) -> String {
    let is_status = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut status: Vec<&str> =
        reply.split([' ', '-']).take(2).take_while(|word| is_status(word)).collect();
    let lower = reply.to_ascii_lowercase();
    let words = TLS_WORDS.iter().find(|words| lower.contains(&words.to_ascii_lowercase()));
    status.extend(words);
    status.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_both_versions() {
        for (endpoint, expected) in [
            ("192.0.2.1:25", "192.0.2.1"),
            ("[2001:db8::1]:25", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("192.0.2.1", "192.0.2.1"),
            ("", ""),
            ("[2001:db8::1", "2001:db8::1"),
        ] {
            assert_eq!(address(endpoint), expected, "{endpoint}");
        }
    }

    #[test]
    fn replies_are_grouped_by_what_they_mean() {
        for (reply, expected) in [
            ("454 4.7.0 Invalid client certificate", "454 4.7.0 Invalid client certificate"),
            (
                "530 5.7.0 must issue a STARTTLS command first [x1]",
                "530 5.7.0 Must issue a STARTTLS command first",
            ),
            ("550 5.1.1 user <a@b.example> unknown", "550 5.1.1"),
            ("421-4.7.0 try later", "421 4.7.0"),
            ("554 no", "554"),
        ] {
            assert_eq!(status_of(reply), expected);
        }
    }
}
