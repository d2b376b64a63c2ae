//! Where in a text does a known message stand?
//!
//! Every table in one index by the first two letters; the text goes by in slices, so that its folded copy
//! stays small. The longest words at a place win, and what a message has captured is not searched again,
//! unless the message only hands on what another server said.

use std::ops::Range;
use std::sync::OnceLock;

use super::capture::Draft;
use super::fold::{Codings, Folded, readable, tight};
use super::{MAX_PHRASES, Phrase, Speaker, dotnet, exchange, java, schannel, smtp};
use crate::order::Sort;

/// Words as they are written, what they say, and what is captured behind them. Words that end in `~` may
/// go on in the same word.
pub(super) type Entry = (&'static str, super::Says, fn(&mut Draft<'_>) -> bool);

static TABLES: &[(Speaker, &[Entry])] = &[
    (Speaker::DotNet, dotnet::ENTRIES),
    (Speaker::Java, java::ENTRIES),
    (Speaker::Windows, schannel::ENTRIES),
    (Speaker::Smtp, smtp::ENTRIES),
    (Speaker::Exchange, exchange::ENTRIES),
];

/// Bytes of the text that are folded at once.
const SLICE: usize = 64 << 10;
/// Bytes behind a slice that a message which begins in it may reach into.
const OVERLAP: usize = 2 << 10;
/// Bytes behind the words that are read for what they name.
const MAX_REST: usize = 900;
/// After so many looks behind words only a little of what follows is read: no ticket holds so many.
const MANY_LOOKS: usize = 2_000;
const LITTLE_REST: usize = 80;
/// Within so many bytes the same is said once: an event's number and its text, a code and its words.
const NEAR: usize = 2_000;

struct Known {
    words: Vec<u8>,
    /// The words end with the last letter of a word.
    whole: bool,
    by: Speaker,
    entry: &'static Entry,
}

/// All words without blanks, sorted, and which pairs of letters begin one.
struct Index {
    known: Vec<Known>,
    pairs: Vec<u64>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut known = Vec::new();
        for (by, entries) in TABLES {
            for entry in *entries {
                let (words, whole) = match entry.0.strip_suffix('~') {
                    Some(words) => (words, false),
                    None => (entry.0, true),
                };
                let words = tight(words.as_bytes(), 0..words.len(), Codings::of(b"")).text;
                known.push(Known { words, whole, by: *by, entry });
            }
        }
        known.order_by(|one, other| one.words.cmp(&other.words));
        let mut pairs = vec![0_u64; 1_024];
        for known in &known {
            let pair = pair(&known.words);
            if let Some(word) = pairs.get_mut(pair >> 6) {
                *word |= 1 << (pair & 63);
            }
        }
        Index { known, pairs }
    })
}

fn pair(bytes: &[u8]) -> usize {
    match bytes {
        [one, other, ..] => usize::from(*one) << 8 | usize::from(*other),
        _ => 0,
    }
}

impl Index {
    /// The entry with the longest words that stand at the beginning, if any may.
    fn at<'a>(&'a self, rest: &[u8]) -> impl Iterator<Item = &'a Known> {
        let pair = pair(rest);
        let may = self.pairs.get(pair >> 6).is_some_and(|word| word >> (pair & 63) & 1 == 1);
        let range = if may {
            let two = rest.get(..2).unwrap_or_default();
            let start = self.known.partition_point(|known| known.words.get(..2) < Some(two));
            let end = self.known.partition_point(|known| known.words.get(..2) <= Some(two));
            start..end
        } else {
            0..0
        };
        let mut found: Vec<&Known> = Vec::new();
        for known in self.known.get(range).unwrap_or_default() {
            if rest.starts_with(&known.words) {
                found.push(known);
            }
        }
        // Sorted by letters, the longer one of two comes later.
        found.into_iter().rev()
    }
}

/// Whether any message stands in a text.
pub(super) fn any(bytes: &[u8]) -> bool {
    let mut search = Search::new(bytes, 1);
    search.range(0..bytes.len());
    !search.found.is_empty()
}

/// All messages of the given ranges, in order, one more than `MAX_PHRASES` at most.
pub(super) fn find(bytes: &[u8], ranges: &[Range<usize>]) -> Vec<(Phrase, Range<usize>)> {
    let mut search = Search::new(bytes, MAX_PHRASES + 1);
    for range in ranges {
        search.range(range.clone());
    }
    search.found
}

