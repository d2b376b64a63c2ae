//! What does gnutls-cli print of a certificate?
//!
//! One long line (`subject `…', issuer `…', RSA key 2048 bits, …`), or with -V a line for each field. Quotation
//! marks may have been changed on the way.

use crate::input::printed_date;
use crate::input::run::ChainLine;

/// Reads the long line into the chain line; false where it is none.
pub(super) fn one_line(text: &str, line: &mut ChainLine) -> bool {
    let text = text.strip_prefix("- ").unwrap_or(text).trim_start();
    let Some(subject) = text.strip_prefix("subject ").and_then(quoted) else {
        return false;
    };
    line.subject = subject.to_owned();
    line.issuer = field(text, "issuer ").map(str::to_owned);
    let end = text.find(", activated ").unwrap_or(text.len());
    let middle = text.get(..end).unwrap_or_default();
    line.signature = middle.rsplit_once(", signed using ").map(|(_, name)| name.to_owned());
    line.key = middle
        .split(", ")
        .find(|part| part.contains(" key ") && part.ends_with(" bits"))
        .map(str::to_owned);
    let date = |name| field(text, name).and_then(printed_date::read);
    line.validity = date("activated ").zip(date("expires "));
    true
}

/// Reads one line of the long form. False where it is no field that we know.
pub(super) fn one_field(text: &str, line: &mut ChainLine) -> bool {
    let Some((name, value)) = text.split_once(':') else { return false };
    let value = value.trim();
    match name {
        "Subject" => line.subject = value.to_owned(),
        "Issuer" => line.issuer = Some(value.to_owned()),
        "Subject Public Key Algorithm" => line.key = Some(value.to_owned()),
        "Algorithm Security Level" => {
            let bits = value.rsplit_once('(').and_then(|(_, bits)| bits.strip_suffix(')'));
            if let (Some(key), Some(bits)) = (&mut line.key, bits) {
                key.push(' ');
                key.push_str(bits);
            }
        }
        "Signature Algorithm" => line.signature = Some(value.to_owned()),
        "Not Before" => line.validity = printed_date::read(value).map(|from| (from, from)),
        "Not After" => {
            let until = printed_date::read(value);
            line.validity = line.validity.map(|(from, _)| from).zip(until);
        }
        _ => return false,
    }
    true
}

/// The value in quotation marks behind a field's name.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let marks = ['`', '\'', '\u{2018}', '\u{2019}', '"'];
    text.match_indices(name).find_map(|(at, _)| {
        let before = text.get(..at)?;
        let rest = text.get(at + name.len()..)?;
        (before.ends_with(", ") && rest.starts_with(marks)).then(|| quoted(rest))?
    })
}

/// What stands between quotation marks; the closing one has a comma or the end behind it.
fn quoted(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['`', '\'', '\u{2018}', '\u{2019}', '"'])?;
    let mut ends = inside.match_indices(['\'', '\u{2019}', '"']);
    ends.find_map(|(at, mark)| {
        let behind = inside.get(at + mark.len()..)?;
        (behind.is_empty() || behind.starts_with(", ")).then(|| inside.get(..at))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timestamp::Timestamp;

    #[test]
    fn the_long_line() {
        let text = "- subject `CN=mail.example,O=O'Brien, and Sons,C=IE', issuer `CN=CA 1,C=NL', serial 0x28ca, RSA \
            key 2048 bits, signed using RSA-SHA256, activated `2026-03-01 00:00:00 UTC', expires `2027-04-02 \
            23:59:59 UTC', pin-sha256=\"/UlxaZ=\"";
        let mut line = ChainLine::default();
        assert!(one_line(text, &mut line));
        assert_eq!(line.subject, "CN=mail.example,O=O'Brien, and Sons,C=IE");
        assert_eq!(line.issuer.as_deref(), Some("CN=CA 1,C=NL"));
        assert_eq!(line.key.as_deref(), Some("RSA key 2048 bits"));
        assert_eq!(line.signature.as_deref(), Some("RSA-SHA256"));
        let until = line.validity.map(|(_, until)| until.rfc3339());
        assert_eq!(until.as_deref(), Some("2027-04-02T23:59:59Z"));
        assert!(!one_line("Public Key ID:", &mut line));
    }

    #[test]
    fn a_line_for_each_field() {
        let mut line = ChainLine::default();
        for text in [
            "Issuer: CN=CA 1,C=NL",
            "Not Before: Sat Nov 21 06:20:19 UTC 2026",
            "Not After: Fri Sep 17 06:20:19 UTC 2027",
            "Subject: CN=mail.example",
            "Subject Public Key Algorithm: RSA",
            "Algorithm Security Level: Medium (2048 bits)",
            "Signature Algorithm: RSA-SHA256",
        ] {
            assert!(one_field(text, &mut line), "{text}");
        }
        assert_eq!(line.key.as_deref(), Some("RSA 2048 bits"));
        let validity = line.validity.map(|(from, until)| (from.rfc3339(), until.rfc3339()));
        let expected = ("2026-11-21T06:20:19Z".to_owned(), "2027-09-17T06:20:19Z".to_owned());
        assert_eq!(validity, Some(expected));
        assert!(!one_field("00:c9:24", &mut line));
        assert_eq!(Timestamp::parse(""), None);
    }
}
