//! Every way upwards, within a budget.
//!
//! Issuers are found by name. Where several keys bear one name (a renewed private CA) those whose
//! signature verifies are followed; only where none does is a bad one shown. The search walks depth
//! first, issuers without a fault of their own before others, and judges each way as it is found, so that
//! the budgets below bound time and memory for hostile input and a way that holds is found early.

use std::mem::discriminant;

use super::asked::{PathSearch, Reach};
use super::budget::{
    COST_OF_EACH, JUDGED_OF_EACH, MAX_COST, MAX_DEPTH, MAX_JUDGED, MAX_PATHS, MAX_STEPS, Stopped,
    cost,
};
use super::faults::{faults, own_faults};
use super::name_constraints::MAX_COMPARISONS;
use super::rules::Rules;
use super::{
    CertificationPath, Element, FaultKind, KeyIdentifierMark, Link, NameMark, PathFault,
    SignatureMark,
};
use crate::facts::anchors::is_anchor;
use crate::facts::distinguished_name::MatchKey;
use crate::facts::signature::{SignatureCheck, verify};
use crate::facts::{AnchorId, Certificate, CertificateId, Facts};
use crate::order::Sort;
use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// Finds and judges paths among all certificates and anchors of `facts`; a signature is computed once for
/// all of its searches.
pub struct PathBuilder<'a> {
    facts: &'a Facts,
    /// In the order of their subjects, as the anchors are: no map, whose every kind is two kilobytes of page.
    by_subject: Vec<CertificateId>,
    anchors_by_subject: Vec<AnchorId>,
    /// By the issuer's key, in order: certificates of one CA with one key are asked once.
    checked: Vec<((CertificateId, &'a [u8]), SignatureMark)>,
    /// Why a signature of this certificate could not be computed.
    unsupported: Vec<(CertificateId, String)>,
    /// What the signatures have cost that were computed in this search, and in all.
    cost: usize,
    cost_of_all: usize,
    steps: usize,
    judged: usize,
    judged_of_all: usize,
    /// Comparisons of names that are left.
    comparisons: usize,
    stopped: Option<Stopped>,
    found: Vec<CertificationPath>,
    dropped: Vec<(PathFault, usize)>,
    reach: Reach,
    /// For each certificate of the input whether it is among those that were sent; empty: all are.
    sent: Vec<bool>,
}

impl<'a> PathBuilder<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        let all = facts.certificates.len() + facts.at_hand.len();
        let mut by_subject: Vec<CertificateId> = (0..all).map(CertificateId).collect();
        by_subject.order_by_key(|id| facts.certificate(*id).subject.match_key());
        let mut anchors_by_subject: Vec<AnchorId> =
            (0..facts.anchors.len()).map(AnchorId).collect();
        anchors_by_subject.order_by_key(|id| &facts.anchor(*id).match_key);
        Self {
            facts,
            by_subject,
            anchors_by_subject,
            checked: Vec::new(),
            unsupported: Vec::new(),
            cost: 0,
            cost_of_all: 0,
            steps: 0,
            judged: 0,
            judged_of_all: 0,
            comparisons: 0,
            stopped: None,
            found: Vec::new(),
            dropped: Vec::new(),
            reach: Reach::default(),
            sent: Vec::new(),
        }
    }

    /// From now on searches go through these.
    pub fn reach(&mut self, reach: Reach) {
        self.sent.clear();
        if let Some(sent) = &reach.sent {
            self.sent.resize(self.facts.certificates.len() + self.facts.at_hand.len(), false);
            for CertificateId(id) in sent {
                if let Some(sent) = self.sent.get_mut(*id) {
                    *sent = true;
                }
            }
        }
        self.reach = reach;
    }

    /// It came with the chain whose paths are searched.
    fn came(&self, id: CertificateId) -> bool {
        if self.reach.sent.is_some() {
            return self.sent.get(id.0).copied().unwrap_or_default();
        }
        !self.facts.is_at_hand(id)
    }

    /// The paths of one end entity, judged as clients do.
    pub fn search(
        &mut self,
        end_entity: CertificateId,
        at: Timestamp,
        purpose: Purpose,
    ) -> PathSearch {
        self.search_by(end_entity, &Rules::of_clients(at, purpose))
    }

    /// The same, by any rules.
    pub fn search_by(&mut self, end_entity: CertificateId, rules: &Rules<'_>) -> PathSearch {
        self.cost = 0;
        self.steps = 0;
        self.judged = 0;
        self.comparisons = 4 * MAX_COMPARISONS;
        self.stopped = None;
        self.walk(&mut vec![end_entity], &mut Vec::new(), rules);
        let paths = std::mem::take(&mut self.found);
        let dropped = std::mem::take(&mut self.dropped);
        PathSearch { end_entity, paths, judged: self.judged, dropped, stopped: self.stopped }
    }

    /// `trail` holds at least the end entity; `links` one less.
    fn walk(&mut self, trail: &mut Vec<CertificateId>, links: &mut Vec<Link>, rules: &Rules<'_>) {
        let Some(last) = trail.last().copied() else { return };
        if self.is_over() {
            return;
        }
        let certificate = self.facts.certificate(last);
        if trail.len() == 1
            && let Some(anchor) = self.anchor_like(certificate)
        {
            self.keep(trail, links, Some(anchor), None, rules);
            return;
        }
        if trail.len() >= MAX_DEPTH {
            self.stopped = Some(Stopped::Depth(MAX_DEPTH));
            self.keep(trail, links, None, Some(FaultKind::NotFollowed), rules);
            return;
        }
        let Some(issuers) = self.issuers(last, trail, rules) else {
            self.keep(trail, links, None, Some(FaultKind::NotFollowed), rules);
            return;
        };
        if issuers.is_empty() {
            let self_signed = certificate.is_self_issued() && self.signs_itself(last);
            let issuer = certificate.issuer.match_key();
            let below = |id: &CertificateId| subject(self.facts, *id) == issuer;
            let end = match (self_signed, trail.iter().any(below)) {
                (true, _) => FaultKind::RootNotTrusted,
                (false, true) => FaultKind::Circle,
                (false, false) => FaultKind::IssuerMissing,
            };
            self.keep(trail, links, None, Some(end), rules);
            return;
        }
        for (issuer, link) in issuers {
            links.push(link);
            match issuer {
                Element::Anchor(anchor) => self.keep(trail, links, Some(anchor), None, rules),
                Element::Certificate(id) => {
                    trail.push(id);
                    self.walk(trail, links, rules);
                    trail.pop();
                }
            }
            links.pop();
        }
    }

    /// Nothing more will be kept, or a budget says so.
    fn is_over(&mut self) -> bool {
        let holds = self.found.first().is_some_and(CertificationPath::is_valid);
        if self.found.len() >= MAX_PATHS && holds {
            self.stopped = Some(Stopped::Paths(MAX_PATHS));
            return true;
        }
        let most_of_all = MAX_JUDGED + JUDGED_OF_EACH * self.facts.certificates.len();
        let all = self.judged > 0 && self.judged_of_all >= most_of_all;
        if all || self.judged >= MAX_JUDGED {
            self.stopped = Some(Stopped::Judged(self.judged));
            return true;
        }
        self.steps > MAX_STEPS
    }

    /// Possible issuers with their marks, the best one first. `None` where a budget is spent.
    fn issuers(
        &mut self,
        id: CertificateId,
        trail: &[CertificateId],
        rules: &Rules<'_>,
    ) -> Option<Vec<(Element, Link)>> {
        let certificate = self.facts.certificate(id);
        let key = certificate.issuer.match_key();
        let facts = self.facts;
        let first = self.by_subject.partition_point(|id| subject(facts, *id) < key);
        let certificates = self.by_subject.iter().copied().skip(first);
        let mut candidates: Vec<Element> = self.anchors(key).map(Element::Anchor).collect();
        candidates.extend(
            certificates
                .take_while(|other| subject(facts, *other) == key)
                .filter(|other| self.reach.beyond || self.came(*other))
                .filter(|other| !self.is_on(trail, *other))
                // An anchor that was sent is the anchor; one that another CA has signed as well leads on.
                .filter(|other| {
                    let other = facts.certificate(*other);
                    !other.is_self_issued() || self.anchor_like(other).is_none()
                })
                .map(Element::Certificate),
        );
        // What a budget allows is spent on the likeliest ones.
        candidates
            .order_by_key(|issuer| self.key_identifier(id, *issuer) != KeyIdentifierMark::Match);
        let mut marked = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                self.stopped = Some(Stopped::Steps(MAX_STEPS));
            }
            let signature =
                if self.steps > MAX_STEPS { None } else { self.signature(id, candidate) };
            let Some(signature) = signature else {
                let verified = |(_, link): &(_, Link)| link.signature == SignatureMark::Verified;
                if marked.iter().any(verified) {
                    break;
                }
                return None;
            };
            let key_identifier = self.key_identifier(id, candidate);
            marked.push((candidate, Link { name: NameMark::Match, key_identifier, signature }));
        }
        if marked.iter().any(|(_, link)| link.signature != SignatureMark::Bad) {
            marked.retain(|(_, link)| link.signature != SignatureMark::Bad);
        }
        marked.order_by_key(|(issuer, link)| {
            (
                link.signature != SignatureMark::Verified,
                match issuer {
                    Element::Certificate(id) => own_faults(self.facts.certificate(*id), rules),
                    Element::Anchor(_) => 0,
                },
                link.key_identifier != KeyIdentifierMark::Match,
            )
        });
        Some(marked)
    }

    /// Same name and key as something below: following it would go round in a circle.
    fn is_on(&self, trail: &[CertificateId], id: CertificateId) -> bool {
        let candidate = self.facts.certificate(id);
        trail.iter().any(|below| {
            let below = self.facts.certificate(*below);
            below.subject_public_key_info == candidate.subject_public_key_info
                && below.subject.match_key() == candidate.subject.match_key()
        })
    }

    fn anchor_like(&self, certificate: &Certificate) -> Option<AnchorId> {
        let mut anchors = self.anchors(certificate.subject.match_key());
        anchors.find(|id| is_anchor(self.facts.anchor(*id), certificate))
    }

    /// Those of a name.
    fn anchors<'k>(&self, key: &'k MatchKey) -> impl Iterator<Item = AnchorId> + use<'_, 'a, 'k> {
        let facts = self.facts;
        let of = move |id: AnchorId| &facts.anchor(id).match_key;
        let first = self.anchors_by_subject.partition_point(|id| of(*id) < key);
        let behind = self.anchors_by_subject.iter().copied().skip(first);
        behind.take_while(move |id| of(*id) == key)
    }

    fn key_identifier(&self, id: CertificateId, issuer: Element) -> KeyIdentifierMark {
        let identifier = match issuer {
            Element::Certificate(upper) => &self.facts.certificate(upper).subject_key_identifier,
            Element::Anchor(anchor) => &self.facts.anchor(anchor).subject_key_identifier,
        };
        match (&self.facts.certificate(id).authority_key_identifier, identifier) {
            (Some(authority), Some(subject)) if authority == subject => KeyIdentifierMark::Match,
            (Some(_), Some(_)) => KeyIdentifierMark::Mismatch,
            _ => KeyIdentifierMark::Absent,
        }
    }

    fn signs_itself(&mut self, id: CertificateId) -> bool {
        self.signature(id, Element::Certificate(id)) == Some(SignatureMark::Verified)
    }

    /// `None` where the budget for signatures is spent.
    fn signature(&mut self, id: CertificateId, issuer: Element) -> Option<SignatureMark> {
        let facts = self.facts;
        let key = match issuer {
            Element::Certificate(upper) => &facts.certificate(upper).subject_public_key_info,
            Element::Anchor(anchor) => &facts.anchor(anchor).subject_public_key_info,
        };
        let pair = (id, key.as_slice());
        let place = match self.checked.binary_search_by_key(&pair, |(pair, _)| *pair) {
            Ok(known) => return Some(self.checked[known].1),
            Err(place) => place,
        };
        let most_of_all = MAX_COST + COST_OF_EACH * facts.certificates.len();
        if self.cost >= MAX_COST || self.cost_of_all >= most_of_all {
            self.stopped = Some(Stopped::Signatures(self.checked.len()));
            return None;
        }
        let cost = cost(key);
        self.cost += cost;
        self.cost_of_all += cost;
        let lower = facts.certificate(id);
        let mark = match verify(&lower.signature_algorithm, key, &lower.tbs, &lower.signature) {
            SignatureCheck::Verified => SignatureMark::Verified,
            SignatureCheck::Bad => SignatureMark::Bad,
            SignatureCheck::Unsupported(why) => {
                self.unsupported.push((id, why));
                SignatureMark::Unsupported
            }
        };
        self.checked.insert(place, (pair, mark));
        Some(mark)
    }

    /// Judges a way and puts it in its place among those found; the best one comes first.
    fn keep(
        &mut self,
        trail: &[CertificateId],
        links: &[Link],
        trust_anchor: Option<AnchorId>,
        end: Option<FaultKind>,
        rules: &Rules<'_>,
    ) {
        let strangers: Vec<CertificateId> =
            trail.iter().copied().filter(|id| !self.came(*id)).collect();
        if self.reach.beyond && strangers.is_empty() {
            return;
        }
        self.judged += 1;
        self.judged_of_all += 1;
        let mut path = CertificationPath {
            certificates: trail.to_vec(),
            trust_anchor,
            links: links.to_vec(),
            faults: Vec::new(),
        };
        path.faults = faults(self.facts, &path, rules, &self.unsupported, &mut self.comparisons);
        path.faults.extend(
            trail
                .last()
                .zip(end)
                .map(|(last, kind)| PathFault { element: Element::Certificate(*last), kind }),
        );
        path.faults.extend(
            strangers.into_iter().map(|id| PathFault {
                element: Element::Certificate(id),
                kind: FaultKind::NotSent,
            }),
        );
        let rank = rank(&path);
        let place = self.found.iter().position(|other| self::rank(other) > rank);
        self.found.insert(place.unwrap_or(self.found.len()), path);
        if self.found.len() > MAX_PATHS
            && let Some(dropped) = self.found.pop()
        {
            self.count(dropped);
        }
    }

    /// Faults of one kind at one place count together.
    fn count(&mut self, dropped: CertificationPath) {
        let Some(fault) = dropped.faults.into_iter().next() else { return };
        let alike = |known: &PathFault| {
            known.element == fault.element && discriminant(&known.kind) == discriminant(&fault.kind)
        };
        match self.dropped.iter().position(|(known, _)| alike(known)) {
            Some(position) => self.dropped[position].1 += 1,
            None => self.dropped.push((fault, 1)),
        }
    }
}

fn subject(facts: &Facts, id: CertificateId) -> &MatchKey {
    facts.certificate(id).subject.match_key()
}

/// Smaller is better: valid, then anchored, then with the fewest faults.
fn rank(path: &CertificationPath) -> (bool, bool, usize, usize) {
    let undecided = path.faults.iter().filter(|fault| fault.kind.is_undetermined()).count();
    (!path.is_valid(), path.trust_anchor.is_none(), path.faults.len() - undecided, undecided)
}
