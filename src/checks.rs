//! What does it mean?
//!
//! Each rule is one file and one line of `CHECKS`. A check looks at the case and answers with an
//! outcome; it writes nothing and knows no format and no page.

mod alert_table;
pub mod case;
pub mod certificate;
pub mod chain;
pub mod chain_case;
pub mod connection;
pub mod connector;
pub mod ending;
pub mod log;
pub mod log_errors;
pub mod name;
pub mod phrase;
mod phrase_beside;
pub mod policy;
pub mod renewal;
pub mod secret;
pub mod session;
pub mod vantage;
pub mod verification;
mod verify_table;
mod windows_table;

use serde::{Deserialize, Serialize};

use crate::facts::CertificateId;
use crate::span::Span;
pub use case::Case;
pub use chain_case::{ChainCase, ChainVerdict};

/// How bad it is, for the clients that the rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Some clients refuse, or will on a known date.
    Warning,
    /// Clients that follow the cited text refuse.
    Error,
}

impl Severity {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule is about: a policy that does not check that lowers its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Whether the certificate can be trusted.
    Trust,
    /// Whether it speaks for the name.
    Name,
    /// What happens whoever checks.
    Session,
    /// Whether TLS comes about at all: without it opportunistic mail goes in clear text.
    Encryption,
    /// How well a session protects.
    Strength,
    /// Whether the client can show the certificate that mutual TLS asks of it.
    OwnCertificate,
    /// What the input itself gives away: a banner, never part of the verdict.
    Secret,
}

/// On whose side the cause lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Server,
    Client,
    Network,
    Unknown,
}

/// A statement of fact that may be true of an input.
#[derive(Debug)]
pub struct Rule {
    /// Permanent, kebab-case, the name of the rule's file.
    pub id: &'static str,
    pub severity: Severity,
    pub aspect: Aspect,
    pub side: Side,
    /// What is so.
    pub title: &'static str,
    /// Why a client cares.
    pub explanation: &'static str,
    /// What to do, by whom, with the command.
    pub remedy: &'static str,
    pub citations: &'static [Citation],
}

/// A document and the place in it.
#[derive(Debug)]
pub struct Citation {
    pub document: &'static str,
    pub section: &'static str,
}

impl std::fmt::Display for Citation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = if self.section.contains(" and ") { "s" } else { "" };
        write!(formatter, "{}, section{plural} {}", self.document, self.section)
    }
}

/// A rule and the function that applies it.
pub struct Check {
    pub rule: &'static Rule,
    pub run: fn(&Case<'_>) -> Outcome,
}

/// What a check says. `Holds` is said only where it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    NotApplicable,
    Undetermined(Missing),
    /// The occurrences, and how bad the worst of them is before the policy is asked.
    Violated(Vec<Evidence>, Severity),
}

/// What would have to be known to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    Certificate,
    /// There is an error message alone, neither a certificate nor a transcript.
    Evidence,
    /// No session of the logs shows what became of TLS.
    Sessions,
    /// So many logs were not read to their end.
    RestOfLogs(usize),
    /// The bytes of certificates that the text only names.
    CertificateBytes,
    /// A transcript ends within its chain block.
    ChainCut,
    /// There are CA certificates only: nothing that a name could be compared with.
    EndEntity,
    ReferenceIdentifier,
    /// A name was given that cannot be compared: the name and why.
    UsableReference(String, &'static str),
    /// Signatures that cannot be computed here, in words.
    Signature(String),
    /// The search for paths ended at a budget.
    Search,
    /// A transcript was cut, or its program was quiet: it does not show whether the handshake finished.
    Handshake,
    /// The output of a program that counts what it prints lacks something, or was changed.
    Incomplete,
    /// A handshake failed: whatever the certificates are worth, no session came about.
    Session,
    /// A connector compares a name that is not known, in a sentence.
    Connector(String),
    /// Evidence in the input that this version does not judge.
    Unjudged(&'static str),
}

/// One occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// One sentence without the rule's title.
    pub text: String,
    pub span: Option<Span>,
    pub certificate: Option<CertificateId>,
    /// File and offset in a log whose text is not at hand.
    pub log: Option<(String, u64)>,
}

impl Evidence {
    /// Evidence that stands on a line.
    pub const fn at(span: Span, text: String) -> Self {
        Self { text, span: Some(span), certificate: None, log: None }
    }
}

