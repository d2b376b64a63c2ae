//! From what was read to what is the case: certificates once each, chains in their order, anchors.
//!
//! It looks at every source, then builds the chains. It judges nothing.

use super::known::Known;
use super::presented::{Order, Presented, PresentedChain, is_end_entity};
use super::{
    Certificate, CertificateId, Facts, Occurrence, Secret, TrustAnchor, certificate, connector,
    handshake, phrase,
};
use crate::facts::log::reader::{Head, LogFile, LogReader};
use crate::input::transcript::Program;
use crate::input::{Artefact, ArtefactKind, NamedCertificate, Reading, unjudged};
use crate::order::Sort;
use crate::problem::{Problem, ProblemKind};
use crate::span::{SourceId, Span};

/// The facts of all readings, and what turned out to be unreadable on the way. `roots` are readings of
/// the user's own trust anchors, `at_hand` of what he has and does not trust by itself.
pub fn gather(
    readings: &[Reading],
    roots: &[Reading],
    at_hand: &[Reading],
    mozilla: bool,
) -> (Facts, Vec<Problem>) {
    let mut gatherer = Gatherer::default();
    let mut slots = Vec::with_capacity(readings.len());
    for reading in readings {
        slots.push(gatherer.source(reading));
    }
    let mut problems = readings.iter().flat_map(|it| &it.problems).chain(&gatherer.problems);
    gatherer.facts.unread = problems.any(|problem| match &problem.kind {
        ProblemKind::CertificateUnreadable { .. } | ProblemKind::DerCut { .. } => true,
        ProblemKind::PemCut { label }
        | ProblemKind::PemNotBase64 { label }
        | ProblemKind::PemShort { label, .. }
        | ProblemKind::PemRemoved { label } => label.ends_with("CERTIFICATE"),
        _ => false,
    });
    for reading in roots {
        gatherer.roots(reading);
    }
    for reading in at_hand {
        gatherer.at_hand(reading);
    }
    if mozilla {
        gatherer.facts.anchors.extend(TrustAnchor::mozilla());
    }
    let mut chains = Vec::new();
    for (reading, slots) in readings.iter().zip(slots) {
        chains.extend(chains_of(&gatherer.facts, reading.text.source, slots));
    }
    // A source of nothing but CA certificates is material for the others' paths where there are
    // others; on its own it is what was asked about.
    let is_material = |chain: &PresentedChain| {
        !chain.order.is_sent()
            && chain.ids().all(|id| gatherer.facts.certificate(id).claims_to_be_ca())
    };
    if chains.iter().any(|chain| !is_material(chain)) {
        chains.retain(|chain| !is_material(chain));
    }
    let facts = &mut gatherer.facts;
    phrase::drop_told(&mut facts.phrases, &facts.handshakes);
    for handshake in &mut gatherer.facts.handshakes {
        let run = handshake.span;
        handshake.chain = chains.iter().position(|chain| {
            let first = chain.certificates.first().map(|presented| presented.span);
            chain.order.is_sent()
                && first.is_some_and(|first| {
                    first.source == run.source && run.start <= first.start && first.start < run.end
                })
        });
        // An output that lacks a part may lack certificates, and .NET's own collection has no order.
        if let Some(chain) = handshake.chain.and_then(|position| chains.get_mut(position)) {
            chain.cut |= !handshake.incomplete.is_empty();
            if handshake.program == Program::Collector {
                chain.order = Order::SentLeafFirst;
            }
        }
    }
    gatherer.facts.chains = chains;
    (gatherer.facts, gatherer.problems)
}

/// A certificate's place in a source, and what the text says beside it.
struct Slot {
    span: Span,
    certificate: Option<CertificateId>,
    /// A transcript's chain line.
    named: Option<NamedCertificate>,
}

#[derive(Default)]
struct Gatherer {
    facts: Facts,
    /// Ids by fingerprint.
    known: Known,
    /// By their bytes: a folder of transcripts shows one certificate a thousand times.
    by_bytes: Known,
    problems: Vec<Problem>,
}

