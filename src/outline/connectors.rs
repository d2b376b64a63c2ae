//! What each connector demands and compares, and its settings with their lines.

use super::blocks::{counted, place, section};
use super::{Block, NoteBlock, Section, SectionKind};
use crate::idn::written;
use crate::report::{ConnectorReport, Report};
use crate::visible::visible;

pub(super) fn connectors(report: &Report) -> Section {
    let mut blocks = Vec::new();
    for connector in &report.connectors {
        let mut tell = |line, text| {
            let source = report.sources.get(connector.source as usize);
            blocks.push(Block::Note(NoteBlock {
                source: source
                    .map_or_else(String::new, |source| visible(&source.name).into_owned()),
                place: place(report, connector.source, line),
                text,
            }));
        };
        tell(connector.line, headline(connector));
        for compared in &connector.compares {
            let says = if compared.says.is_empty() {
                String::new()
            } else {
                format!(" ({})", written(&compared.says))
            };
            let text = format!(
                "It compares {} ({}): {}{says}.",
                written(&compared.name),
                compared.from,
                compared.outcome
            );
            tell(connector.line, text);
        }
        for setting in &connector.settings {
            let value = if setting.value.is_empty() { "(empty)" } else { &setting.value };
            tell(setting.line, format!("{}: {value}", setting.property));
        }
    }
    let summary = counted(report.connectors.len(), "connector").unwrap_or_default();
    section(SectionKind::Connectors, "Connectors", summary, blocks)
}

fn headline(connector: &ConnectorReport) -> String {
    let kind = match connector.kind.as_str() {
        "send" => "Send connector",
        "receive" => "Receive connector",
        _ => "Connector",
    };
    let name = connector.name.as_ref().map_or_else(String::new, |name| format!(" '{name}'"));
    let demands = match (connector.demands.as_str(), connector.kind.as_str()) {
        ("", "send") => " does not say in this text who checks what".to_owned(),
        ("", _) => ": what the senders check is not in its text".to_owned(),
        (demands, _) => format!(" {demands}"),
    };
    format!("{kind}{name}{demands}.")
}
