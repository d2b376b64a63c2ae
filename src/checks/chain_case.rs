//! A presented chain with its paths: which of them holds, and where the best one ends.
//!
//! Names are not judged here, and what is wrong with a path is for the rules to say.

use crate::checks::Missing;
use crate::facts::anchors::is_anchor;
use crate::facts::path::{
    CertificationPath, Element, FaultKind, PathBuilder, PathFault, PathSearch, Reach,
};
use crate::facts::{CertificateId, Facts, PresentedChain};
use crate::question::Purpose;
use crate::timestamp::Timestamp;

/// One presented chain with its paths.
pub struct ChainCase<'a> {
    pub chain: &'a PresentedChain,
    /// `None` where the end entity is only named in the text.
    pub search: Option<PathSearch>,
    /// When it is judged: at the time of a transcript that is older than a day, else at the time asked
    /// about.
    pub at: Timestamp,
    /// Paths through certificates that did not come with it, the best one first: what the user has at hand,
    /// and where the chain is not trusted what stands elsewhere in the input. None of them holds: a client
    /// lacks what was not sent.
    pub beside: Vec<CertificationPath>,
}

/// Whether a chain can be trusted; names are not judged here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainVerdict {
    Trusted,
    Untrusted,
    Undetermined,
}

impl<'a> ChainCase<'a> {
    pub fn new(
        facts: &Facts,
        chain: &'a PresentedChain,
        at: Timestamp,
        purpose: Purpose,
        builder: &mut PathBuilder<'_>,
    ) -> Self {
        let mut case = Self { chain, search: None, at, beside: Vec::new() };
        if let Some(end_entity) = chain.end_entity(facts) {
            builder.reach(Reach { sent: case.sent(), beyond: false });
            case.search = Some(builder.search(end_entity, at, purpose));
        }
        case
    }

    /// Looks at what did not come with the chain. Asked when all chains are judged: what it costs must not be
    /// taken from them.
    pub fn look_beside(&mut self, facts: &Facts, purpose: Purpose, builder: &mut PathBuilder<'_>) {
        let Some(end_entity) = self.end_entity() else { return };
        let sent = self.sent();
        let elsewhere = sent.is_some() && self.verdict() != ChainVerdict::Trusted;
        if elsewhere || !facts.at_hand.is_empty() {
            builder.reach(Reach { sent, beyond: true });
            self.beside = builder.search(end_entity, self.at, purpose).paths;
        }
    }

    fn sent(&self) -> Option<Vec<CertificateId>> {
        self.chain.is_all_that_was_sent().then(|| self.chain.ids().collect())
    }

    /// The path that would hold if all of its certificates had been sent, where none of the others does.
    pub fn completed(&self) -> Option<&CertificationPath> {
        let not_sent = |fault: &PathFault| fault.kind == FaultKind::NotSent;
        let best = self.beside.first().filter(|path| path.faults.iter().all(not_sent))?;
        (best.trust_anchor.is_some() && self.verdict() != ChainVerdict::Trusted).then_some(best)
    }

    /// What that path needs and did not come with the chain, the lowest one first.
    pub fn lacking(&self) -> Vec<CertificateId> {
        let faults = self.completed().map_or(&[][..], |path| &path.faults);
        let element = |fault: &PathFault| match fault.element {
            Element::Certificate(id) => Some(id),
            Element::Anchor(_) => None,
        };
        faults.iter().filter_map(element).collect()
    }

    pub fn end_entity(&self) -> Option<CertificateId> {
        self.search.as_ref().map(|search| search.end_entity)
    }

    /// The certificate whose names are compared. A bundle of CA certificates alone has none: the
    /// server's own was cut off or not pasted, and its name is no CA's to bear. A CA's own server may show the
    /// CA's certificate: that is believed only where everything could be read.
    pub fn names_owner(&self, facts: &Facts) -> Option<CertificateId> {
        let id = self.end_entity()?;
        let certificate = facts.certificate(id);
        let bears_names =
            certificate.dns_names().next().is_some() || certificate.ip_addresses().next().is_some();
        let sent_first = self.chain.order.is_sent();
        (sent_first || (bears_names && !facts.unread) || !certificate.claims_to_be_ca())
            .then_some(id)
    }

    pub fn best_path(&self) -> Option<&CertificationPath> {
        self.search.as_ref()?.paths.first()
    }

