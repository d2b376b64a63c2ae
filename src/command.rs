//! What does the native command do?
//!
//! It reads its arguments, files, folders, standard input and the clock, hands them to the library and
//! prints a rendering. It judges nothing itself.
//!
//! Exit status: 0 nothing worse than a warning, 1 an error was found, 2 usage, or nothing could be read
//! or recognised, 3 no error found and the verdict is undetermined.

mod arguments;
mod logs;
mod sessions;
mod sources;
mod walk;

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use arguments::{Arguments, Output};
use clap::Parser;
use sessions::Sessions;

use crate::facts::log::summary;
use crate::outline::outline;
use crate::render;
use crate::report::{Level, Report, redact};
use crate::timestamp::Timestamp;

const FOUND_ERROR: u8 = 1;
const USAGE: u8 = 2;
const UNDETERMINED: u8 = 3;

/// Runs the command with the process's arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let (question, roots_unread) = match arguments.question(now()) {
        Ok(question) => question,
        Err(reason) => return refuse(&reason),
    };
    let sessions = match arguments.sessions.as_deref().map(Sessions::create).transpose() {
        Ok(sessions) => sessions,
        Err(reason) => return refuse(&reason),
    };
    let each = sessions.as_ref().map(Sessions::each);
    let mut read = sources::read(&arguments.files, each.as_ref());
    for failure in read.failures.iter().chain(&roots_unread) {
        complain(failure);
    }
    if read.is_empty() {
        return refuse("nothing could be read");
    }
    let mut written = ExitCode::SUCCESS;
    if let Some(path) = &arguments.summary
        && let Err(error) = fs::write(path, summary::write(&read.all_logs()))
    {
        written = refuse(&format!("{}: {error}", path.display()));
    }
    if let Some(sessions) = sessions {
        read.settle(|key, session, texts| sessions.row(key, session, texts));
        if let Err(reason) = sessions.finish() {
            written = refuse(&reason);
        }
    }
    let unread = read.failures.iter().map(|failure| format!("Could not be read: {failure}."));
    let not_looked_at: Vec<String> = unread.chain(read.left_out.iter().cloned()).collect();
    let mut report = crate::analyse(read.evidence(), &question).report;
    report.not_looked_at.extend(not_looked_at);
    let nothing = report.sources.iter().all(|source| source.format == "unknown");
    if nothing && report.findings.is_empty() {
        return refuse("nothing in the input has a form that Handglass reads");
    }
    if arguments.redact {
        report = redact(&report);
    }
    let text = match arguments.format {
        Output::Text => render::text::text(&outline(&report)),
        Output::Json => render::json::json(&report),
        Output::Markdown => render::markdown::markdown(&outline(&report)),
        Output::Html => render::html::html(&outline(&report)),
    };
    // A reader that closes the pipe early has what it wanted.
    let _ = std::io::stdout().write_all(text.as_bytes());
    if written == ExitCode::SUCCESS { status(&report) } else { written }
}

fn status(report: &Report) -> ExitCode {
    match report.verdict.level {
        Level::Error => ExitCode::from(FOUND_ERROR),
        Level::Undetermined => ExitCode::from(UNDETERMINED),
        Level::Ok | Level::Notice | Level::Warning => ExitCode::SUCCESS,
    }
}

fn refuse(reason: &str) -> ExitCode {
    complain(reason);
    ExitCode::from(USAGE)
}

fn complain(reason: &str) {
    let _ = writeln!(std::io::stderr(), "handglass: {reason}");
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix_seconds(i64::try_from(since).unwrap_or(i64::MAX))
}
