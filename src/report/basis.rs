//! What does a verdict rest on, and so how sure is it?
//!
//! It is no probability: it names who said so.

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::checks::{log, phrase};

/// What a verdict rests on, and so how far it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Computed here from the bytes of certificates: whoever computes it again finds the same.
    Computed,
    /// A program printed it, and what it printed was read.
    Transcript,
    /// Sessions of protocol logs were counted.
    Logs,
    /// Settings, as a command printed them.
    Settings,
    /// Somebody's error message, which proves that somebody refused and no more.
    Message,
    /// Nothing is decided.
    Nothing,
}

impl Basis {
    /// A rule that stands on a certificate was computed from its bytes; the others were told by somebody.
    pub(super) fn of(finding: &Finding) -> Self {
        let first = finding.evidence.first();
        if first.is_some_and(|evidence| evidence.certificate.is_some()) {
            return Self::Computed;
        }
        if log::is_of_logs(&finding.id) {
            return Self::Logs;
        }
        if phrase::is_of_messages(&finding.id) {
            return Self::Message;
        }
        if finding.id.starts_with("connector-") {
            return Self::Settings;
        }
        // What stands on a trust anchor has no place in the input.
        let of_an_anchor = first.is_some_and(|evidence| evidence.source.is_none());
        if of_an_anchor { Self::Computed } else { Self::Transcript }
    }

    /// How sure it is, for people; empty where there is nothing to be sure of.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Computed => "proven by the certificates",
            Self::Transcript => "as the transcript shows it",
            Self::Logs => "counted in the logs",
            Self::Settings => "by the settings as pasted",
            Self::Message => "by an error message alone",
            Self::Nothing => "",
        }
    }
}
