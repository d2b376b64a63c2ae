//! What happened in one session, as far as its rows tell?
//!
//! A session's rows may lie in several files, or in ranges that different workers read. Each part is
//! folded by itself, and parts put together (`then`) say the same as one fold over all rows.

use super::certificate::LoggedCertificate;
use super::event::{Command, Meaning, Reply, Whose};
use crate::input::smtp_log::Row;

/// Characters that are kept of a name or a reply.
const MAX_TEXT: usize = 200;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the file.
    pub file: u32,
    /// Offset of the row's first byte.
    pub offset: u64,
}

/// A row's position in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Milliseconds since 1970.
    pub time: i64,
    pub sequence: u32,
    pub place: Place,
}

/// A session, or the part of it that was read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub first: Mark,
    pub last: Mark,
    pub connector: String,
    pub local: String,
    pub remote: String,
    /// The row `+` was seen.
    pub opened: bool,
    /// The row `-` was seen; its reason.
    pub closed: Option<String>,
    /// The name that the client gave itself first.
    pub ehlo: Option<String>,
    pub starttls_offered: bool,
    pub starttls_asked: bool,
    /// Exchange's own X-ANONYMOUSTLS was asked for: an internal hop.
    pub anonymous_tls: bool,
    /// The sentence of the last success row.
    pub negotiated: Option<String>,
    /// The error of the last failure row.
    pub failed: Option<String>,
    /// The last certificates that were told of, empty where a row announced one and told nothing.
    pub ours: Option<LoggedCertificate>,
    pub theirs: Option<LoggedCertificate>,
    /// Parts of a certificate whose beginning is not in this part.
    loose: LoggedCertificate,
    /// Whose certificate the next parts are of.
    telling: Option<Whose>,
    pub chain_status: Option<String>,
    /// `None`, or the capabilities and the status behind them.
    pub capabilities: Option<(String, String)>,
    pub revocation_failure: Option<String>,
    /// A front end took this delivery: it is counted there.
    pub proxied: bool,
    pub authenticated: bool,
    /// Domains of the first MAIL FROM and the first RCPT TO.
    pub sender_domain: Option<String>,
    pub recipient_domain: Option<String>,
    /// A message was given and accepted.
    pub delivered: bool,
    /// A message was given, and its answer has not come.
    awaiting: bool,
    opening: Opening,
    /// The first reply of 400 and above.
    pub refusal: Option<String>,
}

/// What stood first in this part: an earlier part may be waiting for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Nothing,
    Accepted,
    Refused,
    Content,
}

impl Session {
    /// A part that begins with `row`, which is not folded yet.
    pub fn begun(row: &Row<'_>, place: Place) -> Self {
        let mark = Mark { time: row.time, sequence: row.sequence, place };
        Self {
            first: mark,
            last: mark,
            connector: lossy(&row.connector),
            local: lossy(&row.local),
            remote: lossy(&row.remote),
            opened: false,
            closed: None,
            ehlo: None,
            starttls_offered: false,
            starttls_asked: false,
            anonymous_tls: false,
            negotiated: None,
            failed: None,
            ours: None,
            theirs: None,
            loose: LoggedCertificate::default(),
            telling: None,
            chain_status: None,
            capabilities: None,
            revocation_failure: None,
            proxied: false,
            authenticated: false,
            sender_domain: None,
            recipient_domain: None,
            delivered: false,
            awaiting: false,
            opening: Opening::Nothing,
            refusal: None,
        }
    }

    /// True where nothing of it can stand anywhere else.
    pub const fn is_whole(&self) -> bool {
        self.opened && self.closed.is_some()
    }

