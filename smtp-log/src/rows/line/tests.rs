//! Are the columns of a row read as the csv crate reads them, and is nothing else taken for a row?

use proptest::prelude::*;

use super::super::digits::usual_time;
use super::*;
use crate::timestamp::Timestamp;

const SUCCESS: &[u8] = b"2023-01-11T15:59:56.232Z,EX1\\Default Frontend EX1,08D760DF231F00BC,5,192.0.2.1:25,198.51.100.7:4711,*,,\"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_128 with strength 128 bits, MAC hash algorithm CALG_SHA_256 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 256 bits\"";

#[track_caller]
fn row_of(line: &[u8]) -> Row<'_> {
    match read(line, Columns::default()) {
        Line::Row(row) => row,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_of_exchange() {
    let row = row_of(SUCCESS);
    assert_eq!(row.time, 1_673_452_796_232);
    assert_eq!(row.connector.as_ref(), b"EX1\\Default Frontend EX1");
    assert_eq!((row.session, row.sequence), (0x08D7_60DF_231F_00BC, 5));
    assert_eq!(row.event, Event::Information);
    assert!(row.data.is_empty() && row.context.starts_with(b"TLS protocol SP_PROT_TLS1_2_SERVER"));
    assert!(row.context.ends_with(b"256 bits"), "the comma in it does not cut it");
}

#[test]
fn the_fast_path_reads_as_the_csv_crate() {
    let base = "2023-01-11T15:59:56.232Z,C,08D760DF231F00BC,0,1.2.3.4:25,[2001:db8::1]:25,";
    for tail in [
        "+,,",
        ">,250-STARTTLS,",
        "*,\" CN=a \"\"b, Inc.\"\"\",Certificate subject",
        "*,\"a, b\",\"c, d\"",
        "*,a,\"c \"\"quoted\"\" d\"",
        "<,EHLO mail.example.com,",
        "*,,\"\"",
        "*,\"\",x",
        "-,,Local",
        "*,a,b, with a comma that nobody quoted",
    ] {
        let line = format!("{base}{tail}");
        let slow = out_of_the_ordinary(line.as_bytes(), Columns::default()).expect("a row");
        assert_eq!(row_of(line.as_bytes()), slow, "{tail}");
    }
    let quoted = "2023-01-11T15:59:56.232Z,\"Send, all\",08D760DF231F00BC,0,,1.2.3.4:25,+,,";
    assert_eq!(row_of(quoted.as_bytes()).connector.as_ref(), b"Send, all");
}

#[test]
fn columns_go_by_their_names() {
    let names = b" session-id,date-time,event,data,context,connector-id,sequence-number,local-endpoint,remote-endpoint";
    let columns = Columns::named(names).expect("all nine");
    let line = b"08D760DF231F00BC,2023-01-11T15:59:56.232Z,>,QUIT,,C,9,a:1,b:2";
    let Line::Row(row) = read(line, columns) else { panic!("a row") };
    assert_eq!(
        (row.data.as_ref(), row.remote.as_ref(), row.sequence),
        (&b"QUIT"[..], &b"b:2"[..], 9)
    );
    assert_eq!(Columns::named(b"date-time,cs-method"), None);
}

#[test]
fn headers_and_what_is_no_row() {
    let direction = |line: &'static [u8]| read(line, Columns::default());
    assert_eq!(
        direction(b"#Log-type: SMTP Receive Protocol Log\r"),
        Line::Header(Header::Direction(Direction::Receive))
    );
    assert_eq!(
        direction(b"#Log-Type: smtp send protocol log"),
        Line::Header(Header::Direction(Direction::Send))
    );
    assert_eq!(
        direction(b"#Log-type: Message Tracking Log"),
        Line::Header(Header::OtherLog(b"Message Tracking Log"))
    );
    assert_eq!(direction(b"\r"), Line::Blank);
    for line in [
        &b"hello"[..],
        b"a,b,c,d,e,f,g,h,i",
        b"2023-01-11T15:59:56.232Z,C,xyz,0,a,b,+,,",
        b"2023-02-30T15:59:56.232Z,C,08D760DF231F00BC,0,a,b,+,,",
        b"2023-01-11T15:59:56.232Z,C,08D760DF231F00BC,0,a,b,?,,",
    ] {
        assert_eq!(direction(line), Line::NotUnderstood, "{}", String::from_utf8_lossy(line));
    }
}

#[test]
fn the_fast_calendar_is_the_calendar() {
    for (text, seconds) in [
        ("1970-01-01T00:00:00.000Z", 0),
        ("2000-02-29T12:00:00.000Z", 951_825_600),
        ("2024-02-29T23:59:59.000Z", 1_709_251_199),
        ("2026-11-21T10:00:00.000Z", 1_795_255_200),
    ] {
        assert_eq!(
            text.as_bytes().try_into().ok().and_then(usual_time),
            Some(seconds * 1_000),
            "{text}"
        );
        assert_eq!(Timestamp::parse(text).map(Timestamp::unix_seconds), Some(seconds), "{text}");
    }
}

#[test]
fn any_cut_of_a_row_is_a_line() {
    for end in 0..=SUCCESS.len() {
        let _ = read(&SUCCESS[..end], Columns::default());
    }
}

/// Rows whose fields are made of what can lead a reader astray, and then some bytes of it changed.
fn rows() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec!["a", "\"", "\"\"", ",", "\r", " ", "é", "\"a, b\"", "#"]);
    let field = prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat());
    let fields = prop::collection::vec(field, 5);
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..2);
    (fields, any::<u64>(), changes).prop_map(|(fields, session, changes)| {
        let [connector, local, remote, data, context] = fields.as_slice() else { return vec![] };
        let mut line = format!(
            "2023-01-11T15:59:56.232Z,{connector},{session:016X},7,{local},{remote},*,{data},{context}"
        )
        .into_bytes();
        for (at, byte) in changes {
            if byte != b'\n' {
                let at = at.index(line.len());
                line[at] = byte;
            }
        }
        line
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_cut_at_fixed_places_is_what_the_csv_crate_reads(line in rows()) {
        if let Some(row) = usual(&line, &mut Second::default()) {
            prop_assert_eq!(Some(row), out_of_the_ordinary(&line, Columns::default()));
        }
    }
}
