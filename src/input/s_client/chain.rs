//! Which certificates do the lines of `Certificate chain` name?
//!
//! ` N s:` with the subject and `i:` with the issuer, as sent. The two names are kept as they are
//! printed: the forms differ by version and some cannot be taken apart again. Wrapped lines are joined,
//! margins of mails and logs are passed over. Nothing in a name is decoded that a peer could use to
//! forge a line.

use std::ops::Range;

use crate::input::pem::glyph::{self, Coding, Glyph};

/// Chain lines that are read; servers send a handful.
const MAX_LINES: usize = 1_000;
/// Places that look like a chain line and are none.
const MAX_MISSES: usize = 5_000;
/// The longest name that is read, in bytes.
const MAX_NAME: usize = 8 << 10;
/// Terminals and mail programs do not wrap lines shorter than this.
const SHORTEST_WRAP: usize = 55;
const MAX_MARGIN: usize = 120;

/// One certificate of the chain block, from its position to the next one or to the end of the block.
pub(super) struct ChainLine {
    pub(super) position: usize,
    pub(super) subject: String,
    pub(super) issuer: String,
    pub(super) range: Range<usize>,
}

/// All chain lines of a text, in order.
pub(super) fn lines(bytes: &[u8]) -> Vec<ChainLine> {
    let mut found: Vec<ChainLine> = Vec::new();
    let mut misses = 0;
    let mut at = 0;
    while found.len() < MAX_LINES && misses < MAX_MISSES {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(ahead) = rest.windows(2).position(|pair| pair == b"s:") else {
            break;
        };
        at += ahead;
        let Some((position, start)) = position(bytes, at) else {
            at += 2;
            continue;
        };
        match names(bytes, position, start, at + 2) {
            Some(line) => {
                at = line.range.end;
                found.push(line);
            }
            None => {
                misses += 1;
                at += 2;
            }
        }
    }
    let starts: Vec<usize> = found.iter().skip(1).map(|line| line.range.start).collect();
    for (index, line) in found.iter_mut().enumerate() {
        let limit = starts.get(index).copied().unwrap_or(bytes.len());
        line.range.end = block_end(bytes, line.range.end.min(limit), limit);
    }
    found
}

/// The number before the `s:` at `at`, and where it begins.
fn position(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let before = bytes.get(at.saturating_sub(8)..at)?;
    let digits_end = before.strip_suffix(b" ").or_else(|| before.strip_suffix(b"\xc2\xa0"))?;
    let ahead =
        digits_end.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    let number = digits_end.get(ahead..)?;
    let clear = match ahead.checked_sub(1).and_then(|last| digits_end.get(last)) {
        Some(byte) => byte.is_ascii_whitespace() || matches!(byte, b'>' | b'|' | b';' | 0xa0),
        None => true,
    };
    if number.is_empty() || number.len() > 3 || !clear {
        return None;
    }
    let position = std::str::from_utf8(number).ok()?.parse().ok()?;
    let blank = before.len() - digits_end.len();
    Some((position, at - blank - number.len()))
}

fn names(bytes: &[u8], position: usize, start: usize, from: usize) -> Option<ChainLine> {
    let margin = Margin::before(bytes, start);
    let (subject, end, stopped) =
        name(bytes, from, &margin, |bytes, at| bytes.get(at..at + 2) == Some(b"i:"));
    if !stopped {
        return None;
    }
    let (issuer, end, _) = name(bytes, end + 2, &margin, begins_next);
    Some(ChainLine { position, subject, issuer, range: start..end })
}

/// What follows an issuer: the key and validity lines, a boundary or the end of the block, the next line.
fn begins_next(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..bytes.len().min(at + 12)).unwrap_or_default();
    if rest.starts_with(b"a:PKEY") || rest.starts_with(b"v:NotBefore") {
        return true;
    }
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = rest.get(digits..).unwrap_or_default();
    if (1..=3).contains(&digits)
        && (behind.starts_with(b" s:") || behind.starts_with(b"\xc2\xa0s:"))
    {
        return true;
    }
    let dashes = dashes(bytes, at).0;
    dashes >= 3 || (dashes > 0 && rest.first() != Some(&b'-'))
}

