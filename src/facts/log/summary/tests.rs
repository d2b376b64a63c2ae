//! Does a summary say what was written, and is a damaged one refused?

use super::*;
use crate::facts::log::reader::{LogFile, LogReader};

const HEADER: &str = "#Log-type: SMTP Receive Protocol Log\r\n";
const ROWS: [&str; 4] = [
    "2026-11-20T10:00:00.000Z,EX1\\Default,0000000000000001,0,10.0.0.1:25,198.51.100.7:4711,+,,\r\n",
    "2026-11-20T10:00:01.000Z,EX1\\Default,0000000000000001,1,10.0.0.1:25,198.51.100.7:4711,<,EHLO mx.partner.example,\r\n",
    "2026-11-20T10:00:02.000Z,EX1\\Default,0000000000000001,2,10.0.0.1:25,198.51.100.7:4711,<,STARTTLS,\r\n",
    "2026-11-20T10:00:03.000Z,EX1\\Default,0000000000000001,3,10.0.0.1:25,198.51.100.7:4711,-,,Remote\r\n",
];

fn logs(path: &str, rows: &[&str]) -> ReadLogs {
    let mut reader = LogReader::new(&LogFile::at(path));
    reader.feed(format!("{HEADER}{}", rows.concat()).as_bytes());
    let file = ReadFile { name: path.to_owned(), bytes: 100, ..ReadFile::default() };
    ReadLogs { facts: reader.finish(), files: vec![file] }
}

#[test]
fn what_was_written_is_read_and_adds_up() {
    let bytes = write(&logs("logs/RECV1.LOG", &ROWS));
    assert!(is_summary(&bytes));
    let (one, other) = (read("ex1.summary", &bytes), read("ex2.summary", &bytes));
    assert!(one.files[0].notes[0].starts_with("The summary of 1 log files of 100 bytes"));
    let both = one.and(other).facts.settle();
    assert_eq!(both.sessions(), 2);
    let folders: Vec<&str> = both
        .texts
        .all()
        .iter()
        .map(AsRef::as_ref)
        .filter(|text| text.contains("summary"))
        .collect();
    assert_eq!(
        folders,
        [
            "ex1.summary/logs",
            "ex1.summary/logs/RECV1.LOG",
            "ex2.summary/logs",
            "ex2.summary/logs/RECV1.LOG"
        ],
        "two servers at one path stay two"
    );
}

#[test]
fn parts_of_a_session_find_each_other_behind_a_summary() {
    let (a, b) = (logs("l/RECV1.LOG", &ROWS[..2]), logs("l/RECV2.LOG", &ROWS[2..]));
    let bytes = write(&a.and(b));
    let settled = read("s", &bytes).facts.settle();
    assert_eq!(settled.sessions(), 1);
    assert!(settled.profiles.values().all(|tally| tally.fragments == 0));
}

#[test]
fn what_is_not_whole_is_refused_in_words() {
    let bytes = write(&logs("RECV1.LOG", &ROWS));
    for end in 0..bytes.len() {
        let read = read("s", &bytes[..end]);
        assert_eq!(read.facts, LogFacts::default(), "cut at {end}");
    }
    assert!(content(&bytes[..bytes.len() - 1]).is_err_and(|refusal| refusal == Refusal::Cut));
    for at in MAGIC.len() + 2..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert!(content(&damaged).is_err(), "byte {at}");
    }
    let mut earlier = bytes;
    earlier[MAGIC.len()] = b'1';
    let words = content(&earlier).err().map(|refusal| refusal.text()).unwrap_or_default();
    assert!(words.contains("has version 1; this Handglass reads version 2"), "{words}");
}
