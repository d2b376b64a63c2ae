//! What stands in the shared corpus: a capture, and what its makers wrote down about it.
//!
//! The corpus lies beside the repository (`../shared/corpus`) and is not part of it: none of its bytes
//! are committed. The index is taken as it is; what it cannot know is said in `expected`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use handglass::input::Source;
use handglass::question::{OwnRoots, Question};
use handglass::report::Report;
use handglass::timestamp::Timestamp;
use serde_json::Value;

use crate::seen;

/// What a test says where there is no corpus.
pub(crate) const ABSENT: &str =
    "skipped: the shared corpus is not beside this repository, so nothing was compared";

pub(crate) struct Capture {
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) record: Value,
    /// What this one was made of: for two outputs in one paste, both.
    pub(crate) origins: Vec<Origin>,
}

/// A real capture that was damaged.
pub(crate) struct Origin {
    pub(crate) record: Value,
    pub(crate) bytes: Vec<u8>,
}

impl Capture {
    pub(crate) fn truth(&self) -> &Value {
        &self.record["truth"]
    }

    /// How a real capture was damaged, as people damage pastes; `None` = as the terminal showed it.
    pub(crate) fn transform(&self) -> Option<&str> {
        self.record["transform"].as_str()
    }

    /// The row of the first table that it counts in.
    pub(crate) fn version(&self) -> &str {
        match self.transform() {
            Some(_) => "damaged pastes",
            None => self.record["version"].as_str().unwrap_or_default(),
        }
    }

    pub(crate) fn two_outputs(&self) -> bool {
        self.transform() == Some("two_outputs")
    }

    /// As the text shows it, or as the server knows it where the index missed it in the text.
    pub(crate) fn completed(&self) -> bool {
        self.record["in_text"]["handshake_shown"] == true
            || self.truth()["handshake_completed"] == true
    }

    /// Nothing is wrong with its server, and the text shows all that is needed to say so.
    pub(crate) fn is_in_order(&self) -> bool {
        let fine = |(record, _): &(&Value, &[u8])| {
            let none = record["truth"]["problems"].as_array().is_some_and(Vec::is_empty);
            let sent = record["truth"]["server_configured_chain"].as_array().map_or(0, Vec::len);
            none && sent > 0 && seen::certificates_held(record).len() >= sent
        };
        self.completed() && self.shown().iter().all(fine)
    }

    /// The transcripts that stand in it, each with its record.
    pub(crate) fn shown(&self) -> Vec<(&Value, &[u8])> {
        if self.two_outputs() {
            let origins = self.origins.iter();
            return origins.map(|origin| (&origin.record, origin.bytes.as_slice())).collect();
        }
        vec![(&self.record, self.bytes.as_slice())]
    }

    /// The text for searching: UTF-16 loses its zero bytes.
    pub(crate) fn text(&self) -> String {
        let kept: Vec<u8> = self.bytes.iter().copied().filter(|byte| *byte != 0).collect();
        String::from_utf8_lossy(&kept).into_owned()
    }

    /// The clock and the name of the one who captured it; no trust yet.
    pub(crate) fn question(&self) -> Question {
        let at = self.record["captured_at"].as_str().and_then(Timestamp::parse);
        let mut question = Question::at(at.expect("a capture has its time"));
        question.reference_identifiers.extend(self.truth()["host"].as_str().map(str::to_owned));
        question
    }

    pub(crate) fn report(&self, question: &Question) -> Report {
        let source = Source { name: handglass::PASTE.into(), bytes: self.bytes.clone() };
        handglass::analyse(vec![source], question).report
    }
}

pub(crate) struct Corpus {
    folder: PathBuf,
    pub(crate) captures: Vec<Capture>,
}

impl Corpus {
    /// `None` where it is not beside the repository.
    pub(crate) fn read() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/s_client");
        let index = fs::read_to_string(folder.join("index.jsonl")).ok()?;
        let records: Vec<Value> = index
            .lines()
            .map(|line| serde_json::from_str(line).expect("a record of the index"))
            .collect();
        let by_file: BTreeMap<&str, &Value> =
            records.iter().filter_map(|record| Some((record["file"].as_str()?, record))).collect();
        let read = |record: &Value| {
            let file = record["file"].as_str().expect("a record names its file");
            fs::read(folder.join(file)).expect("a capture that the index names")
        };
        let captures = records
            .iter()
            .map(|record| {
                let file = record["file"].as_str().expect("a record names its file").to_owned();
                let bytes = read(record);
                let origins = [&record["derived_from"], &record["second"]["derived_from"]]
                    .iter()
                    .filter_map(|name| by_file.get(name.as_str()?))
                    .map(|origin| Origin { record: (*origin).clone(), bytes: read(origin) })
                    .collect();
                Capture { file, bytes, record: record.clone(), origins }
            })
            .collect();
        Some(Self { folder, captures })
    }

    /// A file of the corpus' authorities as trust anchors.
    pub(crate) fn roots(&self, name: &str) -> OwnRoots {
        let bytes =
            fs::read(self.folder.join("pki").join(name)).expect("a file of the corpus' pki");
        OwnRoots { name: name.into(), bytes }
    }

    /// The question as the one would ask who ran the command: with the roots of its `-CAfile`, where
    /// there is one, else with Mozilla's.
    pub(crate) fn as_asked(&self, capture: &Capture) -> Question {
        let mut question = capture.question();
        let command = capture.record["command"].as_str().unwrap_or_default();
        let file = match command.split_once("-CAfile ").map(|(_, rest)| rest) {
            Some(rest) if rest.starts_with("trust.pem") => "bundle-trust.pem",
            Some(rest) if rest.starts_with("v1trust.pem") => "bundle-v1trust.pem",
            _ => return question,
        };
        question.mozilla_roots = false;
        question.own_roots.push(self.roots(file));
        question
    }
}
