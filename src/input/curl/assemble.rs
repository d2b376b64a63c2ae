//! Which lines belong to which connection of curl's?
//!
//! Joins what a terminal wrapped, tells the heads and bodies of HTTP from curl's own words, and begins a new
//! transcript where another connection begins. Lines inside a run that nothing knows are kept, to be named
//! in the notes.

use std::ops::Range;

use super::info::{self, Sofar};
use super::mark::{Marked, marked};
use super::words::{self, Kind};
use super::{command, failure};
use crate::input::lines::Line;
use crate::input::run::{MAX_JOINED, Run, is_of_another, is_prompt};
use crate::input::transcript::Said;

/// Shorter lines are not wrapped by a terminal; what follows them is somebody's remark.
const SHORTEST_WRAP: usize = 72;
/// Beyond this width a terminal has cut within a word.
const NARROW: usize = 80;

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
    let wrappable = match marked(&line.text) {
        Marked::Info(_) | Marked::Failed(..) => true,
        Marked::Bare(bare) => command::read(bare).is_some(),
        Marked::Sent(_) | Marked::Received(_) | Marked::Noise => false,
    };
    while wrappable && next < index + MAX_JOINED && last.text.len() >= SHORTEST_WRAP {
        let is_rest = |rest: &&Line| match marked(&rest.text) {
            Marked::Bare(bare) => {
                rest.ended && !bare.is_empty() && !is_shell(bare) && command::read(bare).is_none()
            }
            _ => false,
        };
        let Some(rest) = lines.get(next).filter(is_rest) else { break };
        if last.text.len() < NARROW {
            text.push(' ');
        }
        text.push_str(&rest.text);
        range.end = rest.range.end;
        last = rest;
        next += 1;
    }
    (text, range, next)
}

/// What the lines belong to that bear no mark of their own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Plain,
    /// The head of a request or of a reply.
    Head,
    /// What a web server sent.
    Body,
    /// A mail that is sent.
    Message,
}

#[derive(Default)]
struct Assembler {
    done: Vec<Run>,
    run: Option<Run>,
    sofar: Sofar,
    section: Section,
    /// The reply whose head is read has a body behind it.
    body: bool,
    /// The request that was sent last asks a proxy for a way through.
    tunnel: bool,
    /// The connection is closed, or kept for later.
    ended: bool,
    /// What comes now is another connection's.
    over: bool,
    /// Texts of failures that were told, which the exit line tells again.
    told: Vec<String>,
    refused: bool,
    builds: Option<&'static str>,
    /// Unknown lines since the last known one: they are part of the run only if it goes on.
    pending: Vec<Range<usize>>,
}

impl Assembler {
    fn line(&mut self, text: &str, range: Range<usize>, cut: bool) {
        if text.is_empty() {
            return;
        }
        let glued = self.glued(text);
        match marked(glued.unwrap_or(text)) {
            Marked::Info(info) => self.info(info, range, cut),
            Marked::Sent(sent) if !cut => self.sent(sent, range),
            Marked::Received(received) if !cut => self.received(received, range),
            Marked::Failed(code, why) if !cut => self.failed(code, why, range),
            Marked::Bare(bare) if !cut => self.bare(bare, range),
            Marked::Noise => self.known(&range),
            _ => {}
        }
    }

