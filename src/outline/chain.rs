//! The chains of the outline: what was presented, in which order it belongs, and each path step by step.

use std::rc::Rc;

use super::blocks::{counted, in_short, place, section};
use super::{
    Block, ChainBlock, LinkMarks, Mark, PathBlock, PresentedRow, Section, SectionKind, Step,
};
use crate::report::{ChainReport, ElementReport, LinkReport, PathReport, Report};
use crate::visible::visible;

pub(super) fn chains(report: &Report) -> Section {
    let blocks = report
        .chains
        .iter()
        .map(|chain| Block::Chain(Rc::new(chain_block(report, chain))))
        .collect();
    let summary = counted(report.chains.len(), "chain").unwrap_or_default();
    section(SectionKind::Chains, "Chain", summary, blocks)
}

fn chain_block(report: &Report, chain: &ChainReport) -> ChainBlock {
    let source = report.sources.get(chain.source as usize);
    let name = source.map_or_else(String::new, |source| visible(&source.name).into_owned());
    let presented = presented(report, chain);
    ChainBlock {
        title: format!(
            "{} in {name}",
            counted(chain.elements.len(), "certificate").unwrap_or_default()
        ),
        level: chain.verdict,
        sentence: chain.sentence.clone(),
        in_order: presented.iter().all(|row| row.remark.is_empty()),
        presented,
        paths: (1..)
            .zip(&chain.paths)
            .map(|(number, path)| path_block(report, number, chain.paths.len(), path))
            .collect(),
        bundle: chain.bundle.clone(),
    }
}

/// Where each presented certificate belongs: the order of the best path. What is repeated or belongs to
/// no path has no place, and a gap in the path moves nobody.
fn presented(report: &Report, chain: &ChainReport) -> Vec<PresentedRow> {
    let path: &[String] = chain.paths.first().map_or(&[], |path| &path.certificates);
    let order: Vec<&str> = path
        .iter()
        .map(String::as_str)
        .filter(|sha256| chain.presented.iter().flatten().any(|sent| sent == sha256))
        .collect();
    let wanted = |element: &ElementReport| {
        let sha256 = element.sha256.as_deref().filter(|_| element.role != "repeated")?;
        order.iter().position(|one| *one == sha256)
    };
    // A PKCS#7 set has no order: whether an order is wrong is for the rule to say.
    let judged = report.findings.iter().any(|finding| finding.id == "wrong-order");
    let mut position = 0;
    chain
        .elements
        .iter()
        .map(|element| {
            let belongs = wanted(element);
            let misplaced = judged && belongs.is_some_and(|place| place != position);
            position += usize::from(belongs.is_some());
            PresentedRow {
                name: element.name.clone(),
                role: element.role.clone(),
                place: place(report, chain.source, element.line),
                sha256: element.sha256.clone(),
                belongs,
                remark: match belongs {
                    Some(place) if misplaced => format!("belongs at position {}", place + 1),
                    _ => String::new(),
                },
            }
        })
        .collect()
}

/// Empty where the certificate is not in the input.
fn summary(report: &Report, sha256: &str) -> String {
    let known = report.certificates.iter().find(|certificate| certificate.sha256 == sha256);
    known.map(in_short).unwrap_or_default()
}

fn path_block(report: &Report, number: usize, of: usize, path: &PathReport) -> PathBlock {
    let end = match (&path.anchored_in, path.valid) {
        (Some(list), true) => format!("valid, anchored in {list}"),
        (Some(list), false) => format!("anchored in {list}, but it does not hold"),
        (None, _) => "leads to no trust anchor".into(),
    };
    let which = if of > 1 { format!("Path {number} of {of}") } else { "The path".into() };
    let last = path.names.len().saturating_sub(1);
    let steps = path
        .names
        .iter()
        .zip(&path.certificates)
        .enumerate()
        .map(|(position, (name, sha256))| Step {
            name: name.clone(),
            sha256: sha256.clone(),
            anchor: match &path.anchored_in {
                Some(list) if position == last => format!("trust anchor in {list}"),
                _ => String::new(),
            },
            summary: summary(report, sha256),
            faults: path
                .faults
                .iter()
                .filter(|fault| fault.element == position)
                .map(|fault| fault.text.clone())
                .collect(),
            link: path.links.get(position).map(marks),
        })
        .collect();
    PathBlock { title: format!("{which}: {end}"), valid: path.valid, steps }
}

fn marks(link: &LinkReport) -> LinkMarks {
    let mark = |text: &str, word: &str, good: &str, bad: &[&str]| Mark {
        text: format!("{text} {word}"),
        good: if word == good {
            Some(true)
        } else if bad.contains(&word) {
            Some(false)
        } else {
            None
        },
    };
    LinkMarks {
        name: mark("issuer name", &link.name, "match", &["mismatch"]),
        key_identifier: mark("key identifier", &link.key_identifier, "match", &["mismatch"]),
        signature: mark("signature", &link.signature, "verified", &["bad"]),
    }
}
