//! Which mark stands before a line of curl's: its own words, what it sent, what it received?
//!
//! The progress meter writes into the same line; it is taken off. Nothing is understood here.

use super::{command, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked<'a> {
    /// `* ` or `== Info: `: what curl says itself.
    Info(&'a str),
    /// `> `: a line that was sent. Empty where a request's head ends.
    Sent(&'a str),
    /// `< `: a line that was received. Empty where a reply's head ends.
    Received(&'a str),
    /// `curl: (60) …`: the exit code and why.
    Failed(u32, &'a str),
    /// `{ [5 bytes data]`, the meter, a hexadecimal dump.
    Noise,
    /// Anything else.
    Bare(&'a str),
}

pub(super) fn marked(line: &str) -> Marked<'_> {
    let line = behind_meter(line);
    // PowerShell's way to show what a program wrote to its second channel.
    let line = line.strip_prefix("curl.exe : ").or(line.strip_prefix("curl : ")).unwrap_or(line);
    let info = line.strip_prefix("* ").or(line.strip_prefix("== Info:"));
    if let Some(info) = info {
        return Marked::Info(info.trim());
    }
    for (mark, build) in [('>', Marked::Sent as fn(_) -> _), ('<', Marked::Received)] {
        if let Some(rest) = line.strip_prefix(mark)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return build(rest.trim());
        }
    }
    if let Some((code, why)) = failed(line) {
        return Marked::Failed(code, why);
    }
    if is_noise(line) { Marked::Noise } else { Marked::Bare(line) }
}

/// Whether a line of curl's begins here; asked of joined, prefixed and quoted lines.
pub(super) fn begins(text: &str) -> bool {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    match marked(text) {
        Marked::Info(info) => words::is_known(info),
        // In a quoted text the mark before another mark is the mail program's.
        Marked::Sent("") => true,
        Marked::Sent(sent) => match marked(sent) {
            Marked::Bare(bare) => command::read(bare).is_none(),
            _ => false,
        },
        Marked::Received(_) | Marked::Failed(..) => true,
        Marked::Noise => text.starts_with("{ [") || text.starts_with("} ["),
        Marked::Bare(_) => false,
    }
}

/// `curl: (60) SSL certificate problem: …`
fn failed(line: &str) -> Option<(u32, &str)> {
    let (code, why) = line.strip_prefix("curl: (")?.split_once(')')?;
    Some((code.parse().ok()?, why.trim()))
}

/// `  0     0    0     0 … --:--:-- --:--:-- --:--:--     0* Connected to …`
fn behind_meter(line: &str) -> &str {
    let meter = line.starts_with(|first: char| first.is_ascii_digit()) && line.contains("--:--");
    if !meter {
        return line;
    }
    let behind = line.find(['*', '<', '>', '{', '}']).or_else(|| line.find("curl: ("));
    behind.and_then(|at| line.get(at..)).unwrap_or("")
}

fn is_noise(line: &str) -> bool {
    let data = (line.starts_with("{ [") || line.starts_with("} [")) && line.contains("bytes data]");
    let trace = line.starts_with("=> Send ") || line.starts_with("<= Recv ");
    let offset = line.split_once(": ").is_some_and(|(offset, _)| {
        (4..=8).contains(&offset.len()) && offset.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    let meter = line.starts_with("% Total") || line.starts_with("Dload  Upload");
    data || trace || offset || meter || line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark() {
        for (line, expected) in [
            ("*   Trying 192.0.2.1:25...", Marked::Info("Trying 192.0.2.1:25...")),
            ("== Info:   Trying 192.0.2.1:25...", Marked::Info("Trying 192.0.2.1:25...")),
            (
                "0 0 0 0 --:--:-- --:--:-- 0* Closing connection 0",
                Marked::Info("Closing connection 0"),
            ),
            ("> EHLO a.example", Marked::Sent("EHLO a.example")),
            (">", Marked::Sent("")),
            ("< 220 mail.example", Marked::Received("220 mail.example")),
            (
                "curl: (60) SSL certificate problem: x",
                Marked::Failed(60, "SSL certificate problem: x"),
            ),
            ("{ [5 bytes data]", Marked::Noise),
            (
                "100  5139    0  5139    0     0  1394k      0 --:--:-- --:--:-- --:--:-- 1672k",
                Marked::Noise,
            ),
            ("<html>", Marked::Bare("<html>")),
            (
                "More details here: https://curl.se/docs/sslcerts.html",
                Marked::Bare("More details here: https://curl.se/docs/sslcerts.html"),
            ),
        ] {
            assert_eq!(marked(line), expected, "{line}");
        }
    }

    #[test]
    fn a_quotation_is_told_from_what_was_sent() {
        for own in ["> EHLO a.example", ">", "> QUIT"] {
            assert!(begins(own), "{own}");
        }
        for quoted in [
            "> * Connected to a (192.0.2.1) port 25",
            "> < 220 a",
            "> $ curl -v https://a",
            "> > EHLO a",
        ] {
            assert!(!begins(quoted), "{quoted}");
        }
    }
}
