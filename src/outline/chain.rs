//! The chains of the outline: what was presented, in which order it belongs, and each path step by step.

use std::rc::Rc;

use super::blocks::{counted, in_short, place, section};
use super::{
    Block, ChainBlock, LinkMarks, Mark, PathBlock, PresentedRow, Section, SectionKind, Step,
    WayGroup,
};
use crate::idn::both;
use crate::report::{ChainLevel, ChainReport, ElementReport, LinkReport, PathReport, Report};
use crate::visible::visible;

pub(super) fn chains(report: &Report) -> Section {
    let blocks = report
        .chains
        .iter()
        .map(|chain| Block::Chain(Rc::new(chain_block(report, chain))))
        .collect();
    let good = report.chains.iter().filter(|chain| chain.verdict == ChainLevel::Trusted).count();
    let mut summary = counted(report.chains.len(), "chain").unwrap_or_default();
    if report.chains.len() > 1 {
        summary.push_str(&format!(", {good} trusted"));
    }
    section(SectionKind::Chains, "Chain", summary, blocks)
}

fn chain_block(report: &Report, chain: &ChainReport) -> ChainBlock {
    let source = report.sources.get(chain.source as usize);
    let name = source.map_or_else(String::new, |source| visible(&source.name).into_owned());
    let drawn = drawn(chain);
    let presented = presented(report, chain, drawn.and_then(|position| chain.paths.get(position)));
    let path = drawn.and_then(|position| chain.paths.get(position));
    let (others_title, others) = others(report, chain, drawn);
    ChainBlock {
        title: format!(
            "{} in {name}",
            counted(chain.elements.len(), "certificate").unwrap_or_default()
        ),
        end_entity: end_entity(chain),
        level: chain.verdict,
        sentence: chain.sentence.clone(),
        in_order: presented.iter().all(|row| row.remark.is_empty()),
        presented,
        path: path.map(|path| path_block(report, path)),
        others_title,
        others,
        bundle: chain.bundle.clone(),
    }
}

/// The certificate that a chain speaks for.
fn end_entity(chain: &ChainReport) -> String {
    let element = chain.elements.iter().find(|element| element.role == "end entity");
    element.or(chain.elements.first()).map(|element| element.name.clone()).unwrap_or_default()
}

/// The way that is drawn whole.
fn drawn(chain: &ChainReport) -> Option<usize> {
    let completed = |path: &PathReport| {
        let lacking = path.not_sent.iter().filter(|place| !place.is_empty()).count();
        path.anchored_in.is_some() && lacking > 0 && path.faults.len() == lacking
    };
    let holds = chain.paths.iter().position(|path| path.valid);
    let completed = || chain.paths.iter().position(completed);
    holds.or_else(completed).or((!chain.paths.is_empty()).then_some(0))
}

/// The ways that are not drawn whole, by the first fault of each, and what to call them together.
fn others(report: &Report, chain: &ChainReport, drawn: Option<usize>) -> (String, Vec<WayGroup>) {
    let mut groups: Vec<WayGroup> = Vec::new();
    let mut add = |reason: &str, way: Option<Rc<PathBlock>>, left_out: usize| match groups
        .iter_mut()
        .find(|group| group.reason == reason)
    {
        Some(group) => {
            group.ways.extend(way);
            group.left_out += left_out;
        }
        None => {
            let ways = way.into_iter().collect();
            groups.push(WayGroup { reason: reason.into(), ways, left_out });
        }
    };
    for (position, path) in chain.paths.iter().enumerate() {
        if Some(position) != drawn {
            let reason = path.faults.first().map_or("Holds as well.", |fault| &fault.text);
            add(reason, Some(Rc::new(path_block(report, path))), 0);
        }
    }
    for ways in &chain.ways_left_out {
        add(&ways.text, None, ways.count);
    }
    let (listed, all) = (chain.paths.len().saturating_sub(1), chain.ways.saturating_sub(1));
    let more = if chain.more_ways { ", and there may be more" } else { "" };
    let title = match all {
        0 => String::new(),
        all if all == listed => format!("Other ways: {all}{more}"),
        all => format!("Other ways: {listed} of {all} are listed{more}"),
    };
    (title, groups)
}

/// Where each presented certificate belongs: the order of the best path. What is repeated or belongs to
/// no path has no place, and a gap in the path moves nobody.
fn presented(report: &Report, chain: &ChainReport, path: Option<&PathReport>) -> Vec<PresentedRow> {
    let path: &[String] = path.map_or(&[], |path| &path.certificates);
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

fn path_block(report: &Report, path: &PathReport) -> PathBlock {
    let lacking = path.not_sent.iter().any(|place| !place.is_empty());
    let title = match (&path.anchored_in, path.valid) {
        (Some(list), true) => format!("The path: valid, anchored in {list}"),
        (Some(list), false) if lacking => {
            format!("With what was not sent: anchored in {list}, and it does not hold without that")
        }
        (Some(list), false) => format!("The path: anchored in {list}, but it does not hold"),
        (None, _) => "The path: leads to no trust anchor".into(),
    };
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
            not_sent: path.not_sent.get(position).is_some_and(|place| !place.is_empty()),
            link: path.links.get(position).map(marks),
        })
        .collect();
    let top = path.certificates.last().filter(|_| path.anchored_in.is_none());
    let top = report.certificates.iter().find(|one| Some(&one.sha256) == top);
    let missing = top.filter(|one| one.subject != one.issuer).map(|one| both(&one.issuer).into());
    PathBlock {
        title,
        valid: path.valid,
        steps,
        missing: missing.unwrap_or_default(),
        trail: trail(path),
    }
}

fn trail(path: &PathReport) -> String {
    let names = path.names.iter().enumerate().map(|(position, name)| {
        let place = path.not_sent.get(position).filter(|place| !place.is_empty());
        place.map_or_else(
            || name.clone(),
            |place| format!("{name} (not sent, from {})", visible(place)),
        )
    });
    let names: Vec<String> = names.collect();
    let end = path.anchored_in.as_ref().map_or("no trust anchor", String::as_str);
    // What stands in the line itself is not told again: the end, and what was not sent.
    let told = ["unknown-root", "self-signed", "missing-intermediate"];
    let rest = path.faults.iter().skip(1);
    let rest = rest.filter(|fault| !told.iter().any(|id| fault.rule.as_deref() == Some(id)));
    let also: Vec<&str> = rest.map(|fault| fault.text.as_str()).collect();
    let also = if also.is_empty() { String::new() } else { format!(". Also: {}", also.join(" ")) };
    format!("{} > {end}{also}", names.join(" > "))
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
