//! What does a connector demand of the certificate, and do its settings fit together?
//!
//! A Send connector's text settles who checks. The settings are read as Set-SendConnector documents them;
//! which connector carries a given message is not decided here.

pub mod connector_name_mismatch;
pub mod starttls_ignored;
pub mod starttls_not_in_auth_mechanism;
pub mod tls_auth_level_without_require_tls;
pub mod tls_certificate_name_malformed;
pub mod tls_certificate_name_too_long;
pub mod tls_certificate_name_unmatched;
pub mod tls_domain_empty;
pub mod tls_domain_without_effect;

use super::{Case, Evidence};
use crate::facts::connector::{AuthLevel, Connector};
use crate::facts::handshake::Stated;
use crate::facts::name::exchange::{Fit, domain_validation};
use crate::facts::{CertificateId, Facts};
use crate::question::{Policy, Question};

/// A policy that a connector's text settles, and why, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub policy: Policy,
    pub why: String,
}

/// What the Send connectors of the input demand; `None` where there is none that says it.
pub fn settled(facts: &Facts) -> Option<Settled> {
    let demands: Vec<(&Connector, Policy, &'static str)> = sending(&facts.connectors)
        .filter_map(|connector| demand(connector).map(|(policy, why)| (connector, policy, why)))
        .collect();
    let (first, policy, why) = demands.first()?;
    if demands.iter().all(|(_, other, _)| other == policy) {
        let others = if demands.len() > 1 { "; the other Send connectors agree" } else { "" };
        return Some(Settled {
            policy: *policy,
            why: format!("connector {} {why}{others}", first.called()),
        });
    }
    let told: Vec<String> = demands
        .iter()
        .take(4)
        .map(|(connector, policy, _)| format!("{} {}", connector.called(), policy.word()))
        .collect();
    let why = format!(
        "the Send connectors differ ({}), and which of them carries the mail decides",
        told.join(", ")
    );
    Some(Settled { policy: Policy::Unknown, why })
}

/// Send connectors that are not disabled.
pub(super) fn sending(connectors: &[Connector]) -> impl Iterator<Item = &Connector> {
    connectors
        .iter()
        .filter(|connector| connector.send == Some(true) && !is(&connector.enabled, false))
}

pub(super) fn is(flag: &Option<Stated<bool>>, wanted: bool) -> bool {
    flag.as_ref().is_some_and(|stated| stated.value == wanted)
}

/// What a Send connector demands, as the words behind its name.
pub fn demanded(connector: &Connector) -> Option<&'static str> {
    let sends = connector.send == Some(true);
    demand(connector).filter(|_| sends).map(|(_, why)| why)
}

/// Who checks what under this connector, as the words behind its name.
fn demand(connector: &Connector) -> Option<(Policy, &'static str)> {
    if is(&connector.ignore_starttls, true) {
        return Some((
            Policy::Opportunistic,
            "has IgnoreSTARTTLS, so it never asks for TLS and looks at no certificate",
        ));
    }
    let required = connector.require_tls.as_ref()?.value;
    let mutual = is(&connector.domain_secure, true) && !is(&connector.dns_routing, false);
    let level = connector.auth_level.as_ref().map(|level| &level.value);
    match (required, level) {
        (_, Some(AuthLevel::Other(_))) => None,
        (true, Some(AuthLevel::DomainValidation)) => {
            Some((Policy::Name, "has RequireTLS and DomainValidation, so the name decides"))
        }
        (true, Some(AuthLevel::CertificateValidation)) => Some((
            Policy::Chain,
            "has RequireTLS and CertificateValidation, so the chain decides and the name does not",
        )),
        _ if mutual => Some((
            Policy::Unknown,
            "has DomainSecureEnabled: both sides' certificates decide for the domains in TLSSendDomainSecureList \
             (Get-TransportConfig | fl TLS*DomainSecureList), and for no others",
        )),
        (true, Some(AuthLevel::Empty | AuthLevel::EncryptionOnly)) => Some((
            Policy::Encryption,
            "has RequireTLS and checks no certificate, so only a failed handshake stops the mail",
        )),
        (true, None) => None,
        (false, _) => Some((
            Policy::Opportunistic,
            "does not have RequireTLS, so TLS is opportunistic and no certificate is checked",
        )),
    }
}

/// A name that a connector compares with a certificate, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedName {
    /// Position in `Facts::connectors`.
    pub connector: usize,
    pub certificate: CertificateId,
    pub domain: String,
    pub from: From,
    pub fit: Fit,
}

