//! From what was read to what is the case: certificates once each, chains in their order, anchors.
//!
//! It looks at every source, then builds the chains. It judges nothing.

use std::collections::HashMap;

use super::presented::{Order, Presented, PresentedChain, is_end_entity};
use super::{
    Certificate, CertificateId, Facts, Fingerprint, Occurrence, Secret, TrustAnchor, certificate,
};
use crate::input::{Artefact, ArtefactKind, Reading, unjudged};
use crate::problem::{Problem, ProblemKind};
use crate::span::{SourceId, Span};

/// The facts of all readings, and what turned out to be unreadable on the way. `roots` are readings of
/// the user's own trust anchors.
pub fn gather(readings: &[Reading], roots: &[Reading], mozilla: bool) -> (Facts, Vec<Problem>) {
    let mut gatherer = Gatherer::default();
    let mut slots = Vec::with_capacity(readings.len());
    for reading in readings {
        slots.push(gatherer.source(reading));
    }
    for reading in roots {
        gatherer.roots(reading);
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
        chain.order != Order::Sent
            && chain.ids().all(|id| gatherer.facts.certificate(id).claims_to_be_ca())
    };
    if chains.iter().any(|chain| !is_material(chain)) {
        chains.retain(|chain| !is_material(chain));
    }
    gatherer.facts.chains = chains;
    (gatherer.facts, gatherer.problems)
}

/// A certificate's place in a source, and what the text says beside it.
struct Slot {
    span: Span,
    certificate: Option<CertificateId>,
    /// Position, subject and issuer of a transcript's chain line.
    named: Option<(usize, String, String)>,
}

#[derive(Default)]
struct Gatherer {
    facts: Facts,
    known: HashMap<Fingerprint, CertificateId>,
    problems: Vec<Problem>,
}

impl Gatherer {
    fn source(&mut self, reading: &Reading) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        for artefact in &reading.artefacts {
            match &artefact.kind {
                ArtefactKind::Certificate { der } => {
                    let Some(id) = self.certificate(der, artefact.span) else { continue };
                    slots.push(Slot { span: artefact.span, certificate: Some(id), named: None });
                }
                ArtefactKind::NamedCertificate { position, subject, issuer } => slots.push(Slot {
                    span: artefact.span,
                    certificate: None,
                    named: Some((*position, subject.clone(), issuer.clone())),
                }),
                ArtefactKind::Secret { what, size, exposes } => {
                    let (size, exposes) = (*size, *exposes);
                    self.facts.secrets.push(Secret { what, size, exposes, span: artefact.span });
                }
                ArtefactKind::SmtpStartTls | ArtefactKind::Transcript(_) => {}
                ArtefactKind::Other { what } => {
                    if unjudged::ALL.contains(what) && !self.facts.unjudged.contains(what) {
                        self.facts.unjudged.push(what);
                    }
                }
            }
        }
        slots
    }

    fn certificate(&mut self, der: &[u8], span: Span) -> Option<CertificateId> {
        let certificate = self.read(der, span)?;
        let id = *self.known.entry(certificate.sha256).or_insert_with(|| {
            self.facts.certificates.push(certificate);
            CertificateId(self.facts.certificates.len() - 1)
        });
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
}

/// The chains of one source.
fn chains_of(facts: &Facts, source: SourceId, slots: Vec<Slot>) -> Vec<PresentedChain> {
    if slots.iter().any(|slot| slot.named.is_some()) {
        return transcript_chains(source, slots);
    }
    let ids: Vec<CertificateId> = slots.iter().filter_map(|slot| slot.certificate).collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let mut end_entities: Vec<CertificateId> =
        ids.iter().copied().filter(|id| is_end_entity(facts, *id, &ids)).collect();
    end_entities.sort_unstable();
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
            _ => chains.push(PresentedChain { source, certificates: vec![presented], order }),
        }
    }
    chains
}

/// The chain blocks of transcripts: position 0 begins a new one. A PEM inside a chain line's span is
/// that line's certificate; one that follows the block (`Server certificate`) is position 0 of it.
fn transcript_chains(source: SourceId, slots: Vec<Slot>) -> Vec<PresentedChain> {
    let mut chains: Vec<PresentedChain> = Vec::new();
    for slot in slots {
        if let Some((position, subject, issuer)) = slot.named {
            let presented =
                Presented { certificate: None, named: Some((subject, issuer)), span: slot.span };
            match chains.last_mut() {
                Some(chain) if position > 0 => chain.certificates.push(presented),
                _ => chains.push(PresentedChain {
                    source,
                    certificates: vec![presented],
                    order: Order::Sent,
                }),
            }
            continue;
        }
        let Some(chain) = chains.last_mut() else {
            // A certificate before any chain line: an excerpt that begins with the PEM.
            chains.push(PresentedChain {
                source,
                certificates: vec![Presented {
                    certificate: slot.certificate,
                    named: None,
                    span: slot.span,
                }],
                order: Order::Sent,
            });
            continue;
        };
        let inside = chain
            .certificates
            .last_mut()
            .filter(|line| line.span.start <= slot.span.start && slot.span.end <= line.span.end);
        match inside {
            Some(line) => line.certificate = line.certificate.or(slot.certificate),
            None => {
                if let Some(first) = chain.certificates.first_mut()
                    && first.certificate.is_none()
                {
                    first.certificate = slot.certificate;
                }
            }
        }
    }
    chains
}