    /// curl's words behind a body that ended without a line end.
    fn glued<'a>(&self, text: &'a str) -> Option<&'a str> {
        if self.section != Section::Body {
            return None;
        }
        let at = text.find("* Connection #").or_else(|| text.find("* Closing connection"))?;
        text.get(at..)
    }

    fn info(&mut self, info: &str, range: Range<usize>, cut: bool) {
        let kind = words::find(info).map(|(kind, _)| kind);
        // A page may hold lines that look like curl's own: only its end is believed there.
        if self.section == Section::Body {
            if !ends_body(info, kind) {
                return self.known(&range);
            }
            self.section = Section::Plain;
        }
        let begins = matches!(kind, Some(Kind::Trying | Kind::Dialling));
        if self.run.is_some() && (self.over || (begins && (self.sofar.connected || self.ended))) {
            self.close();
        }
        let Some(said) = info::said(info, &mut self.sofar) else {
            if self.run.is_some() && !cut {
                self.pending.push(range);
            }
            return;
        };
        if self.run.is_none() && words::find(info).is_none() && said.is_empty() {
            return;
        }
        self.over |= kind == Some(Kind::Redirected);
        self.builds = self.builds.or_else(|| library(info));
        if said.iter().any(|said| matches!(said, Said::ErrorLine(_) | Said::ConnectFailed(_))) {
            self.told.push(info.to_owned());
        }
        for said in said {
            if !cut || is_whole(&said) {
                self.say(said, &range);
            }
        }
        self.ended |= kind == Some(Kind::Ended);
        self.known(&range);
    }

    fn sent(&mut self, sent: &str, range: Range<usize>) {
        // curl has ended, or a page is read: the mark is a mail program's.
        if self.over {
            return self.bare(sent, range);
        }
        if self.section == Section::Body && !sent.contains(" HTTP/") {
            return self.known(&range);
        }
        if self.section == Section::Head {
            if sent.is_empty() {
                self.section = Section::Plain;
            }
            return self.known(&range);
        }
        if self.section == Section::Message && sent != "." {
            return self.known(&range);
        }
        self.section = Section::Plain;
        if sent.is_empty() || self.run.is_none() {
            return self.known(&range);
        }
        if sent.contains(" HTTP/") {
            self.section = Section::Head;
            self.tunnel = sent.starts_with("CONNECT ");
        } else if sent.eq_ignore_ascii_case("data") {
            self.section = Section::Message;
        }
        self.say(Said::ClientLine(sent.to_owned()), &range);
        if let Some(protocol) = upgrade(sent) {
            self.say(Said::StartTls(protocol), &range);
        }
    }

    fn received(&mut self, received: &str, range: Range<usize>) {
        let status = received.strip_prefix("HTTP/").and_then(|rest| rest.split(' ').nth(1));
        if let Some(status) = status {
            self.section = Section::Head;
            self.body = !self.tunnel && !status.starts_with('1');
        } else if matches!(self.section, Section::Head | Section::Body) {
            if received.is_empty() && self.section == Section::Head {
                self.section = if self.body { Section::Body } else { Section::Plain };
            }
            return self.known(&range);
        }
        if received.is_empty() || self.run.is_none() {
            return self.known(&range);
        }
        if self.section == Section::Message {
            self.section = Section::Plain;
        }
        self.sofar.answer = Some(received.to_owned());
        self.say(Said::ServerLine(received.to_owned()), &range);
    }

    /// The exit code is the last word; what it says has mostly been said before.
    fn failed(&mut self, code: u32, why: &str, range: Range<usize>) {
        if self.over {
            self.close();
        }
        self.section = Section::Plain;
        let known = self.told.iter().any(|told| told == why);
        if !known {
            for said in self.meaning(code, why) {
                self.say(said, &range);
            }
        }
        self.say(Said::Ended(format!("curl: ({code}) {why}")), &range);
        self.over = true;
    }

    fn meaning(&mut self, code: u32, why: &str) -> Vec<Said> {
        let generic = why.starts_with("SSL peer certificate or SSH") || why.is_empty();
        if generic && (self.refused || !self.told.is_empty()) {
            return Vec::new();
        }
        let said = info::said(why, &mut self.sofar).unwrap_or_default();
        if !said.is_empty() || !self.told.is_empty() {
            return said;
        }
        match code {
            // Exit codes of the manual page: the command itself, then the way to the server.
            1..=4 => vec![Said::UsageError(why.to_owned())],
            5..=7 => vec![Said::ConnectFailed(why.to_owned())],
            28 if !self.sofar.connected => vec![Said::ConnectFailed(why.to_owned())],
            // The certificate was refused.
            51 | 60 => failure::refused(why, why),
            // TLS did not come about: the handshake, the client's own key, ciphers, files, pins.
            28 | 35 | 52..=56 | 58 | 59 | 64 | 66 | 77 | 80 | 82 | 83 | 90 | 91 | 98 => {
                vec![failure::failed(why)]
            }
            _ => Vec::new(),
        }
    }

    fn bare(&mut self, bare: &str, range: Range<usize>) {
        if is_of_another(bare, "curl") {
            return self.close();
        }
        if let Some(command) = command::read(bare) {
            // PowerShell repeats the command in the middle of the output.
            if bare.starts_with("+ ") && self.run.is_some() {
                return self.known(&range);
            }
            self.close();
            return self.say(Said::Command(command), &range);
        }
        let usage = bare.strip_prefix("curl: option ").or(bare.strip_prefix("curl: no URL"));
        if usage.is_some() {
            return self.say(Said::UsageError(bare.to_owned()), &range);
        }
        // Old versions print two lines as one.
        let second = ["CApath: ", "CAfile: "].iter().any(|word| bare.starts_with(word));
        let held = matches!(self.section, Section::Head | Section::Body | Section::Message);
        if held || second || is_shell(bare) {
            return self.known(&range);
        }
        if self.run.is_some() && !is_prompt(bare) {
            self.pending.push(range);
        }
    }

    fn say(&mut self, said: Said, range: &Range<usize>) {
        self.refused |= matches!(said, Said::VerifyError { .. });
        let run = self.run.get_or_insert_with(|| Run::begin(range));
        run.unread.append(&mut self.pending);
        run.range.end = range.end;
        run.say(said, range.clone());
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
        if let Some(mut run) = closed.run {
            run.builds = closed.builds;
            self.done.push(run.finish());
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}

/// Lines that curl prints behind a body.
fn ends_body(info: &str, kind: Option<Kind>) -> bool {
    matches!(kind, Some(Kind::Ended | Kind::Redirected))
        || info.ends_with("alert, close notify (256):")
        || info.starts_with("Ignoring the response-body")
        || info.starts_with("Excess found")
}

/// The protocol in which a line that was sent asks for TLS (RFC 3207, RFC 2595, RFC 4217).
fn upgrade(sent: &str) -> Option<&'static str> {
    let words: Vec<String> = sent.split_whitespace().map(str::to_ascii_uppercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["STARTTLS"] => Some("smtp"),
        [_, "STARTTLS"] => Some("imap"),
        ["STLS"] => Some("pop3"),
        ["AUTH", "TLS" | "SSL"] => Some("ftp"),
        _ => None,
    }
}

