//! What do the protocol logs mean?
//!
//! One file a rule; here is what several of them need: the answers, made once, and how sessions, times and
//! partners are called. A rule's evidence is a whole sentence, because it may stand on top.

pub mod log_capped_version;
pub mod log_certificate_changed;
pub mod log_certificate_expires_soon;
pub mod log_clear_after_failure;
pub mod log_cloud_without_rights;
pub mod log_direction_missing;
pub mod log_handshake_failed;
pub mod log_in_clear;
pub mod log_lines_not_understood;
pub mod log_obsolete_version;
pub mod log_own_certificate_expired;
pub mod log_own_certificate_refused;
pub mod log_partner_certificate_expired;
pub mod log_reply_on_tls;
pub mod log_shared_address;
pub mod log_starttls_never_offered;

use crate::checks::{Evidence, Outcome, Rule};
use crate::facts::Facts;
use crate::facts::connector::Connector;
use crate::facts::log::Direction;
use crate::facts::log::answer::census::{Census, Totals};
use crate::facts::log::answer::certificates::{Shown, certificates};
use crate::facts::log::answer::failure::{Failure, failures};
use crate::facts::log::answer::forecast::{Fate, Forecast, Unknown, forecasts};
use crate::facts::log::answer::partner::{Partner, PartnerKey, partners};
use crate::facts::log::answer::shared::{SharedAddress, shared_addresses};
use crate::facts::log::answer::{Counted, Filter};
use crate::facts::log::event::Whose;
use crate::facts::log::profile::{Kind, Profile};
use crate::facts::log::session::Place;
use crate::facts::log::tally::{LogFacts, Tally, Use};
use crate::facts::log::texts::Text;
use crate::order::Sort;
use crate::span::{SourceId, Span};
use crate::timestamp::Timestamp;
use crate::visible::quoted;

/// The logs of a case with what they answer.
pub struct LogCase<'a> {
    pub counted: Counted<'a>,
    pub totals: Totals,
    pub partners: Vec<Partner<'a>>,
    pub forecasts: Vec<Forecast<'a>>,
    pub failures: Vec<Failure>,
    pub certificates: Vec<Shown>,
    pub shared_addresses: Vec<SharedAddress>,
    facts: &'a Facts,
}

impl<'a> LogCase<'a> {
    pub fn new(facts: &'a Facts, logs: &'a LogFacts) -> Self {
        let counted = Counted::new(logs);
        let partners = partners(&counted);
        let requires = |name: &str| requires_tls(&facts.connectors, name);
        Self {
            totals: Totals::of(counted.sessions(Filter::default())),
            forecasts: forecasts(&counted, &partners, &requires),
            failures: failures(&counted),
            certificates: certificates(&counted),
            shared_addresses: shared_addresses(&counted),
            partners,
            counted,
            facts,
        }
    }

    /// Sessions in which TLS was decided.
    pub fn decided(&self) -> u64 {
        Census::of(self.counted.sessions(Filter::default())).decided()
    }

    pub fn has_rows(&self) -> bool {
        !self.counted.facts.coverage.is_empty()
    }

    pub fn has(&self, direction: Direction) -> bool {
        self.counted.facts.coverage.keys().any(|(_, covered)| *covered == direction)
    }

    /// Sessions below TLS 1.2 that face the Internet.
    pub fn obsolete(&self) -> u64 {
        self.partners.iter().map(|partner| partner.census.obsolete()).sum()
    }

    /// Sessions in which a server refused the certificate that we presented, the earliest first.
    pub fn refused(&self) -> Vec<(&'a Profile, &'a Tally)> {
        let send = Filter { direction: Some(Direction::Send), ..Filter::default() };
        let mut refused: Vec<_> = self
            .counted
            .sessions(send)
            .filter(|(profile, _)| {
                refuses_our_certificate(profile.direction, self.counted.text(profile.refusal))
            })
            .collect();
        refused.order_by_key(|(profile, tally)| (tally.first, **profile));
        refused
    }

    /// A text of the logs, ready to be shown.
    pub fn shown(&self, text: Text) -> String {
        quoted(self.counted.text(text))
    }

    pub fn called(&self, key: PartnerKey<'_>) -> String {
        match key {
            PartnerKey::Domain(domain) => quoted(domain),
            PartnerKey::Address(address) if address.is_empty() => "(no address)".into(),
            PartnerKey::Address(address) => self.shown(address),
            PartnerKey::Others => "(others)".into(),
        }
    }

