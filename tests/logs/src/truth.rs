//! What was written, counted by whoever wrote it.
//!
//! A session is judged by the rows of it that stand in the files: what was cut away at either end of a
//! log is not known to anybody. The terms are those of the report's contract.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::calendar;

#[derive(Clone, Debug, Default)]
pub struct Truth {
    pub files: u64,
    pub bytes: u64,
    /// Every line, headers and blank ones among them.
    pub lines: u64,
    pub rows: u64,
    pub not_understood: u64,
    /// Of all rows, milliseconds since 1970.
    pub first: Option<i64>,
    pub last: Option<i64>,
    pub all: Counts,
    /// `receive`, `send`.
    pub by_direction: BTreeMap<&'static str, Counts>,
    /// `internet`, `private`, `internal`, `probe`, `loopback`, `untold`.
    pub by_scope: BTreeMap<&'static str, Counts>,
    /// Failed, and then delivered in clear to the same address.
    pub retries_in_clear: u64,
    pub partners: BTreeSet<u32>,
}

/// Sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sessions: u64,
    pub by_version: BTreeMap<&'static str, u64>,
    pub without_tls: u64,
    pub failed: u64,
    pub unfinished: u64,
    pub not_reached: u64,
    /// The first or the last row is not in the files, and what is there tells no outcome.
    pub untold: u64,
    /// Of these, sessions in which STARTTLS was asked for.
    pub untold_asked: u64,
    /// The first or the last row is not in the files.
    pub fragments: u64,
}

/// What the rows of a session that were written have told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// A row of it was written.
    pub(crate) any: bool,
    pub(crate) opened: bool,
    pub(crate) closed: bool,
    pub(crate) asked: bool,
    pub(crate) version: Option<&'static str>,
    pub(crate) failed: bool,
    pub(crate) not_reached: bool,
    /// X-ANONYMOUSTLS, or the row that names the front end's session.
    pub(crate) internal: bool,
    pub(crate) probe: bool,
    /// The client gave its name.
    pub(crate) named: bool,
    pub(crate) delivered: bool,
}

impl Counts {
    fn count(&mut self, told: &Told) {
        let is_whole = told.opened && told.closed;
        self.sessions += 1;
        let never_connected = told.not_reached && !told.opened;
        self.fragments += u64::from(!is_whole && !never_connected);
        if let Some(version) = told.version {
            *self.by_version.entry(version).or_default() += 1;
        } else if told.failed {
            self.failed += 1;
        } else if never_connected {
            self.not_reached += 1;
        } else if !is_whole {
            self.untold += 1;
            self.untold_asked += u64::from(told.asked);
        } else if told.asked {
            self.unfinished += 1;
        } else {
            self.without_tls += 1;
        }
    }

    /// STARTTLS never asked for, by the contract's words: a call that nobody answered did not ask either.
    pub const fn never_asked(&self) -> u64 {
        self.without_tls + self.not_reached + self.untold - self.untold_asked
    }

    /// STARTTLS asked for and neither row, fragments among them.
    pub const fn asked_in_vain(&self) -> u64 {
        self.unfinished + self.untold_asked
    }

    /// The four classes of the contract add up to all sessions; what else is known of them follows.
    fn json(&self) -> Value {
        json!({
            "sessions": self.sessions,
            "sessions_by_version": self.by_version,
            "sessions_without_tls": self.never_asked(),
            "handshakes_failed": self.failed,
            "handshakes_unfinished": self.asked_in_vain(),
            "not_connected": self.not_reached,
            "fragments_untold": self.untold,
            "fragments": self.fragments,
        })
    }
}

impl Truth {
    pub(crate) fn session(&mut self, told: &Told, direction: &'static str, scope: &'static str) {
        self.all.count(told);
        self.by_direction.entry(direction).or_default().count(told);
        self.by_scope.entry(scope).or_default().count(told);
    }

    pub(crate) fn row(&mut self, time: i64) {
        self.rows += 1;
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
    }

    /// The counts of the contract first, what else is known behind them.
    pub fn json(&self) -> Value {
        let mut all = self.all.json();
        let each = |counts: &BTreeMap<&'static str, Counts>| -> Value {
            counts.iter().map(|(name, counts)| (*name, counts.json())).collect()
        };
        let more = json!({
            "files": self.files,
            "bytes": self.bytes,
            "lines": self.lines,
            "rows": self.rows,
            "lines_not_understood": self.not_understood,
            "first": self.first.map(calendar::written),
            "last": self.last.map(calendar::written),
            "by_direction": each(&self.by_direction),
            "by_scope": each(&self.by_scope),
            "retries_in_clear": self.retries_in_clear,
            "partners": self.partners.len(),
        });
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
        all
    }
}
