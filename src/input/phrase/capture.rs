//! What does a message name behind its words: a host, a subject, a status, a number?
//!
//! Each function reads on from the end of the words, in text with single blanks and plain quotation marks,
//! and says how far it came. None of them knows what is meant by it.

use super::status::{self, status_of};
use super::{Phrase, Says};

/// A message while it is read.
pub(super) struct Draft<'a> {
    pub(super) phrase: Phrase,
    /// What stands behind the words, as far as the paragraph goes.
    pub(super) rest: &'a str,
    /// What stands before them, raw.
    pub(super) before: &'a [u8],
    /// Bytes of `rest` that belong to the message.
    pub(super) used: usize,
    /// What it says besides.
    pub(super) more: Vec<Says>,
    /// It only hands on what another server said, in quotation marks behind it.
    pub(super) hands_on: bool,
}

impl<'a> Draft<'a> {
    pub(super) const fn new(phrase: Phrase, rest: &'a str, before: &'a [u8]) -> Self {
        Self { phrase, rest, before, used: 0, more: Vec::new(), hands_on: false }
    }

    /// The text from behind `words` to the first of `ends`; it becomes a part of the message.
    pub(super) fn behind(&mut self, words: &str, ends: &[&str]) -> Option<String> {
        let at = find(self.rest, words)? + words.len();
        let value = self.rest.get(at..)?;
        let length = ends.iter().filter_map(|end| find(value, end)).min().unwrap_or(value.len());
        let value = value.get(..length)?;
        self.used = self.used.max(at + length);
        let value = value.trim_matches(|c: char| " '\":;,.".contains(c));
        (!value.is_empty()).then(|| shortened(value))
    }

    /// The name that begins behind `words`.
    pub(super) fn name_behind(&mut self, words: &str) -> Option<String> {
        let at = find(self.rest, words)? + words.len();
        let (name, end) = name(self.rest.get(at..)?)?;
        self.used = self.used.max(at + end);
        Some(name)
    }

    /// Who was at the other end, where a queue or a trace says so.
    fn remote(&mut self) {
        // The next error of the same list is another one's.
        let own = find(self.rest, "{LED=").unwrap_or(self.rest.len());
        for key in ["{FQDN=", "LastAttemptedServerName=", "{IP=", "LastAttemptedIP="] {
            let Some(at) = find(self.rest, key).filter(|at| *at < own) else { continue };
            let value = self.rest.get(at + key.len()..).unwrap_or_default();
            let end = value.find(['}', ']']).unwrap_or(value.len());
            let value = value.get(..end).unwrap_or_default().trim();
            if !value.is_empty() && value.len() < 256 && !value.contains(' ') {
                self.phrase.remote = Some(value.into());
                return;
            }
        }
    }
}

/// The longest value that is kept.
fn shortened(value: &str) -> String {
    value.get(..value.floor_char_boundary(300)).unwrap_or_default().trim().to_owned()
}

/// Where words stand, whatever their case.
pub(super) fn find(text: &str, words: &str) -> Option<usize> {
    let Some(first) = words.as_bytes().first().map(u8::to_ascii_lowercase) else { return Some(0) };
    // Words are ASCII, so they begin and end at a character.
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text.as_bytes()).find(|at| {
        let here = text.as_bytes().get(*at..*at + words.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(words.as_bytes()))
    })
}

/// The first name of a text, without the signs around it, and where it ends.
fn name(text: &str) -> Option<(String, usize)> {
    let begins = text.find(|c: char| !" '\"([<:".contains(c))?;
    let rest = text.get(begins..)?;
    let end = rest.find(|c: char| " '\")]>,;{}".contains(c)).unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end_matches(['.', ':', '!', '?']);
    (!name.is_empty() && name.len() < 256).then(|| (name.to_owned(), begins + name.len()))
}

pub(super) const fn plain(_: &mut Draft<'_>) -> bool {
    true
}

