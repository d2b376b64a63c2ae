//! The report as plain text, for a terminal or a ticket: the form of the golden reports.

use crate::outline::{
    AskBlock, Block, CertificateBlock, ChainBlock, EvidenceBlock, FindingBlock, HandshakeBlock,
    NameBlock, NoteBlock, Outline, PathBlock, Place, TableBlock,
};

/// Columns at which prose is wrapped.
const WIDTH: usize = 100;

pub fn text(outline: &Outline) -> String {
    let verdict = &outline.verdict;
    let mut lines = Vec::new();
    let heading = verdict.heading(&verdict.label.to_ascii_uppercase());
    wrap(&mut lines, "", &format!("{heading}: {}", verdict.sentence));
    if !verdict.action.is_empty() {
        lines.push(String::new());
        wrap(&mut lines, "", &format!("What to do: {}", verdict.action));
    }
    lines.push(String::new());
    wrap(&mut lines, "", &verdict.asked);
    for section in &outline.sections {
        lines.push(String::new());
        let heading = section.heading();
        let underline = "-".repeat(heading.len());
        lines.extend([heading, underline]);
        for block in &section.blocks {
            self::block(&mut lines, block);
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn block(lines: &mut Vec<String>, block: &Block) {
    match block {
        Block::Text(text) => wrap(lines, "- ", text),
        Block::Ask(ask) => self::ask(lines, ask),
        // Too long for a terminal.
        Block::Script(script) => {
            wrap(lines, "", &format!("* {}", script.title));
            wrap(lines, "  ", script.why);
            wrap(
                lines,
                "  ",
                "The block stands on the page, and in the report as Markdown, HTML and JSON.",
            );
        }
        Block::Finding(finding) => self::finding(lines, finding),
        Block::Table(table) => self::table(lines, table),
        Block::Rows(rows) => table(lines, &rows.table(MAX_ROWS)),
        Block::Handshake(handshake) => self::handshake(lines, handshake),
        Block::Chain(chain) => self::chain(lines, chain),
        Block::Name(name) => self::name(lines, name),
        Block::Certificate(certificate) => self::certificate(lines, certificate),
        Block::Note(note) => self::note(lines, note),
    }
}

/// Commands stand on lines of their own, whole: they are copied.
fn ask(lines: &mut Vec<String>, ask: &AskBlock) {
    wrap(lines, "", &format!("* {}", ask.title));
    wrap(lines, "  ", &ask.why);
    for (shell, command) in &ask.commands {
        lines.push(format!("  {shell}:"));
        lines.push(format!("    {command}"));
    }
    if !ask.fill.is_empty() {
        wrap(lines, "  ", &ask.fill);
    }
    lines.push(String::new());
}

fn finding(lines: &mut Vec<String>, finding: &FindingBlock) {
    wrap(lines, "", &format!("[{}] {} ({})", finding.severity.word(), finding.title, finding.id));
    for evidence in &finding.evidence {
        self::evidence(lines, evidence);
    }
    if finding.evidence_left_out > 0 {
        lines.push(format!("  - and {} more", finding.evidence_left_out));
    }
    if let Some((label, why)) = &finding.weighed {
        wrap(lines, &format!("  {label} "), why);
    }
    wrap(lines, "  Why: ", &finding.explanation);
    wrap(lines, "  What to do: ", &finding.remedy);
    wrap(lines, "  Source: ", &finding.citations.join("; "));
    lines.push(String::new());
}

fn evidence(lines: &mut Vec<String>, evidence: &EvidenceBlock) {
    let place = evidence.place.as_ref().map(|place| format!(" [{}]", self::place(place)));
    wrap(lines, "  - ", &format!("{}{}", evidence.text, place.unwrap_or_default()));
}

fn place(place: &Place) -> String {
    format!("{}, line {}", place.source_name, place.line)
}

/// Rows of one table that are told in a text; the other forms of the report have all that are listed.
const MAX_ROWS: usize = 40;

/// Too wide for lines of text: each row is a few lines, and a star marks what differs.
fn table(lines: &mut Vec<String>, table: &TableBlock) {
    wrap(lines, "", &table.title);
    wrap(lines, "  ", &table.sentence);
    for row in table.rows.iter().take(MAX_ROWS) {
        let mut numbers = Vec::new();
        for (position, (title, cell)) in table.columns.iter().zip(row).enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            if table.counts.contains(&position) {
                if cell.text != "0" {
                    numbers.push(format!("{title} {}", cell.text));
                }
                continue;
            }
            let star = if cell.differs { '*' } else { ' ' };
            let lead = if position == 0 { "  - ".into() } else { format!("    {star} {title}: ") };
            let full =
                if cell.full.is_empty() { String::new() } else { format!(" ({})", cell.full) };
            let place = cell.place.as_ref().map(|place| format!(" [{}]", self::place(place)));
            wrap(lines, &lead, &format!("{}{full}{}", cell.text, place.unwrap_or_default()));
        }
        if !numbers.is_empty() {
            wrap(lines, "      ", &numbers.join(", "));
        }
    }
    let (listed, left_out) = (table.rows.len().saturating_sub(MAX_ROWS), table.left_out);
    if listed + left_out > 0 {
        let others = format!("and {} others", listed + left_out);
        let elsewhere = match (listed, left_out) {
            (0, _) => String::new(),
            (_, 0) => ", which the report as JSON, Markdown or HTML lists".into(),
            _ => format!(
                ", of which the report as JSON, Markdown or HTML lists {listed}; the command writes every session with --sessions FILE.csv"
            ),
        };
        wrap(lines, "  - ", &format!("{others}{elsewhere}."));
    }
    lines.push(String::new());
}

fn handshake(lines: &mut Vec<String>, handshake: &HandshakeBlock) {
    let place = handshake.place.as_ref().map(|place| format!(" [{}]", self::place(place)));
    let title = format!("{}: {}", handshake.title, handshake.completion.text);
    wrap(lines, "", &format!("{title}{}", place.unwrap_or_default()));
    wrap(lines, "  ", &handshake.sentence);
    for stage in &handshake.stages {
        let sign = match stage.mark.good {
            Some(true) => '+',
            Some(false) => '!',
            None => '?',
        };
        wrap(lines, "    ", &format!("{sign} {}: {}", stage.what, stage.mark.text));
    }
    lines.push("  In the text:".into());
    for row in &handshake.rows {
        let (label, values) = (&row.label, &row.values);
        let one = values.len() == 1;
        if !one {
            lines.push(format!("    {label}:"));
        }
        let lead = if one { format!("    {label}: ") } else { "      - ".into() };
        for told in values {
            wrap(lines, &lead, &format!("{}{}", told.text, told.line()));
        }
    }
    if !handshake.compared.is_empty() {
        lines.push("  Reported and computed:".into());
    }
    for row in &handshake.compared {
        let reported = format!("reported: {}{}", row.reported.text, row.reported.line());
        let computed = format!("computed: {}; {}", row.derived, row.agreement.text);
        wrap(lines, &format!("    {}: ", row.what), &format!("{reported}; {computed}"));
    }
    lines.push(String::new());
}

fn chain(lines: &mut Vec<String>, chain: &ChainBlock) {
    let level = chain.level.words();
    wrap(lines, "", &format!("{}: {level}", chain.title));
    wrap(lines, "  ", &chain.sentence);
    lines.push("  As presented:".into());
    for (position, row) in (1..).zip(&chain.presented) {
        let line = row.place.as_ref().map(|place| format!(", line {}", place.line));
        let line = line.unwrap_or_default();
        lines.push(format!("    {position}. {} ({}{line})", row.name, row.role));
    }
    chain.path.iter().for_each(|path| self::path(lines, path));
    if !chain.others_title.is_empty() {
        lines.push(format!("  {}", chain.others_title));
    }
    for group in &chain.others {
        wrap(lines, "    ! ", &group.title());
        group.ways.iter().for_each(|way| wrap(lines, "      - ", &way.trail));
    }
    lines.push(String::new());
}

fn path(lines: &mut Vec<String>, path: &PathBlock) {
    lines.push(format!("  {}", path.title));
    for step in &path.steps {
        let anchor =
            if step.anchor.is_empty() { String::new() } else { format!(" ({})", step.anchor) };
        lines.push(format!("    {}{anchor}", step.name));
        for fault in &step.faults {
            wrap(lines, "      ! ", fault);
        }
        if let Some(link) = &step.link {
            let marks = [&link.name, &link.key_identifier, &link.signature];
            let marks: Vec<&str> = marks.iter().map(|mark| mark.text.as_str()).collect();
            lines.push(format!("    | {}", marks.join(", ")));
        }
    }
    if !path.missing.is_empty() {
        wrap(lines, "    ? ", &format!("missing here: {}", path.missing));
    }
}

fn name(lines: &mut Vec<String>, name: &NameBlock) {
    wrap(lines, "", &name.sentence);
    for row in &name.presented {
        wrap(lines, "  - ", &format!("{} {}: {}", row.kind, row.value, row.says));
    }
    if name.left_out > 0 {
        lines.push(format!("  - and {} more", name.left_out));
    }
    if !name.in_short.is_empty() {
        wrap(lines, "  By client: ", &name.in_short);
    }
    name.dissent.iter().for_each(|text| wrap(lines, "  - ", text));
    lines.push(String::new());
}

fn certificate(lines: &mut Vec<String>, certificate: &CertificateBlock) {
    let place = certificate.place.as_ref().map(|place| format!(" [{}]", self::place(place)));
    lines.push(format!(
        "{}: {}{}",
        certificate.name,
        certificate.summary,
        place.unwrap_or_default()
    ));
    for (label, value) in &certificate.rows {
        lines.push(format!("  {label}: {value}"));
    }
    for extension in &certificate.extensions {
        let critical = if extension.critical { " (critical)" } else { "" };
        let says = if extension.says.is_empty() { &extension.purpose } else { &extension.says };
        lines.push(format!("  {}{critical}: {says}", extension.name));
    }
    lines.push(String::new());
}

fn note(lines: &mut Vec<String>, note: &NoteBlock) {
    let place = note.place.as_ref().map_or_else(|| note.source.clone(), place);
    wrap(lines, "- ", &format!("{place}: {}", note.text));
}

/// Wraps at blanks; the lines after the first are indented as far as the lead is long.
fn wrap(lines: &mut Vec<String>, lead: &str, text: &str) {
    let indent = " ".repeat(lead.chars().count());
    let mut line = lead.to_owned();
    let mut length = lead.chars().count();
    let mut empty = true;
    for word in text.split(' ') {
        let word_length = word.chars().count();
        if !empty && length + 1 + word_length > WIDTH {
            lines.push(std::mem::replace(&mut line, indent.clone()));
            length = indent.len();
            empty = true;
        }
        if !empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
        empty = false;
    }
    lines.push(line);
}
