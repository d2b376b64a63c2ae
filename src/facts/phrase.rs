//! Which error messages stand in the input, and where?
//!
//! They are told as somebody pasted them: nothing of what they claim is checked here.

pub use crate::input::phrase::{Phrase, Says, Speaker};

use super::Handshake;
use crate::span::Span;

/// Names that are taken from messages.
const MAX_DIALLED: usize = 8;

/// A message and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedPhrase {
    pub phrase: Phrase,
    pub span: Span,
}

/// Leaves to a transcript what it tells itself: the server's refusal of STARTTLS.
pub(super) fn drop_told(phrases: &mut Vec<StatedPhrase>, handshakes: &[Handshake]) {
    let refusals: Vec<Span> = handshakes
        .iter()
        .filter_map(|handshake| handshake.starttls_refused.as_ref().map(|refused| refused.span))
        .collect();
    phrases.retain(|phrase| {
        let told = |refusal: &Span| {
            refusal.source == phrase.span.source
                && refusal.start < phrase.span.end
                && phrase.span.start < refusal.end
        };
        !refusals.iter().any(told)
    });
}

/// The names that messages say were dialled, or are those of the certificate in question, each once.
pub fn dialled(phrases: &[StatedPhrase]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for StatedPhrase { phrase, .. } in phrases {
        let tells = matches!(
            phrase.says,
            Says::JavaNoMatchingName
                | Says::NameMismatch
                | Says::EventExpired
                | Says::EventNotFound
        );
        let Some(host) = phrase.host.as_ref().filter(|_| tells) else { continue };
        let plain = host.contains('.') && !host.contains([' ', '=', '<', '*']);
        if plain && !names.contains(host) && names.len() < MAX_DIALLED {
            names.push(host.clone());
        }
    }
    names
}
