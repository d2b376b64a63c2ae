//! Where does a `-----BEGIN X-----` or `-----END X-----` stand?
//!
//! Finds the boundaries of RFC 7468 also where a word processor made dashes of the hyphens, a mail
//! program or a web page encoded them, or where some of them were lost. Reading goes from one word BEGIN
//! or END to the next and looks a few bytes around it, so a text is searched in linear time.

use super::glyph::{self, Coding, Glyph};
use super::label::{self, Promise};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Begin,
    End,
}

/// One boundary line, or what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    pub side: Side,
    /// In capitals, blanks single.
    pub label: String,
    /// Offset of the first dash.
    pub start: usize,
    /// Offset after the last dash.
    pub end: usize,
    /// How the dashes were written, when not as hyphens.
    pub coding: Coding,
}

/// What a hyphen-minus looks like after it was "corrected" or encoded, and how many it stands for.
/// The last three are en and em dashes read as Windows-1252, and a byte that was no UTF-8.
const DASHES: &[(&[u8], usize, Coding)] = &[
    ("\u{2013}".as_bytes(), 2, Coding::Typographic),
    ("\u{2014}".as_bytes(), 3, Coding::Typographic),
    ("\u{2010}".as_bytes(), 1, Coding::Typographic),
    ("\u{2011}".as_bytes(), 1, Coding::Typographic),
    ("\u{2012}".as_bytes(), 1, Coding::Typographic),
    ("\u{2015}".as_bytes(), 3, Coding::Typographic),
    ("\u{2212}".as_bytes(), 1, Coding::Typographic),
    ("\u{fe58}".as_bytes(), 3, Coding::Typographic),
    ("\u{fe63}".as_bytes(), 1, Coding::Typographic),
    ("\u{ff0d}".as_bytes(), 1, Coding::Typographic),
    (b"&#45;", 1, Coding::Html),
    (b"&#x2d;", 1, Coding::Html),
    (b"&hyphen;", 1, Coding::Html),
    (b"&dash;", 1, Coding::Html),
    (b"&minus;", 1, Coding::Html),
    (b"&ndash;", 2, Coding::Html),
    (b"&#8211;", 2, Coding::Html),
    (b"&#x2013;", 2, Coding::Html),
    (b"&mdash;", 3, Coding::Html),
    (b"&#8212;", 3, Coding::Html),
    (b"&#x2014;", 3, Coding::Html),
    (b"&horbar;", 3, Coding::Html),
    (b"&#8208;", 1, Coding::Html),
    (b"=2D", 1, Coding::QuotedPrintable),
    (b"=E2=80=90", 1, Coding::QuotedPrintable),
    (b"=E2=80=91", 1, Coding::QuotedPrintable),
    (b"=E2=80=93", 2, Coding::QuotedPrintable),
    (b"=E2=80=94", 3, Coding::QuotedPrintable),
    (b"=96", 2, Coding::QuotedPrintable),
    (b"=97", 3, Coding::QuotedPrintable),
    (b"%2D", 1, Coding::Percent),
    (b"%E2%80%93", 2, Coding::Percent),
    (b"%E2%80%94", 3, Coding::Percent),
    (b"\\u002d", 1, Coding::Escaped),
    (b"\\u2013", 2, Coding::Escaped),
    (b"\\u2014", 3, Coding::Escaped),
    (b"\\-", 1, Coding::Escaped),
    ("\u{e2}\u{20ac}\u{201c}".as_bytes(), 2, Coding::Typographic),
    ("\u{e2}\u{20ac}\u{201d}".as_bytes(), 3, Coding::Typographic),
    ("\u{fffd}".as_bytes(), 2, Coding::Typographic),
];

/// Hyphens that a boundary has on each side.
const FULL: usize = 5;
/// Hyphens that are enough to take the line for a boundary.
const ENOUGH: usize = 2;
const MAX_LABEL: usize = 64;

/// The first boundary at or after `from`.
pub fn next(bytes: &[u8], from: usize) -> Option<Marker> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.windows(2).position(may_begin)?;
        if let Some(marker) = at_word(bytes, at, from) {
            return Some(marker);
        }
        at += 1;
    }
}

/// Asked at every word of a text: two letters tell most of them apart from BEGIN and END.
#[inline(always)]
fn may_begin(rest: &[u8]) -> bool {
    matches!(rest, [b'B' | b'b', b'E' | b'e', ..] | [b'E' | b'e', b'N' | b'n', ..])
}

