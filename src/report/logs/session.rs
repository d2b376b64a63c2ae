//! What is told of one session: its way as one line, its rows with the pauses between them, and why there is
//! no further row.
//!
//! What the session means is in the tables and the findings.

use serde::{Deserialize, Serialize};

use crate::facts::log::one_session::{Ended, SessionRow, Stage};
use crate::visible::visible;

/// Milliseconds from which on a pause is worth a word.
const PAUSE: i64 = 1_000;

const STAGES: [(Stage, &str); 7] = [
    (Stage::Connect, "connect"),
    (Stage::Ehlo, "EHLO"),
    (Stage::StartTls, "STARTTLS"),
    (Stage::Handshake, "handshake"),
    (Stage::Authentication, "authentication"),
    (Stage::Mail, "mail"),
    (Stage::End, "end"),
];

/// One session on its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionReport {
    /// Each stage, and when it was first reached; empty where it was not.
    pub stages: Vec<(String, String)>,
    pub rows: Vec<SessionLine>,
    /// Why there is no further row, or none at all.
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionLine {
    /// Since the first row.
    pub since: String,
    /// Since the row before, where it is long.
    pub pause: String,
    pub text: String,
}

impl SessionReport {
    pub fn of(rows: &[SessionRow], ended: Ended) -> Self {
        let Some(first) = rows.first() else { return Self::nothing(note(ended)) };
        let stages = STAGES.map(|(stage, word)| {
            let reached = rows.iter().find(|row| row.stage == Some(stage));
            let since = reached.map(|row| seconds(row.time - first.time));
            (word.to_owned(), since.unwrap_or_default())
        });
        let stages = if ended == Ended::NoRow { Vec::new() } else { stages.to_vec() };
        let mut before = first.time;
        let lines = rows.iter().map(|row| {
            let pause = row.time - std::mem::replace(&mut before, row.time);
            SessionLine {
                since: seconds(row.time - first.time),
                pause: if pause >= PAUSE { seconds(pause) } else { String::new() },
                text: visible(&row.line).into_owned(),
            }
        });
        Self { rows: lines.collect(), stages, note: note(ended).to_owned() }
    }

    /// No row can be shown; why.
    pub fn nothing(note: &str) -> Self {
        Self { note: note.to_owned(), ..Self::default() }
    }
}

const fn note(ended: Ended) -> &'static str {
    match ended {
        Ended::Closed => "With this row the session ends.",
        Ended::Left => "The log has no end of this session; its id was given to another one.",
        Ended::TooManyRows => "The first thousand rows are shown; the session goes on.",
        Ended::NothingMore => "The next 64 MB hold no further row of this session.",
        Ended::File => {
            "The file ends before the session does; what is left stands in the next file, if anywhere."
        }
        Ended::NoRow => {
            "This line is no row that Handglass understands. If one stood here when the file was read, the file has been written again since."
        }
    }
}

/// "12.034 s"; rows of a log may go back in time when a clock is set.
fn seconds(time: i64) -> String {
    let (sign, time) = if time < 0 { ("-", -time) } else { ("", time) };
    format!("{sign}{}.{:03} s", time / 1_000, time % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_and_pauses_are_told() {
        let row = |time, stage| SessionRow { time, stage, line: format!("row at {time}\u{202e}") };
        let rows = [
            row(5_000, Some(Stage::Connect)),
            row(5_013, Some(Stage::Ehlo)),
            row(65_013, None),
            row(64_000, Some(Stage::End)),
        ];
        let told = SessionReport::of(&rows, Ended::Closed);
        let pauses: Vec<_> = told.rows.iter().map(|row| row.pause.as_str()).collect();
        assert_eq!(pauses, ["", "", "60.000 s", ""]);
        assert_eq!(told.rows[1].since, "0.013 s");
        assert_eq!(told.rows[0].text, "row at 5000[U+202E]");
        assert_eq!(told.stages[0], ("connect".into(), "0.000 s".into()));
        assert_eq!(told.stages[2], ("STARTTLS".into(), String::new()));
        assert_eq!(told.stages[6].1, "59.000 s");
        assert_eq!(SessionReport::of(&[], Ended::NoRow).rows, []);
        assert_eq!(seconds(-1_500), "-1.500 s");
    }
}