/// What stands in front of the chain lines: nothing, quote marks, or a log's prefix of a fixed width.
struct Margin {
    width: usize,
    words: bool,
    /// Offset at which the line begins.
    line: usize,
}

impl Margin {
    fn before(bytes: &[u8], at: usize) -> Self {
        let from = at.saturating_sub(MAX_MARGIN);
        let before = bytes.get(from..at).unwrap_or_default();
        let line_end = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
        let line = line_end.map_or(from, |line_end| from + line_end + 1);
        let margin = bytes.get(line..at).unwrap_or_default();
        // In a text that was joined into one line there is no margin to speak of.
        let fits = line_end.is_some() || from == 0;
        let words = fits && margin.iter().any(u8::is_ascii_digit);
        Self { width: at - line, words, line }
    }

    /// Where the text of the line that begins at `at` begins.
    fn skip(&self, bytes: &[u8], at: usize) -> usize {
        let mut at = at;
        if self.words {
            let line = bytes.get(at..bytes.len().min(at + self.width)).unwrap_or_default();
            let short = line.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            at += short.unwrap_or(line.len());
        }
        while let Some(step) = glyph::step(bytes, at) {
            let mark =
                matches!(step.glyph, Glyph::Blank | Glyph::Nothing | Glyph::Char(b'>' | b'|'));
            if !mark || step.end > at + 40 {
                break;
            }
            at = step.end;
        }
        at
    }
}

/// The name that begins at `from`: its text, where the next thing begins, and whether that is what
/// `stop` looks for.
fn name(
    bytes: &[u8],
    from: usize,
    margin: &Margin,
    stop: fn(&[u8], usize) -> bool,
) -> (String, usize, bool) {
    let mut raw = Vec::new();
    let mut at = from;
    let mut line = margin.line;
    while let Some(byte) = bytes.get(at) {
        if at > from + MAX_NAME {
            break;
        }
        if let Some(after) = glyph::soft_break(bytes, at) {
            at = after;
            line = after;
            continue;
        }
        if let Some(after) = line_end(bytes, at) {
            let mut next = margin.skip(bytes, after);
            // An editor may have put a blank line after each.
            if let Some(after_blank) = line_end(bytes, next) {
                next = margin.skip(bytes, after_blank);
            }
            if stop(bytes, next) {
                return (text_of(raw), next, true);
            }
            let wrapped =
                at - line >= SHORTEST_WRAP && line_end(bytes, margin.skip(bytes, after)).is_none();
            if !wrapped {
                return (text_of(raw), at, false);
            }
            line = after;
            at = margin.skip(bytes, after);
            continue;
        }
        let step = glyph::step(bytes, at);
        let html = step.filter(|step| *byte == b'&' && step.coding == Coding::Html);
        // `=20` and `\x20` are the peer's own characters.
        let blank = step.filter(|step| {
            step.glyph == Glyph::Blank && matches!(step.coding, Coding::Plain | Coding::Html)
        });
        match (html, blank) {
            (Some(step), None) => {
                raw.extend(match step.glyph {
                    Glyph::Char(byte) => Some(byte),
                    _ => None,
                });
                at = step.end;
            }
            (_, Some(step)) => {
                // In a text joined into one line the next thing follows a blank.
                let ahead = margin_free(bytes, step.end);
                if stop(bytes, ahead) {
                    return (text_of(raw), ahead, true);
                }
                raw.push(b' ');
                at = step.end;
            }
            (None, None) if *byte == 0x1b => at = step.map_or(at + 1, |step| step.end),
            (None, None) => {
                raw.push(*byte);
                at += 1;
            }
        }
    }
    (text_of(raw), at, stop(bytes, at))
}

fn margin_free(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take(8).take_while(|byte| **byte == b' ').count()
}

/// Where the line after this line end begins; `<br>` and the newline behind it count as one.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let step = glyph::step(bytes, at)?;
    if step.glyph != Glyph::LineEnd {
        return None;
    }
    match step.coding {
        Coding::Html => match glyph::step(bytes, step.end) {
            Some(next) if next.glyph == Glyph::LineEnd && next.coding == Coding::Plain => {
                Some(next.end)
            }
            _ => Some(step.end),
        },
        Coding::Plain => Some(step.end),
        // `\n` and `%0A` inside a name are the peer's own characters, not the end of a line.
        _ => None,
    }
}

