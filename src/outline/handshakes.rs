//! The handshakes of the outline: each connection with its stages, its facts and what was compared.

use std::rc::Rc;

use super::blocks::{counted, place, section};
use super::handshake_terms::hint;
use super::{
    Block, ComparedRow, HandshakeBlock, HandshakeRow, Mark, Section, SectionKind, StageMark, Told,
};
use crate::report::{ComparedClaim, HandshakeReport, Report};

pub(super) fn handshakes(report: &Report) -> Section {
    let blocks = (1..)
        .zip(&report.handshakes)
        .map(|(number, handshake)| Block::Handshake(Rc::new(block(report, number, handshake))))
        .collect();
    let summary = counted(report.handshakes.len(), "connection").unwrap_or_default();
    section(SectionKind::Handshakes, "Handshakes", summary, blocks)
}

fn block(report: &Report, number: usize, handshake: &HandshakeReport) -> HandshakeBlock {
    let target = handshake.target.as_ref().map(|target| format!("{target}, "));
    let stage = |what: &str| handshake.stages.iter().find(|stage| stage.what == what)?.good;
    let good = stage("Handshake");
    let text = match good {
        Some(true) => "completed",
        Some(false) => "failed",
        None if stage("Reached") == Some(false) => "not reached",
        None if handshake.error.is_some() => "not begun",
        None => "not shown to the end",
    };
    HandshakeBlock {
        title: format!("Connection {number}: {}{}", target.unwrap_or_default(), handshake.program),
        completion: Mark { text: text.into(), good },
        sentence: handshake.sentence.clone(),
        place: place(report, handshake.source, handshake.line),
        stages: handshake
            .stages
            .iter()
            .map(|stage| StageMark {
                what: stage.what.clone(),
                mark: Mark { text: stage.says.clone(), good: stage.good },
            })
            .collect(),
        rows: rows(report, handshake),
        compared: handshake
            .compared
            .iter()
            .map(|claim| compared(report, handshake, claim))
            .collect(),
    }
}

/// Facts of one label that follow each other are one row.
fn rows(report: &Report, handshake: &HandshakeReport) -> Vec<HandshakeRow> {
    let mut rows: Vec<HandshakeRow> = Vec::new();
    for fact in &handshake.facts {
        let place = place(report, handshake.source, fact.line);
        let value = Told { text: fact.value.clone(), place };
        match rows.last_mut() {
            Some(row) if row.label == fact.label => row.values.push(value),
            _ => rows.push(HandshakeRow {
                label: fact.label.clone(),
                hint: hint(&fact.label),
                values: vec![value],
            }),
        }
    }
    rows
}

fn compared(report: &Report, handshake: &HandshakeReport, claim: &ComparedClaim) -> ComparedRow {
    let text = match (claim.agree, claim.what.as_str()) {
        // They may refuse for different reasons: both are told.
        (Some(true), "Verification") if handshake.verify_code == Some(0) => "both accept it",
        (Some(true), "Verification") => "both refuse it",
        (Some(true), _) => "they agree",
        (Some(false), _) => "they differ",
        (None, _) => "not comparable",
    };
    ComparedRow {
        what: claim.what.clone(),
        reported: Told {
            text: claim.reported.clone(),
            place: place(report, handshake.source, claim.line),
        },
        derived: claim.derived.clone(),
        agreement: Mark { text: text.into(), good: claim.agree },
    }
}
