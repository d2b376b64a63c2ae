//! Connections of one name side by side: who saw what from where.
//!
//! A cell is marked where most of the others say something else. Addresses, times and places differ by
//! their nature and are not marked; what a difference means is for the rules of `checks/vantage`.

use super::lines::Lines;
use super::{HandshakeReport, SideBySide, SideCell, SideRow};
use crate::checks::Case;
use crate::checks::vantage::thumbprint;
use crate::facts::Handshake;
use crate::facts::handshake::Completion;
use crate::facts::vantage::{Group, View};
use crate::input::{Reading, transcript::Program};
use crate::span::Span;
use crate::visible::{quoted, visible};

/// Groups that are told.
const MAX_GROUPS: usize = 20;

/// Longest prompt that is told.
const MAX_PROMPT: usize = 60;

/// Columns that tell which connection a row is; what differs stands next to them.
const NAMING: usize = 2;

/// Each column, and whether the machines should agree on it.
const COLUMNS: &[(&str, bool)] = &[
    ("Dialled", false),
    ("Address", false),
    ("Time", false),
    ("Seen from", false),
    ("Result", true),
    ("Certificate", true),
    ("Issuer", true),
    ("Valid until", true),
    ("Sent", true),
    ("Protocol", true),
    ("Cipher suite", true),
];

pub(super) fn matrix(
    case: &Case<'_>,
    readings: &[Reading],
    handshakes: &[HandshakeReport],
    lines: &Lines<'_>,
) -> Vec<SideBySide> {
    let table = |group| table(case, readings, handshakes, lines, group);
    case.vantage.iter().take(MAX_GROUPS).map(table).collect()
}

fn table(
    case: &Case<'_>,
    readings: &[Reading],
    handshakes: &[HandshakeReport],
    lines: &Lines<'_>,
    group: &Group,
) -> SideBySide {
    let mut rows: Vec<SideRow> = group
        .views
        .iter()
        .filter_map(|view| {
            let handshake = case.facts.handshakes.get(view.handshake)?;
            let told = handshakes.get(view.handshake)?;
            Some(row(case, readings, lines, view, handshake, told))
        })
        .collect();
    let (mut differing, mut order, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    for (column, (title, compared)) in COLUMNS.iter().enumerate() {
        if *compared && mark(&mut rows, column) {
            differing.push(title.to_ascii_lowercase());
            order.push(column);
        } else if column < NAMING {
            order.push(column);
        } else {
            alike.push(column);
        }
    }
    order.append(&mut alike);
    for row in &mut rows {
        let mut cells = std::mem::take(&mut row.cells);
        let in_order =
            order.iter().filter_map(|column| Some(std::mem::take(cells.get_mut(*column)?)));
        row.cells = in_order.collect();
    }
    let name = visible(&group.name);
    let hosts = if group.is_one_host() { "" } else { "Mail hosts of " };
    let port = if group.port.is_empty() { String::new() } else { format!(", port {}", group.port) };
    let sentence = if differing.is_empty() {
        "They show the same.".to_owned()
    } else {
        format!("They differ in: {}.", differing.join(", "))
    };
    SideBySide {
        title: format!("{hosts}{name}{}", quoted(&port)),
        sentence: format!("{} connections. {sentence}", group.views.len() + group.left_out),
        columns: order.iter().filter_map(|column| Some(COLUMNS.get(*column)?.0.into())).collect(),
        rows,
        left_out: group.left_out,
    }
}

fn row(
    case: &Case<'_>,
    readings: &[Reading],
    lines: &Lines<'_>,
    view: &View,
    handshake: &Handshake,
    told: &HandshakeReport,
) -> SideRow {
    let at = |span: Option<Span>, text: String| SideCell {
        line: span.and_then(|span| lines.line(span)),
        source: Some(handshake.span.source.0),
        text,
        ..SideCell::default()
    };
    let full = |cell: SideCell, full: String| SideCell { full, ..cell };
    let command = handshake.command.as_ref();
    let line = command.map(|command| quoted(&command.value.line)).unwrap_or_default();
    let dialled = command.map(|command| command.span);
    let dialled = dialled.or_else(|| handshake.target.as_ref().map(|target| target.span));
    let address = handshake.address.as_ref();
    let address_place = address.map(|address| address.span).or(dialled);
    let time = handshake.start_time.as_ref();
    let source = readings.get(handshake.span.source.0 as usize);
    let source = source.map_or("", |reading| reading.name.as_str());
    let seen = view.seen.as_ref();
    let place = seen.map(|seen| seen.span);
    let id = seen.and_then(|seen| seen.certificate);
    let sha1 = id.map(|id| case.certificate(id).sha1);
    let end = seen.and_then(|seen| seen.not_after);
    let (protocol, suite) = (handshake.protocol.as_ref(), handshake.cipher_suite.as_ref());
    let cells = vec![
        full(at(dialled.or(Some(handshake.span)), told.target.clone().unwrap_or_default()), line),
        at(address_place, view.address.map(|address| address.to_string()).unwrap_or_default()),
        at(time.map(|time| time.span), time.map_or_else(String::new, |t| t.value.readable())),
        full(
            at(Some(handshake.span), format!("{}, {}", visible(source), told.program)),
            ran_on(handshake)
                .or_else(|| Some(prompt(readings, command?.span, handshake.program)))
                .unwrap_or_default(),
        ),
        full(at(Some(handshake.span), result(handshake)), told.error.clone().unwrap_or_default()),
        full(
            at(
                place,
                sha1.as_ref()
                    .map(thumbprint)
                    .or_else(|| seen.map(|seen| quoted(&seen.name)))
                    .unwrap_or_default(),
            ),
            sha1.map(|sha1| base16ct::upper::encode_string(&sha1)).unwrap_or_default(),
        ),
        at(place, seen.map(|seen| quoted(&seen.issuer)).unwrap_or_default()),
        at(place, end.map(crate::timestamp::Timestamp::readable).unwrap_or_default()),
        at(place, sent(case, handshake)),
        at(protocol.map(|version| version.span), told.protocol.clone().unwrap_or_default()),
        at(suite.map(|suite| suite.span), told.cipher_suite.clone().unwrap_or_default()),
    ];
    SideRow { cells }
}

fn result(handshake: &Handshake) -> String {
    let starttls = handshake.starttls_not_offered.is_some();
    match handshake.completion {
        _ if handshake.connected == Some(false) => "not reached",
        Completion::Failed | Completion::NotShown if starttls => "STARTTLS not offered",
        Completion::Completed => "completed",
        Completion::Failed => "failed",
        Completion::NotShown => "not shown to the end",
    }
    .into()
}

/// How many certificates came, where the text lists them.
fn sent(case: &Case<'_>, handshake: &Handshake) -> String {
    let chain = handshake.chain.and_then(|chain| case.facts.chains.get(chain));
    let listed = chain.filter(|chain| {
        let named = chain.certificates.iter().all(|one| one.named.is_some());
        chain.order.is_sent() && !chain.cut && (named || chain.certificates.len() > 1)
    });
    match listed.map(|chain| chain.certificates.len()) {
        None => String::new(),
        Some(1) => "1 certificate".into(),
        Some(count) => format!("{count} certificates"),
    }
}

/// The machine, where the program tells it.
fn ran_on(handshake: &Handshake) -> Option<String> {
    handshake.vantage.first().map(|stated| quoted(&stated.value))
}

/// What stands before the program's name on the command's line: who ran it, and where.
fn prompt(readings: &[Reading], span: Span, program: Program) -> String {
    let Some(reading) = readings.get(span.source.0 as usize) else { return String::new() };
    let bytes = &reading.text.bytes;
    let start = span.range_in(bytes).start;
    let line = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end =
        bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at);
    let line = String::from_utf8_lossy(&bytes[line..end]);
    let word = match program {
        Program::SClient => "openssl",
        Program::Curl => "curl",
        Program::GnutlsCli => "gnutls-cli",
        Program::Collector => return String::new(),
    };
    let before = line.find(word).and_then(|at| line.get(..at)).unwrap_or_default();
    let told = before.trim().trim_end_matches(['$', '#', '>', '%', ' ']);
    if told.len() < 3 || told.len() > MAX_PROMPT {
        return String::new();
    }
    quoted(told)
}

