//! The report as one HTML file to hand on: no script, nothing loaded, its own policy inside.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use crate::outline::{
    AskBlock, Block, ChainBlock, EvidenceBlock, FindingBlock, HandshakeBlock, Outline, TableBlock,
};

static STYLE: &str = include_str!("../../static/report.css");

pub fn html(outline: &Outline) -> String {
    let hash = Base64::encode_string(&Sha256::digest(STYLE.as_bytes()));
    let verdict = &outline.verdict;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Handglass report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    );
    element(&mut page, "h1", verdict.label);
    page.push_str(&format!("<p class=\"sentence\">{}</p>\n", escape(&verdict.sentence)));
    element(&mut page, "p", &verdict.beside());
    labelled(&mut page, "What to do:", &verdict.action);
    element(&mut page, "p", &verdict.asked);
    for section in &outline.sections {
        element(&mut page, "h2", &section.heading());
        for block in &section.blocks {
            self::block(&mut page, block);
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn block(page: &mut String, block: &Block) {
    match block {
        Block::Text(text) => element(page, "p", text),
        Block::Ask(ask) => self::ask(page, ask),
        Block::Script(script) => {
            page.push_str(&format!("<details><summary>{}</summary>\n", escape(script.title)));
            element(page, "p", script.why);
            element(page, "pre", &script.text);
            page.push_str("</details>\n");
        }
        Block::Finding(finding) => self::finding(page, finding),
        Block::Table(table) => self::table(page, table),
        Block::Rows(rows) => table(page, &rows.table(usize::MAX)),
        Block::Handshake(handshake) => self::handshake(page, handshake),
        Block::Chain(chain) => self::chain(page, chain),
        Block::Name(name) => {
            element(page, "p", &name.sentence);
            let rows = name
                .presented
                .iter()
                .map(|row| format!("{} {}: {}", row.kind, row.value, row.says));
            list(page, "ul", rows);
            if name.left_out > 0 {
                element(page, "p", &format!("and {} more", name.left_out));
            }
            if !name.in_short.is_empty() {
                element(page, "p", &format!("By client: {}", name.in_short));
                list(page, "ul", name.dissent.iter().cloned());
            }
        }
        Block::Certificate(certificate) => {
            element(page, "h3", &certificate.name);
            element(page, "p", &certificate.summary);
            page.push_str("<dl>\n");
            for (label, value) in &certificate.rows {
                page.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escape(label), escape(value)));
            }
            for extension in &certificate.extensions {
                let critical = if extension.critical { " (critical)" } else { "" };
                let says =
                    if extension.says.is_empty() { &extension.purpose } else { &extension.says };
                page.push_str(&format!(
                    "<dt>{}{critical}</dt><dd>{}</dd>\n",
                    escape(&extension.name),
                    escape(says)
                ));
            }
            page.push_str("</dl>\n");
        }
        Block::Note(note) => {
            let line = note
                .place
                .as_ref()
                .map(|place| format!(", line {}", place.line))
                .unwrap_or_default();
            element(page, "p", &format!("{}{line}: {}", note.source, note.text));
        }
    }
}

fn ask(page: &mut String, ask: &AskBlock) {
    element(page, "h3", &ask.title);
    element(page, "p", &ask.why);
    for (shell, command) in &ask.commands {
        element(page, "p", &format!("{shell}:"));
        element(page, "pre", command);
    }
    element(page, "p", &ask.fill);
}

fn finding(page: &mut String, finding: &FindingBlock) {
    page.push_str(&format!("<section id=\"finding-{}\">\n", escape(&finding.id)));
    element(
        page,
        "h3",
        &format!("{}: {} ({})", finding.severity.word(), finding.title, finding.id),
    );
    for evidence in &finding.evidence {
        self::evidence(page, evidence);
    }
    if finding.evidence_left_out > 0 {
        element(page, "p", &format!("and {} more", finding.evidence_left_out));
    }
    if let Some((label, why)) = &finding.weighed {
        labelled(page, label, why);
    }
    labelled(page, "Why:", &finding.explanation);
    labelled(page, "What to do:", &finding.remedy);
    labelled(page, "Source:", &finding.citations.join("; "));
    page.push_str("</section>\n");
}

fn evidence(page: &mut String, evidence: &EvidenceBlock) {
    let place = evidence
        .place
        .as_ref()
        .map(|place| format!(" ({}, line {})", place.source_name, place.line));
    element(page, "p", &format!("{}{}", evidence.text, place.unwrap_or_default()));
    if evidence.excerpt.is_empty() {
        return;
    }
    let lines: Vec<String> =
        evidence.excerpt.iter().map(|(number, line)| format!("{number}  {line}")).collect();
    element(page, "pre", &lines.join("\n"));
}

