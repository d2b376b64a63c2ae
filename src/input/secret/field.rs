//! Secrets that stand behind a name: in a transcript, a key log, a header, a mail log-in.
//!
//! Only the value is taken out; the name stays, so that the text can still be followed. Field names are
//! those of OpenSSL's session print, of the NSS key log format (RFC 9850), of HTTP and of SMTP.

use std::ops::Range;

use super::Found;
use super::kind::{self, Kind};
use super::{run, sent};
use crate::input::base64_text;
use crate::input::pem::glyph::{self, Glyph};

type Reader = fn(&[u8], usize) -> Option<Range<usize>>;

/// Each name, the kind of secret behind it, and what the value looks like.
static FIELDS: &[(&[u8], &Kind, Reader)] = &[
    (b"Master-Key:", &kind::MASTER_KEY, hex),
    (b"Resumption PSK:", &kind::RESUMPTION_PSK, hex),
    (b"Session-ID:", &kind::SESSION_ID, hex),
    (b"PSK identity hint:", &kind::PSK_IDENTITY, words),
    (b"PSK identity:", &kind::PSK_IDENTITY, words),
    (b"SRP username:", &kind::SRP_USER, words),
    (b"TLS session ticket:", &kind::SESSION_TICKET, dump),
    (b"Authorization:", &kind::HTTP_CREDENTIALS, credentials),
    (b"Proxy-Authorization:", &kind::HTTP_CREDENTIALS, credentials),
    (b"X-Api-Key:", &kind::HTTP_CREDENTIALS, credentials),
    (b"Cookie:", &kind::HTTP_COOKIE, cookie),
    (b"Set-Cookie:", &kind::HTTP_COOKIE, cookie),
    (b"AUTH ", &kind::SMTP_CREDENTIALS, mechanism),
    (b"AUTHENTICATE ", &kind::SMTP_CREDENTIALS, mechanism),
    (b"334", &kind::SMTP_CREDENTIALS, response),
    (b"PASS ", &kind::SMTP_CREDENTIALS, sent::password),
    (b"LOGIN ", &kind::SMTP_CREDENTIALS, sent::login),
    (b"curl ", &kind::HTTP_CREDENTIALS, sent::user_option),
    (b"curl.exe ", &kind::HTTP_CREDENTIALS, sent::user_option),
    (b"Private-Lines:", &kind::PUTTY_PRIVATE_KEY, private_lines),
];

/// Names that begin another field of the same block; a value that was joined with its neighbours into
/// one line ends there.
static NEIGHBOURS: &[&[u8]] = &[
    b"PSK identity",
    b"SRP username",
    b"TLS session ticket",
    b"Start Time",
    b"Compression:",
    b"Timeout",
    b"Extended master",
    b"Verify return",
    b"Max Early",
    b"Krb5 Principal",
    b"---",
];

/// The secret behind the name that begins at `at`.
pub(super) fn find(bytes: &[u8], at: usize) -> Option<Found> {
    let rest = bytes.get(at..)?;
    // Asked at every word of a text: most are told apart by their first letter.
    let first = rest.first()?.to_ascii_lowercase();
    for (name, kind, reader) in FIELDS {
        if !matches!(name, [letter, ..] if letter.to_ascii_lowercase() == first) {
            continue;
        }
        let named = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if named {
            return reader(bytes, at + name.len()).map(|range| Found::plain(range, kind));
        }
    }
    key_log(bytes, at)
}

/// `CLIENT_RANDOM <client random> <secret>` and the names of TLS 1.3.
fn key_log(bytes: &[u8], at: usize) -> Option<Found> {
    let rest = bytes.get(at..bytes.len().min(at + 48))?;
    let letter = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    let length = rest.iter().position(|byte| !letter(byte))?;
    let name = rest.get(..length)?;
    let known = matches!(name, b"CLIENT_RANDOM" | b"PMS_CLIENT_RANDOM" | b"RSA" | b"ECH_SECRET")
        || name.ends_with(b"EXPORTER_SECRET")
        || name.ends_with(b"EXPORTER_MASTER_SECRET")
        || name.windows(14).any(|part| part == b"TRAFFIC_SECRET");
    if !known {
        return None;
    }
    let first = hex_run(bytes, blanks(bytes, at + length))?;
    let mut end = first.end;
    let mut digits = first.len();
    for _ in 0..2 {
        let Some(more) = hex_run(bytes, blanks(bytes, end)) else {
            break;
        };
        digits += more.len();
        end = more.end;
    }
    (digits >= 48).then(|| Found::plain(first.start..end, &kind::KEY_LOG))
}

/// The end of the blanks that begin at `from`.
fn blanks(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(step) = glyph::step(bytes, at) {
        if !matches!(step.glyph, Glyph::Blank | Glyph::Nothing) {
            break;
        }
        at = step.end;
    }
    at
}

