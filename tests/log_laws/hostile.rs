//! Does what is no log, or hardly one, stay a small trouble?
//!
//! A record without an end, NULs, another encoding: what is right beside it is read all the same.

use std::time::Instant;

use handglass::input::packed::{Packing, Unpacking};
use handglass_logs::{Plan, in_memory, utf16};

use super::{LogFacts, LogFile, LogReader, assert_true, read};

const LARGE: usize = 100 << 20;

/// A log of one file.
fn log() -> (String, Vec<u8>, handglass_logs::Truth) {
    let (mut files, truth) = in_memory(&Plan { seed: 7, bytes: 60_000, files: 1, partners: 50 });
    let (path, bytes) = files.remove(0);
    (path, bytes, truth)
}

#[test]
fn a_record_without_an_end_is_one_line_that_is_not_understood() {
    let (path, bytes, mut truth) = log();
    let piece = vec![b'x'; 1 << 20];
    let started = Instant::now();
    let mut reader = LogReader::new(&LogFile::at(&path));
    let middle = bytes.len() / 2;
    let middle = middle + bytes[middle..].iter().position(|byte| *byte == b'\n').expect("rows") + 1;
    reader.feed(&bytes[..middle]);
    for _ in 0..LARGE / piece.len() {
        reader.feed(&piece);
    }
    reader.feed(b"\n");
    reader.feed(&bytes[middle..]);
    let facts = reader.finish().settle();
    (truth.lines, truth.not_understood) = (truth.lines + 1, truth.not_understood + 1);
    assert_true(&facts, &truth);
    let seconds = started.elapsed().as_secs_f64();
    assert!(seconds < 20.0, "{seconds} s");
}

#[test]
fn quotes_without_an_end_take_linear_time() {
    for unit in ["\"", "\"\"", "\",", ",", "2026-11-20T00:00:00.000Z,\"\"", "#Fields:,"] {
        let line = unit.repeat(4_000_000 / unit.len()).into_bytes();
        let started = Instant::now();
        let facts = read("RECV1.LOG", &line);
        assert_eq!(facts.lines.all(), 1);
        let lines = [&line[..900_000], &b"\n"[..]].concat().repeat(4);
        assert_eq!(read("RECV1.LOG", &lines).lines.all(), 4);
        let seconds = started.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{unit}: {seconds} s");
    }
}

#[test]
fn nuls_are_a_line_and_hide_nothing() {
    let facts = read("RECV1.LOG", &vec![0; 1 << 16]);
    assert_eq!((facts.lines.all(), facts.lines.not_understood, facts.sessions()), (1, 1, 0));
    // A file whose end was not written before the machine went down.
    let (path, bytes, mut truth) = log();
    let facts = read(&path, &[&bytes[..], &vec![0; 1 << 16]].concat()).settle();
    (truth.lines, truth.not_understood) = (truth.lines + 1, truth.not_understood + 1);
    assert_true(&facts, &truth);
}

#[test]
fn a_file_that_is_being_written_lacks_its_last_line_end() {
    let (path, bytes, truth) = log();
    let end = bytes.strip_suffix(b"\r\n").expect("a line end");
    assert_true(&read(&path, end).settle(), &truth);
    assert_true(&read(&path, &[end, b"\r"].concat()).settle(), &truth);
}

#[test]
fn the_same_log_in_utf16() {
    let (files, truth) = in_memory(&Plan { seed: 3, bytes: 150_000, files: 12, partners: 50 });
    let each = files.iter().map(|(path, bytes)| {
        let mut reader = LogReader::new(&LogFile::at(path));
        let mut text = Unpacking::new(Packing::Plain);
        // A unit, and half a surrogate pair, may be cut in two.
        for piece in utf16(bytes, true).chunks(777) {
            text.feed(piece, &mut |bytes: &[u8]| reader.feed(bytes));
        }
        assert_eq!(text.finish(&mut |bytes: &[u8]| reader.feed(bytes)), None);
        reader.finish()
    });
    assert_true(&each.fold(LogFacts::default(), LogFacts::and).settle(), &truth);
}