/// The boundary whose word BEGIN or END begins at `word`; nothing before `floor` is taken for a dash.
pub fn at_word(bytes: &[u8], word: usize, floor: usize) -> Option<Marker> {
    let rest = bytes.get(word..)?;
    if !may_begin(rest) {
        return None;
    }
    let (side, length) = if starts_with_word(rest, b"BEGIN") {
        (Side::Begin, 5)
    } else if starts_with_word(rest, b"END") {
        (Side::End, 3)
    } else {
        return None;
    };
    // The cheapest question first: most words of prose that begin so go on without a blank.
    let separate = |step: glyph::Step| matches!(step.glyph, Glyph::Blank | Glyph::Nothing);
    if !glyph::step(bytes, word + length).is_some_and(separate) {
        return None;
    }
    let before = dashes_before(bytes, word, floor);
    if before.weight == 0 && !stands_alone(bytes, word) {
        return None;
    }
    let (label, label_end) = read_label(bytes, word + length)?;
    let after = dashes_after(bytes, label_end);
    let known = label::promise(&label) != Promise::Unknown;
    let closed = after.weight >= ENOUGH || (after.weight > 0 && known);
    let line_ends = || {
        let ends = |step: glyph::Step| step.glyph == Glyph::LineEnd;
        glyph::step(bytes, label_end).is_none_or(ends)
    };
    let sure = match (before.weight, closed) {
        (ENOUGH.., true) => known || before.weight >= FULL - 1,
        (ENOUGH.., false) => known && line_ends(),
        // Where the dashes before it were lost, only a whole line with a known name is believed.
        (1.., true) => known,
        (_, true) => known && after.weight >= ENOUGH,
        (_, false) => false,
    };
    if !sure {
        return None;
    }
    let coding = if before.coding == Coding::Plain { after.coding } else { before.coding };
    Some(Marker { side, label, start: before.edge, end: after.edge.max(label_end), coding })
}