/// Marks the cells of a column that differ from what most of them say; true where there are any. What is
/// not shown is not compared.
fn mark(rows: &mut [SideRow], column: usize) -> bool {
    let texts: Vec<String> = rows
        .iter()
        .filter_map(|row| row.cells.get(column))
        .map(|cell| cell.text.clone())
        .filter(|text| !text.is_empty())
        .collect();
    let count = |text: &str| texts.iter().filter(|other| *other == text).count();
    let most = texts.iter().map(|text| count(text)).max().unwrap_or_default();
    if most == texts.len() {
        return false;
    }
    let usual: Vec<&String> = texts.iter().filter(|text| count(text) == most).collect();
    // Where as many say the one as say the other, nobody is the odd one: all are marked.
    let clear = usual.windows(2).all(|pair| pair[0] == pair[1]);
    for row in rows.iter_mut() {
        if let Some(cell) = row.cells.get_mut(column) {
            let is_usual = usual.first().is_some_and(|usual| **usual == cell.text);
            cell.differs = !(cell.text.is_empty() || clear && is_usual);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(texts: &[&str]) -> Vec<bool> {
        let row = |text: &&str| SideRow { cells: vec![SideCell::of(*text)] };
        let mut rows: Vec<SideRow> = texts.iter().map(row).collect();
        mark(&mut rows, 0);
        rows.iter().map(|row| row.cells[0].differs).collect()
    }

    #[test]
    fn the_odd_one_is_marked_and_what_is_not_shown_is_not() {
        assert_eq!(marked(&["a", "a", "b", ""]), [false, false, true, false]);
        assert_eq!(marked(&["a", "b"]), [true, true]);
        assert_eq!(marked(&["a", "", "a"]), [false, false, false]);
    }
}
