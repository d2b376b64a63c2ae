//! Which lines belong to which run, and which certificates do the chain lines name?
//!
//! Joins what a terminal wrapped, follows the sections of an output, and begins a new transcript where a
//! second run begins. Lines inside a run that nothing knows are kept, to be named in the notes.

use std::ops::Range;

use super::build::Marks;
use super::command;
use super::section::Section;
use super::words::{self, said};
use crate::input::lines::Line;
use crate::input::run::{ChainLine, MAX_JOINED, Run, SHORTEST_WRAP, is_prompt};
use crate::input::transcript::{Call, Said};
use crate::input::{dialog, error_line, printed_date};

/// What a run has shown so far; a second one of these begins another run.
#[derive(Default)]
struct Seen {
    connecting: bool,
    connected: bool,
    /// The summary of the handshake: later `depth=` lines are another run's.
    finished: bool,
    /// A further handshake of the same run was announced.
    again: bool,
    anything: bool,
}

/// All runs of a text.
pub(super) fn runs(lines: &[Line]) -> Vec<Run> {
    let mut assembler = Assembler::default();
    let alone = lines.iter().filter(|line| !line.text.is_empty()).count() == 1;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let (text, range, next) = joined(lines, index, assembler.section);
        let cut = !line.ended && !alone;
        assembler.line(&text, range, cut);
        index = next;
    }
    assembler.finish()
}

/// A line with the rest that was wrapped off it, and the index of the line after it.
fn joined(lines: &[Line], index: usize, section: Section) -> (String, Range<usize>, usize) {
    let Some(line) = lines.get(index) else { return (String::new(), 0..0, index + 1) };
    let mut text = line.text.clone();
    let mut range = line.range.clone();
    let mut next = index + 1;
    let mut last = line;
    let wrappable = line.text.len() >= SHORTEST_WRAP
        && (words::begins(&line.text) || section.wraps() || command::read(&line.text).is_some());
    while wrappable && next < index + MAX_JOINED && last.text.len() >= SHORTEST_WRAP {
        // An unfinished last line may become anything: it lengthens nothing.
        let rest = lines.get(next).filter(|rest| rest.ended && is_rest(&rest.text, section));
        let Some(rest) = rest else { break };
        text.push_str(&rest.text);
        range.end = rest.range.end;
        last = rest;
        next += 1;
    }
    (text, range, next)
}

/// Whether a line may be the rest of the one before: it begins nothing.
fn is_rest(text: &str, section: Section) -> bool {
    !text.is_empty()
        && said(text).is_none()
        && !words::begins(text)
        && !section.begins_item(text)
        && dialog::read(text).is_none()
        && command::read(text).is_none()
        && !Section::is_dump(text)
        && !Section::is_base64(text)
}

#[derive(Default)]
struct Assembler {
    done: Vec<Run>,
    run: Option<Run>,
    seen: Seen,
    marks: Marks,
    section: Section,
    /// Unknown lines since the last known one: they are part of the run only if it goes on.
    pending: Vec<Range<usize>>,
}

impl Assembler {
    fn line(&mut self, text: &str, range: Range<usize>, cut: bool) {
        // A row of dashes that was cut may be the beginning of BEGIN: it ends no chain.
        if text.is_empty() || (cut && text.bytes().all(|byte| byte == b'-')) {
            return;
        }
        let held = self.section.holds(text);
        if let Some(said) = self.meaning(text, held).filter(|said| !cut || is_whole(said)) {
            self.statement(text, said, range, held);
        } else if self.run.is_some() && !cut && !is_prompt(text) {
            self.pending.push(range);
        }
    }

    fn meaning(&mut self, text: &str, held: bool) -> Option<Said> {
        if held {
            if self.section == Section::Names {
                self.lengthen_name(text);
            }
            return Some(self.section.item(text));
        }
        if let Some(rest) = text.strip_prefix("openssl.exe : ").or(text.strip_prefix("openssl : "))
        {
            return said(rest);
        }
        if let Some(rest) = text.strip_prefix("i:")
            && let Some(line) = self.run.as_mut().and_then(|run| run.chain.last_mut())
            && line.issuer.is_none()
        {
            line.issuer = Some(rest.trim().to_owned());
            return Some(Said::Known);
        }
        if let Some(said) = said(text) {
            return Some(said);
        }
        if Section::is_dump(text) || Section::is_base64(text) {
            return Some(Said::Known);
        }
        command::read(text)
            .map(Said::Command)
            .or_else(|| self.run.is_some().then(|| dialog::read(text)).flatten())
    }

