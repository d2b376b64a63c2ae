//! The report as Markdown, to be put into a ticket.
//!
//! Everything that came from the input is escaped or stands in a code span, so that a hostile name can
//! neither format the ticket nor mention anybody.

use crate::outline::{AskBlock, Block, ChainBlock, HandshakeBlock, Outline, TableBlock};

/// Rows of a table of the logs: a ticket is read, not searched.
const MAX_ROWS: usize = 200;

pub fn markdown(outline: &Outline) -> String {
    let verdict = &outline.verdict;
    let heading = verdict.heading(verdict.label);
    let mut text = format!("# {heading}\n\n{}\n", escape(&verdict.sentence));
    if !verdict.action.is_empty() {
        text.push_str(&format!("\n**What to do:** {}\n", escape(&verdict.action)));
    }
    text.push_str(&format!("\n{}\n", escape(&verdict.asked)));
    for section in &outline.sections {
        text.push_str(&format!("\n## {}\n\n", section.heading()));
        for block in &section.blocks {
            self::block(&mut text, block);
        }
    }
    text
}

fn block(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => text.push_str(&format!("- {}\n", escape(line))),
        Block::Ask(ask) => self::ask(text, ask),
        Block::Script(script) => {
            text.push_str(&format!(
                "<details><summary>{}</summary>\n\n{}\n\n",
                escape(script.title),
                escape(script.why)
            ));
            fenced(text, &script.text);
            text.push_str("\n</details>\n\n");
        }
        Block::Finding(finding) => {
            let title = escape(&finding.title);
            text.push_str(&format!(
                "### {}: {title} ({})\n\n",
                finding.severity.word(),
                code(&finding.id)
            ));
            for evidence in &finding.evidence {
                let place = evidence.place.as_ref();
                let place = place
                    .map(|place| format!(" ({}, line {})", code(&place.source_name), place.line));
                text.push_str(&format!(
                    "- {}{}\n",
                    escape(&evidence.text),
                    place.unwrap_or_default()
                ));
            }
            if finding.evidence_left_out > 0 {
                text.push_str(&format!("- and {} more\n", finding.evidence_left_out));
            }
            if let Some((label, why)) = &finding.weighed {
                text.push_str(&format!("\n**{label}** {}\n", escape(why)));
            }
            text.push_str(&format!(
                "\n**Why:** {}\n\n**What to do:** {}\n\n**Source:** {}\n\n",
                escape(&finding.explanation),
                escape(&finding.remedy),
                escape(&finding.citations.join("; ")),
            ));
        }
        Block::Table(table) => self::table(text, table),
        Block::Rows(rows) => table(text, &rows.table(MAX_ROWS)),
        Block::Handshake(handshake) => self::handshake(text, handshake),
        Block::Chain(chain) => self::chain(text, chain),
        Block::Name(name) => {
            text.push_str(&format!("{}\n\n", escape(&name.sentence)));
            for row in &name.presented {
                text.push_str(&format!("- {} {}: {}\n", row.kind, code(&row.value), row.says));
            }
            if name.left_out > 0 {
                text.push_str(&format!("- and {} more\n", name.left_out));
            }
            text.push('\n');
            if !name.in_short.is_empty() {
                text.push_str(&format!("By client: {}\n\n", escape(&name.in_short)));
            }
            for one in &name.dissent {
                text.push_str(&format!("- {}\n", escape(one)));
            }
            text.push('\n');
        }
        Block::Certificate(certificate) => {
            text.push_str(&format!(
                "### {}\n\n{}\n\n",
                escape(&certificate.name),
                escape(&certificate.summary)
            ));
            for (label, value) in &certificate.rows {
                text.push_str(&format!("- {label}: {}\n", code(value)));
            }
            text.push('\n');
        }
        Block::Note(note) => {
            let line = note.place.as_ref().map(|place| format!(", line {}", place.line));
            text.push_str(&format!(
                "- {}{}: {}\n",
                code(&note.source),
                line.unwrap_or_default(),
                escape(&note.text)
            ));
        }
    }
}