/// Sixteen or more hexadecimal digits, which a terminal may have wrapped.
fn hex(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let found = hex_run(bytes, blanks(bytes, from))?;
    (found.len() >= 16).then_some(found)
}

fn hex_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let length = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        rest.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(rest.len())
    };
    let mut end = from + length(from);
    if end == from {
        return None;
    }
    // The rest of a wrapped value is a line of nothing but digits, behind quote marks perhaps.
    loop {
        let broken = glyph::soft_break(bytes, end);
        let after = match broken {
            Some(after) => after,
            None => match bytes.get(end..end + 2) {
                Some(b"\r\n") => end + 2,
                Some([b'\n' | b'\r', _]) => end + 1,
                _ => break,
            },
        };
        let rest = bytes.get(after..).unwrap_or_default();
        let marks = rest.iter().take(40).position(|byte| !b" >|\t".contains(byte)).unwrap_or(0);
        let digits = length(after + marks);
        let behind = bytes.get(after + marks + digits);
        if digits < 2 || behind.is_some_and(|byte| !matches!(byte, b'\n' | b'\r' | b' ')) {
            break;
        }
        end = after + marks + digits;
    }
    Some(from..end)
}

/// The rest of the line, or up to the next field where lines were joined.
fn words(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let start = blanks(bytes, from);
    let rest = bytes.get(start..)?;
    if rest.starts_with(kind::OPENING) {
        return None;
    }
    let stop = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'<' | b'"' | b'\\');
    let ends = |at: &usize| rest.get(*at).is_none_or(stop) || begins_neighbour(rest, *at);
    let end = (0..=rest.len()).find(ends)?;
    let value = rest.get(..end)?.trim_ascii_end();
    let nothing = value.is_empty() || value == b"None";
    (!nothing).then(|| start..start + value.len())
}

fn begins_neighbour(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    NEIGHBOURS.iter().any(|name| rest.starts_with(name))
}

/// A scheme and its credentials, or one long token. A sentence about the header is neither.
fn credentials(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let schemes: &[&[u8]] = &[
        b"basic ",
        b"bearer ",
        b"digest ",
        b"negotiate ",
        b"ntlm ",
        b"token ",
        b"aws4",
        b"apikey ",
    ];
    let value = bytes.get(blanks(bytes, from)..)?;
    let scheme = schemes.iter().any(|scheme| {
        value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let token = value.iter().take(16).take_while(|byte| byte.is_ascii_graphic()).count() == 16;
    // The token must be all of the line, or it is the beginning of a sentence.
    let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'"' | b'<');
    let end = value.iter().take(512).find(|byte| blank(byte));
    let alone = token && end != Some(&b' ');
    if scheme || alone { words(bytes, from) } else { None }
}

fn cookie(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let value = bytes.get(blanks(bytes, from)..)?;
    let name = value.iter().take(256).position(|byte| !byte.is_ascii_graphic() || *byte == b'=')?;
    if name == 0 || value.get(name) != Some(&b'=') {
        return None;
    }
    words(bytes, from)
}

/// `AUTH PLAIN <base64>`; a server that lists its mechanisms has no base64 there.
fn mechanism(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    const NAMES: &[&[u8]] = &[
        b"PLAIN",
        b"LOGIN",
        b"NTLM",
        b"GSSAPI",
        b"XOAUTH2",
        b"OAUTHBEARER",
        b"CRAM-MD5",
        b"DIGEST-MD5",
        b"EXTERNAL",
        b"KERBEROS_V4",
        b"ANONYMOUS",
    ];
    let start = blanks(bytes, from);
    let rest = bytes.get(start..)?;
    let length = rest.iter().take(24).position(|byte| byte.is_ascii_whitespace())?;
    let name = rest.get(..length)?;
    let is_name = |word: &[u8]| {
        NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
            || word.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"SCRAM-"))
    };
    if !is_name(name) {
        return None;
    }
    let end = start + length;
    let start = blanks(bytes, end);
    let value = token(bytes, start);
    // A log of Exchange has the server's whole list in one row: "AUTH NTLM 8BITMIME BINARYMIME …".
    let listed = EXTENSIONS.iter().any(|name| value.eq_ignore_ascii_case(name));
    if value.len() >= 8 && !is_name(value) && !listed {
        return Some(start..start + value.len());
    }
    sent::continued(bytes, end)
}

/// SMTP's extensions (IANA's registry, and Exchange's own) whose names could be base64 by their letters and
/// are as long as a secret.
const EXTENSIONS: [&[u8]; 12] = [
    b"8BITMIME",
    b"BINARYMIME",
    b"CHUNKING",
    b"DELIVERBY",
    b"ENHANCEDSTATUSCODES",
    b"FUTURERELEASE",
    b"PIPELINING",
    b"REQUIRETLS",
    b"SMTPUTF8",
    b"STARTTLS",
    b"SUBMITTER",
    b"XPROXYFROM",
];