    /// A certificate by its subject and the beginning of its thumbprint.
    pub fn certificate_called(&self, whose: Whose, known_by: Text) -> String {
        let known = self
            .certificates
            .iter()
            .find(|one| one.whose == whose && one.certificate.known_by() == known_by);
        let Some(one) = known else { return "a certificate that the log does not name".into() };
        let certificate = one.certificate;
        let subject = self.shown(certificate.subject.or(certificate.names));
        let short: String = self.counted.text(certificate.thumbprint).chars().take(8).collect();
        let thumbprint = if short.is_empty() { String::new() } else { format!(" ({short}…)") };
        let own = certificate.subject == certificate.issuer && !certificate.subject.is_empty();
        let self_signed = match (own, whose) {
            (true, Whose::Ours) => "Exchange's self-signed ",
            (true, Whose::Theirs) => "the self-signed ",
            (false, _) => "",
        };
        format!("{self_signed}{subject}{thumbprint}")
    }

    /// The source that holds a place, where its text is at hand.
    pub fn source(&self, place: Place) -> Option<SourceId> {
        let name = self.counted.text(place.file);
        let known = self.facts.log_texts.iter().find(|(known, _)| known == name);
        known.map(|(_, source)| *source)
    }

    /// A sentence with the place that proves it: the line where the text is at hand, else the file.
    pub fn evidence(&self, place: Option<Place>, text: String) -> Evidence {
        let Some(place) = place else {
            return Evidence { text, span: None, certificate: None, log: None };
        };
        match self.source(place) {
            Some(source) => {
                let span = Span { source, start: place.offset, end: place.offset };
                Evidence::at(span, text)
            }
            None => {
                let file = quoted(self.counted.text(place.file));
                let text = format!("{text} ({file}, byte {})", place.offset);
                let log = Some((file, place.offset));
                Evidence { text, span: None, certificate: None, log }
            }
        }
    }

    /// Both directions in two sentences: the share of each version among what faces the Internet.
    pub fn in_short(&self) -> String {
        let sides = [Direction::Receive, Direction::Send].map(|direction| self.side(direction));
        sides.join(" ")
    }

    fn side(&self, direction: Direction) -> String {
        let (word, log) = missing(direction);
        if !self.has(direction) {
            return format!("{word} is unknown: the input holds no {log} log.");
        }
        let census = Census::of(self.counted.facing(direction));
        let all = census.decided();
        if all == 0 {
            return format!("{word}: no session that faces the Internet.");
        }
        let mut parts: Vec<String> = Vec::new();
        for (kind, sessions) in census.kinds.iter().rev() {
            let share = percent(*sessions, all);
            let part = match kind {
                Kind::Version(version) if *version < VERSION_OF_TODAY => {
                    let partners = self.partners_at(direction, *kind);
                    format!(
                        "{share} {} from {}",
                        version.word(&self.counted.facts.texts),
                        self.list(&partners, *kind)
                    )
                }
                Kind::Version(version) => {
                    format!("{share} {}", version.word(&self.counted.facts.texts))
                }
                Kind::Clear => format!("{share} never asked for TLS"),
                Kind::Failed => format!("{share} failed"),
                Kind::Unfinished => format!("{share} unfinished"),
                Kind::NotReached | Kind::Fragment => continue,
            };
            parts.push(part);
        }
        // The versions first, the newest of them on top; what is no version follows.
        parts.order_by_key(|part| !part.contains(" TLS 1.") && !part.contains(" SSL "));
        let plural = if all == 1 { "" } else { "s" };
        let opening = match (census.obsolete() > 0, direction) {
            (true, Direction::Receive) => "Not ready inbound",
            (true, Direction::Send) => "Not ready outbound",
            (false, _) => word,
        };
        format!("{opening}: of {all} session{plural} {}.", parts.join(", "))
    }

    fn partners_at(&self, direction: Direction, kind: Kind) -> Vec<&Partner<'a>> {
        let of_kind = |partner: &&Partner<'_>| {
            partner.direction == direction && partner.times.get(&kind).is_some()
        };
        self.partners.iter().filter(of_kind).collect()
    }

    /// "3 partners (fabrikam.example last on …)".
    fn list(&self, partners: &[&Partner<'_>], kind: Kind) -> String {
        let last = partners.iter().filter_map(|partner| {
            let (_, last) = partner.times.get(&kind)?;
            Some((*last, self.called(partner.key)))
        });
        let latest = last
            .max()
            .map_or_else(String::new, |(last, name)| format!(" ({name} last on {})", time(last)));
        format!("{}{latest}", counted(partners.len(), "partner", "partners"))
    }
}

