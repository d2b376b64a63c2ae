//! Which names of the input are not asked for yet?
//!
//! They come out of the report that is shown; a name that is taken is no longer offered.

use super::{State, hosts};
use crate::idn::{to_ascii, written};

/// Names that are shown beside the field.
const MAX_OFFERS: usize = 6;

/// A name, in both forms where it has two, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub name: String,
    pub shown: String,
    /// "from -connect and the banner".
    pub from: String,
}

impl State {
    /// The likelier ones first.
    pub fn offers(&self) -> Vec<Offer> {
        let Some(shown) = &self.shown else { return Vec::new() };
        let taken: Vec<String> = hosts(&self.asked.hosts)
            .iter()
            .filter_map(|typed| to_ascii(typed.trim_end_matches('.')).ok())
            .map(|converted| converted.ascii)
            .collect();
        let offered =
            shown.report.offered_names.iter().filter(|offer| !taken.contains(&offer.name));
        offered
            .take(MAX_OFFERS)
            .map(|offer| Offer {
                name: offer.name.clone(),
                shown: written(&offer.name),
                from: match offer.from.as_slice() {
                    [] => String::new(),
                    [one] => format!("from {}", one.origin),
                    [one, other, ..] => format!("from {} and {}", one.origin, other.origin),
                },
            })
            .collect()
    }
}
