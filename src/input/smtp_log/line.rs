//! What is this line: a row, a header, or something else?
//!
//! Columns go by the names in `#Fields:`; without a header they have the order that all versions write.

use std::borrow::Cow;

use super::{Direction, Event, Header, Line, Row};
use crate::timestamp::Timestamp;

/// The columns that every version since 2007 writes, in its order.
const FIELDS: [&[u8]; 9] = [
    b"date-time",
    b"connector-id",
    b"session-id",
    b"sequence-number",
    b"local-endpoint",
    b"remote-endpoint",
    b"event",
    b"data",
    b"context",
];

/// Where each of the nine columns stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    places: [u8; 9],
}

impl Default for Columns {
    fn default() -> Self {
        Self { places: [0, 1, 2, 3, 4, 5, 6, 7, 8] }
    }
}

impl Columns {
    /// By the names behind `#Fields:`; `None` where one of the nine is not among them.
    pub fn named(names: &[u8]) -> Option<Self> {
        let mut places = [0; 9];
        for (place, field) in places.iter_mut().zip(FIELDS) {
            let at = names
                .split(|byte| *byte == b',')
                .position(|name| name.trim_ascii().eq_ignore_ascii_case(field))?;
            *place = u8::try_from(at).ok()?;
        }
        Some(Self { places })
    }

    fn is_usual(self) -> bool {
        self == Self::default()
    }
}

/// Reads one line without its line end.
pub fn read(line: &[u8], columns: Columns) -> Line<'_> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match line.first() {
        None => Line::Blank,
        Some(b'#') => Line::Header(header(line)),
        Some(_) if line.iter().all(u8::is_ascii_whitespace) => Line::Blank,
        Some(_) => row(line, columns).map_or(Line::NotUnderstood, Line::Row),
    }
}

fn header(line: &[u8]) -> Header<'_> {
    let Some(colon) = memchr::memchr(b':', line) else { return Header::Other };
    let (name, value) = (&line[1..colon], line[colon + 1..].trim_ascii());
    let named = |expected: &[u8]| name.eq_ignore_ascii_case(expected);
    if named(b"Fields") {
        return Columns::named(value).map_or(Header::Other, Header::Fields);
    }
    if named(b"Version") {
        return Header::Version(value);
    }
    if !named(b"Log-type") {
        return Header::Other;
    }
    // Compared without case: the documentation and the files differ in it.
    if value.eq_ignore_ascii_case(b"SMTP Receive Protocol Log") {
        Header::Direction(Direction::Receive)
    } else if value.eq_ignore_ascii_case(b"SMTP Send Protocol Log") {
        Header::Direction(Direction::Send)
    } else {
        Header::OtherLog(value)
    }
}

fn row(line: &[u8], columns: Columns) -> Option<Row<'_>> {
    if !columns.is_usual() {
        return out_of_the_ordinary(line, columns);
    }
    usual(line).or_else(|| out_of_the_ordinary(line, columns))
}

/// A row as Exchange writes it: time and session of fixed length, columns in the usual order.
fn usual(line: &[u8]) -> Option<Row<'_>> {
    let (time, rest) = line.split_first_chunk::<24>()?;
    let (connector, rest) = field(rest.strip_prefix(b",")?)?;
    let (session, rest) = rest.split_first_chunk::<16>()?;
    let rest = rest.strip_prefix(b",")?;
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let (sequence, rest) = rest.split_at(digits);
    let (local, rest) = field(rest.strip_prefix(b",")?)?;
    let (remote, rest) = field(rest)?;
    let ([event, b','], rest) = rest.split_first_chunk::<2>()? else { return None };
    let (data, rest) = field(rest)?;
    let context = last_field(rest)?;
    Some(Row {
        time: usual_time(time)?,
        connector,
        session: hexadecimal(session)?,
        sequence: decimal(sequence)?,
        local,
        remote,
        event: kind(*event)?,
        data,
        context,
    })
}

/// A field, and what follows its comma. A quote within one that does not begin with a quote means nothing
/// (RFC 4180 has none there, the csv crate takes it as it is).
fn field(rest: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    if rest.first() == Some(&b'"') {
        let (field, rest) = quoted(&rest[1..])?;
        return Some((field, rest.strip_prefix(b",")?));
    }
    let end = memchr::memchr(b',', rest)?;
    Some((Cow::Borrowed(&rest[..end]), &rest[end + 1..]))
}

