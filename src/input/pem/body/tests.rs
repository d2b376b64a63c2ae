//! Each decoration of a body, one by one.

use super::*;

#[track_caller]
fn check(text: &str, margin: &str, state: State, undone: Option<&str>) {
    let source = format!("{margin}{text}");
    let range = margin.len()..source.len();
    let body = read(source.as_bytes(), range, 0..margin.len(), true);
    assert_eq!((body.state, body.undone), (state, undone), "{text:?}");
}

// 30 20, 32 bytes: the value is 34 bytes, 46 characters.
const FIRST: &str = "MCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const LAST: &str = "AAAAAAAAAAAAAA==";

#[test]
fn decorations() {
    let whole = State::Whole(34);
    let marks = Some("the marks in front of its lines were taken off");
    check(&format!("\n{FIRST}\n{LAST}\n"), "", whole, None);
    check(&format!("\r\r\n{FIRST}\r{LAST}\r"), "", whole, None);
    check(&format!(" {FIRST} {LAST} "), "", whole, None);
    check(&format!("\n> > {FIRST}\n> > {LAST}\n> > "), "> > ", whole, marks);
    check(&format!("\n| {FIRST}\n| {LAST}\n| "), "| ", whole, marks);
    check(&format!("\n+{FIRST}\n+{LAST}\n+"), "+", whole, marks);
    check(&format!("\n//{FIRST}\n//{LAST}\n//"), "//", whole, marks);
    check(&format!("\n 12: {FIRST}\n 13: {LAST}\n 14: "), " 11: ", whole, marks);
    check(&format!("\n12 {FIRST}\n13 {LAST}\n14 "), "11 ", whole, marks);
    check(&format!("\n\"{FIRST}\" +\n\"{LAST}\" +\n"), "\"", whole, marks);
    let html = Some("HTML tags and entities were undone");
    check(&format!("<br>\n{FIRST}<br>\n{LAST}<br>\n"), "", whole, html);
    let escaped = Some("escaped line ends were undone");
    check(&format!("\\n{FIRST}\\n{LAST}\\n"), "", whole, escaped);
    check(&format!("%0A{FIRST}%0A{LAST}%0A"), "", whole, Some("percent encoding was undone"));
    let unseen = Some("invisible characters were taken out");
    check(&format!("\n{FIRST}\u{200b}\n{LAST}\n"), "", whole, unseen);
    check(&format!("\nProc-Type: 4,X\nA-B: c\n\n{FIRST}\n{LAST}\n"), "", whole, None);
}

#[test]
fn what_cannot_be_read() {
    check("\n...\n", "", State::Removed, None);
    check("\n[SNIP the certificate was here SNIP]\n", "", State::Removed, None);
    check("", "", State::Removed, None);
    check(&format!("\n{FIRST}\n"), "", State::Short { announced: 34 }, None);
    check(&format!("\n{FIRST}\n...\n"), "", State::Short { announced: 34 }, None);
    check(&"QUJD".repeat(40), "", State::NotDer, None);
}

#[test]
fn an_open_block_ends_with_its_value() {
    let text = format!("\n{FIRST}\n{LAST}\n 1 s:CN=x\nServer certificate\n");
    let body = read(text.as_bytes(), 0..text.len(), 0..0, false);
    assert_eq!((body.state, body.bytes.len()), (State::Whole(34), 34));
    assert_eq!(text.get(body.end..), Some("\n 1 s:CN=x\nServer certificate\n"));
}