    /// A further attribute of the name that was begun last.
    fn lengthen_name(&mut self, attribute: &str) {
        let Some(run) = self.run.as_mut() else { return };
        let open = run.chain.last_mut().filter(|line| line.range.end == usize::MAX);
        let name = match (open, run.statements.last_mut()) {
            (Some(ChainLine { issuer: Some(issuer), .. }), _) => issuer,
            (Some(line), _) => &mut line.subject,
            (None, Some((Said::Depth { name, .. }, _))) => name,
            (None, Some((Said::PeerSubject(name) | Said::PeerIssuer(name), _))) => name,
            (None, _) => return,
        };
        name.push_str(", ");
        name.push_str(attribute);
    }

    fn statement(&mut self, text: &str, said: Said, range: Range<usize>, held: bool) {
        // PowerShell repeats the command in the middle of the output.
        let repeated = matches!(said, Said::Command(_)) && text.starts_with("+ ");
        if self.run.is_some() && !repeated && self.seen.begins_another(&said) {
            self.close();
        }
        if self.run.is_none() {
            if !opens(text, &said) {
                return;
            }
            self.pending.clear();
            self.run = Some(Run::begin(&range));
        }
        let Some(run) = self.run.as_mut() else { return };
        run.unread.append(&mut self.pending);
        run.range.end = range.end;
        if held {
            run.say(said, range);
            return;
        }
        self.marks.see(text, &said);
        chain_line(run, text, &said, &range);
        self.seen.note(&said);
        self.section = self.section.after(text, &said);
        let alert = match &said {
            Said::ErrorLine(error) => error_line::alert(error),
            _ => None,
        };
        run.say(said, range.clone());
        if let Some(alert) = alert {
            run.say(alert, range);
        }
    }

    fn close(&mut self) {
        self.section = Section::default();
        self.pending.clear();
        self.seen = Seen::default();
        let marks = std::mem::take(&mut self.marks);
        if let Some(mut run) = self.run.take() {
            run.builds = marks.words();
            self.done.push(run.finish());
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}

fn chain_line(run: &mut Run, text: &str, said: &Said, range: &Range<usize>) {
    if let Said::ChainLine { position } = said {
        let subject = words::chain_line(text).map_or("", |(_, subject)| subject);
        run.begin_chain_line(*position, subject, range.start);
        return;
    }
    let Some(line) = run.open_chain_line() else { return };
    if let Some(rest) = text.strip_prefix("a:PKEY:") {
        let (key, signature) = rest.split_once("; sigalg:").unwrap_or((rest, ""));
        line.key = Some(key.trim().to_owned());
        line.signature = Some(signature.trim().to_owned()).filter(|name| !name.is_empty());
    } else if let Some(rest) = text.strip_prefix("v:NotBefore:") {
        let dates = rest.split_once("; NotAfter:");
        line.validity =
            dates.and_then(|(from, to)| Some((printed_date::read(from)?, printed_date::read(to)?)));
    } else if words::is_dashes(text) || !matches!(said, Said::Known) {
        run.end_chain_at(range.start);
    }
}

impl Seen {
    fn begins_another(&self, said: &Said) -> bool {
        match said {
            Said::Command(_) => self.anything,
            Said::ConnectingTo(_) => (self.connecting || self.connected) && !self.again,
            Said::Connected => self.connected && !self.again,
            Said::Established => self.finished && !self.again,
            Said::Depth { .. } => self.finished && !self.again,
            Said::ConnectFailed(_) | Said::Errno { call: Call::Connect, .. } => self.connected,
            Said::ErrorLine(error) => self.connected && error.function.starts_with("BIO_"),
            Said::UsageError(_) => self.connected || self.finished,
            _ => false,
        }
    }

    fn note(&mut self, said: &Said) {
        match said {
            Said::Command(_) => return,
            Said::ConnectingTo(_) => self.connecting = true,
            Said::Connected => {
                self.connected = true;
                self.finished &= !self.again;
                self.again = false;
            }
            Said::HandshakeBytes { .. } | Said::Established => self.finished = true,
            Said::Reconnect | Said::Renegotiating => self.again = true,
            _ => {}
        }
        self.anything = true;
    }
}

/// Whether a line can be the first of a run. Dialog, dashes and PEM alone are none.
fn opens(text: &str, said: &Said) -> bool {
    match said {
        Said::Known => {
            text.starts_with("Certificate chain") || text.starts_with("Server certificate")
        }
        Said::ServerLine(_) | Said::ClientLine(_) | Said::Ended(_) | Said::State(_) => false,
        _ => true,
    }
}

/// What an unfinished last line may still be believed to say: nothing that more letters could change.
const fn is_whole(said: &Said) -> bool {
    matches!(
        said,
        Said::Connected
            | Said::Established
            | Said::Known
            | Said::NoPeerCertificate
            | Said::NoClientAuthorities
            | Said::ClientCertificateRequested
            | Said::HandshakeBytes { .. }
            | Said::PublicKeyBits(_)
            | Said::SecureRenegotiation(_)
            | Said::VerifyCode { .. }
            | Said::StartTlsNotOffered
            | Said::Renegotiating
            | Said::Ended(_)
    )
}