/// The TLS library that prints such a line.
fn library(info: &str) -> Option<&'static str> {
    Some(match info {
        _ if info.starts_with("schannel: ") => "a build with Schannel",
        _ if info.starts_with("GnuTLS ") || info.starts_with("gnutls_") => "a build with GnuTLS",
        _ if info.starts_with("Initializing NSS") || info.starts_with("NSS ") => "a build with NSS",
        _ if info.starts_with("mbedTLS: ") => "a build with mbedTLS",
        _ if info.starts_with("rustls") => "a build with rustls",
        _ if info.starts_with("LibreSSL ") || info.starts_with("(304) ") => "a build with LibreSSL",
        _ if super::messages::is_message(info) => "a build with OpenSSL or a relative of it",
        _ => return None,
    })
}

/// What PowerShell adds where a program writes to its second channel, and curl's own hints.
fn is_shell(bare: &str) -> bool {
    ["At line:", "+ ", "curl: try ", "Warning: ", "Note: ", "More details here: "]
        .iter()
        .any(|word| bare.starts_with(word))
}

/// What an unfinished last line may still be believed to say: nothing that more letters could change.
fn is_whole(said: &Said) -> bool {
    match said {
        // Its number is the end of the line.
        Said::VerifyCode { text, .. } if text.starts_with("OpenSSL verify result") => false,
        Said::Connected
        | Said::Established
        | Said::PeerCertificateCame
        | Said::ClientCertificateRequested
        | Said::StartTlsNotOffered
        | Said::Verification(None)
        | Said::VerifyCode { number: Some(_), .. }
        | Said::VerifyError { number: Some(_), .. }
        | Said::Alert { number: Some(_), .. } => true,
        _ => false,
    }
}
