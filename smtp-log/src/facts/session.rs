//! What happened in one session, as far as its rows tell?
//!
//! A session's rows may lie in several files, or in ranges that different workers read. Each part is
//! folded by itself, and parts put together (`then`) say the same as one fold over all rows.

use std::cmp::Ordering;

use super::certificate::LoggedCertificate;
use super::event::{Command, Meaning, Reply, Whose, text};
use super::negotiation::Negotiation;
use super::reply::{offers_starttls, status};
use super::scope::address;
use super::texts::{Renumber, Text, Texts};
use super::wording::Wording;
use crate::rows::Row;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The file, by its folder and name.
    pub file: Text,
    /// Offset of the row's first byte, in the text of a file that is compressed.
    pub offset: u64,
}

impl Place {
    /// By the file's name, then by the offset.
    pub fn compare(self, other: Self, texts: &Texts) -> Ordering {
        let names = texts.text(self.file).cmp(texts.text(other.file));
        names.then(self.offset.cmp(&other.offset))
    }
}

/// A row's position in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    /// Milliseconds since 1970.
    pub time: i64,
    pub sequence: u32,
    pub place: Place,
}

/// A session, or the part of it that was read together. Texts are empty where nothing was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Session {
    pub first: Mark,
    pub last: Mark,
    /// As written, with the server's name before it in a receive log.
    pub connector: Text,
    /// Addresses without their ports.
    pub local: Text,
    pub remote: Text,
    /// The row `+` was seen.
    pub opened: bool,
    /// The row `-` was seen.
    pub closed: bool,
    /// The reason of that row.
    pub ending: Text,
    /// Why no connection came about.
    pub not_reached: Text,
    /// The name that the client gave itself first.
    pub ehlo: Text,
    /// The name that the server gave itself in its greeting.
    pub greeting: Text,
    pub starttls_offered: bool,
    pub starttls_asked: bool,
    /// Exchange's own X-ANONYMOUSTLS was asked for: an internal hop.
    pub anonymous_tls: bool,
    /// What the last success row says.
    pub negotiated: Option<Negotiation>,
    /// The error of the last failure row.
    pub failed: Text,
    /// The last certificates that were told of, empty where a row announced one and told nothing.
    pub ours: Option<LoggedCertificate>,
    pub theirs: Option<LoggedCertificate>,
    /// Parts of a certificate whose beginning is not in this part.
    loose: LoggedCertificate,
    /// Whose certificate the next parts are of.
    telling: Option<Whose>,
    pub chain_status: Text,
    pub capabilities: Text,
    pub capability_status: Text,
    pub revocation_failure: Text,
    /// The session in which a front end took this delivery: it is counted there. A session that names
    /// itself is the first half.
    pub proxied: Option<u64>,
    /// A health mailbox of Exchange's own monitoring.
    pub probe: bool,
    pub authenticated: bool,
    /// Domains of the first MAIL FROM and the first RCPT TO; the first is told and empty for a bounce.
    pub sender_domain: Option<Text>,
    pub recipient_domain: Option<Text>,
    /// A message was given and accepted.
    pub delivered: bool,
    /// A message was given, and its answer has not come.
    awaiting: bool,
    opening: Opening,
    /// The first reply of 400 and above, by its status and its words on TLS.
    pub refusal: Text,
}

/// What stood first in this part: an earlier part may be waiting for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Opening {
    Nothing,
    Accepted,
    Refused,
    Content,
}

impl Session {
    /// A part that begins with `row`, which is not folded yet.
    pub fn begun(row: &Row<'_>, place: Place, wording: &mut Wording) -> Self {
        let mark = Mark { time: row.time, sequence: row.sequence, place };
        Self {
            first: mark,
            last: mark,
            connector: wording.texts.intern_bytes(&row.connector),
            local: Text::EMPTY,
            remote: Text::EMPTY,
            opened: false,
            closed: false,
            ending: Text::EMPTY,
            not_reached: Text::EMPTY,
            ehlo: Text::EMPTY,
            greeting: Text::EMPTY,
            starttls_offered: false,
            starttls_asked: false,
            anonymous_tls: false,
            negotiated: None,
            failed: Text::EMPTY,
            ours: None,
            theirs: None,
            loose: LoggedCertificate::default(),
            telling: None,
            chain_status: Text::EMPTY,
            capabilities: Text::EMPTY,
            capability_status: Text::EMPTY,
            revocation_failure: Text::EMPTY,
            proxied: None,
            probe: false,
            authenticated: false,
            sender_domain: None,
            recipient_domain: None,
            delivered: false,
            awaiting: false,
            opening: Opening::Nothing,
            refusal: Text::EMPTY,
        }
    }