impl Outcome {
    /// Violated where there is evidence; holds only where something was looked at.
    pub fn of(looked_at: bool, evidence: Vec<Evidence>, severity: Severity) -> Self {
        match (looked_at, evidence.is_empty()) {
            (_, false) => Self::Violated(evidence, severity),
            (true, true) => Self::Holds,
            (false, true) => Self::NotApplicable,
        }
    }
}

/// Every check, by subject, the graver first: the order of the report among equals.
pub static CHECKS: &[&Check] = &[
    &connection::usage_error::CHECK,
    &connection::collector_incomplete::CHECK,
    &connection::connection_failed::CHECK,
    &connection::starttls_masked::CHECK,
    &connection::starttls_not_offered::CHECK,
    &connection::starttls_refused::CHECK,
    &connection::plain_text_answer::CHECK,
    &connection::closed_in_handshake::CHECK,
    &connection::no_shared_protocol::CHECK,
    &connection::no_shared_cipher::CHECK,
    &connection::client_certificate_required::CHECK,
    &connection::client_certificate_rejected::CHECK,
    &connection::client_policy::CHECK,
    &connection::alert_received::CHECK,
    &connection::handshake_failed::CHECK,
    &connection::no_answer::CHECK,
    &phrase::reply_starttls_required::CHECK,
    &phrase::reply_starttls_not_offered::CHECK,
    &phrase::reply_invalid_client_certificate::CHECK,
    &phrase::reply_certificate_validation_failure::CHECK,
    &phrase::reply_temporary_authentication_failure::CHECK,
    &phrase::reply_tls_certificate_name_not_found::CHECK,
    &phrase::reply_tls_rate::CHECK,
    &phrase::reply_connection_lost::CHECK,
    &phrase::reply_proxy_failed::CHECK,
    &phrase::reply_tenant_attribution::CHECK,
    &phrase::reply_secure_domain_disallowed::CHECK,
    &phrase::exchange_online_subject_mismatch::CHECK,
    &phrase::mta_sts_failed::CHECK,
    &phrase::dane_failed::CHECK,
    &phrase::event_certificate_expired::CHECK,
    &phrase::event_certificate_not_found::CHECK,
    &phrase::event_certificate_expires_soon::CHECK,
    &phrase::event_partner_certificate_expired::CHECK,
    &phrase::event_internal_certificate::CHECK,
    &phrase::domain_secured_failed::CHECK,
    &chain::bad_signature::CHECK,
    &verification::staple_revoked::CHECK,
    &certificate::expired::CHECK,
    &certificate::not_yet_valid::CHECK,
    &certificate::self_signed::CHECK,
    &chain::missing_intermediate::CHECK,
    &chain::unknown_root::CHECK,
    &connector::connector_name_mismatch::CHECK,
    &name::name_mismatch::CHECK,
    &verification::verify_name_error::CHECK,
    &certificate::no_subject_alternative_name::CHECK,
    &chain::issuer_not_a_ca::CHECK,
    &chain::path_length_exceeded::CHECK,
    &chain::name_constraint_violated::CHECK,
    &certificate::wrong_purpose::CHECK,
    &chain::issuer_purpose::CHECK,
    &chain::no_valid_policy::CHECK,
    &chain::search_stopped::CHECK,
    &certificate::critical_extension::CHECK,
    &certificate::malformed_extension::CHECK,
    &verification::clock_skew::CHECK,
    &verification::verify_error::CHECK,
    &verification::windows_chain_refused::CHECK,
    &verification::windows_revocation_offline::CHECK,
    &phrase::dotnet_no_certificate::CHECK,
    &phrase::rejected_by_own_callback::CHECK,
    &phrase::reported_name_mismatch::CHECK,
    &phrase::reported_partial_chain::CHECK,
    &phrase::reported_untrusted_root::CHECK,
    &phrase::reported_out_of_dates::CHECK,
    &phrase::reported_revoked::CHECK,
    &phrase::reported_revocation_unknown::CHECK,
    &phrase::reported_wrong_usage::CHECK,
    &phrase::reported_bad_signature::CHECK,
    &phrase::java_path_building_failed::CHECK,
    &phrase::java_validity::CHECK,
    &phrase::java_no_subject_alternative_name::CHECK,
    &phrase::java_no_appropriate_protocol::CHECK,
    &phrase::java_algorithm_constraints::CHECK,
    &phrase::java_alert_received::CHECK,
    &phrase::java_plain_text_answer::CHECK,
    &phrase::java_closed_in_handshake::CHECK,
    &phrase::windows_no_common_algorithm::CHECK,
    &phrase::windows_unexpected_message::CHECK,
    &phrase::windows_certificate_not_processable::CHECK,
    &phrase::windows_no_credentials::CHECK,
    &phrase::windows_alert_received::CHECK,
    &phrase::windows_alert_sent::CHECK,
    &phrase::windows_issuer_list_cut::CHECK,
    &phrase::dotnet_chain_errors::CHECK,
    &phrase::dotnet_no_reason_given::CHECK,
    &session::no_peer_certificate::CHECK,
    &session::weak_cipher::CHECK,
    &session::obsolete_protocol::CHECK,
    &session::weak_dh::CHECK,
    &certificate::weak_signature::CHECK,
    &certificate::weak_key::CHECK,
    &verification::tls_inspection::CHECK,
    &vantage::stale_node::CHECK,
    &vantage::different_issuer::CHECK,
    &vantage::different_intermediates::CHECK,
    &vantage::starttls_at_one_only::CHECK,
    &renewal::renewal_loses_names::CHECK,
    &renewal::renewal_loses_client_authentication::CHECK,
    &verification::staple_stale::CHECK,
    &session::no_forward_secrecy::CHECK,
    &session::insecure_renegotiation::CHECK,
    &session::compression_on::CHECK,
    &connection::client_authority_list_too_long::CHECK,
    &certificate::expires_soon::CHECK,
    &certificate::long_validity::CHECK,
    &certificate::serial_number::CHECK,
    &certificate::any_purpose::CHECK,
    &chain::key_identifier_mismatch::CHECK,
    &certificate::strict_encoding::CHECK,
    &certificate::profile_departure::CHECK,
    &connector::starttls_ignored::CHECK,
    &connector::starttls_not_in_auth_mechanism::CHECK,
    &connector::tls_auth_level_without_require_tls::CHECK,
    &connector::tls_certificate_name_malformed::CHECK,
    &connector::tls_certificate_name_unmatched::CHECK,
    &connector::tls_domain_empty::CHECK,
    &connector::tls_domain_without_effect::CHECK,
    &connector::tls_certificate_name_too_long::CHECK,
    &chain::wrong_order::CHECK,
    &chain::unrelated_certificate::CHECK,
    &chain::duplicate_certificate::CHECK,
    &chain::superfluous_root::CHECK,
    &name::hidden_characters::CHECK,
    &name::mixed_script_name::CHECK,
    &name::name_only_in_common_name::CHECK,
    &name::unusable_dns_name::CHECK,
    &session::weak_handshake_signature::CHECK,
    &verification::no_trust_store::CHECK,
    &verification::code_without_certificate::CHECK,
    &verification::only_the_leaf_pasted::CHECK,
    &verification::staple_unusable::CHECK,
    &verification::expired_since::CHECK,
    &connection::client_certificate_requested::CHECK,
    &vantage::different_protocol::CHECK,
    &vantage::different_certificate::CHECK,
    &vantage::split_dns::CHECK,
    &renewal::renewal_changes_issuer::CHECK,
    &renewal::renewal_changes_root::CHECK,
    &renewal::renewal_changes_key_type::CHECK,
    &connection::typed_letter::CHECK,
    &secret::private_key_in_paste::CHECK,
    &log::log_clear_after_failure::CHECK,
    &log::log_own_certificate_refused::CHECK,
    &log::log_own_certificate_expired::CHECK,
    &log::log_obsolete_version::CHECK,
    &log::log_capped_version::CHECK,
    &log::log_starttls_never_offered::CHECK,
    &log::log_handshake_failed::CHECK,
    &log::log_reply_on_tls::CHECK,
    &log::log_partner_certificate_expired::CHECK,
    &log::log_certificate_expires_soon::CHECK,
    &log::log_shared_address::CHECK,
    &log::log_cloud_without_rights::CHECK,
    &log::log_in_clear::CHECK,
    &log::log_certificate_changed::CHECK,
    &log::log_direction_missing::CHECK,
    &log::log_lines_not_understood::CHECK,
];
