//! Which events of Exchange's transport speak of certificates, by their text or by their number?
//!
//! MSExchangeTransport and MSExchangeFrontEndTransport, and the Schannel events that come with them. A
//! number counts where its label or the word "event" stands before it, and no other source is named.

use super::Says;
use super::capture::{Draft, error_name, find, number, take_status};
use super::search::Entry;

pub(super) static ENTRIES: &[Entry] = &[
    (
        "Microsoft Exchange could not find a certificate that contains the domain name",
        Says::EventNotFound,
        not_found,
    ),
    (
        "there is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN of",
        Says::EventExpired,
        expired,
    ),
    ("an internal transport certificate expired", Says::EventExpired, thumbprint),
    ("an internal transport certificate will expire soon", Says::EventExpiresSoon, soon),
    ("the STARTTLS certificate will expire soon", Says::EventExpiresSoon, soon),
    (
        "Microsoft Exchange could not load the certificate with thumbprint of",
        Says::InternalCertificate,
        loaded,
    ),
    ("a secure connection to domain-secured domain", Says::DomainSecuredFailed, domain_secured),
    ("TLS negotiation failed with error", Says::UnexpectedMessage, error_name),
    ("event ID~", Says::EventExpired, event),
    ("event~", Says::EventExpired, event),
];

/// Events by number; what their texts name is captured there.
static EVENTS: &[(u32, Says)] = &[
    (12014, Says::EventNotFound),
    (12015, Says::EventExpired),
    (12016, Says::EventExpired),
    (12017, Says::EventExpiresSoon),
    (12018, Says::EventExpiresSoon),
    (12019, Says::PartnerExpired),
    (12020, Says::PartnerExpired),
    (12012, Says::InternalCertificate),
    (12013, Says::InternalCertificate),
    (12022, Says::InternalCertificate),
    (12023, Says::InternalCertificate),
    (12024, Says::InternalCertificate),
    (36869, Says::NoCredentials),
    (36870, Says::NoCredentials),
    (36871, Says::NoCredentials),
    (36874, Says::NoCommonAlgorithm),
    (36881, Says::OutOfDates),
    (36882, Says::UntrustedRoot),
    (36883, Says::Revoked),
    (36884, Says::NameMismatch),
    (36885, Says::IssuerListCut),
    (36887, Says::AlertReceived),
    (36888, Says::AlertSent),
];

/// `Event ID: 12016`, `event 12016 for mail.example`, `<EventID Qualifiers="49156">12016</EventID>`
fn event(draft: &mut Draft<'_>) -> bool {
    let mut rest = draft.rest;
    let mut skipped = 0;
    if let Some(end) =
        rest.find('>').filter(|end| *end < 30 && find(rest, "qualifiers").is_some_and(|at| at < 3))
    {
        skipped = end + 1;
        rest = rest.get(skipped..).unwrap_or_default();
    }
    let Some((id, end)) = number(rest).filter(|(_, end)| *end < 12) else { return false };
    let signs = rest.get(..end).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    if signs.chars().any(|c| !" :=#>(\"'".contains(c)) && !signs.trim().eq_ignore_ascii_case("id") {
        return false;
    }
    let Some((_, says)) = EVENTS.iter().find(|(known, _)| *known == id) else { return false };
    let window = rest.get(..rest.floor_char_boundary(300)).unwrap_or_default();
    let before = String::from_utf8_lossy(draft.before);
    let named = |word: &str| find(window, word).is_some() || find(&before, word).is_some();
    if named("source:") && !named("exchange") && !named("schannel") {
        return false;
    }
    draft.phrase.says = *says;
    draft.phrase.event = Some(id);
    draft.used = skipped + end;
    let behind = rest.get(end..).unwrap_or_default();
    if behind.starts_with(" for ") || behind.starts_with(" (") {
        let used = draft.used;
        let host = draft.name_behind(" for ");
        draft.phrase.host = host.filter(|host| host.contains('.'));
        if draft.phrase.host.is_none() || draft.used > used + 300 {
            draft.used = used;
            draft.phrase.host = None;
        }
    }
    true
}

/// `… the domain name X in the personal store … for the connector Y with a FQDN parameter of Z.`
fn not_found(draft: &mut Draft<'_>) -> bool {
    draft.phrase.event = Some(12014);
    draft.phrase.host = draft.behind("", &[" in the personal store", " in the Personal Store"]);
    draft.phrase.connector =
        draft.behind("for the connector ", &[" with a FQDN", " with an FQDN", "."]);
    true
}

fn expired(draft: &mut Draft<'_>) -> bool {
    draft.phrase.event = Some(12016);
    draft.phrase.host = draft.name_behind("");
    true
}

fn thumbprint(draft: &mut Draft<'_>) -> bool {
    draft.phrase.event = Some(12015);
    draft.phrase.thumbprint = draft.name_behind("thumbprint");
    true
}

/// `subject: …, thumbprint: …, hours remaining: …`
fn soon(draft: &mut Draft<'_>) -> bool {
    draft.phrase.event = Some(12018);
    draft.phrase.presented = draft.behind("subject:", &[", thumbprint", ". Run"]);
    draft.phrase.thumbprint = draft.name_behind("thumbprint");
    if let Some(at) = find(draft.rest, "hours remaining") {
        let behind = draft.rest.get(at + "hours remaining".len()..).unwrap_or_default();
        draft.phrase.hours = number(behind).map(|(hours, _)| hours);
    }
    true
}

fn loaded(draft: &mut Draft<'_>) -> bool {
    draft.phrase.event = Some(12023);
    draft.phrase.thumbprint = draft.name_behind("");
    true
}

/// `… domain 'D' on connector 'C' could not be established because the validation of the TLS certificate
/// for D failed with status 'S'`
fn domain_secured(draft: &mut Draft<'_>) -> bool {
    draft.phrase.host = draft.name_behind("");
    draft.phrase.connector = draft.behind("on connector ", &[" could not"]);
    if let Some(at) = find(draft.rest, "failed with status") {
        let rest = draft.rest;
        let start = at + "failed with status".len();
        let used = draft.used;
        draft.rest = rest.get(start..).unwrap_or_default();
        draft.used = 0;
        take_status(draft);
        (draft.used, draft.rest) = (used.max(start + draft.used), rest);
    }
    if draft.phrase.status == Some(Says::OutOfDates) {
        draft.phrase.says = Says::PartnerExpired;
    }
    true
}
