//! Which sessions are counted together?
//!
//! A profile is all of a session that answers ask for, without its time and its number: sessions of one
//! partner that went alike have one profile, so that a log of a million sessions becomes a table of some
//! thousand rows.

use super::certificate::LoggedCertificate;
use super::negotiation::{Negotiation, Version};
use super::scope::Scope;
use super::session::Session;
use super::texts::{Renumber, Text, Texts};
use crate::rows::Direction;

/// What sessions that are counted together have in common; texts are empty where nothing was told.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Profile {
    pub direction: Direction,
    /// Of the files: which server and which role, where nothing else tells.
    pub folder: Text,
    /// As written; a receive log has the server's name before it.
    pub connector: Text,
    /// The other side's address without its port; `Text::ANOTHER` where there was no room for it.
    pub remote: Text,
    pub scope: Scope,
    /// The name that the other side gives itself: in its EHLO where we receive, in its greeting where we
    /// send.
    pub peer: Text,
    /// The domain of the sender where we receive, of the recipient where we send.
    pub domain: Text,
    pub outcome: Outcome,
    /// Thumbprints, or subjects where no thumbprint was told.
    pub ours: Text,
    pub theirs: Text,
    pub chain_status: Text,
    pub capabilities: Text,
    pub capability_status: Text,
    /// The first reply of 400 and above, by its status and its words on TLS.
    pub refusal: Text,
    pub delivered: bool,
    pub authenticated: bool,
}

/// What became of TLS in a session.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Outcome {
    /// The last handshake that succeeded; an earlier one may have failed.
    Negotiated(Negotiation),
    /// The error of the last handshake, where none succeeded.
    Failed(Text),
    /// STARTTLS was asked for, and no row tells how it ended.
    Unfinished,
    /// STARTTLS was never asked for.
    Clear { offered: bool },
    /// No connection came about: the reason.
    NotReached(Text),
    /// Rows at one end are not in the input, and what is there does not tell what became of TLS.
    Fragment { asked: bool },
}

impl Outcome {
    fn of(session: &Session) -> Self {
        if let Some(negotiation) = session.negotiated {
            return Self::Negotiated(negotiation);
        }
        if !session.failed.is_empty() {
            return Self::Failed(session.failed);
        }
        if !session.opened && !session.not_reached.is_empty() {
            return Self::NotReached(session.not_reached);
        }
        let (asked, offered) = (session.starttls_asked, session.starttls_offered);
        if !session.is_whole() {
            return Self::Fragment { asked };
        }
        if asked { Self::Unfinished } else { Self::Clear { offered } }
    }

    pub const fn kind(self) -> Kind {
        match self {
            Self::Negotiated(negotiation) => Kind::Version(negotiation.version),
            Self::Failed(_) => Kind::Failed,
            Self::Unfinished => Kind::Unfinished,
            Self::Clear { .. } => Kind::Clear,
            Self::NotReached(_) => Kind::NotReached,
            Self::Fragment { .. } => Kind::Fragment,
        }
    }

    fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        match self {
            Self::Negotiated(negotiation) => Self::Negotiated(negotiation.renumbered(to)),
            Self::Failed(error) => Self::Failed(to(error)),
            Self::NotReached(reason) => Self::NotReached(to(reason)),
            Self::Unfinished | Self::Clear { .. } | Self::Fragment { .. } => self,
        }
    }
}

/// What became of TLS, without the details.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Kind {
    Version(Version),
    Clear,
    Failed,
    Unfinished,
    NotReached,
    Fragment,
}

impl Kind {
    /// The word of a table's row.
    pub fn word(self, texts: &Texts) -> &str {
        match self {
            Self::Version(version) => version.word(texts),
            Self::Clear => "no TLS",
            Self::Failed => "handshake failed",
            Self::Unfinished => "handshake unfinished",
            Self::NotReached => "not connected",
            Self::Fragment => "fragment",
        }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        match self {
            Self::Version(version) => Self::Version(version.renumbered(to)),
            other => other,
        }
    }
}

impl Profile {
    pub fn of(session: &Session, direction: Direction, folder: Text, texts: &Texts) -> Self {
        let domain = match direction {
            Direction::Receive => session.sender_domain,
            Direction::Send => session.recipient_domain,
        };
        let known = |certificate: Option<LoggedCertificate>| {
            certificate.map_or(Text::EMPTY, LoggedCertificate::known_by)
        };
        Self {
            direction,
            folder,
            connector: session.connector,
            remote: session.remote,
            scope: Scope::of(session, direction, texts.text(session.remote)),
            peer: match direction {
                Direction::Receive => session.ehlo,
                Direction::Send => session.greeting,
            },
            domain: domain.unwrap_or_default(),
            outcome: Outcome::of(session),
            ours: known(session.ours),
            theirs: known(session.theirs),
            chain_status: session.chain_status,
            capabilities: session.capabilities,
            capability_status: session.capability_status,
            refusal: session.refusal,
            delivered: session.delivered,
            authenticated: session.authenticated,
        }
    }

    /// What is left of it where there is no room for another partner.
    pub const fn anybody(self) -> Self {
        let nobody = Text::ANOTHER;
        Self { remote: nobody, peer: nobody, domain: nobody, theirs: nobody, ..self }
    }

    /// Every text of it as another table numbers it.
    pub fn renumbered(self, to: &mut Renumber<'_>) -> Self {
        Self {
            folder: to(self.folder),
            connector: to(self.connector),
            remote: to(self.remote),
            peer: to(self.peer),
            domain: to(self.domain),
            outcome: self.outcome.renumbered(to),
            ours: to(self.ours),
            theirs: to(self.theirs),
            chain_status: to(self.chain_status),
            capabilities: to(self.capabilities),
            capability_status: to(self.capability_status),
            refusal: to(self.refusal),
            ..self
        }
    }
}