/// The context; a comma that nobody quoted belongs to it.
fn last_field(rest: &[u8]) -> Option<Cow<'_, [u8]>> {
    if rest.first() == Some(&b'"') {
        let (field, rest) = quoted(&rest[1..])?;
        return rest.is_empty().then_some(field);
    }
    memchr::memchr(b'"', rest).is_none().then_some(Cow::Borrowed(rest))
}

/// What stands up to the closing quote, and what follows it.
fn quoted(inner: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    let mut end = memchr::memchr(b'"', inner)?;
    if inner.get(end + 1) != Some(&b'"') {
        return Some((Cow::Borrowed(&inner[..end]), &inner[end + 1..]));
    }
    // Of two quotes one is meant.
    let (mut field, mut from) = (Vec::new(), 0);
    while inner.get(end + 1) == Some(&b'"') {
        field.extend_from_slice(&inner[from..=end]);
        from = end + 2;
        end = from + memchr::memchr(b'"', &inner[from..])?;
    }
    field.extend_from_slice(&inner[from..end]);
    Some((Cow::Owned(field), &inner[end + 1..]))
}

/// The reference that the fast path is tested against.
pub(super) fn out_of_the_ordinary(line: &[u8], columns: Columns) -> Option<Row<'static>> {
    // The line's end is known: a lone carriage return is none.
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(line);
    let mut record = csv::ByteRecord::new();
    if !reader.read_byte_record(&mut record).ok()? {
        return None;
    }
    let field = |index: usize| columns.places.get(index).and_then(|at| record.get((*at).into()));
    let owned = |index: usize| field(index).map(|field| Cow::Owned(field.to_vec()));
    // A comma that nobody quoted belongs to the last column.
    let mut context = field(8).unwrap_or_default().to_vec();
    if columns.is_usual() {
        for more in record.iter().skip(FIELDS.len()) {
            context.push(b',');
            context.extend_from_slice(more);
        }
    }
    Some(Row {
        time: milliseconds(field(0)?)?,
        connector: owned(1)?,
        session: hexadecimal(field(2)?)?,
        sequence: decimal(field(3)?)?,
        local: owned(4)?,
        remote: owned(5)?,
        event: match field(6)? {
            [event] => kind(*event)?,
            _ => return None,
        },
        data: owned(7)?,
        context: Cow::Owned(context),
    })
}

const fn kind(event: u8) -> Option<Event> {
    match event {
        b'+' => Some(Event::Connect),
        b'-' => Some(Event::Disconnect),
        b'>' => Some(Event::Sent),
        b'<' => Some(Event::Received),
        b'*' => Some(Event::Information),
        _ => None,
    }
}

/// Sixteen hexadecimal digits; fewer are taken too.
fn hexadecimal(field: &[u8]) -> Option<u64> {
    if field.is_empty() || field.len() > 16 {
        return None;
    }
    let mut valid = true;
    let value = field.iter().fold(0_u64, |value, byte| {
        valid &= byte.is_ascii_hexdigit();
        // Letters of either case stand at 0x41 and 0x61: their low half is one less than ten less.
        (value << 4) | u64::from((byte & 0xf) + 9 * (byte >> 6))
    });
    valid.then_some(value)
}

fn decimal(field: &[u8]) -> Option<u32> {
    if field.is_empty() || field.len() > 9 {
        return None;
    }
    field.iter().try_fold(0_u32, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
    })
}

/// Milliseconds since 1970 of `2023-01-11T15:59:56.232Z`; other forms of RFC 3339 lose their fraction.
fn milliseconds(field: &[u8]) -> Option<i64> {
    field.try_into().ok().and_then(usual_time).or_else(|| {
        let text = std::str::from_utf8(field).ok()?;
        Timestamp::parse(text)?.unix_seconds().checked_mul(1_000)
    })
}

/// The one form that Exchange writes, read at the speed that a log needs.
fn usual_time(field: &[u8; 24]) -> Option<i64> {
    let separators =
        [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
    let mut valid = separators.iter().all(|(at, byte)| field[*at] == *byte);
    let mut digit = |at: usize| {
        let digit = field[at].wrapping_sub(b'0');
        valid &= digit < 10;
        i64::from(digit)
    };
    let mut two = |at: usize| digit(at) * 10 + digit(at + 1);
    let year = two(0) * 100 + two(2);
    let (month, day) = (two(5), two(8));
    let (hour, minute, second) = (two(11), two(14), two(17));
    let millisecond = two(20) * 10 + digit(22);
    let in_range = valid
        && (1..=12).contains(&month)
        && (1..=month_days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 61;
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    in_range.then_some(seconds * 1_000 + millisecond)
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn month_days(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day is the last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests;