fn table(page: &mut String, table: &TableBlock) {
    element(page, "h3", &table.title);
    element(page, "p", &table.sentence);
    page.push_str("<div class=\"scrolls\"><table>\n<tr>");
    for title in &table.columns {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escape(title)));
    }
    page.push_str("</tr>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for cell in row {
            let told = escape(&cell.text);
            let told = if cell.differs { format!("<strong>{told}</strong>") } else { told };
            let line = cell.place.as_ref().map(|place| format!(" (line {})", place.line));
            let line = line.filter(|_| !cell.text.is_empty()).unwrap_or_default();
            let full = if cell.full.is_empty() {
                String::new()
            } else {
                format!("<br><small>{}</small>", escape(&cell.full))
            };
            page.push_str(&format!("<td>{told}{line}{full}</td>"));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table></div>\n");
    if table.left_out > 0 {
        element(page, "p", &format!("and {} more", table.left_out));
    }
}

fn handshake(page: &mut String, handshake: &HandshakeBlock) {
    element(page, "h3", &format!("{}: {}", handshake.title, handshake.completion.text));
    element(page, "p", &handshake.sentence);
    let stages =
        handshake.stages.iter().map(|stage| format!("{}: {}", stage.what, stage.mark.text));
    list(page, "ol", stages);
    page.push_str("<dl>\n");
    for row in &handshake.rows {
        page.push_str(&format!("<dt title=\"{}\">{}</dt>", escape(row.hint), escape(&row.label)));
        for told in &row.values {
            page.push_str(&format!("<dd>{}{}</dd>", escape(&told.text), told.line()));
        }
        page.push('\n');
    }
    page.push_str("</dl>\n");
    if handshake.compared.is_empty() {
        return;
    }
    page.push_str("<table>\n<tr><th></th><th>Reported</th><th>Computed</th><th></th></tr>\n");
    for row in &handshake.compared {
        page.push_str(&format!(
            "<tr><th>{}</th><td>{}{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(&row.what),
            escape(&row.reported.text),
            row.reported.line(),
            escape(&row.derived),
            escape(&row.agreement.text)
        ));
    }
    page.push_str("</table>\n");
}

fn chain(page: &mut String, chain: &ChainBlock) {
    let level = chain.level.words();
    element(page, "h3", &format!("{}: {level}", chain.title));
    element(page, "p", &chain.sentence);
    list(page, "ol", chain.presented.iter().map(|row| format!("{} ({})", row.name, row.role)));
    if let Some(path) = &chain.path {
        element(page, "p", &path.title);
        let steps = path.steps.iter().map(|step| {
            let mut text = step.name.clone();
            if !step.anchor.is_empty() {
                text.push_str(&format!(" ({})", step.anchor));
            }
            for fault in &step.faults {
                text.push_str(&format!(" {fault}"));
            }
            if let Some(link) = &step.link {
                let marks = [&link.name, &link.key_identifier, &link.signature];
                let marks: Vec<&str> = marks.iter().map(|mark| mark.text.as_str()).collect();
                text.push_str(&format!(" Joined by: {}.", marks.join(", ")));
            }
            text
        });
        let missing = Some(&path.missing).filter(|missing| !missing.is_empty());
        list(page, "ol", steps.chain(missing.map(|missing| format!("missing here: {missing}"))));
    }
    element(page, "p", &chain.others_title);
    for group in &chain.others {
        element(page, "p", &group.title());
        list(page, "ul", group.ways.iter().map(|way| way.trail.clone()));
    }
}

/// Nothing for an empty text.
fn element(page: &mut String, tag: &str, text: &str) {
    if !text.is_empty() {
        page.push_str(&format!("<{tag}>{}</{tag}>\n", escape(text)));
    }
}

fn labelled(page: &mut String, label: &str, text: &str) {
    if !text.is_empty() {
        page.push_str(&format!("<p><strong>{label}</strong> {}</p>\n", escape(text)));
    }
}

fn list(page: &mut String, tag: &str, rows: impl Iterator<Item = String>) {
    page.push_str(&format!("<{tag}>\n"));
    for row in rows {
        element(page, "li", &row);
    }
    page.push_str(&format!("</{tag}>\n"));
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(
            escape("<img src=x onerror='y'>&\""),
            "&lt;img src=x onerror=&#39;y&#39;&gt;&amp;&quot;"
        );
    }
}
