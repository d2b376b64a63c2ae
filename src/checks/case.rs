//! What lies before the checks: the facts, the question, and the paths and names judged by both.
//!
//! Made once for a report, so that no check searches a path again.

use crate::checks::chain_case::{ChainCase, ChainVerdict};
use crate::checks::connector::{self, ComparedName, Settled};
use crate::checks::log::LogCase;
use crate::checks::{Aspect, Evidence, Missing, Outcome, Severity, renewal};
use crate::facts::anchors::is_anchor;
use crate::facts::certificate::Certificate;
use crate::facts::handshake::{Completion, Handshake};
use crate::facts::name::{self, NameJudgement};
use crate::facts::path::{Element, FaultKind, Limit, NameFault, PathBuilder, PathFault};
use crate::facts::renewal::Renewal;
use crate::facts::vantage::{self, Group};
use crate::facts::{CertificateId, Facts};
use crate::question::{Policy, Question};
use crate::timestamp::Timestamp;
use crate::visible::visible;

/// A case, ready to be judged.
pub struct Case<'a> {
    pub facts: &'a Facts,
    pub question: &'a Question,
    /// The policy in force: the question's, or the input's default.
    pub policy: Policy,
    /// Why, where a connector's text settles it.
    pub settled: Option<Settled>,
    pub chains: Vec<ChainCase<'a>>,
    /// Every name asked for, for every chain's end entity.
    pub names: Vec<NameJudgement>,
    /// Every name that a connector compares, for every chain's end entity.
    pub compared: Vec<ComparedName>,
    /// Connections to the same name, beside each other.
    pub vantage: Vec<Group>,
    /// Certificates that are likely to replace others.
    pub renewals: Vec<Renewal>,
    /// What the protocol logs answer.
    pub logs: Option<LogCase<'a>>,
}

/// A transcript that is older than this, in seconds, is judged at its own time.
const A_DAY: i64 = 86_400;

/// A ticket is hours or years old: what was valid when the transcript was taken was not the fault.
fn judged_at(facts: &Facts, chain: usize, asked: Timestamp) -> Timestamp {
    let of_chain = |handshake: &&Handshake| handshake.chain == Some(chain);
    let taken = facts.handshakes.iter().find(of_chain).and_then(|handshake| {
        let client = handshake.start_time.as_ref()?.value;
        // A client whose clock is behind is no old ticket: of two clocks the nearer one to now counts.
        let server = handshake.server_date.as_ref().map_or(client, |date| date.value);
        [client, server].into_iter().min_by_key(|told| asked.seconds_since(*told).unsigned_abs())
    });
    taken.filter(|taken| asked.seconds_since(*taken) > A_DAY).unwrap_or(asked)
}

impl<'a> Case<'a> {
    pub fn new(facts: &'a Facts, question: &'a Question, policy: Policy) -> Self {
        let mut builder = PathBuilder::new(facts);
        let mut chains: Vec<ChainCase<'a>> = facts
            .chains
            .iter()
            .enumerate()
            .map(|(position, chain)| {
                let at = judged_at(facts, position, question.at);
                ChainCase::new(facts, chain, at, question.purpose, &mut builder)
            })
            .collect();
        for chain in &mut chains {
            chain.look_beside(facts, question.purpose, &mut builder);
        }
        let mut end_entities: Vec<CertificateId> =
            chains.iter().filter_map(|chain| chain.names_owner(facts)).collect();
        end_entities.dedup();
        let names = end_entities
            .iter()
            .flat_map(|id| {
                let references = question.reference_identifiers.iter();
                references.map(|typed| name::judge(typed, *id, facts.certificate(*id)))
            })
            .collect();
        let compared = connector::compared(facts, question, &end_entities);
        let settled = connector::settled(facts).filter(|_| question.leaves_policy_open());
        let vantage = vantage::groups(facts);
        let renewals = renewal::renewals(facts, &chains);
        let logs = facts.logs.as_ref().map(|logs| LogCase::new(facts, logs));
        Self { facts, question, policy, settled, chains, names, compared, vantage, renewals, logs }
    }

    pub fn certificate(&self, id: CertificateId) -> &Certificate {
        self.facts.certificate(id)
    }

    /// Evidence that stands on a certificate.
    pub fn evidence(&self, id: CertificateId, text: String) -> Evidence {
        Evidence { text, span: self.facts.first_place(id), certificate: Some(id), log: None }
    }

    /// The faults of each chain's best path that `wanted` picks, each place once.
    pub fn faults(&self, wanted: impl Fn(&FaultKind) -> bool) -> Vec<&PathFault> {
        let mut found: Vec<&PathFault> = Vec::new();
        for fault in
            self.chains.iter().filter_map(ChainCase::best_path).flat_map(|path| &path.faults)
        {
            if wanted(&fault.kind) && !found.contains(&fault) {
                found.push(fault);
            }
        }
        found
    }