/// What is older than this is obsolete.
const VERSION_OF_TODAY: crate::facts::log::negotiation::Version =
    crate::facts::log::negotiation::Version::Tls12;

/// Whether a Send connector's text, pasted beside the logs, requires TLS.
fn requires_tls(connectors: &[Connector], name: &str) -> Option<bool> {
    let named = connectors.iter().find(|connector| connector.name.as_deref() == Some(name))?;
    named.require_tls.as_ref().map(|stated| stated.value)
}

/// True for the rules of this room: their evidence is a whole sentence.
pub fn is_of_logs(id: &str) -> bool {
    id.starts_with("log-")
}

/// Replies that refuse the certificate which we presented as a client.
fn refuses_our_certificate(direction: Direction, status: &str) -> bool {
    direction == Direction::Send
        && ["Invalid client certificate", "Failed to establish appropriate TLS channel"]
            .iter()
            .any(|words| status.ends_with(words))
}

/// The outcome of both rules on certificates that were shown after their end.
fn expired(
    logs: &LogCase<'_>,
    whose: Whose,
    rule: &'static Rule,
    tells: impl Fn(&str, &str, &Use) -> String,
) -> Outcome {
    let dated: Vec<&Shown> = logs
        .certificates
        .iter()
        .filter(|one| one.whose == whose && one.certificate.not_after.is_some())
        .collect();
    let evidence = dated
        .iter()
        .filter(|one| one.shown.expired > 0)
        .filter_map(|one| {
            let end = time(one.certificate.not_after?.saturating_mul(1_000));
            let name = logs.certificate_called(whose, one.certificate.known_by());
            Some(logs.evidence(Some(one.shown.example), tells(&name, &end, &one.shown)))
        })
        .collect();
    Outcome::of(!dated.is_empty(), evidence, rule.severity)
}

/// A moment of the log in words; `time` counts milliseconds since 1970.
pub fn time(time: i64) -> String {
    Timestamp::from_unix_seconds(time.div_euclid(1_000)).readable()
}

/// What becomes of a partner's mail, with what would settle it.
pub const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Unaffected => "unaffected",
        Fate::Refused => "refused",
        Fate::InClear => "in clear, in silence",
        Fate::NotKnown(Unknown::TheirSender) => {
            "not known: refused or in clear, their sender decides; ask whether it requires TLS"
        }
        Fate::NotKnown(Unknown::OurConnector) => {
            "not known: our connector decides; see Get-SendConnector | fl Name,RequireTLS"
        }
        Fate::NotKnown(Unknown::Mixed) => {
            "not known: the same place used old and new; look at its sessions one by one"
        }
        Fate::NotKnown(Unknown::NoHandshake) => {
            "not known: no handshake succeeded; see why it failed"
        }
        Fate::NotKnown(Unknown::OurCap) => {
            "not known: nobody ever agreed on more, so the cap may be ours"
        }
        Fate::NotKnown(Unknown::NothingSeen) => "not known: no whole session; add more days",
    }
}

const fn towards(direction: Direction) -> &'static str {
    match direction {
        Direction::Receive => ", inbound",
        Direction::Send => ", outbound",
    }
}

const fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Receive => "Inbound",
        Direction::Send => "Outbound",
    }
}

/// What is not known without logs of a direction, and what those are called.
const fn missing(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::Receive => ("Inbound", "receive"),
        Direction::Send => ("Outbound", "send"),
    }
}

/// "12 inbound sessions".
fn sessions(count: u64, direction: Direction) -> String {
    let plural = if count == 1 { "" } else { "s" };
    let word = direction_word(direction).to_ascii_lowercase();
    format!("{count} {word} session{plural}")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// One place behind the point; what is not nothing is never 0.0.
pub fn percent(part: u64, all: u64) -> String {
    if all == 0 {
        return "0 %".into();
    }
    let tenths = (u128::from(part) * 1_000 + u128::from(all) / 2) / u128::from(all);
    match tenths {
        0 if part > 0 => "under 0.1 %".into(),
        1_000 if part < all => "over 99.9 %".into(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_honest() {
        assert_eq!(percent(970, 1_000), "97.0 %");
        assert_eq!(percent(0, 10), "0.0 %");
        assert_eq!(percent(1, 1_000_000), "under 0.1 %");
        assert_eq!(percent(999_999, 1_000_000), "over 99.9 %");
        assert_eq!(percent(10, 10), "100.0 %");
    }
}
