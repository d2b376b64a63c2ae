//! Does the command read folders of protocol logs, however they are packed, cut or merged?
//!
//! The logs are written by hand here; what their rows mean is tested where it is read.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

const HEADER: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n#Date: 2026-11-20T00:00:00.000Z\r\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";

/// Event, data, context.
const SESSION: &[[&str; 3]] = &[
    ["+", "", ""],
    ["<", "EHLO mx.partner.example", ""],
    [">", "250  ex1.example.com Hello SIZE STARTTLS CHUNKING", ""],
    ["<", "STARTTLS", ""],
    [">", "220 2.0.0 SMTP server ready", ""],
    [
        "*",
        " CN=EX1 CN=EX1 12DE 0123456789ABCDEF0123456789ABCDEF01234567 2020-01-17T15:15:33.000Z 2027-01-17T15:15:33.000Z EX1",
        "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names",
    ],
    [
        "*",
        "",
        "\"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDHE with strength 384 bits\"",
    ],
    ["<", "MAIL FROM:<a@partner.example>", ""],
    ["-", "", "Remote"],
];

/// A session's rows, lines with their ends.
fn rows(id: u64) -> Vec<String> {
    let (hour, minute, second) = (id / 3_600 % 24, id / 60 % 60, id % 60);
    (0..)
        .zip(SESSION)
        .map(|(sequence, [event, data, context])| {
            format!("2026-11-20T{hour:02}:{minute:02}:{second:02}.{sequence:03}Z,EX1\\Default Frontend EX1,{id:016X},{sequence},10.0.0.1:25,198.51.100.7:4711,{event},{data},{context}\r\n")
        })
        .collect()
}

fn log(ids: std::ops::Range<u64>) -> String {
    format!("{HEADER}{}", ids.flat_map(rows).collect::<String>())
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command_logs").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn run(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handglass"))
        .args(["--format", "json", "--at", "2026-11-21T10:00:00Z"])
        .args(arguments)
        .output()
        .expect("the command")
}