fn starts_with_word(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Whether nothing but blanks stands between the start of the line and `at`.
fn stands_alone(bytes: &[u8], at: usize) -> bool {
    let line = bytes.get(at.saturating_sub(8)..at).unwrap_or_default();
    let before = line.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    before.is_none_or(|byte| matches!(byte, b'\n' | b'\r' | b'>' | b'|'))
}

struct Dashes {
    weight: usize,
    /// The outer end of the dashes; where there are none, the place where they were looked for.
    edge: usize,
    coding: Coding,
}

fn dashes_before(bytes: &[u8], word: usize, floor: usize) -> Dashes {
    let mut found = Dashes { weight: 0, edge: word, coding: Coding::Plain };
    let mut at = word;
    // "----- BEGIN": a blank or two between the dashes and the word.
    for blank in [&b" "[..], b" ", b"\xc2\xa0", b"&nbsp;", b"=20", b"%20"] {
        if ends_with(bytes, at, blank) {
            at -= blank.len();
        }
    }
    while found.weight < FULL && at > floor {
        if bytes.get(at - 1) == Some(&b'-') && !ends_with(bytes, at, b"\\-") {
            at -= 1;
            found.weight += 1;
        } else {
            let dash = DASHES.iter().find(|(spelling, _, _)| ends_with(bytes, at, spelling));
            let Some((spelling, weight, coding)) = dash else {
                break;
            };
            at -= spelling.len();
            found.weight += weight;
            found.coding = *coding;
        }
        found.edge = at;
    }
    found
}

fn dashes_after(bytes: &[u8], label_end: usize) -> Dashes {
    let mut found = Dashes { weight: 0, edge: label_end, coding: Coding::Plain };
    let mut at = label_end;
    while found.weight < FULL {
        if bytes.get(at) == Some(&b'-') {
            at += 1;
            found.weight += 1;
        } else {
            let may_begin = |first: &u8| *first >= 0x80 || b"&=%\\".contains(first);
            let Some(rest) = bytes.get(at..).filter(|rest| rest.first().is_some_and(may_begin))
            else {
                break;
            };
            let dash = DASHES.iter().find(|(spelling, _, _)| starts_with_word(rest, spelling));
            let Some((spelling, weight, coding)) = dash else {
                break;
            };
            at += spelling.len();
            found.weight += weight;
            found.coding = *coding;
        }
        found.edge = at;
    }
    found
}

fn ends_with(bytes: &[u8], at: usize, spelling: &[u8]) -> bool {
    at.checked_sub(spelling.len())
        .and_then(|start| bytes.get(start..at))
        .is_some_and(|slice| slice.eq_ignore_ascii_case(spelling))
}

/// The label behind the word, and where it ends: at the dashes, or at the end of the line.
fn read_label(bytes: &[u8], from: usize) -> Option<(String, usize)> {
    let mut label = String::new();
    let mut at = from;
    let mut end = from;
    let mut blank = false;
    let mut first = true;
    while let Some(step) = glyph::step(bytes, at) {
        match step.glyph {
            Glyph::Blank => blank = true,
            Glyph::Nothing => {}
            Glyph::Char(b'-') if dash_closes(bytes, at) => break,
            Glyph::Char(byte) if !first || blank => {
                if !(byte.is_ascii_alphanumeric() || b"+./_#-".contains(&byte)) {
                    // A word that ends otherwise: a quote after a block whose dashes were lost.
                    break;
                }
                if label.len() >= MAX_LABEL {
                    return None;
                }
                if blank && !first {
                    label.push(' ');
                }
                label.push(char::from(byte.to_ascii_uppercase()));
                blank = false;
                first = false;
                end = step.end;
            }
            Glyph::Char(_) | Glyph::LineEnd | Glyph::Foreign => break,
        }
        if step.end > from + 4 * MAX_LABEL {
            return None;
        }
        at = step.end;
    }
    if label.is_empty() {
        return None;
    }
    // Blanks before the closing dashes belong to neither.
    let dashes_follow = dashes_after(bytes, at).weight > 0;
    Some((label, if dashes_follow { at } else { end }))
}

/// A single dash between letters belongs to the label ("X-509").
fn dash_closes(bytes: &[u8], at: usize) -> bool {
    if dashes_after(bytes, at).weight >= ENOUGH {
        return true;
    }
    bytes.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Side, &str)]) {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(marker) = next(text.as_bytes(), at) {
            assert!(marker.start >= at && marker.end > marker.start);
            at = marker.end;
            found.push((marker.side, marker.label));
        }
        let expected: Vec<(Side, String)> =
            expected.iter().map(|(side, label)| (*side, (*label).into())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn spellings() {
        use Side::{Begin, End};
        let begin = [(Begin, "CERTIFICATE")];
        check("-----BEGIN CERTIFICATE-----", &begin);
        check("-----begin certificate-----", &begin);
        check("----- BEGIN  CERTIFICATE -----", &begin);
        check("\u{2014}\u{2013}BEGIN CERTIFICATE\u{2014}\u{2013}", &begin);
        check("\u{2013}\u{2013}BEGIN CERTIFICATE\u{2014}", &begin);
        check("--BEGIN CERTIFICATE-", &begin);
        check("&#45;&#45;&#45;&#45;&#45;BEGIN&nbsp;CERTIFICATE&#45;&#45;&#45;&#45;&#45;", &begin);
        check("=2D=2D=2D=2D=2DBEGIN CERTIFICATE=2D----", &begin);
        check("=E2=80=93=E2=80=93BEGIN CERTIFICATE=E2=80=94=E2=80=93", &begin);
        check("-----BEGIN%20CERTIFICATE-----%0A", &begin);
        check("\u{fffd}\u{fffd}BEGIN CERTIFICATE\u{fffd}\u{fffd}", &begin);
        check("> BEGIN CERTIFICATE-----\n", &begin);
        check("-----BEGIN CERTIFICATE\n", &begin);
        check("-----BEGIN CERT\u{200b}IFICATE-----", &begin);
        check("- -----BEGIN CERTIFICATE-----", &begin);
        check("---- BEGIN SSH2 PUBLIC KEY ----", &[(Begin, "SSH2 PUBLIC KEY")]);
        check(
            "-----BEGIN X509 CRL----------END X509 CRL-----",
            &[(Begin, "X509 CRL"), (End, "X509 CRL")],
        );
    }

    #[test]
    fn prose_is_no_boundary() {
        check("in the end the certificate", &[]);
        check("-- end of log --", &[]);
        check("BEGIN CERTIFICATE", &[]);
        check("END CERTIFICATE is missing", &[]);
        check("-----BEGIN -----", &[]);
        check("--- begin transcript ---", &[]);
        check("-----BEGIN", &[]);
    }
}
