//! Is anything before a cut unsaid?
//!
//! A log that was cut, or is still being written, may end at any byte. Sessions that ended before it are
//! told as they are in the whole log, and every line up to there is accounted for.

use std::sync::{Arc, Mutex, PoisonError};

use handglass::facts::log::reader::{LogFile, LogReader};
use handglass::facts::log::session::Session;
use handglass::facts::log::tally::LogFacts;
use handglass_logs::{Plan, in_memory};

/// The sessions that ended in these bytes, in the order of their ends, and the facts.
fn told(path: &str, bytes: &[u8]) -> (Vec<Session>, LogFacts) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let keeper = Arc::clone(&told);
    let mut reader =
        LogReader::new(&LogFile::at(path)).telling(Arc::new(move |_, session: &Session, _| {
            keeper.lock().unwrap_or_else(PoisonError::into_inner).push(*session);
        }));
    reader.feed(bytes);
    let facts = reader.finish();
    let told = std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
    (told, facts)
}

#[test]
fn a_cut_at_any_byte_leaves_what_stood_before_it() {
    // Receive and send, both dialects of replies, a certificate in one row and in a row for each part.
    let plan = Plan { seed: 11, bytes: 70_000, files: 4, partners: 20 };
    let mut sessions = 0;
    for (path, bytes) in &in_memory(&plan).0 {
        let (whole, _) = told(path, bytes);
        sessions += whole.len();
        // Where the line ends in which a session does.
        let ends: Vec<usize> = whole
            .iter()
            .map(|session| {
                let last = usize::try_from(session.last.place.offset).expect("a small log");
                last + bytes[last..].iter().position(|byte| *byte == b'\n').expect("a whole line")
            })
            .collect();
        let mut lines = 0;
        for cut in 0..=bytes.len() {
            let before = &bytes[..cut];
            lines += u64::from(before.last() == Some(&b'\n'));
            let (told, facts) = told(path, before);
            let ended = ends.iter().filter(|end| **end < cut).count();
            // Numbers of texts are given in the order of the rows: equal sessions are equal values.
            assert_eq!(told.get(..ended), whole.get(..ended), "{path}, cut at {cut}");
            let last = u64::from(!before.is_empty() && before.last() != Some(&b'\n'));
            assert_eq!(facts.lines.all(), lines + last, "{path}, cut at {cut}");
            let facts = facts.settle();
            assert!(facts.sessions() >= ended as u64, "{path}, cut at {cut}");
        }
    }
    assert!(sessions > 4, "{sessions}");
}
