//! Which lines belong to which run of gnutls-cli, and which certificates does its list name?
//!
//! Joins what a terminal wrapped, follows the descriptions of certificates, and begins a new transcript where
//! a second run begins. Errors go another way than the rest and may stand before it. Lines inside a run that
//! nothing knows are kept, to be named in the notes.

use std::ops::Range;

use super::certificate;
use super::{command, words};
use crate::input::dialog;
use crate::input::lines::Line;
use crate::input::run::{MAX_JOINED, Run, SHORTEST_WRAP, is_of_another, is_prompt};
use crate::input::transcript::Said;

/// All runs of a text.
pub(super) fn runs(lines: &[Line]) -> Vec<Run> {
    let mut assembler = Assembler::default();
    let alone = lines.iter().filter(|line| !line.text.is_empty()).count() == 1;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let (text, range, next) = joined(lines, index);
        assembler.line(&text, range, !line.ended && !alone);
        index = next;
    }
    assembler.finish()
}

/// A line with the rest that was wrapped off it, and the index of the line after it.
fn joined(lines: &[Line], index: usize) -> (String, Range<usize>, usize) {
    let Some(line) = lines.get(index) else { return (String::new(), 0..0, index + 1) };
    let mut text = line.text.clone();
    let mut range = line.range.clone();
    let mut next = index + 1;
    let mut last = line;
    let long = begins_certificate(&line.text) || line.text.starts_with("- Status: ");
    let wrappable = long || command::read(&line.text).is_some();
    while wrappable && next < index + MAX_JOINED && last.text.len() >= SHORTEST_WRAP {
        // An unfinished last line may become anything: it lengthens nothing.
        let Some(rest) = lines.get(next).filter(|rest| rest.ended && is_rest(&rest.text)) else {
            break;
        };
        // A terminal cuts anywhere, a mail program at a blank.
        let blank = |line: &Line| line.range.len() > line.text.len();
        let lost = line.text.starts_with("- Status: ") && (blank(last) || blank(rest));
        if lost || (last.text.len() < 80 && last.text.ends_with(',')) {
            text.push(' ');
        }
        text.push_str(&rest.text);
        range.end = rest.range.end;
        last = rest;
        next += 1;
    }
    (text, range, next)
}

fn is_rest(text: &str) -> bool {
    !text.is_empty()
        && words::said(text).is_none()
        && !begins_certificate(text)
        && !text.starts_with("Public Key")
        && command::read(text).is_none()
}

fn begins_certificate(text: &str) -> bool {
    text.strip_prefix("- ").unwrap_or(text).starts_with("subject `")
}

/// What the lines belong to that begin like nothing known.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Plain,
    /// The description of a certificate: fields, fingerprints, dumps, PEM.
    Certificate,
    /// Names of authorities, `[0]: …`.
    Authorities,
    /// A help text.
    Usage,
}

#[derive(Default)]
struct Assembler {
    done: Vec<Run>,
    run: Option<Run>,
    section: Section,
    /// The run has told whom it connects to.
    connecting: bool,
    /// It was announced that the same run connects again.
    again: bool,
    /// A fault of the certificate was told.
    refused: bool,
    /// Old versions print the suite in three lines.
    key_exchange: String,
    /// The session is open: what follows is the talk inside it.
    open: bool,
    /// Unknown lines since the last known one: they are part of the run only if it goes on.
    pending: Vec<Range<usize>>,
}

impl Assembler {
    fn line(&mut self, text: &str, range: Range<usize>, cut: bool) {
        if text.is_empty() {
            return;
        }
        if is_of_another(text, "gnutls-cli") {
            return self.close();
        }
        if let Some(command) = command::read(text).filter(|_| !cut) {
            self.close();
            return self.say(Said::Command(command), &range);
        }
        if let Some(position) = position(text) {
            let run = self.begun(&range);
            run.begin_chain_line(position, "", range.start);
            self.section = Section::Certificate;
            return self.known(&range);
        }
        if self.section == Section::Certificate && !cut && self.field(text) {
            return self.known(&range);
        }
        let Some(said) = words::said(text) else { return self.unknown(text, range, cut) };
        self.statement(text, said, range, cut);
    }

