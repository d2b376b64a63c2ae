//! "Ask for this next": what the other person should run, as blocks.

use std::rc::Rc;

use super::blocks::section;
use super::{Block, Section, SectionKind};
use crate::report::{Ask, Report};

/// What the other person should run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskBlock {
    pub title: String,
    pub why: String,
    /// The shell and the command.
    pub commands: Vec<(String, String)>,
    /// What to put in place of HOST and its like; empty where nothing.
    pub fill: String,
}

/// A longer block to be run as a whole; folded where it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptBlock {
    pub title: &'static str,
    pub why: &'static str,
    pub text: String,
}

const TITLE: &str = "A block for Windows without OpenSSL";

const WHY: &str = "Paste all of it into PowerShell on the machine in question, Windows PowerShell 5.1 or \
    PowerShell 7, and press Enter. It only reads: it connects once, to this server, goes through EHLO and \
    STARTTLS where mail is spoken, and prints what .NET makes of the chain, the certificates as PEM, the clock \
    and, in the Exchange Management Shell, connectors and certificates. Paste its output here: it is checked \
    for completeness.";

pub(super) fn ask_next(report: &Report) -> Section {
    let mut blocks: Vec<Block> =
        report.ask_next.iter().map(|ask| Block::Ask(Rc::new(block(ask)))).collect();
    if !report.collector.is_empty() {
        let text = report.collector.clone();
        blocks.push(Block::Script(Rc::new(ScriptBlock { title: TITLE, why: WHY, text })));
    }
    section(SectionKind::AskNext, "Ask for this next", String::new(), blocks)
}

fn block(ask: &Ask) -> AskBlock {
    let commands = ask.commands.iter();
    AskBlock {
        title: ask.title.clone(),
        why: ask.why.clone(),
        commands: commands.map(|one| (one.shell.clone(), one.command.clone())).collect(),
        fill: ask.fill.clone(),
    }
}
