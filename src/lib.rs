//! Handglass reads TLS evidence and says what is wrong, whose side it is on, what to do, and the proof.
//!
//! The plan of the house: a paste or a file becomes a [`report::Report`] value by pure functions, and
//! everything a person sees is a drawing of that value.
//!
//! ```text
//! bytes → input → facts → checks → report → outline → page, or text, JSON, Markdown, HTML, CSV
//! ```
//!
//! One direction: `tests/tidy.rs` keeps it. The core reads no clock, no trust store and no network; the
//! [`question::Question`] carries what is not in the bytes.

pub mod checks;
pub mod collector;
pub mod endpoint;
pub mod facts;
pub mod idn;
pub mod input;
pub mod letter_case;
pub mod outline;
pub mod problem;
pub mod question;
pub mod render;
pub mod report;
pub mod span;
pub mod state;
pub mod visible;

pub use handglass_smtp_log::{order, timestamp};

#[cfg(not(target_family = "wasm"))]
pub mod command;

#[cfg(target_family = "wasm")]
pub mod page;
#[cfg(target_family = "wasm")]
pub mod worker;

use std::borrow::Cow;
use std::rc::Rc;

use checks::Case;
use facts::Facts;
use facts::handshake::{Handshake, StartTls};
use facts::log::evidence::{self, ReadLogs};
use facts::log::summary;
use facts::phrase::{Speaker, StatedPhrase};
use input::{Reading, Source};
use problem::Problem;
use question::{Policy, Question};
use report::Report;
use span::SourceId;

/// A report, and what its reader may show of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    pub report: Report,
    /// The masked text of the first source, where that is the paste and a secret was masked in it.
    pub paste: Option<String>,
}

/// All that is judged together.
#[derive(Debug, Default)]
pub struct Evidence {
    pub sources: Vec<Source>,
    /// Protocol logs, which are too large to be held: whoever has their bytes reads them first.
    pub logs: Rc<ReadLogs>,
}

impl From<Vec<Source>> for Evidence {
    fn from(sources: Vec<Source>) -> Self {
        Self { sources, logs: Rc::default() }
    }
}

/// The name of the source that stands in the page's box; it comes first.
pub const PASTE: &str = "paste";

/// Reads every source and judges all of it together. Total: any bytes give a report.
pub fn analyse(evidence: impl Into<Evidence>, question: &Question) -> Analysis {
    judge(evidence, question, |case, readings, problems| {
        let report = report::compose(case, readings, problems);
        // The paste comes first; a file that bears its name does not.
        let paste = readings
            .first()
            .filter(|reading| reading.name == PASTE && reading.masked_a_secret())
            .map(|reading| reading.text.as_str().to_owned());
        Analysis { report, paste }
    })
}

/// Reads every source and hands the case to `tell`, with the readings (the user's own roots and what he has
/// at hand last) and the problems that came up after reading. `analyse` is this with a report; tests ask each rule.
pub fn judge<T>(
    evidence: impl Into<Evidence>,
    question: &Question,
    tell: impl FnOnce(&Case<'_>, &[Reading], &[Problem]) -> T,
) -> T {
    let Evidence { sources, mut logs } = evidence.into();
    let (summaries, sources): (Vec<Source>, Vec<Source>) =
        sources.into_iter().partition(|source| summary::is_summary(&source.bytes));
    for source in summaries {
        logs = Rc::new(Rc::unwrap_or_clone(logs).and(summary::read(&source.name, &source.bytes)));
    }
    let beside = question.own_roots.iter().chain(&question.at_hand).map(|own| {
        let source = Source { name: own.name.clone(), bytes: own.bytes.clone() };
        (source, None)
    });
    let evidence_count = sources.len();
    let evidence_sources = sources.into_iter().map(|source| {
        let format = question.format.as_deref().filter(|_| source.name == PASTE);
        (source, format)
    });
    let readings: Vec<Reading> = (0..)
        .zip(evidence_sources.chain(beside))
        .map(|(index, (source, format))| input::read(SourceId(index), source, format))
        .collect();
    let (read, beside) = readings.split_at(evidence_count);
    let (roots, at_hand) = beside.split_at(question.own_roots.len());
    let (mut facts, problems) = facts::gather(read, roots, at_hand, question.mozilla_roots);
    evidence::beside(&mut facts, &logs);
    let settled = checks::connector::settled(&facts).filter(|_| question.leaves_policy_open());
    let policy = settled
        .map(|settled| settled.policy)
        .or(question.policy)
        .unwrap_or_else(|| default_policy(&facts));
    let mut question = Cow::Borrowed(question);
    if question.reference_identifiers.is_empty() {
        // An error message that says which name was dialled answers the question for it.
        let dialled = facts::phrase::dialled(&facts.phrases);
        if !dialled.is_empty() {
            question.to_mut().reference_identifiers = dialled;
        }
    }
    tell(&Case::new(&facts, &question, policy), &readings, &problems)
}

/// Unknown for SMTP with STARTTLS, where nobody may be checking, for a connector that does not say what the
/// other side checks, and for what mail servers say of it; name for everything else.
fn default_policy(facts: &Facts) -> Policy {
    let smtp = |handshake: &Handshake| {
        handshake.starttls.as_ref().is_some_and(|starttls| starttls.value == StartTls::Smtp)
    };
    let of_mail =
        |stated: &StatedPhrase| matches!(stated.phrase.by, Speaker::Smtp | Speaker::Exchange);
    let mail = facts.handshakes.iter().any(smtp) || facts.phrases.iter().any(of_mail);
    if mail || facts.logs.is_some() || !facts.connectors.is_empty() {
        Policy::Unknown
    } else {
        Policy::Name
    }
}