impl Gatherer {
    fn source(&mut self, reading: &Reading) -> Vec<Slot> {
        if reading.is_log() {
            self.log(reading);
        }
        let mut slots: Vec<Slot> = Vec::new();
        for artefact in &reading.artefacts {
            match &artefact.kind {
                ArtefactKind::Certificate { der } => {
                    let Some(id) = self.certificate(der, artefact.span) else { continue };
                    slots.push(Slot { span: artefact.span, certificate: Some(id), named: None });
                }
                ArtefactKind::NamedCertificate(named) => slots.push(Slot {
                    span: artefact.span,
                    certificate: None,
                    named: Some(named.clone()),
                }),
                ArtefactKind::Secret { what, size, exposes } => {
                    let (size, exposes) = (*size, *exposes);
                    self.facts.secrets.push(Secret { what, size, exposes, span: artefact.span });
                }
                ArtefactKind::Transcript(transcript) => {
                    let handshake = handshake::handshake(transcript, artefact.span);
                    self.facts.handshakes.push(handshake);
                }
                ArtefactKind::Connector(text) => {
                    self.facts.connectors.push(connector::connector(text, artefact.span));
                }
                ArtefactKind::Phrase(phrase) => {
                    let (phrase, span) = (phrase.as_ref().clone(), artefact.span);
                    self.facts.phrases.push(phrase::StatedPhrase { phrase, span });
                }
                ArtefactKind::Other { what } => {
                    if unjudged::ALL.contains(what) && !self.facts.unjudged.contains(what) {
                        self.facts.unjudged.push(what);
                    }
                }
            }
        }
        slots
    }

    /// A log that was pasted, or that is small enough to be kept.
    fn log(&mut self, reading: &Reading) {
        let file = LogFile::at(&reading.name);
        let facts = &mut self.facts;
        let mut read = facts.logs.take().unwrap_or_default();
        let bytes = &reading.text.bytes;
        let mut head = Head::default();
        let mut part = |at: usize, lines: &[u8]| {
            let mut reader = LogReader::at(&file, at as u64, head);
            reader.feed(lines);
            head = reader.head();
            read = std::mem::take(&mut read).and(reader.finish());
        };
        if reading.log_lines.is_empty() {
            part(0, bytes);
        }
        for lines in &reading.log_lines {
            part(lines.start, bytes.get(lines.clone()).unwrap_or_default());
        }
        facts.logs = Some(read);
        facts.log_texts.push((file.path(), reading.text.source));
    }

    fn certificate(&mut self, der: &[u8], span: Span) -> Option<CertificateId> {
        let id = match self.by_bytes.get(der) {
            Some(known) => known,
            None => {
                let certificate = self.read(der, span)?;
                let id = self.known.get(&certificate.sha256.0).unwrap_or_else(|| {
                    let next = self.facts.certificates.len();
                    self.known.put(&certificate.sha256.0, next);
                    self.facts.certificates.push(certificate);
                    next
                });
                self.by_bytes.put(der, id);
                id
            }
        };
        let id = CertificateId(id);
        self.facts.occurrences.push(Occurrence { certificate: id, span });
        Some(id)
    }

    fn read(&mut self, der: &[u8], span: Span) -> Option<Certificate> {
        match certificate::read(der) {
            Ok(certificate) => Some(certificate),
            Err(reason) => {
                let kind = ProblemKind::CertificateUnreadable { reason };
                self.problems.push(Problem { span, kind });
                None
            }
        }
    }

    fn roots(&mut self, reading: &Reading) {
        for Artefact { span, kind } in &reading.artefacts {
            let ArtefactKind::Certificate { der } = kind else { continue };
            if let Some(certificate) = self.read(der, *span) {
                self.facts.anchors.push(TrustAnchor::from_certificate(&certificate));
            }
        }
    }

    /// Called when all certificates of the input are known: the ids go on behind theirs.
    fn at_hand(&mut self, reading: &Reading) {
        for Artefact { span, kind } in &reading.artefacts {
            let ArtefactKind::Certificate { der } = kind else { continue };
            let Some(certificate) = self.read(der, *span) else { continue };
            let facts = &mut self.facts;
            let next = facts.certificates.len() + facts.at_hand.len();
            if self.known.get(&certificate.sha256.0).is_none() {
                self.known.put(&certificate.sha256.0, next);
                facts.at_hand.push(certificate);
                let certificate = CertificateId(next);
                facts.occurrences.push(Occurrence { certificate, span: *span });
            }
        }
    }
}

/// The chains of one source.
fn chains_of(facts: &Facts, source: SourceId, slots: Vec<Slot>) -> Vec<PresentedChain> {
    let handshakes = facts.handshakes.iter().filter(|handshake| handshake.span.source == source);
    let runs: Vec<Span> = handshakes.map(|handshake| handshake.span).collect();
    if runs.is_empty() {
        return written_chains(facts, source, slots);
    }
    transcript_chains(facts, source, slots, &runs)
}