    /// True where nothing of it can stand anywhere else.
    pub const fn is_whole(&self) -> bool {
        self.opened && self.closed
    }

    /// True where what follows under the same id, from this row on, is another session: a process that was
    /// restarted may give an id again. A send session says that it attempts to connect before it does.
    pub const fn is_left_by(&self, sequence: u32, connects: bool) -> bool {
        self.closed || (connects && self.opened) || (sequence == 0 && self.last.sequence > 0)
    }

    /// True where the client said nothing at all between the beginning and the end.
    pub const fn is_silent(&self) -> bool {
        self.is_whole() && self.ehlo.is_empty() && !self.starttls_asked && !self.delivered
    }

    /// The next row.
    pub fn fold(
        &mut self,
        row: &Row<'_>,
        place: Place,
        meaning: &Meaning<'_>,
        wording: &mut Wording,
    ) {
        self.last = Mark { time: row.time, sequence: row.sequence, place };
        if self.local.is_empty() {
            self.local = endpoint(&row.local, wording);
        }
        if self.remote.is_empty() {
            self.remote = endpoint(&row.remote, wording);
        }
        let mut kept = |text: &str| wording.texts.intern(text);
        match meaning {
            Meaning::Connected => self.opened = true,
            Meaning::Disconnected(reason) => {
                self.closed = true;
                self.ending = kept(reason);
            }
            Meaning::NotReached(reason) => self.not_reached = kept(reason),
            Meaning::Command(command) => self.command(*command, wording),
            Meaning::Reply(reply) => self.reply(*reply, wording),
            Meaning::Negotiated(sentence) => self.negotiated = Some(wording.negotiation(sentence)),
            Meaning::Failed(error) => self.failed = kept(error),
            Meaning::Certificate(whose, data) => {
                self.telling = Some(*whose);
                *self.certificate(*whose) = wording.certificate(data);
            }
            Meaning::CertificatePart(part, data) => {
                let value = super::certificate::value(*part, data, &mut wording.texts);
                match self.telling {
                    Some(whose) => self.certificate(whose).take(*part, value),
                    None => self.loose.take(*part, value),
                }
            }
            Meaning::ChainStatus(status) => self.chain_status = kept(status),
            Meaning::Capabilities { capabilities, status } => {
                self.capabilities = kept(capabilities);
                self.capability_status = kept(status);
            }
            Meaning::RevocationFailure(status) => self.revocation_failure = kept(status),
            Meaning::Proxied(id) if *id == row.session => {}
            Meaning::Proxied(id) => self.proxied = self.proxied.or(Some(*id)),
            Meaning::NotNeeded | Meaning::NotUnderstood => {}
        }
    }

    fn certificate(&mut self, whose: Whose) -> &mut LoggedCertificate {
        match whose {
            Whose::Ours => self.ours.get_or_insert_default(),
            Whose::Theirs => self.theirs.get_or_insert_default(),
        }
    }

    fn command(&mut self, command: Command<'_>, wording: &mut Wording) {
        match command {
            Command::Ehlo(name) if self.ehlo.is_empty() => self.ehlo = wording.texts.intern(name),
            Command::StartTls => self.starttls_asked = true,
            Command::AnonymousTls => {
                self.starttls_asked = true;
                self.anonymous_tls = true;
            }
            Command::MailFrom(address) => {
                self.probe |= address.starts_with("HealthMailbox");
                if self.sender_domain.is_none() {
                    self.sender_domain = Some(wording.domain(address));
                }
            }
            Command::RcptTo(address) if self.recipient_domain.is_none() => {
                self.recipient_domain = Some(wording.domain(address));
            }
            Command::Content => {
                self.awaiting = true;
                if self.opening == Opening::Nothing {
                    self.opening = Opening::Content;
                }
            }
            Command::Auth => self.authenticated = true,
            Command::Ehlo(_) | Command::RcptTo(_) | Command::Other => {}
        }
    }