fn report(arguments: &[&Path]) -> Value {
    let output = run(arguments);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Sessions, fragments, sessions under TLS 1.2.
fn counts(report: &Value) -> [u64; 3] {
    let logs = &report["logs"];
    [&logs["sessions"], &logs["fragments"], &logs["sessions_by_version"]["TLS 1.2"]]
        .map(|count| count.as_u64().unwrap_or_default())
}

fn notes(report: &Value, name: &str) -> String {
    let sources = report["sources"].as_array().expect("sources");
    let source = sources
        .iter()
        .find(|source| source["name"].as_str().is_some_and(|known| known.ends_with(name)))
        .unwrap_or_else(|| panic!("no {name} among {sources:?}"));
    source["notes"].to_string()
}

fn gz(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn sessions_go_on_from_file_to_file() {
    let folder = folder("two-files");
    let text = log(0..10);
    let cut = HEADER.len() + rows(0).concat().len() * 5 + rows(5)[..4].concat().len();
    write(&folder.join("RECV2026112000-1.LOG"), &text[..cut]);
    write(&folder.join("RECV2026112001-1.LOG"), format!("{HEADER}{}", &text[cut..]));
    let report = report(&[&folder]);
    assert_eq!(counts(&report), [10, 0, 10]);
    assert_eq!(report["logs"]["files"], 2);
    assert_eq!(report["sources"][0]["format"], "exchange-smtp-log");
    assert_eq!(report["logs"]["lines_not_understood"], 0);
}

#[test]
fn packed_and_in_other_encodings_it_is_the_same_log() {
    let text = log(0..10);
    let half = text.len() / 2;
    let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (name, bytes) in [
        ("RECV1.LOG", text.clone().into_bytes()),
        ("renamed.txt", format!("\u{feff}{text}").into_bytes()),
        ("line-feeds.log", text.replace("\r\n", "\n").into_bytes()),
        ("RECV1.LOG.gz", gz(&text)),
        ("two-members.gz", [gz(&text[..half]), gz(&text[half..])].concat()),
        ("utf16.LOG", units(&format!("\u{feff}{text}"))),
    ] {
        let folder = folder("packed");
        write(&folder.join(name), bytes);
        let report = report(&[&folder]);
        assert_eq!(counts(&report), [10, 0, 10], "{name}");
        assert_eq!(report["sources"][0]["format"], "exchange-smtp-log", "{name}");
    }
}

#[test]
fn a_large_file_is_read_in_ranges_that_lose_nothing() {
    let folder = folder("large");
    let sessions = 48_000;
    let text = log(0..sessions);
    assert!(text.len() > 64 << 20, "{}", text.len());
    write(&folder.join("RECV1.LOG"), &text);
    let whole = report(&[&folder]);
    assert_eq!(counts(&whole), [sessions, 0, sessions]);
    let lines = sessions * SESSION.len() as u64 + 5;
    assert_eq!(whole["logs"]["lines"], lines);
    // A header within that names the columns in another order: the ranges before and behind it differ.
    let middle = text.len() * 2 / 3;
    let middle = middle + text[middle..].find('\n').expect("a line end") + 1;
    let reordered = "2026-11-20T23:59:58.000Z,0,0.0.0.0:1,EX1\\x,00000000FFFFFFFF,10.0.0.1:25,+,,\r\n2026-11-20T23:59:59.000Z,1,0.0.0.0:1,EX1\\x,00000000FFFFFFFF,10.0.0.1:25,-,,\r\n";
    let fields = "#Fields: date-time,sequence-number,remote-endpoint,connector-id,session-id,local-endpoint,event,data,context\r\n";
    let usual = HEADER.lines().last().expect("the fields");
    let mixed = format!("{}{fields}{reordered}{usual}\r\n{}", &text[..middle], &text[middle..]);
    write(&folder.join("RECV1.LOG"), mixed);
    let mixed = report(&[&folder]);
    assert_eq!(counts(&mixed), [sessions + 1, 0, sessions]);
    assert_eq!(mixed["logs"]["lines"], lines + 4);
    assert_eq!(mixed["logs"]["lines_not_understood"], 0);
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_go_on() {
    let folder = folder("trouble");
    write(&folder.join("RECV1.LOG"), log(0..3));
    write(&folder.join("RECV2.LOG"), &log(3..6)[..HEADER.len() + 700]);
    write(&folder.join("nul.LOG"), vec![0; 100_000]);
    write(&folder.join("cut.LOG.gz"), &gz(&log(6..9))[..200]);
    write(&folder.join("cut.zip"), b"PK\x03\x04 and no directory");
    write(&folder.join("bomb.gz"), {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b'\n'; 80 << 20]).expect("memory");
        encoder.finish().expect("memory")
    });
    write(&folder.join(".hidden"), "x");
    write(&folder.join("MSGTRK2026112000-1.LOG"), "#Log-type: Message Tracking Log\r\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("gone", folder.join("dangling.LOG")).expect("a link");
        std::os::unix::fs::symlink(".", folder.join("loop")).expect("a link");
    }
    let output = run(&[&folder]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let [sessions, ..] = counts(&report);
    assert!(sessions >= 4, "{sessions}");
    assert!(notes(&report, "RECV2.LOG").contains("Its last line has no end"));
    assert!(notes(&report, "nul.LOG").contains("Nothing in it has a form"));
    let left_out = report["not_looked_at"].to_string();
    for words in [
        "Hidden files, not read",
        "MSGTRK2026112000-1.LOG (Message Tracking Log)",
        "cut.zip: this zip archive has no directory",
        "bomb.gz: It unpacks to more than 400 times",
    ] {
        assert!(left_out.contains(words), "{words}: {left_out}");
    }
    if cfg!(unix) {
        assert!(left_out.contains("dangling.LOG") && left_out.contains("the same folder"));
    }
}

#[test]
fn summaries_add_up_to_what_the_logs_say() {
    let (one, two) = (folder("server1/logs"), folder("server2/logs"));
    write(&one.join("RECV1.LOG"), log(0..10));
    write(&two.join("RECV1.LOG"), log(0..5));
    let home = folder("summaries");
    let [first, second] = ["ex1.summary", "ex2.summary"].map(|name| home.join(name));
    for (logs, summary) in [(&one, &first), (&two, &second)] {
        let direct = report(&[logs, Path::new("--summary"), summary]);
        let again = report(&[summary]);
        for part in ["sessions", "sessions_by_version", "lines", "first", "last", "fragments"] {
            assert_eq!(direct["logs"][part], again["logs"][part], "{part}");
        }
        assert!(notes(&again, "summary").contains("The summary of 1 log files"));
    }
    assert_eq!(counts(&report(&[&home])), [15, 0, 15], "equal ids of two servers stay apart");
    // Beside logs and beside a damaged one.
    let bytes = fs::read(&second).expect("a summary");
    write(&home.join("cut.summary"), &bytes[..bytes.len() - 3]);

    let all = report(&[&home, &one]);
    assert_eq!(counts(&all), [25, 0, 25]);
    assert!(notes(&all, "cut.summary").contains("its end is missing"));
}

#[test]
fn a_summary_that_cannot_be_written_is_said() {
    let folder = folder("unwritable");
    write(&folder.join("RECV1.LOG"), log(0..1));
    let output = run(&[&folder, Path::new("--summary"), Path::new("/nowhere/that/is/a/folder/x")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stdout.is_empty(), "the report is there all the same");
}

#[test]
fn every_session_is_a_row_of_csv_and_of_parquet() {
    let folder = folder("sessions");
    let text = log(0..10);
    let cut = HEADER.len() + rows(0).concat().len() * 5 + rows(5)[..4].concat().len();
    write(&folder.join("logs/RECV1.LOG"), &text[..cut]);
    write(&folder.join("logs/RECV2.LOG"), format!("{HEADER}{}", &text[cut..]));
    let (table, parquet) = (folder.join("sessions.csv"), folder.join("sessions.PARQUET"));
    for file in [&table, &parquet] {
        let report = report(&[&folder.join("logs"), Path::new("--sessions"), file]);
        assert_eq!(counts(&report), [10, 0, 10]);
    }
    let mut reader = csv::Reader::from_path(&table).expect("a table");
    let head = reader.headers().expect("a head").clone();
    let place = |name| head.iter().position(|column| column == name).expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(records.len(), 10);
    for (column, expected) in [
        ("protocol", "TLS 1.2"),
        ("server", "EX1"),
        ("connector", "Default Frontend EX1"),
        ("complete", "true"),
        ("own_thumbprint", "0123456789ABCDEF0123456789ABCDEF01234567"),
        ("own_not_after", "2027-01-17T15:15:33.000Z"),
        ("remote_not_after", ""),
        ("ending", "Remote"),
    ] {
        let told = |record: &csv::StringRecord| record[place(column)] == *expected;
        assert!(records.iter().all(told), "{column}");
    }
    let file = fs::File::open(&parquet).expect("a file");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let metadata = reader.metadata().file_metadata();
    assert_eq!(metadata.num_rows(), 10);
    let names: Vec<&str> =
        metadata.schema_descr().columns().iter().map(|column| column.name()).collect();
    assert_eq!(names, head.iter().collect::<Vec<_>>(), "the same columns in the same order");
}

#[test]
fn sessions_need_a_known_ending() {
    let folder = folder("ending");
    let output = run(&[&folder, Path::new("--sessions"), &folder.join("sessions.xlsx")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(".csv or .parquet"));
}
