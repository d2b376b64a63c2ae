//! What is this line: a row, a header, or something else?
//!
//! Columns go by the names in `#Fields:`; without a header they have the order that all versions write.

use std::borrow::Cow;

use super::digits::{self, Second};
use super::{Direction, Event, Header, Line, Row};

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
    read_after(line, columns, &mut Second::default())
}

/// `read`, of the line that follows the one in whose `second` it probably lies.
#[inline]
pub(super) fn read_after<'a>(line: &'a [u8], columns: Columns, second: &mut Second) -> Line<'a> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match line.first() {
        None => Line::Blank,
        Some(b'#') => Line::Header(header(line)),
        Some(b'0'..=b'9') if columns.is_usual() => match usual(line, second) {
            Some(row) => Line::Row(row),
            None => other(line, columns),
        },
        Some(_) => other(line, columns),
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

/// What is not a row as Exchange writes it.
#[cold]
fn other(line: &[u8], columns: Columns) -> Line<'_> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return Line::Blank;
    }
    out_of_the_ordinary(line, columns).map_or(Line::NotUnderstood, Line::Row)
}

/// A row as Exchange writes it: time and session of fixed length, columns in the usual order.
#[inline]
fn usual<'a>(line: &'a [u8], second: &mut Second) -> Option<Row<'a>> {
    let (time, rest) = line.split_first_chunk::<24>()?;
    let (connector, rest) = short_field(rest.strip_prefix(b",")?)?;
    let (session, rest) = rest.split_first_chunk::<16>()?;
    let rest = rest.strip_prefix(b",")?;
    let (sequence, rest) = digits::number_before_comma(rest)?;
    let (local, rest) = short_field(rest)?;
    let (remote, rest) = short_field(rest)?;
    let ([event, b','], rest) = rest.split_first_chunk::<2>()? else { return None };
    let (data, rest) = short_field(rest)?;
    let context = last_field(rest)?;
    Some(Row {
        time: second.milliseconds(time)?,
        connector,
        session: digits::session(session)?,
        sequence,
        local,
        remote,
        event: kind(*event)?,
        data,
        context,
    })
}

/// A field that is often of a few bytes, for which a call of memchr costs more than the look.
#[inline]
fn short_field(rest: &[u8]) -> Option<(Cow<'_, [u8]>, &[u8])> {
    match digits::comma_within(rest) {
        Some(end) if rest.first() != Some(&b'"') => {
            Some((Cow::Borrowed(&rest[..end]), &rest[end + 1..]))
        }
        _ => field(rest),
    }
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
        time: digits::milliseconds(field(0)?)?,
        connector: owned(1)?,
        session: digits::hexadecimal(field(2)?)?,
        sequence: digits::decimal(field(3)?)?,
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

#[cfg(test)]
mod tests;
