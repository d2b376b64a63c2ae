//! Does every file keep the law of the house?
//!
//! Who may use whom (ARCHITECTURE.md), which room has the key to which crate, how a file opens, how long
//! it is, and words that must not stand in the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// A room, and the rooms that it may never name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("span", &["*"]),
    ("timestamp", &["*"]),
    ("visible", &["*"]),
    ("endpoint", &["*"]),
    ("letter_case", &["*"]),
    ("order", &["*"]),
    (
        "collector",
        &[
            "input", "facts", "checks", "report", "outline", "render", "state", "page", "worker",
            "command",
        ],
    ),
    (
        "idn",
        &[
            "input", "facts", "checks", "report", "outline", "render", "state", "page", "worker",
            "command",
        ],
    ),
    (
        "problem",
        &[
            "input", "facts", "checks", "report", "outline", "render", "state", "page", "worker",
            "command",
        ],
    ),
    (
        "question",
        &[
            "input", "facts", "checks", "report", "outline", "render", "state", "page", "worker",
            "command",
        ],
    ),
    ("rows", &["facts"]),
    (
        "input",
        &["facts", "checks", "report", "outline", "render", "state", "page", "worker", "command"],
    ),
    ("facts", &["checks", "report", "outline", "render", "state", "page", "worker", "command"]),
    ("checks", &["input", "report", "outline", "render", "state", "page", "worker", "command"]),
    ("report", &["outline", "render", "state", "page", "worker", "command"]),
    ("outline", &["input", "facts", "render", "state", "page", "worker", "command"]),
    ("render", &["input", "facts", "state", "page", "worker", "command"]),
    ("state", &["input", "facts", "checks", "render", "page", "worker", "command"]),
    ("worker", &["checks", "outline", "render", "page", "command"]),
    ("page", &["facts", "command"]),
    ("command", &["checks", "state", "page", "worker"]),
];

/// A crate, and the only places that hold its key.
const KEYS: &[(&str, &[&str])] = &[
    ("x509_parser", &["facts/"]),
    ("rsa", &["facts/signature"]),
    ("p256", &["facts/signature"]),
    ("p384", &["facts/signature"]),
    ("p521", &["facts/signature"]),
    ("ed25519_dalek", &["facts/signature"]),
    ("sha1", &["facts/"]),
    ("sha2", &["facts/", "render/html.rs"]),
    ("md5", &["facts/"]),
    ("csv", &["smtp-log/rows", "command/sessions"]),
    ("flate2", &["input/packed"]),
    ("postcard", &["facts/log/summary.rs", "worker"]),
    ("parquet", &["command/sessions"]),
    ("web_sys", &["page", "worker", "bin/page.rs"]),
    ("js_sys", &["page", "worker", "bin/page.rs"]),
    ("gloo", &["page", "worker"]),
    ("yew", &["page"]),
    ("clap", &["command"]),
];

/// What no source of the product may say: the clock and the machine are handed in, HTML is never raw,
/// nothing is sent.
const WORDS: &[(&str, &[&str])] = &[
    ("SystemTime", &["command.rs"]),
    // `order` has the one sort that the page carries.
    // `letter_case` has the one mapping, without the tables of `str`.
    (".to_lowercase()", &[]),
    (".to_uppercase()", &["input/phrase/tests.rs"]),
    (".sort(", &["command", "input/gnutls/tests.rs"]),
    (".sort_", &["command"]),
    ("Date::now", &["page"]),
    ("std::env::", &["command", "bin/"]),
    ("std::fs", &["command"]),
    ("from_html_unchecked", &[]),
    ("innerHTML", &[]),
    ("WebSocket", &[]),
    ("XmlHttpRequest", &[]),
    ("fetch_with", &[]),
    ("todo!", &[]),
    ("unimplemented!", &[]),
    ("dbg!", &[]),
];

const MAX_LINES: usize = 400;

/// The crate that is compiled for speed, and what its files are called here.
const FAST: &str = "smtp-log/";

/// The files of both crates of the product; those of the second bear its name.
fn sources() -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for (home, crate_name) in [(top.join("src"), ""), (top.join(FAST).join("src"), FAST)] {
        let mut files = Vec::new();
        collect(&home, &mut files);
        files.sort();
        sources.extend(files.into_iter().map(|path| {
            let name = path.strip_prefix(&home).expect("below its home").to_string_lossy();
            let name = format!("{crate_name}{}", name.replace('\\', "/"));
            (name, fs::read_to_string(&path).expect("a source file"))
        }));
    }
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of src") {
        let path = entry.expect("an entry of src").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The part of a file that is shipped: not its tests.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    shipped(text).lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

fn room(name: &str) -> &str {
    name.strip_prefix(FAST).unwrap_or(name).split(['/', '.']).next().unwrap_or(name)
}

/// The rooms that a line names by `crate::room`.
fn named_rooms(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, word)| {
        let rest = &line[at + word.len()..];
        let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

#[test]
fn nobody_uses_whom_he_must_not() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        let Some((_, forbidden)) =
            FORBIDDEN.iter().find(|(room_name, _)| *room_name == room(&name))
        else {
            continue;
        };
        for line in code_lines(&text) {
            for named in named_rooms(line) {
                let all = forbidden.contains(&"*") && named != room(&name);
                if all || forbidden.contains(&named) {
                    broken.push(format!("{name}: {line}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "against the law of the house:\n{}", broken.join("\n"));
}

#[test]
fn every_room_is_under_the_law() {
    for (name, _) in sources() {
        let known = ["lib", "bin"].contains(&room(&name))
            || FORBIDDEN.iter().any(|(known, _)| *known == room(&name));
        assert!(known, "{name}: a room without a law; add it to tests/tidy.rs and ARCHITECTURE.md");
    }
}

#[test]
fn only_key_holders_open_a_crate() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        for line in code_lines(&text) {
            for (key, holders) in KEYS {
                let opens = line.contains(&format!("use {key}::"))
                    || line.contains(&format!(" ::{key}::"))
                    || line.contains(&format!("({key}::"))
                    || line.contains(&format!(" {key}::"));
                let own =
                    name.contains(&format!("{key}.rs")) || line.contains(&format!("crate::{key}"));
                if opens && !own && !holders.iter().any(|holder| name.starts_with(holder)) {
                    broken.push(format!("{name}: {line}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "a crate without its key:\n{}", broken.join("\n"));
}

#[test]
fn words_that_must_not_stand_in_the_sources() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        for line in code_lines(&text) {
            for (word, allowed) in WORDS {
                if line.contains(word) && !allowed.iter().any(|place| name.starts_with(place)) {
                    broken.push(format!("{name}: {line}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "not to be said here:\n{}", broken.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_answers() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "{name}: no opening line");
    }
}

#[test]
fn no_file_is_a_wing_without_a_door() {
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{name}: {lines} lines; past {MAX_LINES}, look for the door");
    }
}
