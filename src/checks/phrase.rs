//! What does an error message prove, and what not?
//!
//! People paste the sentence that a program printed. One file a cause: the rules differ by which messages
//! they answer and by what is said of them. A message proves that somebody refused or gave up, and no
//! more; where a chain stands beside it, the two are set side by side (`phrase_beside`). A message alone
//! never makes anything good.

pub mod dane_failed;
pub mod domain_secured_failed;
pub mod dotnet_chain_errors;
pub mod dotnet_no_certificate;
pub mod dotnet_no_reason_given;
pub mod event_certificate_expired;
pub mod event_certificate_expires_soon;
pub mod event_certificate_not_found;
pub mod event_internal_certificate;
pub mod event_partner_certificate_expired;
pub mod exchange_online_subject_mismatch;
pub mod java_alert_received;
pub mod java_algorithm_constraints;
pub mod java_closed_in_handshake;
pub mod java_no_appropriate_protocol;
pub mod java_no_subject_alternative_name;
pub mod java_path_building_failed;
pub mod java_plain_text_answer;
pub mod java_validity;
pub mod mta_sts_failed;
pub mod rejected_by_own_callback;
pub mod reply_certificate_validation_failure;
pub mod reply_connection_lost;
pub mod reply_invalid_client_certificate;
pub mod reply_proxy_failed;
pub mod reply_secure_domain_disallowed;
pub mod reply_starttls_not_offered;
pub mod reply_starttls_required;
pub mod reply_temporary_authentication_failure;
pub mod reply_tenant_attribution;
pub mod reply_tls_certificate_name_not_found;
pub mod reply_tls_rate;
pub mod reported_bad_signature;
pub mod reported_name_mismatch;
pub mod reported_out_of_dates;
pub mod reported_partial_chain;
pub mod reported_revocation_unknown;
pub mod reported_revoked;
pub mod reported_untrusted_root;
pub mod reported_wrong_usage;
pub mod windows_alert_received;
pub mod windows_alert_sent;
pub mod windows_certificate_not_processable;
pub mod windows_issuer_list_cut;
pub mod windows_no_common_algorithm;
pub mod windows_no_credentials;
pub mod windows_unexpected_message;

use super::{Case, Evidence, Outcome, Rule};
use crate::facts::phrase::{Phrase, Says};
use crate::visible::quoted;

/// What a rule says of one message, as whole sentences: they stand on top of the report as they are.
type Tells = fn(&Case<'_>, &Phrase) -> String;

/// The outcome of a rule that answers some messages.
fn told(case: &Case<'_>, rule: &'static Rule, says: &[Says], tells: Tells) -> Outcome {
    let evidence: Vec<Evidence> = case
        .facts
        .phrases
        .iter()
        .filter(|stated| says.contains(&stated.phrase.says))
        .map(|stated| Evidence::at(stated.span, tells(case, &stated.phrase)))
        .collect();
    Outcome::of(!case.facts.phrases.is_empty(), evidence, rule.severity)
}

/// Whether a rule is one of these: its evidence is the whole sentence.
pub fn is_of_messages(id: &str) -> bool {
    IDS.contains(&id)
}

static IDS: &[&str] = &[
    "dane-failed",
    "domain-secured-failed",
    "dotnet-chain-errors",
    "dotnet-no-certificate",
    "dotnet-no-reason-given",
    "event-certificate-expired",
    "event-certificate-expires-soon",
    "event-certificate-not-found",
    "event-internal-certificate",
    "event-partner-certificate-expired",
    "exchange-online-subject-mismatch",
    "java-alert-received",
    "java-algorithm-constraints",
    "java-closed-in-handshake",
    "java-no-appropriate-protocol",
    "java-no-subject-alternative-name",
    "java-path-building-failed",
    "java-plain-text-answer",
    "java-validity",
    "mta-sts-failed",
    "rejected-by-own-callback",
    "reply-certificate-validation-failure",
    "reply-connection-lost",
    "reply-invalid-client-certificate",
    "reply-proxy-failed",
    "reply-secure-domain-disallowed",
    "reply-starttls-not-offered",
    "reply-starttls-required",
    "reply-temporary-authentication-failure",
    "reply-tenant-attribution",
    "reply-tls-certificate-name-not-found",
    "reply-tls-rate",
    "reported-bad-signature",
    "reported-name-mismatch",
    "reported-out-of-dates",
    "reported-partial-chain",
    "reported-revocation-unknown",
    "reported-revoked",
    "reported-untrusted-root",
    "reported-wrong-usage",
    "windows-alert-received",
    "windows-alert-sent",
    "windows-certificate-not-processable",
    "windows-issuer-list-cut",
    "windows-no-common-algorithm",
    "windows-no-credentials",
    "windows-unexpected-message",
];

/// ` WORDS 'name'`, or nothing where no name was captured.
fn named(words: &str, name: Option<&String>) -> String {
    name.map_or_else(String::new, |name| format!(" {words} '{}'", quoted(name)))
}

/// Who answered so: the peer that a queue names, else in general words.
fn peer(phrase: &Phrase) -> String {
    phrase.remote.as_ref().map_or_else(|| "The other server".into(), |remote| quoted(remote))
}

/// The status that a message gives as its reason, in words.
fn status(phrase: &Phrase) -> String {
    let Some(word) = &phrase.status_word else { return String::new() };
    let meaning = match phrase.status {
        Some(Says::UntrustedRoot) => ": the chain does not end in a root that is trusted there",
        Some(Says::PartialChain) => {
            ": the chain could not be built, mostly for want of an intermediate"
        }
        Some(Says::OutOfDates) => ": a date is over",
        Some(Says::NameMismatch) => ": the certificate bears another name",
        Some(Says::Revoked) => ": it is revoked",
        Some(Says::RevocationUnknown) => ": the revocation list could not be had",
        Some(Says::WrongUsage) => ": it is not made for this use",
        Some(Says::BadSignature) => ": a signature does not fit",
        _ => "",
    };
    format!(" The reason given is '{}'{meaning}.", quoted(word))
}