    /// Some path goes through it: one of those that are kept, the one that would hold if all had been sent, or
    /// for all we know one of those that are not kept.
    pub fn may_use(&self, id: CertificateId) -> bool {
        let Some(search) = &self.search else { return false };
        let mut paths = search.paths.iter().chain(self.completed());
        !search.dropped.is_empty() || paths.any(|path| path.certificates.contains(&id))
    }

    /// The certificate at which the best path stops because its issuer is nowhere.
    pub fn open_end(&self) -> Option<CertificateId> {
        let path = self.best_path()?;
        let open = |kind: &FaultKind| matches!(kind, FaultKind::IssuerMissing | FaultKind::Circle);
        let open = path.faults.iter().any(|fault| open(&fault.kind));
        path.certificates.last().copied().filter(|_| open)
    }

    /// The best path stops, and the text says itself that it does not show all that was sent.
    pub fn lacks_issuer(&self) -> Option<Missing> {
        self.open_end()?;
        match (self.chain.is_complete(), self.chain.cut) {
            (_, true) => Some(Missing::ChainCut),
            (false, false) => Some(Missing::CertificateBytes),
            (true, false) => None,
        }
    }

    /// The best path's certificates that were presented, a root sent along for its anchor among them,
    /// each with its first position counted from 0.
    pub fn places(&self, facts: &Facts) -> Vec<(CertificateId, usize)> {
        let Some(path) = self.best_path() else { return Vec::new() };
        let anchor = path.trust_anchor.map(|id| facts.anchor(id));
        let root = self.chain.ids().find(|id| {
            !path.certificates.contains(id)
                && anchor.is_some_and(|anchor| is_anchor(anchor, facts.certificate(*id)))
        });
        let position = |id: CertificateId| {
            self.chain.certificates.iter().position(|presented| presented.certificate == Some(id))
        };
        path.certificates
            .iter()
            .copied()
            .chain(root)
            .filter_map(|id| Some((id, position(id)?)))
            .collect()
    }

    pub fn verdict(&self) -> ChainVerdict {
        let Some(search) = &self.search else { return ChainVerdict::Undetermined };
        if search.paths.iter().any(CertificationPath::is_valid) {
            return ChainVerdict::Trusted;
        }
        let unclear = search.stopped.is_some()
            || search.paths.iter().any(CertificationPath::may_be_valid)
            || self.lacks_issuer().is_some();
        if unclear { ChainVerdict::Undetermined } else { ChainVerdict::Untrusted }
    }
}

/// The rule that tells of a fault; `None` for what is only not evaluated.
pub fn rule_of(path: &CertificationPath, kind: &FaultKind) -> Option<&'static str> {
    let alone = path.certificates.len() == 1;
    Some(match kind {
        FaultKind::NotYetValid => "not-yet-valid",
        FaultKind::Expired => "expired",
        FaultKind::BadSignature | FaultKind::AlgorithmsDiffer => "bad-signature",
        FaultKind::WeakSignature => "weak-signature",
        FaultKind::NotACa(_) => "issuer-not-a-ca",
        FaultKind::PathLengthExceeded(..) => "path-length-exceeded",
        FaultKind::WeakKey(_) => "weak-key",
        FaultKind::CriticalExtension(_) => "critical-extension",
        FaultKind::MalformedExtension(_) => "malformed-extension",
        FaultKind::WrongPurpose => "wrong-purpose",
        FaultKind::IssuerPurpose => "issuer-purpose",
        FaultKind::NameConstraint(_) => "name-constraint-violated",
        FaultKind::NameConstraintsMalformed(_) | FaultKind::PoliciesMalformed(_) => {
            "malformed-extension"
        }
        FaultKind::NoPolicy => "no-valid-policy",
        FaultKind::TooManyNames | FaultKind::NotFollowed => "search-stopped",
        FaultKind::NotSent => "missing-intermediate",
        FaultKind::IssuerMissing if alone => "missing-intermediate",
        FaultKind::RootNotTrusted if alone => "self-signed",
        FaultKind::IssuerMissing | FaultKind::Circle | FaultKind::RootNotTrusted => "unknown-root",
        FaultKind::SignatureUnsupported(_) | FaultKind::TooLong(_) => return None,
    })
}