    fn statement(&mut self, text: &str, said: Vec<Said>, range: Range<usize>, cut: bool) {
        let first = text.starts_with("Resolving '") || text.starts_with("Processed ");
        if first && self.connecting && !self.again {
            self.close();
        }
        if self.run.is_none() && said.is_empty() && !text.starts_with("Processed ") {
            return;
        }
        let pem = text.starts_with("-----");
        if !pem {
            if let Some(run) = &mut self.run {
                run.end_chain_at(range.start);
            }
            self.section = Section::Plain;
        }
        if text.starts_with("- Server's trusted authorities") {
            self.section = Section::Authorities;
        }
        self.connecting |= text.starts_with("Connecting to '") || text.starts_with("Resolving '");
        self.again = said.iter().any(|one| matches!(one, Said::Reconnect));
        self.open |= said.iter().any(|one| matches!(one, Said::Established))
            || text.starts_with("- Simple Client Mode");
        if said.iter().any(|said| matches!(said, Said::UsageError(_))) {
            self.section = Section::Usage;
        }
        if let Some(name) = text.strip_prefix("- Key Exchange: ") {
            self.key_exchange = format!("{} ", name.trim());
        }
        self.begun(&range);
        self.known(&range);
        // Old versions say last that it is not trusted, and before that why.
        let repeated = text.starts_with("- Peer's certificate is NOT trusted") && self.refused;
        self.refused |= said.iter().any(|said| matches!(said, Said::VerifyError { .. }));
        for mut said in said {
            if repeated {
                break;
            }
            if let Said::SessionCipher(cipher) = &mut said {
                cipher.insert_str(0, &self.key_exchange);
            }
            if !cut || is_whole(&said) {
                self.say(said, &range);
            }
        }
    }

    /// A field of the certificate that is described.
    fn field(&mut self, text: &str) -> bool {
        let Some(line) = self.run.as_mut().and_then(Run::open_chain_line) else { return false };
        certificate::one_line(text, line)
            || certificate::one_field(text.trim_start_matches("- "), line)
    }

    fn unknown(&mut self, text: &str, range: Range<usize>, cut: bool) {
        if self.run.is_none() || cut {
            return;
        }
        match self.section {
            // The description is indented; blanks at a line's start are gone here, so all is held that begins
            // like nothing known.
            Section::Certificate | Section::Usage => return self.known(&range),
            Section::Authorities => {
                if let Some((_, name)) =
                    text.strip_prefix('[').and_then(|rest| rest.split_once("]: "))
                {
                    return self.say(Said::ClientAuthority(name.to_owned()), &range);
                }
            }
            Section::Plain => {}
        }
        if let Some(said) = dialog::read(text) {
            self.say(said, &range);
        } else if !self.open && !is_prompt(text) {
            self.pending.push(range);
        }
    }

    fn begun(&mut self, range: &Range<usize>) -> &mut Run {
        self.run.get_or_insert_with(|| Run::begin(range))
    }

    fn say(&mut self, said: Said, range: &Range<usize>) {
        self.known(range);
        self.begun(range).say(said, range.clone());
    }

    fn known(&mut self, range: &Range<usize>) {
        if let Some(run) = &mut self.run {
            run.unread.append(&mut self.pending);
            run.range.end = range.end;
        }
    }

    fn close(&mut self) {
        let closed = std::mem::take(self);
        self.done = closed.done;
        self.done.extend(closed.run.map(Run::finish));
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}

/// `- Certificate[1] info:`
fn position(text: &str) -> Option<usize> {
    let (position, behind) = text.strip_prefix("- Certificate[")?.split_once(']')?;
    let position = position.parse().ok()?;
    behind.trim().starts_with("info").then_some(position)
}

/// What an unfinished last line may still be believed to say: nothing that more letters could change.
fn is_whole(said: &Said) -> bool {
    matches!(
        said,
        Said::Established
            | Said::PeerCertificateCame
            | Said::ClientCertificateRequested
            | Said::NoPeerCertificate
            | Said::Verification(None)
    )
}