/// The characters of base64 that begin at `at`.
fn token(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    rest.get(..rest.iter().position(|byte| !digit(byte)).unwrap_or(rest.len())).unwrap_or_default()
}

/// What the client types after a server's `334`: one word of base64 on a line of its own.
fn response(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let separate = matches!(bytes.get(from)?, b' ' | b'\r' | b'\n');
    let challenge_at = blanks(bytes, from);
    let challenge = token(bytes, challenge_at);
    let line_end = blanks(bytes, challenge_at + challenge.len());
    let line_ends = |at: usize| glyph::step(bytes, at).filter(|step| step.glyph == Glyph::LineEnd);
    let start = line_ends(line_end).filter(|_| separate && is_challenge(challenge))?.end;
    let start = sent::behind_marks(bytes, sent::behind_noise(bytes, start));
    let word = token(bytes, start);
    let end = start + word.len();
    let alone = end == bytes.len() || line_ends(end).is_some();
    let reply = word.len() == 3 && word.iter().all(u8::is_ascii_digit);
    (alone && word.len() >= 4 && !reply).then_some(start..end)
}

/// Base64 of a prompt ("Username:"), of a CRAM or NTLM challenge, or nothing.
fn is_challenge(word: &[u8]) -> bool {
    let Some(prompt) = base64_text::decode(word) else {
        return false;
    };
    prompt.starts_with(b"NTLMSSP") || prompt.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The lines of `0000 - 2e 47 …` below a ticket's name.
fn dump(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let start = (from..from + 300).find(|at| is_dump(bytes, *at))?;
    let between = bytes.get(from..start)?;
    if between.iter().filter(|byte| **byte == b'\n').count() > 2 {
        return None;
    }
    let mut end = start;
    let mut at = start;
    // A wrapped dump has the end of each row on a line of its own.
    let mut wrapped = false;
    let mut tail = None;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = rest.get(..length.unwrap_or(rest.len()))?;
        let row = (0..line.len().min(MAX_MARGIN)).any(|column| is_dump(line, column));
        let next_field = (0..line.len()).find(|column| begins_neighbour(line, *column));
        if let Some(column) = next_field {
            if row {
                end = trimmed(bytes, start, at + column);
            }
            break;
        }
        if row {
            wrapped |= tail.is_some();
            tail = None;
            end = trimmed(bytes, start, at + line.len());
        } else if line.trim_ascii().is_empty() {
            // A carriage return's other half, or the soft end of a row.
        } else if tail.is_none() && line.len() < 48 {
            tail = Some(trimmed(bytes, start, at + line.len()));
        } else {
            break;
        }
        at += line.len() + 1;
    }
    Some(start..tail.filter(|_| wrapped).unwrap_or(end))
}

/// Room in front of a row for quote marks and time stamps.
const MAX_MARGIN: usize = 80;

fn trimmed(bytes: &[u8], start: usize, end: usize) -> usize {
    let value = bytes.get(start..end).unwrap_or_default();
    start + value.trim_ascii_end().len()
}

/// Four hexadecimal digits, a dash between blanks, two digits.
fn is_dump(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..at + 9) {
        Some([a, b, c, d, b' ', b'-', b' ', e, f]) => {
            [a, b, c, d, e, f].iter().all(|byte| byte.is_ascii_hexdigit())
        }
        _ => false,
    }
}

/// PuTTY's own key file: as many lines of base64 as the number says.
fn private_lines(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = bytes.get(from..bytes.len().min(from + 40))?;
    let line_end = from + rest.iter().position(|byte| *byte == b'\n')? + 1;
    if token(bytes, line_end).len() < 16 {
        return None;
    }
    let end = run::end(bytes, line_end);
    let body = bytes.get(line_end..end)?;
    run::holds_base64(body).then_some(line_end..end)
}

/// A private member of a JSON Web Key (RFC 7518 section 6); `at` is the quote in front of its name.
pub(super) fn json_web_key(bytes: &[u8], at: usize) -> Option<Found> {
    const MEMBERS: &[&[u8]] = &[b"d", b"p", b"q", b"dp", b"dq", b"qi", b"k"];
    let rest = bytes.get(at + 1..bytes.len().min(at + 24))?;
    let length = rest.iter().position(|byte| !byte.is_ascii_lowercase())?;
    if !MEMBERS.contains(&rest.get(..length)?) {
        return None;
    }
    let skipped = rest.get(length..)?;
    let ahead = skipped.iter().position(|byte| !b"\\\": \t\n\r".contains(byte))?;
    if !skipped.get(..ahead)?.contains(&b':') {
        return None;
    }
    let start = at + 1 + length + ahead;
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let value = bytes.get(start..)?;
    let length = value.iter().position(|byte| !digit(byte)).unwrap_or(value.len());
    let ends = value.get(length).is_none_or(|byte| matches!(byte, b'"' | b'\\' | b'='));
    (ends && length >= 20).then(|| Found::plain(start..start + length, &kind::JSON_WEB_KEY))
}
