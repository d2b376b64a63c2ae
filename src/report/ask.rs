//! What should the other person run next, and why?
//!
//! Out of what is missing for a verdict: a title, a sentence, and the exact commands with the case's host,
//! port and names. The situations are the table in `table`; a value out of the paste gets into a command
//! only through `Endpoint`, which lets nothing pass that a shell understands. A command is never
//! pseudonymised, because somebody would run it: in a redacted report it has placeholders instead.

mod situation;
mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Finding, Report};
use crate::checks::{CHECKS, Case};
use crate::collector::script;
use crate::endpoint::{Begin, Endpoint};
use situation::Situation;
use table::{ASKS, Row, Typed};

/// More than this nobody on a call carries out.
const MAX_ASKS: usize = 3;

/// One thing to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The situation's id.
    pub id: String,
    pub title: String,
    /// What it settles, in a sentence.
    pub why: String,
    pub commands: Vec<AskCommand>,
    /// What has to be put in place of HOST and its like; empty where nothing.
    pub fill: String,
}

/// A command for one shell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskCommand {
    pub shell: String,
    pub command: String,
}

/// What to ask for, what settles most first.
pub(super) fn ask_next(case: &Case<'_>, findings: &[Finding]) -> Vec<Ask> {
    let situation = Situation::of(case, findings);
    let rows = ASKS.iter().filter(|row| (row.applies)(&situation));
    let mut asks = put_together(rows, &situation.endpoint, situation.root.as_deref());
    asks.truncate(MAX_ASKS);
    asks
}

/// The block for a machine without OpenSSL, where another look at the server would settle something.
pub(super) fn collector(case: &Case<'_>, findings: &[Finding]) -> String {
    let situation = Situation::of(case, findings);
    let looks = ASKS.iter().filter(|row| row.looks).any(|row| (row.applies)(&situation));
    Some(&situation.endpoint).filter(|_| looks).and_then(script).unwrap_or_default()
}

/// Each row as an ask; a command that an earlier one has already is not repeated.
fn put_together<'r>(
    rows: impl Iterator<Item = &'r Row>,
    endpoint: &Endpoint,
    root: Option<&str>,
) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    for row in rows {
        let mut ask = made(row, endpoint, root);
        ask.commands.retain(|one| !asks.iter().any(|told| told.commands.contains(one)));
        if !ask.commands.is_empty() {
            asks.push(ask);
        }
    }
    asks
}

/// The server of a case, as far as it is known and safe to write.
pub(super) fn endpoint(case: &Case<'_>) -> Endpoint {
    situation::endpoint(case)
}

/// A rule's remedy with the case's server in its commands, as far as it is known.
pub(super) fn filled(remedy: &'static str, endpoint: &Endpoint) -> Cow<'static, str> {
    if !endpoint.has_host() || !remedy.contains("HOST") {
        return Cow::Borrowed(remedy);
    }
    let port = if endpoint.has_port() { endpoint.port() } else { "25".into() };
    let mut text = remedy.replace("-servername HOST", &format!("-servername {}", endpoint.name()));
    if endpoint.has_port() {
        let connect = format!("-connect {}", endpoint.connect());
        if endpoint.begin() != Begin::Unknown {
            let told = format!("{connect}{}", endpoint.starttls());
            text = text.replace("-connect HOST:PORT -starttls smtp", &told);
        }
        text = text.replace("-connect HOST:PORT", &connect);
    }
    let text = text.replace("HOST -Port 25", &format!("{} -Port {port}", endpoint.host()));
    let text = text.replace("HOST 25", &format!("{} {port}", endpoint.host()));
    Cow::Owned(text.replace("HOST", endpoint.host()))
}

/// Takes the case's server out again: placeholders, not pseudonyms, because somebody would run it.
pub(super) fn blank(report: &mut Report) {
    let asks = &report.ask_next;
    let rows = ASKS.iter().filter(|row| asks.iter().any(|ask| ask.id == row.id));
    report.ask_next = put_together(rows, &Endpoint::default(), None);
    if !report.collector.is_empty() {
        report.collector = script(&Endpoint::default()).unwrap_or_default();
    }
}

/// The remedy of a rule without the case's server.
pub(super) fn blank_remedy(id: &str) -> Option<&'static str> {
    CHECKS.iter().find(|check| check.rule.id == id).map(|check| check.rule.remedy)
}

fn made(row: &Row, endpoint: &Endpoint, root: Option<&str>) -> Ask {
    let at_once = endpoint.begin() == Begin::AtOnce;
    let commands: Vec<AskCommand> = row
        .commands
        .iter()
        // keytool knows no STARTTLS.
        .filter(|(shell, _)| *shell != Typed::Java || at_once)
        .map(|(shell, template)| AskCommand {
            shell: shell.words().into(),
            command: command(template, endpoint, root),
        })
        .collect();
    let told = |word: &str| commands.iter().any(|one| one.command.contains(word));
    let mut fill = Vec::new();
    if row
        .commands
        .iter()
        .any(|(_, template)| template.contains("{host}") || template.contains("{connect}"))
    {
        fill.push(endpoint.to_fill());
    }
    if told("THUMBPRINT") {
        fill.push("Put the root's SHA-1 thumbprint for THUMBPRINT.".into());
    }
    if told("DOMAIN") {
        fill.push("Put what stands behind the @ of the recipient's address for DOMAIN.".into());
    }
    if told("root.pem") {
        fill.push("root.pem is the root certificate that you expect, as PEM.".into());
    }
    fill.retain(|sentence| !sentence.is_empty());
    Ask {
        id: row.id.into(),
        title: row.title.into(),
        why: row.why.into(),
        commands,
        fill: fill.join(" "),
    }
}

/// A template with the words in braces filled in. Values are safe by their type.
fn command(template: &str, endpoint: &Endpoint, root: Option<&str>) -> String {
    let root = root.unwrap_or("Thumbprint -eq THUMBPRINT");
    template
        .replace(
            "{connect}",
            &format!("{}{}{}", endpoint.connect(), endpoint.starttls(), endpoint.server_name()),
        )
        .replace("{verify}", &endpoint.verify())
        .replace("{address}", &endpoint.connect())
        .replace("{host}", endpoint.host())
        .replace("{port}", &endpoint.port())
        .replace("{scheme}", endpoint.scheme())
        .replace("{root}", root)
}
