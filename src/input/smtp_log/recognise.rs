//! Is this an SMTP protocol log, by its beginning?
//!
//! The name of a file does not count: logs are renamed, and other logs of Exchange's lie beside them.

use super::{Columns, read};
use super::{Header, Line};

/// Bytes of the beginning that are looked at.
pub const HEAD: usize = 64 << 10;

/// Lines of it that are looked at: a header has five, and somebody may have written above the rows.
const MAX_LINES: usize = 40;

/// By the header's `#Log-type:` or `#Fields:`; without a header, where most lines are rows. `head` is
/// the beginning of the text in UTF-8, with or without a byte order mark.
pub fn looks_like(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = &head[..head.len().min(HEAD)];
    let (mut rows, mut others) = (0, 0);
    let mut lines = head.split(|byte| *byte == b'\n').take(MAX_LINES).peekable();
    while let Some(line) = lines.next() {
        match read(line, Columns::default()) {
            Line::Header(Header::Direction(_) | Header::Fields(_)) => return true,
            // Message tracking and its kin have columns of their own.
            Line::Header(Header::OtherLog(_)) => return false,
            Line::Header(_) | Line::Blank => {}
            Line::Row(_) => rows += 1,
            // Nobody knows what the last line would be if it were whole.
            Line::NotUnderstood => others += usize::from(lines.peek().is_some()),
        }
    }
    rows > others
}

/// The name of another log of Exchange's, by its header.
pub fn other_log(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.split(|byte| *byte == b'\n').take(MAX_LINES).find_map(|line| {
        match read(line, Columns::default()) {
            Line::Header(Header::OtherLog(name)) => {
                Some(String::from_utf8_lossy(&name[..name.len().min(80)]).into_owned())
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "2023-01-11T15:59:56.232Z,EX1\\Default,08D760DF231F00BC,0,10.0.0.1:25,192.0.2.7:4711,+,,\r\n";

    #[test]
    fn by_the_header() {
        for head in [
            "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n",
            "\u{feff}#Software: Microsoft Exchange Server\n#Log-Type: SMTP send protocol log\n",
            "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n",
        ] {
            assert!(looks_like(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn by_the_rows() {
        assert!(looks_like(ROW.as_bytes()));
        assert!(looks_like(ROW.trim_end().as_bytes()), "one row, pasted without its end");
        assert!(looks_like(format!("From the log of EX1:\n{ROW}{ROW}").as_bytes()));
        let cut = format!("5:59:56.2Z,EX1\n{ROW}{ROW}{}", &ROW[..40]);
        assert!(looks_like(cut.as_bytes()), "both ends cut");
    }

    #[test]
    fn other_texts_are_not_ours() {
        for text in [
            "",
            "#Log-type: Message Tracking Log\n",
            "CONNECTED(00000003)\n",
            "-----BEGIN CERTIFICATE-----\n",
            "2023-01-11,a,b\n2023-01-12,c,d\n",
            "\0\0\0\0",
        ] {
            assert!(!looks_like(text.as_bytes()), "{text}");
        }
        let tracking = format!("#Log-type: Message Tracking Log\n{ROW}");
        assert!(!looks_like(tracking.as_bytes()));
        let mentioned = format!("{}{ROW}", "a line of a letter\n".repeat(3));
        assert!(!looks_like(mentioned.as_bytes()), "a letter that quotes a row");
    }
}
