//! What in a connector leads back to somebody?
//!
//! Its name, the domains it serves, its hosts and the names of its certificate get pseudonyms; addresses
//! and whatever else is free text are taken out.

use super::TAKEN_OUT;
use super::pseudonyms::Pseudonyms;
use crate::facts::printed_name::attributes;
use crate::report::ConnectorReport;

/// Properties whose values are words of Exchange.
const WORDS: &[&str] = &[
    "Enabled",
    "RequireTLS",
    "IgnoreSTARTTLS",
    "TlsAuthLevel",
    "DomainSecureEnabled",
    "DNSRoutingEnabled",
    "AuthMechanism",
    "PermissionGroups",
    "SuppressXAnonymousTls",
];

/// Properties that hold names.
const NAMES: &[&str] =
    &["Name", "Fqdn", "AddressSpaces", "SmartHosts", "TlsDomain", "TlsCertificateName"];

impl Pseudonyms {
    /// Every original that a connector holds.
    pub(super) fn connector(&mut self, connector: &ConnectorReport) {
        for setting in &connector.settings {
            match setting.property.as_str() {
                "Fqdn" | "TlsDomain" | "SmartHosts" | "AddressSpaces" => {
                    for word in setting.value.split([',', '{', '}', ' ', '[', ']']) {
                        let word = word.split_once(':').map_or(word, |(_, domain)| domain);
                        let word = word.split(';').next().unwrap_or_default();
                        if word.contains('.') {
                            self.name(word);
                        }
                    }
                }
                "TlsCertificateName" => {
                    for part in setting.value.split(['<', '>']) {
                        attributes(part).for_each(|(kind, value)| self.attribute(kind, value));
                    }
                }
                _ => {}
            }
        }
        for compared in &connector.compares {
            self.name(&compared.name);
        }
        if let Some(name) = &connector.name {
            self.numbered("connector", name);
        }
    }
}

/// Takes out what cannot have a pseudonym.
pub(super) fn strip(connector: &mut ConnectorReport) {
    for setting in &mut connector.settings {
        let property = setting.property.as_str();
        let malformed = property == "TlsCertificateName" && !setting.value.contains('=');
        let told = (WORDS.contains(&property) || NAMES.contains(&property)) && !malformed;
        if !told && !setting.value.is_empty() {
            setting.value = TAKEN_OUT.into();
        }
    }
}