/// Where the name that decides comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    TlsDomain,
    /// TlsDomain is empty: the recipient's domain, by AddressSpaces.
    AddressSpaces,
    /// TlsDomain is empty and AddressSpaces names no domain: a name that was asked for may be one.
    Asked,
}

/// Every name that a connector with DomainValidation compares, for every end entity.
pub(super) fn compared(
    facts: &Facts,
    question: &Question,
    end_entities: &[CertificateId],
) -> Vec<ComparedName> {
    let mut compared = Vec::new();
    for (position, connector) in facts.connectors.iter().enumerate() {
        if !validates_domain(connector) {
            continue;
        }
        let (from, domains) = domains(connector, question);
        for domain in domains {
            for id in end_entities {
                let fit = domain_validation(&domain, facts.certificate(*id));
                let domain = domain.clone();
                compared.push(ComparedName {
                    connector: position,
                    certificate: *id,
                    domain,
                    from,
                    fit,
                });
            }
        }
    }
    compared
}

/// DomainValidation is in force, as far as the text shows.
pub(super) fn validates_domain(connector: &Connector) -> bool {
    let level = connector.auth_level.as_ref().map(|level| &level.value);
    connector.send == Some(true)
        && level == Some(&AuthLevel::DomainValidation)
        && !is(&connector.enabled, false)
        && !is(&connector.require_tls, false)
        && !is(&connector.ignore_starttls, true)
}

fn domains(connector: &Connector, question: &Question) -> (From, Vec<String>) {
    match &connector.tls_domain {
        // Not in the text: nothing is compared, and that is said.
        None => (From::TlsDomain, Vec::new()),
        Some(domain) if !domain.value.is_empty() => (From::TlsDomain, vec![domain.value.clone()]),
        Some(_) => {
            let recipients = recipient_domains(connector);
            if recipients.is_empty() {
                return (From::Asked, question.reference_identifiers.clone());
            }
            (From::AddressSpaces, recipients)
        }
    }
}

/// `*.fabrikam.com` stands for fabrikam.com too; `*` names nobody.
fn recipient_domains(connector: &Connector) -> Vec<String> {
    connector
        .address_spaces
        .iter()
        .map(|space| space.value.strip_prefix("*.").unwrap_or(&space.value))
        .filter(|domain| *domain != "*" && *domain != "--" && !domain.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Why a connector's comparison is not decided, a sentence each.
pub(super) fn undecided(case: &Case<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for (position, connector) in case.facts.connectors.iter().enumerate() {
        if !validates_domain(connector) {
            continue;
        }
        let called = connector.called();
        let names: Vec<&ComparedName> =
            case.compared.iter().filter(|name| name.connector == position).collect();
        if connector.tls_domain.is_none() {
            sentences.push(format!(
                "The text of connector {called} lacks TlsDomain, the name that decides: run \
                 Get-SendConnector | fl Name,AddressSpaces,RequireTLS,TlsAuthLevel,TlsDomain."
            ));
        } else if names.is_empty() {
            sentences.push(format!(
                "Connector {called} has an empty TlsDomain, so the recipient's domain decides, and its \
                 AddressSpaces name none: give the recipient's domain."
            ));
        }
        for name in names {
            match (&name.fit, name.from) {
                (Fit::Open(why), _) => sentences.push(format!(
                    "Whether connector {called} accepts the certificate for {} is not decided: {why}.",
                    crate::idn::written(&name.domain)
                )),
                (Fit::Fits(_), From::Asked) if case.question.policy.is_none() => {
                    sentences.push(format!(
                        "Connector {called} has an empty TlsDomain and sends to every domain: the certificate \
                         covers {}, but whether that is the recipient's domain is not known. Set TlsDomain, or \
                         choose who checks what.",
                        crate::idn::written(&name.domain)
                    ));
                }
                (Fit::Fits(_) | Fit::FitsNot, _) => {}
            }
        }
    }
    sentences
}

/// Evidence on a setting's line, with the connector's name where there are several.
pub(super) fn evidence<T>(
    case: &Case<'_>,
    connector: &Connector,
    setting: Option<&Stated<T>>,
    text: &str,
) -> Evidence {
    let text = match case.facts.connectors.len() {
        0 | 1 => text.to_owned(),
        _ => format!("connector {}: {text}", connector.called()),
    };
    Evidence::at(connector.place(setting), text)
}