    fn reply(&mut self, reply: Reply<'_>, wording: &mut Wording) {
        if reply.code >= 400 && self.refusal.is_empty() {
            self.refusal = wording.texts.intern(&status(text(reply.text)));
        }
        // The go-ahead for TLS is a 220 too, and has a status before its words.
        if reply.code == 220 && self.greeting.is_empty() {
            let name = text(reply.text.get(4..).unwrap_or_default()).split(' ').next();
            let name = name.filter(|name| name.contains('.') && !name.starts_with("2."));
            self.greeting = wording.texts.intern(name.unwrap_or_default());
        }
        if reply.code == 250 && !self.starttls_offered {
            self.starttls_offered = offers_starttls(reply.text);
        }
        let accepted = match reply.code {
            // Sender and recipient are accepted with 2.1.x, also behind a message in a pipeline.
            250 if !reply.text.get(4..).is_some_and(|rest| rest.starts_with(b"2.1.")) => true,
            400.. => false,
            _ => return,
        };
        self.delivered |= self.awaiting && accepted;
        self.awaiting = false;
        if self.opening == Opening::Nothing {
            self.opening = if accepted { Opening::Accepted } else { Opening::Refused };
        }
    }

    /// This part and the one that follows it.
    pub fn then(self, later: Self) -> Self {
        // Parts at the beginning of the later part belong to what the earlier one was telling.
        let continued = |whose: Whose, earlier: Option<LoggedCertificate>| match earlier {
            Some(earlier) if self.telling == Some(whose) => Some(earlier.then(later.loose)),
            earlier => earlier,
        };
        let ours = continued(Whose::Ours, self.ours);
        let theirs = continued(Whose::Theirs, self.theirs);
        Self {
            first: self.first,
            last: later.last,
            connector: self.connector.or(later.connector),
            local: self.local.or(later.local),
            remote: self.remote.or(later.remote),
            opened: self.opened || later.opened,
            closed: self.closed || later.closed,
            ending: later.ending.or(self.ending),
            not_reached: later.not_reached.or(self.not_reached),
            ehlo: self.ehlo.or(later.ehlo),
            greeting: self.greeting.or(later.greeting),
            starttls_offered: self.starttls_offered || later.starttls_offered,
            starttls_asked: self.starttls_asked || later.starttls_asked,
            anonymous_tls: self.anonymous_tls || later.anonymous_tls,
            negotiated: later.negotiated.or(self.negotiated),
            failed: later.failed.or(self.failed),
            ours: later.ours.or(ours),
            theirs: later.theirs.or(theirs),
            loose: match self.telling {
                Some(_) => self.loose,
                None => self.loose.then(later.loose),
            },
            telling: later.telling.or(self.telling),
            chain_status: later.chain_status.or(self.chain_status),
            capabilities: later.capabilities.or(self.capabilities),
            capability_status: later.capability_status.or(self.capability_status),
            revocation_failure: later.revocation_failure.or(self.revocation_failure),
            proxied: self.proxied.or(later.proxied),
            probe: self.probe || later.probe,
            authenticated: self.authenticated || later.authenticated,
            sender_domain: self.sender_domain.or(later.sender_domain),
            recipient_domain: self.recipient_domain.or(later.recipient_domain),
            delivered: self.delivered
                || later.delivered
                || (self.awaiting && later.opening == Opening::Accepted),
            awaiting: later.awaiting || (self.awaiting && later.opening == Opening::Nothing),
            opening: match self.opening {
                Opening::Nothing => later.opening,
                opening => opening,
            },
            refusal: self.refusal.or(later.refusal),
        }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        let mut mark = |mark: Mark| {
            let place = Place { file: to(mark.place.file), ..mark.place };
            Mark { place, ..mark }
        };
        Self {
            first: mark(self.first),
            last: mark(self.last),
            connector: to(self.connector),
            local: to(self.local),
            remote: to(self.remote),
            ending: to(self.ending),
            not_reached: to(self.not_reached),
            ehlo: to(self.ehlo),
            greeting: to(self.greeting),
            negotiated: self.negotiated.map(|negotiation| negotiation.renumbered(to)),
            failed: to(self.failed),
            ours: self.ours.map(|certificate| certificate.renumbered(to)),
            theirs: self.theirs.map(|certificate| certificate.renumbered(to)),
            loose: self.loose.renumbered(to),
            chain_status: to(self.chain_status),
            capabilities: to(self.capabilities),
            capability_status: to(self.capability_status),
            revocation_failure: to(self.revocation_failure),
            sender_domain: self.sender_domain.map(&mut *to),
            recipient_domain: self.recipient_domain.map(&mut *to),
            refusal: to(self.refusal),
            ..self
        }
    }
}

fn endpoint(bytes: &[u8], wording: &mut Wording) -> Text {
    match std::str::from_utf8(bytes) {
        Ok(endpoint) => wording.texts.intern(address(endpoint)),
        Err(_) => Text::EMPTY,
    }
}

#[cfg(test)]
mod tests;
