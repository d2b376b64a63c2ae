//! What stands in the fields of the question, as typed?
//!
//! Reading it is `State::question`'s affair.

use crate::question::{Policy, Purpose};

/// The fields of the question bar, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Names, separated by blanks or commas.
    pub hosts: String,
    /// RFC 3339; empty = now.
    pub at: String,
    /// Own roots, PEM.
    pub roots: String,
    pub mozilla: bool,
    pub purpose: Purpose,
    /// `None` = by the input.
    pub policy: Option<Policy>,
    /// `None` = recognise it.
    pub format: Option<String>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            hosts: String::new(),
            at: String::new(),
            roots: String::new(),
            mozilla: true,
            purpose: Purpose::Server,
            policy: None,
            format: None,
        }
    }
}

impl Asked {
    /// How many of the fields that are folded away differ from their default.
    pub fn folded_changes(&self) -> usize {
        let default = Self::default();
        [
            !self.roots.trim().is_empty(),
            self.mozilla != default.mozilla,
            self.purpose != default.purpose,
            self.format != default.format,
        ]
        .into_iter()
        .filter(|changed| *changed)
        .count()
    }
}

/// The names in a field, separated by blanks, commas or semicolons.
pub fn hosts(typed: &str) -> Vec<String> {
    typed
        .split([' ', ',', ';', '\t', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split() {
        assert_eq!(
            hosts(" a.example, b.example;c.example\n"),
            ["a.example", "b.example", "c.example"]
        );
    }

    #[test]
    fn folded_fields_are_counted() {
        let asked =
            Asked { hosts: "a".into(), mozilla: false, roots: "-".into(), ..Asked::default() };
        assert_eq!((Asked::default().folded_changes(), asked.folded_changes()), (0, 2));
    }
}
