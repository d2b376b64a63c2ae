//! Where does one object of a Format-List end and the next one begin?
//!
//! Objects are parted by blank lines, but a mail program may have put one behind every line or taken all
//! away: a property that comes again begins the next object. No value is understood here.

use std::ops::Range;

use super::{Of, Property, key_value};
use crate::input::lines::Line;

/// Objects of one text that are read.
const MAX_OBJECTS: usize = 500;
/// Lines that one value was wrapped into.
const MAX_WRAPPED: usize = 60;

pub(super) struct Object {
    pub(super) send: Option<bool>,
    pub(super) properties: Vec<(Property, String, Range<usize>)>,
    pub(super) range: Range<usize>,
    /// A last line that may be cut.
    pub(super) cut: Option<Range<usize>>,
}

/// An object that is being read.
#[derive(Default)]
struct Open<'a> {
    /// Every property, known or not.
    seen: Vec<&'a str>,
    properties: Vec<(Property, Of, String, Range<usize>)>,
    cut: Option<Range<usize>>,
    /// The last line was a property, or the rest of one; how many lines it has.
    wrapped: Option<usize>,
}

pub(super) fn objects(bytes: &[u8], lines: &[Line]) -> Vec<Object> {
    let mut found = Vec::new();
    let mut open = Open::default();
    let mut command = None;
    for (at, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            open.wrapped = None;
            continue;
        }
        let Some((key, value)) = key_value(&line.text) else {
            if let Some(send) = cmdlet(&line.text) {
                found.extend(std::mem::take(&mut open).close(command));
                command = Some(send);
            } else if !open.goes_on(bytes, line) {
                found.extend(std::mem::take(&mut open).close(command));
            }
            continue;
        };
        // The continuation of a value may look like a property, as in `SMTP:*;1`; blanks before the colon
        // tell them apart.
        let again = |word: &&str| word.eq_ignore_ascii_case(key);
        let next_repeats = || {
            let after_blank = at > 0 && lines.get(at - 1).is_some_and(|line| line.text.is_empty());
            let rest = lines.get(at..).unwrap_or_default();
            after_blank
                && rest
                    .iter()
                    .take_while(|line| !line.text.is_empty())
                    .filter_map(|line| key_value(&line.text))
                    .any(|(key, _)| open.seen.iter().any(|word| word.eq_ignore_ascii_case(key)))
        };
        if open.seen.iter().any(again) || next_repeats() {
            found.extend(std::mem::take(&mut open).close(command));
        }
        open.seen.push(key);
        open.wrapped = Some(1);
        let Some((property, of)) = Property::of_word(key) else { continue };
        if !line.ended && !is_whole(value) {
            open.cut = Some(line.range.clone());
            continue;
        }
        open.properties.push((property, of, value.to_owned(), line.range.clone()));
        if found.len() >= MAX_OBJECTS {
            return found;
        }
    }
    found.extend(open.close(command));
    found
}

impl Open<'_> {
    /// Whether a line is the rest of the value before it: indented, or within a list that is still open.
    fn goes_on(&mut self, bytes: &[u8], line: &Line) -> bool {
        let Some(count) = self.wrapped.filter(|count| *count < MAX_WRAPPED) else { return false };
        let raw = bytes.get(line.range.clone()).unwrap_or_default();
        let margin = raw.iter().filter(|byte| !matches!(byte, b'>' | b'|'));
        let indented = margin.take_while(|byte| matches!(byte, b' ' | b'\t')).count() >= 4;
        let Some((_, _, value, range)) = self.properties.last_mut() else { return indented };
        let inside = value.contains('{') && !value.contains('}');
        if !indented && !inside {
            return false;
        }
        self.wrapped = Some(count + 1);
        if !line.ended {
            self.cut = Some(line.range.clone());
            self.properties.pop();
            return true;
        }
        // A word is not broken by Format-List: it wraps at a blank, or in the middle of what has none.
        let joined_by_blank = value.ends_with([',', ';']);
        if joined_by_blank {
            value.push(' ');
        }
        value.push_str(&line.text);
        range.end = line.range.end;
        true
    }

    fn close(self, command: Option<bool>) -> Option<Object> {
        let marked = self.properties.iter().any(|(property, ..)| property.is_mark());
        if !marked || self.properties.len() + usize::from(self.cut.is_some()) < 2 {
            return None;
        }
        let start = self.properties.first()?.3.start;
        let end = self.properties.last()?.3.end;
        let is = |wanted| self.properties.iter().any(|(_, of, ..)| *of == wanted);
        let send = match (is(Of::Send), is(Of::Receive)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => command,
        };
        let properties = self.properties.into_iter();
        Some(Object {
            send,
            properties: properties
                .map(|(property, _, value, range)| (property, value, range))
                .collect(),
            range: start..end,
            cut: self.cut,
        })
    }
}

/// A line that calls one of the two cmdlets.
fn cmdlet(text: &str) -> Option<bool> {
    let lower = text.get(..text.floor_char_boundary(200))?.to_ascii_lowercase();
    if lower.contains("get-sendconnector") {
        return Some(true);
    }
    lower.contains("get-receiveconnector").then_some(false)
}

/// A value that more letters would only spoil.
fn is_whole(value: &str) -> bool {
    matches!(
        value,
        "True" | "False" | "EncryptionOnly" | "CertificateValidation" | "DomainValidation"
    ) || (value.starts_with('{') && value.ends_with('}'))
}