fn written_chains(facts: &Facts, source: SourceId, slots: Vec<Slot>) -> Vec<PresentedChain> {
    let ids: Vec<CertificateId> = slots.iter().filter_map(|slot| slot.certificate).collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let mut end_entities: Vec<CertificateId> =
        ids.iter().copied().filter(|id| is_end_entity(facts, *id, &ids)).collect();
    end_entities.order();
    end_entities.dedup();
    // Certificates that share one place came out of one PKCS#7 block.
    let one_block = slots.len() > 1 && slots.iter().all(|slot| slot.span == slots[0].span);
    let order = if one_block { Order::None } else { Order::Written };
    let split = end_entities.len() > 1 && is_end_entity(facts, ids[0], &ids);
    let mut chains: Vec<PresentedChain> = Vec::new();
    for slot in slots {
        let begins = slot.certificate.is_some_and(|id| split && end_entities.contains(&id));
        let presented = Presented { certificate: slot.certificate, named: None, span: slot.span };
        match chains.last_mut() {
            Some(chain) if !begins => chain.certificates.push(presented),
            _ => {
                let certificates = vec![presented];
                chains.push(PresentedChain { source, certificates, order, cut: false });
            }
        }
    }
    chains
}

/// The chains of a source with transcripts: each run has its own, what stands outside of them is a chain
/// as elsewhere.
fn transcript_chains(
    facts: &Facts,
    source: SourceId,
    slots: Vec<Slot>,
    runs: &[Span],
) -> Vec<PresentedChain> {
    let mut chains = Vec::new();
    let mut outside = Vec::new();
    let mut inside: Vec<Vec<Slot>> = runs.iter().map(|_| Vec::new()).collect();
    for slot in slots {
        let run =
            runs.iter().position(|run| run.start <= slot.span.start && slot.span.start < run.end);
        match run.and_then(|run| inside.get_mut(run)) {
            Some(run) => run.push(slot),
            None => outside.push(slot),
        }
    }
    for (slots, run) in inside.into_iter().zip(runs) {
        // A chain line lasts until the next one or the end of the block.
        let last = slots.iter().rfind(|slot| slot.named.is_some());
        let cut = last.is_some_and(|last| last.span.end >= run.end);
        chains.extend(sent_chain(source, slots, cut));
    }
    chains.extend(written_chains(facts, source, outside));
    chains.order_by_key(|chain| chain.certificates.first().map(|presented| presented.span.start));
    chains
}

/// The chain of one run. A PEM inside a chain line's span is that line's certificate; one that follows
/// the block (`Server certificate`) is position 0 of it. `-prexit` prints the block again: the second one
/// may only fill what the first one lacks. A trace prints the certificates before the block, as they came.
fn sent_chain(source: SourceId, slots: Vec<Slot>, cut: bool) -> Option<PresentedChain> {
    let mut certificates: Vec<Presented> = Vec::new();
    let mut traced: Vec<Presented> = Vec::new();
    let mut last = 0;
    for slot in slots {
        let no_lines = certificates.iter().all(|known| known.named.is_none());
        if let Some(named) = slot.named {
            let position = named.position;
            if no_lines && position == 0 {
                traced = std::mem::take(&mut certificates);
            }
            let known = certificates.get(position).and_then(|known| known.named.as_ref());
            if known.is_some_and(|known| known.subject == named.subject) {
                last = position;
                continue;
            }
            last = certificates.len();
            let named = Some(named);
            certificates.push(Presented { certificate: None, named, span: slot.span });
            continue;
        }
        let inside = certificates
            .get_mut(last)
            .filter(|line| line.span.start <= slot.span.start && slot.span.end <= line.span.end);
        if let Some(line) = inside {
            line.certificate = line.certificate.or(slot.certificate);
            continue;
        }
        let known =
            no_lines && certificates.iter().any(|known| known.certificate == slot.certificate);
        match certificates.first_mut() {
            Some(first) if !no_lines => first.certificate = first.certificate.or(slot.certificate),
            _ if known => {}
            _ => {
                let certificate = slot.certificate;
                certificates.push(Presented { certificate, named: None, span: slot.span });
            }
        }
    }
    // One for each line: they are the same certificates.
    if traced.len() == certificates.len() {
        for (line, came) in certificates.iter_mut().zip(traced) {
            line.certificate = line.certificate.or(came.certificate);
        }
    } else if let (Some(first), Some(came)) = (certificates.first_mut(), traced.first()) {
        first.certificate = first.certificate.or(came.certificate);
    }
    (!certificates.is_empty()).then_some(PresentedChain {
        source,
        certificates,
        order: Order::Sent,
        cut,
    })
}
