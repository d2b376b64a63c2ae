//! A story: one folder with what somebody sent, what was asked, and the report that it must give.
//!
//! `input.*` are the sources, read in the order of their names; `question` has lines of `key: value`
//! (`at`, `host`, `roots`, `at-hand`, `policy`, `purpose`); `report.txt` is the golden text report.

use std::fs;
use std::path::{Path, PathBuf};

use handglass::input::Source;
use handglass::question::{OwnRoots, Policy, Purpose, Question};
use handglass::timestamp::Timestamp;

pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) sources: Vec<Source>,
    pub(crate) question: Question,
}

/// Every story, in the order of the folders' names.
pub(crate) fn stories() -> Vec<Story> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut folders: Vec<PathBuf> = fs::read_dir(home)
        .expect("tests/stories")
        .map(|entry| entry.expect("an entry of tests/stories").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders.into_iter().map(story).collect()
}

fn story(folder: PathBuf) -> Story {
    let name = name_of(&folder);
    let mut inputs: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("a story's folder")
        .map(|entry| entry.expect("an entry of a story's folder").path())
        .filter(|path| name_of(path).starts_with("input."))
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{name}: no input.*");
    let sources = inputs
        .iter()
        .map(|path| Source { name: name_of(path), bytes: fs::read(path).expect("an input") })
        .collect();
    let question = question(&folder);
    Story { name, folder, sources, question }
}

fn question(folder: &Path) -> Question {
    let text = fs::read_to_string(folder.join("question")).expect("a story's question");
    let mut question = Question::at(Timestamp::from_unix_seconds(0));
    let mut asked_at = false;
    for line in text.lines() {
        let (key, value) = line.split_once(": ").expect("key: value");
        match key {
            "at" => {
                question.at = Timestamp::parse(value).expect("an RFC 3339 time");
                asked_at = true;
            }
            "host" => question.reference_identifiers.push(value.into()),
            "policy" => question.policy = Some(Policy::from_word(value).expect("a policy")),
            "purpose" => question.purpose = Purpose::from_word(value).expect("a purpose"),
            "roots" => {
                question.mozilla_roots = value == "mozilla";
                if value != "mozilla" && value != "none" {
                    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
                    let bytes = fs::read(home.join(value)).expect("a root of tests/fixtures");
                    question.own_roots.push(OwnRoots { name: value.into(), bytes });
                }
            }
            "at-hand" => {
                let bytes = fs::read(folder.join(value)).expect("a file of the story");
                question.at_hand.push(OwnRoots { name: value.into(), bytes });
            }
            other => panic!("{}: no such key: {other}", folder.display()),
        }
    }
    assert!(asked_at, "{}: a story needs its clock", folder.display());
    question
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
