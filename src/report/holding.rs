//! From when until when does a chain hold, and whose date is it that begins or ends it?
//!
//! Asked of a path against which nothing speaks but dates: the anchor's count like the others'. Revocation is
//! not looked at, and no name is judged.

use crate::checks::{Case, ChainCase};
use crate::facts::path::{CertificationPath, FaultKind};
use crate::timestamp::{Timestamp, duration_in_words};

/// A date and the element that it belongs to.
pub(super) struct Bound {
    pub(super) at: Timestamp,
    name: String,
    /// Counted from 1.
    position: usize,
}

/// The span in which all elements of a path are valid at once.
pub(super) struct Holding {
    pub(super) from: Bound,
    pub(super) until: Bound,
}

/// Of several paths that hold now the one that lasts longest; where none does, the best one.
pub(super) fn holding(case: &Case<'_>, chain: &ChainCase<'_>) -> Option<Holding> {
    let search = chain.search.as_ref().filter(|search| search.stopped.is_none())?;
    let valid = search.paths.iter().filter(|path| path.is_valid());
    let lasting = valid.filter_map(|path| of_path(case, path));
    lasting.max_by_key(|holding| holding.until.at).or_else(|| {
        let dates = |kind: &FaultKind| matches!(kind, FaultKind::Expired | FaultKind::NotYetValid);
        let best = chain.best_path().filter(|path| path.trust_anchor.is_some())?;
        let by_dates = best.faults.iter().all(|fault| dates(&fault.kind));
        of_path(case, best).filter(|_| by_dates)
    })
}

fn of_path(case: &Case<'_>, path: &CertificationPath) -> Option<Holding> {
    let anchor = path.trust_anchor.filter(|_| !path.is_anchor_alone());
    let anchor = anchor.map(|id| case.facts.anchor(id));
    let mut elements: Vec<(String, Timestamp, Timestamp)> = Vec::new();
    for id in &path.certificates {
        let certificate = case.certificate(*id);
        let name = format!("'{}'", certificate.short_name());
        elements.push((name, certificate.not_before, certificate.not_after));
    }
    if let Some(anchor) = anchor {
        let name = format!("the trust anchor '{}'", anchor.short_name);
        elements.push((name, anchor.not_before, anchor.not_after));
    }
    let bound = |position: usize, at| Bound {
        at,
        name: elements.get(position).map(|element| element.0.clone()).unwrap_or_default(),
        position: position + 1,
    };
    let (mut first, mut last) = (0, 0);
    for (position, (_, begins, ends)) in elements.iter().enumerate() {
        if *begins > elements.get(first)?.1 {
            first = position;
        }
        if *ends < elements.get(last)?.2 {
            last = position;
        }
    }
    let (from, until) = (elements.get(first)?.1, elements.get(last)?.2);
    Some(Holding { from: bound(first, from), until: bound(last, until) })
}

impl Holding {
    /// What follows the chain's verdict, from the moment at which it was judged.
    pub(super) fn sentence(&self, at: Timestamp) -> String {
        let Self { from, until } = self;
        let (begin, end) = (from.at.readable(), until.at.readable());
        let begins = format!("{} begins, number {} of the path", from.name, from.position);
        let ends =
            |word: &str| format!("{} {word}, number {} of the path", until.name, until.position);
        if until.at < from.at {
            return format!(
                " There is no moment at which it holds: {}, at {end}, before {begins}, at {begin}.",
                ends("ends")
            );
        }
        let away = |other: Timestamp| duration_in_words(at.seconds_since(other));
        if at < from.at {
            return format!(
                " Nothing else speaks against it. It holds from {begin}, {} later, when {begins}, until {end}, \
                 when {}.",
                away(from.at),
                ends("ends")
            );
        }
        if at > until.at {
            return format!(
                " Nothing else speaks against it. It held until {end}, {} earlier: then {}.",
                away(until.at),
                ends("ended")
            );
        }
        format!(" It holds until {end}: then {}.", ends("ends"))
    }
}