/// A reply: who gave it, where the queue says so.
pub(super) fn reply(draft: &mut Draft<'_>) -> bool {
    draft.remote();
    true
}

/// A reply of a server to what we sent, with the status that it found.
pub(super) fn reply_with_status(draft: &mut Draft<'_>) -> bool {
    draft.remote();
    take_status(draft);
    true
}

/// The status that stands next.
pub(super) fn take_status(draft: &mut Draft<'_>) {
    if let Some((word, end)) = next_word(draft.rest) {
        draft.phrase.status = status_of(word);
        if draft.phrase.status.is_some() || draft.rest.starts_with(['\'', ':', ' ']) {
            draft.phrase.status_word = Some(word.to_owned());
            draft.used = draft.used.max(end);
        }
    }
}

/// A word of letters and digits, and where it ends.
fn next_word(text: &str) -> Option<(&str, usize)> {
    let begins = text.find(|c: char| c.is_alphanumeric() || c == '-')?;
    if begins > 4 {
        return None;
    }
    let rest = text.get(begins..)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(rest.len());
    let word = rest.get(..end)?;
    (!word.is_empty() && word.len() < 60).then_some((word, begins + end))
}

/// What .NET lists behind a colon: each flag is said besides; the first takes the message's place.
pub(super) fn flags(draft: &mut Draft<'_>) -> bool {
    let Some(mut list) = draft.rest.strip_prefix(':') else { return true };
    let mut used = 1;
    let mut said: Vec<Says> = Vec::new();
    while let Some((word, end)) = next_word(list) {
        let Some(says) = status_of(word) else { break };
        if !said.contains(&says) {
            said.push(says);
        }
        used += end;
        list = list.get(end..).unwrap_or_default();
        if !list.starts_with(',') {
            break;
        }
    }
    if said.is_empty() {
        return true;
    }
    // Which fault the chain has is told where its statuses are.
    if said.len() > 1 && said.iter().any(|says| status::is_of_the_chain(*says)) {
        said.retain(|says| *says != Says::ChainErrors);
    }
    draft.used = used;
    draft.phrase.says = said.remove(0);
    draft.more = said;
    true
}

/// An SSPI name or a number: `TLS negotiation failed with error UntrustedRoot`.
pub(super) fn error_name(draft: &mut Draft<'_>) -> bool {
    let Some((word, end)) = next_word(draft.rest) else { return false };
    let Some(says) = status_of(word).or_else(|| status::of_code(word)) else { return false };
    draft.phrase.says = says;
    draft.used = end;
    true
}

/// A code of Windows, of which the beginning was read: `0x8009`, `-2146`.
pub(super) fn code(draft: &mut Draft<'_>, beginning: &str) -> bool {
    let end = draft.rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(draft.rest.len());
    let digits = draft.rest.get(..end).unwrap_or_default();
    if digits.len() > 8 || draft.rest.get(end..).is_some_and(|rest| rest.starts_with('_')) {
        return false;
    }
    let Some(says) = status::of_code(&format!("{beginning}{digits}")) else { return false };
    draft.phrase.says = says;
    draft.used = end;
    true
}

/// The number that follows.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let begins = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(begins..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest.get(..end)?.parse().ok()?;
    (begins < 8).then_some((number, begins + end))
}

/// An alert's number behind the words.
pub(super) fn alert(draft: &mut Draft<'_>) -> bool {
    if let Some((number, end)) = number(draft.rest) {
        draft.phrase.alert = u8::try_from(number).ok();
        draft.used = end;
    }
    true
}

/// An alert's name behind the words: `handshake_failure`.
pub(super) fn alert_name(draft: &mut Draft<'_>) -> bool {
    let Some((word, end)) = next_word(draft.rest) else { return false };
    draft.phrase.status_word = Some(word.to_owned());
    draft.used = end;
    true
}

/// The host that is named next.
pub(super) fn host(draft: &mut Draft<'_>) -> bool {
    draft.phrase.host = draft.name_behind("");
    true
}