    /// The next row.
    pub fn fold(&mut self, row: &Row<'_>, place: Place, meaning: &Meaning<'_>) {
        self.last = Mark { time: row.time, sequence: row.sequence, place };
        if self.local.is_empty() {
            self.local = lossy(&row.local);
        }
        if self.remote.is_empty() {
            self.remote = lossy(&row.remote);
        }
        match meaning {
            Meaning::Connected => self.opened = true,
            Meaning::Disconnected(reason) => self.closed = Some(kept(reason)),
            Meaning::Command(command) => self.command(*command),
            Meaning::Reply(reply) => self.reply(*reply),
            Meaning::Negotiated(sentence) => self.negotiated = Some(kept_whole(sentence)),
            Meaning::Failed(error) => self.failed = Some(kept(error)),
            Meaning::Certificate(whose, told) => {
                self.telling = Some(*whose);
                *self.certificate(*whose) = told.clone().unwrap_or_default();
            }
            Meaning::CertificatePart(part, value) => match self.telling {
                Some(whose) => self.certificate(whose).take(*part, value),
                None => self.loose.take(*part, value),
            },
            Meaning::ChainStatus(status) => self.chain_status = Some(kept(status)),
            Meaning::Capabilities { capabilities, status } => {
                self.capabilities = Some((kept(capabilities), kept(status)));
            }
            Meaning::RevocationFailure(status) => self.revocation_failure = Some(kept(status)),
            Meaning::Proxied => self.proxied = true,
            Meaning::NotNeeded | Meaning::NotUnderstood => {}
        }
    }

    fn certificate(&mut self, whose: Whose) -> &mut LoggedCertificate {
        match whose {
            Whose::Ours => self.ours.get_or_insert_default(),
            Whose::Theirs => self.theirs.get_or_insert_default(),
        }
    }

    fn command(&mut self, command: Command<'_>) {
        let first = |place: &mut Option<String>, address: &str| {
            if place.is_none() {
                let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
                *place = Some(kept(&domain.to_ascii_lowercase()));
            }
        };
        match command {
            Command::Ehlo(name) => {
                self.ehlo.get_or_insert_with(|| kept(name));
            }
            Command::StartTls => self.starttls_asked = true,
            Command::AnonymousTls => {
                self.starttls_asked = true;
                self.anonymous_tls = true;
            }
            Command::MailFrom(address) => first(&mut self.sender_domain, address),
            Command::RcptTo(address) => first(&mut self.recipient_domain, address),
            Command::Content => {
                self.awaiting = true;
                if self.opening == Opening::Nothing {
                    self.opening = Opening::Content;
                }
            }
            Command::Auth => self.authenticated = true,
            Command::Other => {}
        }
    }

    fn reply(&mut self, reply: Reply<'_>) {
        if reply.code >= 400 && self.refusal.is_none() {
            self.refusal = Some(kept(reply.text));
        }
        if reply.code == 250 && offers_starttls(reply.text) {
            self.starttls_offered = true;
        }
        let accepted = match reply.code {
            // Sender and recipient are accepted with 2.1.x, also behind a message in a pipeline.
            250 if !reply.text.get(4..).is_some_and(|rest| rest.starts_with("2.1.")) => true,
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
        let text =
            |earlier: String, later: String| if earlier.is_empty() { later } else { earlier };
        // Parts at the beginning of the later part belong to what the earlier one was telling.
        let continued = |whose: Whose, earlier: Option<LoggedCertificate>| match earlier {
            Some(earlier) if self.telling == Some(whose) => Some(earlier.then(later.loose.clone())),
            earlier => earlier,
        };
        let ours = continued(Whose::Ours, self.ours);
        let theirs = continued(Whose::Theirs, self.theirs);
        Self {
            first: self.first,
            last: later.last,
            connector: text(self.connector, later.connector),
            local: text(self.local, later.local),
            remote: text(self.remote, later.remote),
            opened: self.opened || later.opened,
            closed: later.closed.or(self.closed),
            ehlo: self.ehlo.or(later.ehlo),
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
            revocation_failure: later.revocation_failure.or(self.revocation_failure),
            proxied: self.proxied || later.proxied,
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
}

/// The word alone, in a line of its own or among the others of one row.
fn offers_starttls(text: &str) -> bool {
    text.split([' ', '-']).any(|word| word.eq_ignore_ascii_case("STARTTLS"))
}

fn lossy(bytes: &[u8]) -> String {
    kept(&String::from_utf8_lossy(bytes))
}

fn kept(text: &str) -> String {
    text.get(..text.floor_char_boundary(MAX_TEXT)).unwrap_or_default().to_owned()
}

/// A success row's sentence has its end at the key exchange.
fn kept_whole(text: &str) -> String {
    text.get(..text.floor_char_boundary(2 * MAX_TEXT)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