fn ask(text: &mut String, ask: &AskBlock) {
    text.push_str(&format!("### {}\n\n{}\n", escape(&ask.title), escape(&ask.why)));
    for (shell, command) in &ask.commands {
        text.push_str(&format!("\n{}:\n\n", escape(shell)));
        fenced(text, command);
    }
    if !ask.fill.is_empty() {
        text.push_str(&format!("\n{}\n", escape(&ask.fill)));
    }
    text.push('\n');
}

/// A block that is copied as it stands, in a fence that its content cannot end.
fn fenced(text: &mut String, content: &str) {
    let longest = content.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    text.push_str(&format!("{fence}\n{content}\n{fence}\n"));
}

fn table(text: &mut String, table: &TableBlock) {
    text.push_str(&format!("### {}\n\n{}\n\n", escape(&table.title), escape(&table.sentence)));
    let line = "---|".repeat(table.columns.len());
    text.push_str(&format!("| {} |\n|{line}\n", table.columns.join(" | ")));
    for row in &table.rows {
        let cells = row.iter().map(|cell| {
            let told = escape(&cell.text);
            let told = if cell.differs { format!("**{told}**") } else { told };
            let line = cell.place.as_ref().map(|place| format!(" (line {})", place.line));
            format!("{told}{}", line.filter(|_| !cell.text.is_empty()).unwrap_or_default())
        });
        text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    if table.left_out > 0 {
        text.push_str(&format!("\nAnd {} more.\n", table.left_out));
    }
    text.push('\n');
}

fn handshake(text: &mut String, handshake: &HandshakeBlock) {
    text.push_str(&format!(
        "### {}: {}\n\n{}\n\n",
        escape(&handshake.title),
        handshake.completion.text,
        escape(&handshake.sentence)
    ));
    for row in &handshake.rows {
        for told in &row.values {
            text.push_str(&format!("- {}: {}{}\n", row.label, code(&told.text), told.line()));
        }
    }
    if !handshake.compared.is_empty() {
        text.push_str("\n| | Reported | Computed | |\n|---|---|---|---|\n");
    }
    for row in &handshake.compared {
        text.push_str(&format!(
            "| {} | {}{} | {} | {} |\n",
            row.what,
            escape(&row.reported.text),
            row.reported.line(),
            escape(&row.derived),
            row.agreement.text
        ));
    }
    text.push('\n');
}

fn chain(text: &mut String, chain: &ChainBlock) {
    let level = chain.level.words();
    text.push_str(&format!(
        "### {}: {level}\n\n{}\n\n",
        escape(&chain.title),
        escape(&chain.sentence)
    ));
    for (position, row) in (1..).zip(&chain.presented) {
        text.push_str(&format!("{position}. {} ({})\n", code(&row.name), row.role));
    }
    if let Some(path) = &chain.path {
        text.push_str(&format!("\n{}\n\n", escape(&path.title)));
        for step in &path.steps {
            let anchor =
                if step.anchor.is_empty() { String::new() } else { format!(", {}", step.anchor) };
            text.push_str(&format!("- {}{}\n", code(&step.name), escape(&anchor)));
            for fault in &step.faults {
                text.push_str(&format!("  - {}\n", escape(fault)));
            }
        }
        if !path.missing.is_empty() {
            text.push_str(&format!("- missing here: {}\n", escape(&path.missing)));
        }
    }
    if !chain.others_title.is_empty() {
        text.push_str(&format!("\n{}\n\n", escape(&chain.others_title)));
    }
    for group in &chain.others {
        text.push_str(&format!("- {}\n", escape(&group.title())));
        for way in &group.ways {
            text.push_str(&format!("  - {}\n", escape(&way.trail)));
        }
    }
    text.push('\n');
}

/// A code span that its content cannot end.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_{}[]<>#|@~!&".contains(character) {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_format_a_ticket() {
        assert_eq!(escape("<b> @all [x](y)"), "\\<b\\> \\@all \\[x\\](y)");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("plain"), "`plain`");
    }
}