fn text_of(raw: Vec<u8>) -> String {
    let text = String::from_utf8_lossy(&raw).trim().to_owned();
    // Quoted-printable writes every `=` as `=3D`; a company called "3D" leaves others bare.
    let quoted = text.contains('=') && text.matches('=').count() == text.matches("=3D").count();
    if quoted { text.replace("=3D", "=") } else { text }
}

/// The line of three dashes that ends the block, or `limit`.
fn block_end(bytes: &[u8], from: usize, limit: usize) -> usize {
    let mut at = from;
    while at < limit {
        let (count, end) = dashes(bytes, at);
        if count == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(end);
        let alone = before
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'|' | b';'))
            && after.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'\\'));
        if alone && count <= 3 && (count == 3 || bytes.get(at) != Some(&b'-')) {
            return at;
        }
        at = end;
    }
    limit
}

/// How many dashes of any kind stand at `at`, and where they end.
fn dashes(bytes: &[u8], at: usize) -> (usize, usize) {
    let mut count = 0;
    let mut end = at;
    while bytes.get(end).is_some_and(|byte| *byte == b'-' || *byte >= 0xc2 || *byte == b'&') {
        match glyph::step(bytes, end) {
            Some(step) if step.glyph == Glyph::Char(b'-') => {
                count += 1;
                end = step.end;
            }
            _ => break,
        }
    }
    (count, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str, &str)]) {
        let found = lines(text.as_bytes());
        let found: Vec<(usize, &str, &str)> = found
            .iter()
            .map(|line| (line.position, line.subject.as_str(), line.issuer.as_str()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn forms() {
        let two = [(0, "/C=DE/CN=a", "/CN=I"), (1, "/CN=I", "/CN=R")];
        let plain =
            "Certificate chain\n 0 s:/C=DE/CN=a\n   i:/CN=I\n 1 s:/CN=I\n   i:/CN=R\n---\nx\n";
        check(plain, &two);
        check(&plain.replace('\n', "\r\n"), &two);
        check(&plain.replace('\n', "\r"), &two);
        check(&plain.replace('\n', "\n> "), &two);
        check(&plain.replace('\n', "\n\n"), &two);
        check(&plain.replace('\n', "<br />\n").replace("\n ", "\n&nbsp;"), &two);
        check(&plain.replace('\n', " "), &two);
        check(&plain.replace("\n ", "\n  12   "), &two);
        check(&plain.replace('=', "=3D"), &two);
        check(&plain.replace("   i:", "i:").replace("\n ", "\n"), &two);
        check(&plain.replace("---", "\u{2014}"), &two);
        check(&plain.replace(' ', "\u{a0}"), &two);
        check(
            " 0 s:/O=\\xA0\\x0A/postalCode=20457\n   i:CN=I\n",
            &[(0, "/O=\\xA0\\x0A/postalCode=20457", "CN=I")],
        );
        check(" 0 s:\n   i:CN=I\n", &[(0, "", "CN=I")]);
        check(
            " 0 s:/O=x\\x0A---\\x0A 1 s:evil\n   i:/CN=I & C\n",
            &[(0, "/O=x\\x0A---\\x0A 1 s:evil", "/CN=I & C")],
        );
        check("it took 3 s: i saw it", &[]);
    }

    #[test]
    fn wrapped_names_are_joined() {
        let text = " 0 s:CN = mail.nordwind.example\n   i:C = NL, O = Farm Test Trust B.V., CN = Farm Test EC Iss\n\
                    uing CA E2\n-----BEGIN CERTIFICATE-----\n";
        check(
            text,
            &[(
                0,
                "CN = mail.nordwind.example",
                "C = NL, O = Farm Test Trust B.V., CN = Farm Test EC Issuing CA E2",
            )],
        );
    }

    #[test]
    fn the_block_ends_at_its_dashes() {
        let text =
            " 0 s:a\n   i:b\n-----BEGIN X-----\nAA\n-----END X-----\n---\nServer certificate\n";
        let found = lines(text.as_bytes());
        let ends: Vec<&str> = found.iter().filter_map(|line| text.get(line.range.end..)).collect();
        assert_eq!(ends, ["---\nServer certificate\n"]);
    }
}
