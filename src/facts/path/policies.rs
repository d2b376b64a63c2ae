//! Does a policy hold all along a path, where one is demanded?
//!
//! The graph of RFC 9618 in place of RFC 5280's tree, which can grow without bound. A level has a node for
//! each policy once, so that work and memory are bounded by the size of the extensions. What the policies
//! mean is for people.

use super::rules::PolicyInputs;
use crate::facts::Certificate;
use crate::facts::certificate::policies::ANY_POLICY;

/// What came of the policies of a path.
pub(super) struct Judged<'a> {
    /// Position and reason of extensions that cannot be applied.
    pub(super) malformed: Vec<(usize, &'static str)>,
    /// A policy is demanded and none holds; the position of the certificate at which that shows (section
    /// 6.1.3 (f), else the end entity).
    pub(super) none_left: Option<usize>,
    /// What holds at the end, in the domain of the anchor.
    pub(super) holds: Vec<&'a str>,
}

/// The policies that are valid at one certificate.
#[derive(Default)]
struct Level<'a> {
    nodes: Vec<Node<'a>>,
    any: bool,
}

struct Node<'a> {
    policy: &'a str,
    /// Policies of the level above that lead here; none where it comes out of anyPolicy.
    parents: Vec<&'a str>,
    mapped: bool,
}

impl<'a> Level<'a> {
    fn has(&self, policy: &str) -> bool {
        self.nodes.iter().any(|node| node.policy == policy)
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_empty() && !self.any
    }
}

const fn root(policy: &str) -> Node<'_> {
    Node { policy, parents: Vec::new(), mapped: false }
}

/// `chain`: the end entity first; `anchored`: the anchor's own certificate last, because its limits bind. An
/// anchor that names no policy leaves every one open (RFC 5937 section 3).
pub(super) fn judge<'a>(
    chain: &[&'a Certificate],
    anchored: bool,
    inputs: &PolicyInputs<'_>,
) -> Judged<'a> {
    let beyond = u32::try_from(chain.len()).unwrap_or(u32::MAX).saturating_add(1);
    let start = |inhibited: bool| if inhibited { 0 } else { beyond };
    let mut explicit = start(inputs.explicit);
    let mut mapping = start(inputs.inhibit_mapping);
    let mut any = start(inputs.inhibit_any);
    let mut judged = Judged { malformed: Vec::new(), none_left: None, holds: Vec::new() };
    let mut levels: Vec<Level<'a>> = Vec::new();
    let mut level = Level { nodes: Vec::new(), any: true };
    for (position, certificate) in chain.iter().enumerate().rev() {
        let stated = &certificate.policies;
        judged.malformed.extend(stated.flaw.map(|flaw| (position, flaw)));
        let self_issued = certificate.is_self_issued();
        // Section 6.1.3 (d) and (e).
        let open = anchored && position + 1 == chain.len() && stated.policies.is_none();
        if !open {
            keep_stated(&mut level, certificate, any > 0 || (position > 0 && self_issued));
        }
        if explicit == 0 && level.is_empty() {
            judged.none_left = judged.none_left.or(Some(position));
        }
        if position == 0 {
            levels.push(level);
            break;
        }
        // Section 6.1.4 (a) and (b).
        let next = below(&mut level, certificate, mapping > 0);
        levels.push(std::mem::replace(&mut level, next));
        // Section 6.1.4 (h) to (j).
        if !self_issued {
            explicit = explicit.saturating_sub(1);
            mapping = mapping.saturating_sub(1);
            any = any.saturating_sub(1);
        }
        explicit = explicit.min(stated.require_explicit.unwrap_or(u32::MAX));
        mapping = mapping.min(stated.inhibit_mapping.unwrap_or(u32::MAX));
        any = any.min(stated.inhibit_any.unwrap_or(u32::MAX));
    }
    // Section 6.1.5 (a) and (b).
    explicit = explicit.saturating_sub(1);
    if chain.first().is_some_and(|end| end.policies.require_explicit == Some(0)) {
        explicit = 0;
    }
    let acceptable = |policy: &str| {
        inputs.acceptable.is_empty()
            || inputs.acceptable.iter().any(|wanted| wanted == policy || wanted == ANY_POLICY)
    };
    judged.holds = origins(&levels);
    let by_any = levels.last().is_some_and(|level| level.any);
    if explicit == 0 && !by_any && !judged.holds.iter().any(|policy| acceptable(policy)) {
        judged.none_left = judged.none_left.or(Some(0));
    }
    judged
}

/// Keeps what the certificate states, and adds what anyPolicy above lets it state.
fn keep_stated<'a>(level: &mut Level<'a>, certificate: &'a Certificate, any_allowed: bool) {
    let Some(stated) = &certificate.policies.policies else {
        *level = Level::default();
        return;
    };
    let any = any_allowed && stated.iter().any(|policy| policy == ANY_POLICY);
    let from_any = level.any;
    if !any {
        level.nodes.retain(|node| stated.iter().any(|policy| policy == node.policy));
        level.any = false;
    }
    if from_any {
        for policy in stated.iter().filter(|policy| *policy != ANY_POLICY) {
            if !level.has(policy) {
                level.nodes.push(root(policy));
            }
        }
    }
}

/// The level that the next certificate starts from, by the mappings of this one.
fn below<'a>(level: &mut Level<'a>, certificate: &'a Certificate, allowed: bool) -> Level<'a> {
    let mappings = &certificate.policies.mappings;
    let mut next = Level { nodes: Vec::new(), any: level.any };
    if allowed {
        for (issuer, _) in mappings {
            if let Some(node) = level.nodes.iter_mut().find(|node| node.policy == issuer) {
                node.mapped = true;
            } else if level.any {
                level.nodes.push(Node { mapped: true, ..root(issuer) });
            }
        }
    } else {
        level.nodes.retain(|node| !mappings.iter().any(|(issuer, _)| issuer == node.policy));
    }
    let mut lead =
        |from: &'a str, to: &'a str| match next.nodes.iter_mut().find(|it| it.policy == to) {
            Some(node) => node.parents.push(from),
            None => next.nodes.push(Node { parents: vec![from], ..root(to) }),
        };
    for node in level.nodes.iter().filter(|node| !node.mapped) {
        lead(node.policy, node.policy);
    }
    if allowed {
        for (issuer, subject) in mappings.iter().filter(|(issuer, _)| level.has(issuer)) {
            lead(issuer, subject);
        }
    }
    next
}

/// The policies in the anchor's domain from which a policy of the last level comes.
fn origins<'a>(levels: &[Level<'a>]) -> Vec<&'a str> {
    let mut origins = Vec::new();
    let last = levels.last().map_or(&[][..], |level| &level.nodes);
    let mut reached: Vec<&str> = last.iter().map(|node| node.policy).collect();
    for level in levels.iter().rev() {
        let mut above: Vec<&str> = Vec::new();
        for node in level.nodes.iter().filter(|node| reached.contains(&node.policy)) {
            if node.parents.is_empty() && !origins.contains(&node.policy) {
                origins.push(node.policy);
            }
            for parent in &node.parents {
                if !above.contains(parent) {
                    above.push(parent);
                }
            }
        }
        reached = above;
    }
    origins
}
