//! What the logs cover, which certificates they show, what failed.
//!
//! What a failure means for whom is in the findings.

use super::{Maker, direction};
use crate::checks::log::{LogCase, time};
use crate::checks::log_errors::error;
use crate::facts::log::answer::failure::Stage;
use crate::facts::log::event::Whose;
use crate::order::Sort;
use crate::report::LogTable;
use crate::visible::quoted;

pub(super) fn coverage(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "coverage",
        "What the logs cover",
        "Only what is logged can be counted: a connector whose ProtocolLoggingLevel is not Verbose leaves no row. By default only Default Frontend and the FrontEnd's own send connector log.",
        &[
            ("Folder", false),
            ("Role", false),
            ("Direction", false),
            ("Rows", true),
            ("First", false),
            ("Last", false),
        ],
    );
    let mut all: Vec<_> = logs.counted.facts.coverage.iter().collect();
    all.order_by_key(|(key, _)| **key);
    for ((folder, side), covered) in all {
        let name = logs.shown(*folder);
        maker.row(
            vec![
                if name.is_empty() { "(no folder)".into() } else { name.clone() },
                role(&name).into(),
                direction(*side).into(),
                covered.rows.to_string(),
                time(covered.first),
                time(covered.last),
            ],
            None,
        );
    }
    maker.done()
}

/// By the folders that Exchange 2013 and later use ("Protocol logging", default locations).
fn role(folder: &str) -> &'static str {
    let has = |word: &str| folder.split(['/', '\\']).any(|part| part.eq_ignore_ascii_case(word));
    if has("FrontEnd") {
        "FrontEnd"
    } else if has("Hub") {
        "Hub"
    } else if has("Edge") {
        "Edge"
    } else if has("Mailbox") {
        "Mailbox"
    } else {
        "not told"
    }
}

pub(super) fn failures(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "failures",
        "Failures by cause",
        "All sessions of both directions; one that failed in several ways is in several rows.",
        &[
            ("Where", false),
            ("Direction", false),
            ("Cause", false),
            ("What it means", false),
            ("Sessions", true),
            ("Addresses", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for failure in &logs.failures {
        let cause = logs.counted.text(failure.cause);
        let (cause, meaning) = match failure.stage {
            Stage::Handshake => error(cause),
            Stage::Unfinished => (
                "no row tells how it ended".to_owned(),
                "the connection broke, or the other side gave up, during the handshake",
            ),
            Stage::Reply => (cause.to_owned(), "see the findings"),
            Stage::ChainStatus => {
                (cause.to_owned(), "what Exchange's own check says of the other side's certificate")
            }
        };
        let stage = match failure.stage {
            Stage::Handshake => "handshake failed",
            Stage::Unfinished => "handshake unfinished",
            Stage::Reply => "reply",
            Stage::ChainStatus => "certificate check",
        };
        maker.row(
            vec![
                stage.into(),
                direction(failure.direction).into(),
                quoted(&cause),
                meaning.into(),
                failure.sessions.to_string(),
                failure.remotes.to_string(),
                time(failure.first),
                time(failure.last),
            ],
            Some(failure.example),
        );
    }
    maker.done()
}

pub(super) fn certificates(logs: &LogCase<'_>) -> LogTable {
    let mut maker = Maker::new(
        logs,
        "certificates",
        "Certificates in the logs",
        "Each once, by its thumbprint. A session is held against the certificate's end at its own time.",
        &[
            ("Whose", false),
            ("Subject", false),
            ("Issuer", false),
            ("Thumbprint", false),
            ("Names", false),
            ("Valid until", false),
            ("Sessions", true),
            ("After its end", true),
            ("First", false),
            ("Last", false),
        ],
    );
    for one in &logs.certificates {
        let certificate = one.certificate;
        maker.row(
            vec![
                match one.whose {
                    Whose::Ours => "ours".into(),
                    Whose::Theirs => "theirs".into(),
                },
                logs.shown(certificate.subject.or(certificate.names)),
                logs.shown(certificate.issuer),
                logs.shown(certificate.thumbprint),
                logs.shown(certificate.alternate_names),
                certificate
                    .not_after
                    .map(|end| time(end.saturating_mul(1_000)))
                    .unwrap_or_default(),
                one.shown.sessions.to_string(),
                one.shown.expired.to_string(),
                time(one.shown.first),
                time(one.shown.last),
            ],
            Some(one.shown.example),
        );
    }
    maker.done()
}