    /// The outcome of a rule that is a kind of path fault: `says` picks the fault and completes
    /// "'name' …".
    pub fn faults_told(
        &self,
        severity: Severity,
        says: impl Fn(&PathFault) -> Option<String>,
    ) -> Outcome {
        if self.chains.is_empty() {
            return Outcome::NotApplicable;
        }
        let evidence: Vec<Evidence> = self
            .faults(|_| true)
            .into_iter()
            .filter_map(|fault| Some(self.fault_evidence(fault, &says(fault)?)))
            .collect();
        if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, severity) }
    }

    /// When the chain with a fault was judged, and that moment in words.
    pub fn time_of(&self, fault: &PathFault) -> (Timestamp, &'static str) {
        let has_it = |chain: &&ChainCase<'_>| {
            chain.best_path().is_some_and(|path| path.faults.contains(fault))
        };
        match self.chains.iter().find(has_it).map(|chain| chain.at) {
            Some(at) if at != self.question.at => (at, "this was captured"),
            Some(_) | None => (self.question.at, "the time asked about"),
        }
    }

    /// What a path element is called, in quotation marks.
    pub fn element_name(&self, element: Element) -> String {
        match element {
            Element::Certificate(id) => format!("'{}'", self.certificate(id).short_name()),
            Element::Anchor(id) => {
                format!("the trust anchor '{}'", self.facts.anchor(id).short_name)
            }
        }
    }

    /// What certificates are called, in quotation marks.
    pub fn names_of(&self, ids: &[CertificateId]) -> String {
        let names = ids.iter().map(|id| self.element_name(Element::Certificate(*id)));
        names.collect::<Vec<_>>().join(" and ")
    }

    /// Which limit a name breaks; completes "'name' …".
    pub fn name_fault_words(&self, fault: &NameFault) -> String {
        let (name, by) = (visible(&fault.name), self.element_name(fault.by));
        match &fault.limit {
            Limit::Excluded(tree) => format!("has the {name}, and {by} excludes {}", visible(tree)),
            Limit::NotPermitted(trees) => {
                format!("has the {name}, and {by} permits only {}", visible(trees))
            }
            Limit::NotComparable(why) => {
                format!("has the {name} under the name constraints of {by}: {why}")
            }
        }
    }

    /// A fault as evidence; `says` completes "'name' …".
    pub fn fault_evidence(&self, fault: &PathFault, says: &str) -> Evidence {
        let text = format!("{} {says}.", self.element_name(fault.element));
        match fault.element {
            Element::Certificate(id) => self.evidence(id, text),
            Element::Anchor(_) => Evidence { text, span: None, certificate: None, log: None },
        }
    }

    /// Presented certificates that no best path uses, each once.
    pub fn beside_the_paths(&self) -> Vec<CertificateId> {
        let mut beside = Vec::new();
        for chain in &self.chains {
            let used = chain.best_path().map_or(&[][..], |path| &path.certificates);
            for id in chain.chain.ids() {
                if !used.contains(&id) && !beside.contains(&id) {
                    beside.push(id);
                }
            }
        }
        beside
    }

    /// Self-issued and a CA, or one of the trust anchors.
    pub fn is_root(&self, id: CertificateId) -> bool {
        let certificate = self.certificate(id);
        let anchor = || self.facts.anchors.iter().any(|anchor| is_anchor(anchor, certificate));
        certificate.is_self_issued() && (certificate.claims_to_be_ca() || anchor())
    }

    /// Whether there is any certificate with its bytes.
    pub fn has_certificates(&self) -> bool {
        !self.facts.certificates.is_empty()
    }

    /// What keeps the verdict from being decided, each reason once.
    pub fn undecided(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let mut add = |reason: Missing| {
            if !missing.contains(&reason) {
                missing.push(reason);
            }
        };
        for handshake in &self.facts.handshakes {
            if !handshake.incomplete.is_empty() {
                add(Missing::Incomplete);
            }
            match handshake.completion {
                Completion::Completed => {}
                Completion::Failed => add(Missing::Session),
                Completion::NotShown => add(Missing::Handshake),
            }
        }
        let partial = self.facts.log_files.iter().filter(|file| file.is_partial).count();
        if partial > 0 {
            add(Missing::RestOfLogs(partial));
        }
        if !self.has_certificates() {
            if let Some(logs) = &self.logs
                && self.facts.handshakes.is_empty()
                && self.facts.phrases.is_empty()
            {
                // Logs are judged by themselves; where nothing in them came to TLS, there is nothing.
                if logs.decided() == 0 {
                    add(Missing::Sessions);
                }
                return missing;
            }
            let only_told = self.facts.handshakes.is_empty() && !self.facts.phrases.is_empty();
            add(if only_told { Missing::Evidence } else { Missing::Certificate });
            return missing;
        }
        for chain in &self.chains {
            let Some(search) = &chain.search else {
                add(Missing::CertificateBytes);
                continue;
            };
            if chain.verdict() != ChainVerdict::Undetermined {
                continue;
            }
            if let Some(reason) = chain.lacks_issuer() {
                add(reason);
            }
            if search.stopped.is_some() {
                add(Missing::Search);
            }
            for fault in chain.best_path().into_iter().flat_map(|path| &path.faults) {
                match &fault.kind {
                    FaultKind::SignatureUnsupported(why) => add(Missing::Signature(why.clone())),
                    FaultKind::TooManyNames | FaultKind::NotFollowed => add(Missing::Search),
                    _ => {}
                }
            }
        }
        self.facts.unjudged.iter().for_each(|what| add(Missing::Unjudged(what)));
        let judged = self.chains.iter().any(|chain| chain.search.is_some());
        let owned = self.chains.iter().any(|chain| chain.names_owner(self.facts).is_some());
        let name = super::policy::temper(self.policy, Aspect::Name, Severity::Error);
        if name.severity == Severity::Notice {
            // A CA's certificate must not pass for the one that could not be read.
            if self.facts.unread && judged && !owned {
                add(Missing::EndEntity);
            }
            return missing;
        }
        if judged && !owned {
            add(Missing::EndEntity);
        } else if self.question.reference_identifiers.is_empty() && self.compared.is_empty() {
            add(Missing::ReferenceIdentifier);
        }
        connector::undecided(self)
            .into_iter()
            .for_each(|sentence| add(Missing::Connector(sentence)));
        for judgement in &self.names {
            if let name::NameVerdict::Undetermined(why) = judgement.verdict {
                add(Missing::UsableReference(judgement.reference.clone(), why));
            }
        }
        missing
    }
}