struct Search<'a> {
    bytes: &'a [u8],
    codings: Codings,
    most: usize,
    found: Vec<(Phrase, Range<usize>)>,
    /// Where the last message ended that leaves nothing inside it to others.
    done: usize,
    /// Where the last message ends that hands on what another server said.
    handing: usize,
    /// Words that were looked behind.
    looked: usize,
}

impl<'a> Search<'a> {
    fn new(bytes: &'a [u8], most: usize) -> Self {
        let codings = Codings::of(bytes);
        Self { bytes, codings, most, found: Vec::new(), done: 0, handing: 0, looked: 0 }
    }

    fn range(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end && self.found.len() < self.most {
            let end = range.end.min(at + SLICE);
            let folded = tight(self.bytes, at..range.end.min(end + OVERLAP), self.codings);
            self.slice(&folded, end, range.end);
            at = end;
        }
    }

    /// The messages that begin before `end`.
    fn slice(&mut self, folded: &Folded, end: usize, until: usize) {
        let index = index();
        for (at, from) in folded.from.iter().copied().enumerate() {
            if from >= end || self.found.len() >= self.most {
                return;
            }
            if from < self.done {
                continue;
            }
            let rest = folded.text.get(at..).unwrap_or_default();
            for known in index.at(rest) {
                let last = at + known.words.len() - 1;
                let Some(ends) = folded.from.get(last).map(|last| last + 1) else { continue };
                if self.is_apart(from, ends, known) && self.take(known, from..ends, until) {
                    break;
                }
            }
        }
    }

    /// The words stand as words of their own.
    fn is_apart(&self, start: usize, end: usize, known: &Known) -> bool {
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let before = start.checked_sub(1).and_then(|before| self.bytes.get(before));
        let begins = !letter(known.words.first()) || !letter(before);
        let ends = !known.whole || !letter(known.words.last()) || !letter(self.bytes.get(end));
        begins && ends
    }

    fn take(&mut self, known: &Known, range: Range<usize>, until: usize) -> bool {
        let (_, says, take) = known.entry;
        self.looked += 1;
        let most = if self.looked > MANY_LOOKS { LITTLE_REST } else { MAX_REST };
        let rest = readable(self.bytes, range.end, until, most, self.codings);
        let text = String::from_utf8_lossy(&rest.text);
        let before = self.bytes.get(range.start.saturating_sub(200)..range.start);
        let mut draft = Draft::new(Phrase::new(*says, known.by), &text, before.unwrap_or_default());
        if !take(&mut draft) {
            return false;
        }
        let Draft { mut phrase, used, more, hands_on, .. } = draft;
        let end =
            used.checked_sub(1).and_then(|last| rest.from.get(last)).map_or(range.end, |last| {
                // A character of several bytes ends behind its last one.
                let mut end = last + 1;
                while self.bytes.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
                    end += 1;
                }
                end
            });
        let range = range.start..end.max(range.end).min(until.max(range.end));
        let words = readable(self.bytes, range.start, range.end, 300, self.codings);
        phrase.words = String::from_utf8_lossy(&words.text).into_owned();
        phrase.handed_on = range.start < self.handing;
        if hands_on {
            self.handing = range.start + MAX_REST;
        } else {
            self.done = range.end;
        }
        for says in more {
            self.keep(Phrase { says, ..phrase.clone() }, range.clone());
        }
        self.keep(phrase, range);
        true
    }

    /// Keeps a message, unless the same was said just before: then the fuller one stays.
    fn keep(&mut self, phrase: Phrase, range: Range<usize>) {
        let said = self.found.iter_mut().rev().take(8).find(|(before, place)| {
            let near = range.start.saturating_sub(place.end) < NEAR;
            let differ = before.alert.zip(phrase.alert).is_some_and(|(one, other)| one != other);
            near && before.says == phrase.says && !differ && (before.is_bare() || phrase.is_bare())
        });
        match said {
            Some((before, place)) if before.is_bare() => {
                (*before, *place) = (phrase.with(before), range);
            }
            Some((before, _)) => *before = before.clone().with(&phrase),
            None => self.found.push((phrase, range)),
        }
    }
}
