//! Which lines belong to which run of the collector, and does the frame add up?
//!
//! A line that begins like no entry is the rest of the one before, where that is long enough to have been
//! wrapped; else it is named as not understood. Nothing is believed for want of a part: what is missing is
//! stated. What an entry says is for `states`.

use std::ops::Range;

use super::states::States;
use super::words::{Frame, entry, frame, part};
use crate::collector::{CONTINUED, PARTS, Part, Sum};
use crate::input::lines::Line;
use crate::input::run::{MAX_JOINED, Run, SHORTEST_WRAP};
use crate::input::transcript::Said;

/// Lines of one entry; the block prints 70 letters a line.
const MAX_CONTINUED: usize = 64;
/// Parts that are doubted one by one.
const MAX_MISSING: usize = 20;

/// All runs of a text.
pub(super) fn runs(lines: &[Line]) -> Vec<Run> {
    let mut assembler = Assembler::default();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let (text, range, next) = joined(lines, index, assembler.part);
        assembler.line(&text, &range, line.ended);
        index = next;
    }
    assembler.finish()
}

/// An entry with the lines that go on with it: the block's own behind a plus sign, a mail program's bare.
fn joined(lines: &[Line], index: usize, part: Option<&Part>) -> (String, Range<usize>, usize) {
    let Some(line) = lines.get(index) else { return (String::new(), 0..0, index + 1) };
    let mut text = line.text.clone();
    let mut range = line.range.clone();
    let mut next = index + 1;
    let mut last = line;
    let mut wrapped = 0;
    let is_entry = |text: &str| part.is_some_and(|part| entry(part, text).is_some());
    while is_entry(&line.text) && next < index + MAX_CONTINUED {
        let Some(rest) = lines.get(next).filter(|rest| rest.ended) else { break };
        if let Some(more) = rest.text.strip_prefix(CONTINUED) {
            text.push_str(more);
        } else {
            let other = rest.text.is_empty()
                || rest.text.starts_with(['[', '-'])
                || is_entry(&rest.text)
                || last.text.len() < SHORTEST_WRAP
                || wrapped == MAX_JOINED;
            if other {
                break;
            }
            // A mail program cuts at a blank and leaves it out, a terminal cuts anywhere.
            if last.text.len() < 79 {
                text.push(' ');
            }
            text.push_str(&rest.text);
            wrapped += 1;
        }
        range.end = rest.range.end;
        last = rest;
        next += 1;
    }
    (text, range, next)
}

#[derive(Default)]
struct Assembler {
    done: Vec<Run>,
    run: Option<Run>,
    part: Option<&'static Part>,
    announced: Count,
    found: Count,
    told: Vec<&'static str>,
    /// The number of parts in the end line.
    ended: Option<usize>,
    in_pem: bool,
    states: States,
    missing: Vec<String>,
}

/// The entries of a part, and their sum.
#[derive(Default)]
struct Count {
    entries: usize,
    sum: Sum,
    /// As announced.
    value: u32,
}

impl Assembler {
    fn line(&mut self, text: &str, range: &Range<usize>, ended: bool) {
        if let Some(frame) = frame(text) {
            return self.frame(&frame, range);
        }
        let Some(run) = self.run.as_mut() else { return };
        if text.is_empty() || self.ended.is_some() {
            return;
        }
        run.range.end = range.end;
        let begins_pem = text.starts_with("-----BEGIN ");
        if begins_pem || self.in_pem {
            self.found.entries += usize::from(begins_pem);
            self.found.sum.add(text);
            self.in_pem = !text.starts_with("-----END ");
            return;
        }
        let known = self.part.and_then(|part| Some((part.name, entry(part, text)?)));
        let Some((part, (key, value))) = known else { return run.unread.push(range.clone()) };
        self.found.entries += 1;
        self.found.sum.add(text);
        // An unfinished last line may be cut: it counts, and the missing end is said anyway.
        if ended {
            self.states.entry(run, (part, key), value, range);
        }
    }

    fn frame(&mut self, frame: &Frame<'_>, range: &Range<usize>) {
        let begins = matches!(frame, Frame::Begin | Frame::Foreign);
        if begins || self.run.is_none() || self.ended.is_some() {
            self.close();
            self.run = Some(Run::begin(range));
            if !begins {
                self.missing.push("its begin line is missing".into());
            }
        }
        self.check_part();
        self.close_part();
        if let Some(run) = self.run.as_mut() {
            run.range.end = range.end;
        }
        match frame {
            Frame::Part(name, entries, sum) => {
                self.part = part(name);
                self.announced = Count { entries: *entries, value: *sum, ..Count::default() };
                self.found = Count::default();
                match self.part {
                    Some(part) if self.told.contains(&part.name) => {
                        self.lacks(format!("the part '{}' stands in it twice", part.name));
                    }
                    Some(part) => self.told.push(part.name),
                    None => self.lacks("it has a part that this version does not know".into()),
                }
            }
            Frame::End(parts) => self.ended = Some(*parts),
            Frame::Foreign => self.lacks(
                "it is of another version of the collector, which is read only where the two agree"
                    .into(),
            ),
            Frame::Begin => {}
        }
    }

    fn lacks(&mut self, what: String) {
        if self.missing.len() < MAX_MISSING {
            self.missing.push(what);
        }
    }

    /// Does the part hold what it announces?
    fn check_part(&mut self) {
        let Some(Part { name, .. }) = self.part else { return };
        if self.found.entries != self.announced.entries {
            let (announced, found) = (self.announced.entries, self.found.entries);
            self.lacks(format!("the part '{name}' announces {announced} entries and has {found}"));
        } else if self.found.sum.value() != self.announced.value || self.in_pem {
            self.lacks(format!(
                "the part '{name}' was changed on its way: its letters do not give the sum that it announces"
            ));
        }
    }

    fn close_part(&mut self) {
        self.in_pem = false;
        let Some(part) = self.part.take() else { return };
        if let Some(run) = self.run.as_mut() {
            self.states.end_part(run, part.name);
        }
    }

    fn close(&mut self) {
        if self.ended.is_none() && self.run.is_some() {
            let within =
                self.part.map(|part| format!(", the text ends in the part '{}'", part.name));
            let within = within.unwrap_or_default();
            self.missing.insert(0, format!("its end line is missing{within}"));
        } else {
            self.check_part();
        }
        self.close_part();
        let mut closed = std::mem::take(self);
        self.done = closed.done;
        let Some(mut run) = closed.run else { return };
        closed.states.end(&mut run);
        let mut missing = closed.missing;
        missing.append(&mut closed.states.missing);
        let absent = PARTS.iter().filter(|part| !closed.told.contains(&part.name));
        let absent: Vec<&str> = absent.map(|part| part.name).collect();
        let found = closed.told.len();
        if let Some(parts) = closed.ended.filter(|parts| *parts != found && absent.is_empty()) {
            missing.push(format!("it announces {parts} parts and has {found}"));
        }
        if !absent.is_empty() {
            missing.push(format!("these parts are missing: {}", absent.join(", ")));
        }
        let whole = run.range.clone();
        for text in missing {
            run.say(Said::Incomplete(text), whole.clone());
        }
        self.done.push(run.finish());
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}
