//! Does a printed distinguished name say what a certificate's name says?
//!
//! Programs print names in three forms (with slashes, with blanks around `=`, tight), escaped or not, so
//! that two names may look alike and one name may look like two. Only letters and digits are compared, in
//! either order; where that does not settle it, nothing is said.

use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::printed_name::attributes;

/// `None`: the printed form does not settle it, or was cut.
pub(super) fn same(printed: &str, name: &DistinguishedName) -> Option<bool> {
    let theirs = squeezed(&unescaped(printed));
    let ours = name.rfc4514();
    // The encoding's order is the reverse of RFC 4514's.
    let mut values: Vec<String> = name.texts().map(squeezed).collect();
    if theirs == squeezed(&unescaped(&ours)) {
        return Some(true);
    }
    let mut told: Vec<String> =
        attributes(printed).map(|(_, value)| squeezed(&unescaped(value))).collect();
    if !values.is_empty() && told == values {
        return Some(true);
    }
    told.reverse();
    if !values.is_empty() && told == values {
        return Some(true);
    }
    // A name is another one only where its most telling value is nowhere in the text.
    values.retain(|value| value.len() > 3);
    let telling = name.common_name().map(squeezed).or_else(|| values.last().cloned())?;
    let plain = printed.is_ascii() && !printed.contains('\\') && ours.is_ascii();
    let plain = plain && !is_masked(printed);
    let whole = told.len() >= name.relative_names.len() && !telling.is_empty();
    (plain && whole && !theirs.contains(&telling)).then_some(false)
}

/// Somebody has made letters unreadable before the text was pasted.
fn is_masked(text: &str) -> bool {
    ["xxx", "XXX", "***", "###", "...", "[", "<"].iter().any(|mask| text.contains(mask))
}

/// Letters and digits alone, without case.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `\C3\B6` and `\xC3\xB6` become the bytes that they stand for; other backslashes only protect.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let pair = behind.strip_prefix(b"x").unwrap_or(behind);
        let value = pair
            .get(..2)
            .filter(|_| *first == b'\\')
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match value {
            Some(byte) => {
                bytes.push(byte);
                rest = pair.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::certificate;
    use crate::input::{Source, read};
    use crate::span::SourceId;

    fn subject() -> DistinguishedName {
        let bytes = include_bytes!("../../../tests/fixtures/leaf.pem").to_vec();
        let reading = read(SourceId(0), Source { name: "leaf.pem".into(), bytes }, None);
        let der = reading.artefacts.iter().find_map(|artefact| match &artefact.kind {
            crate::input::ArtefactKind::Certificate { der } => Some(der.clone()),
            _ => None,
        });
        certificate::read(&der.expect("a certificate")).expect("readable").subject
    }

    #[test]
    fn every_form_of_a_name_is_the_same_name() {
        let name = subject();
        let tight: Vec<String> = name.rfc4514().split(',').rev().map(str::to_owned).collect();
        let spaced: Vec<String> = tight.iter().map(|part| part.replacen('=', " = ", 1)).collect();
        for printed in
            [name.rfc4514(), tight.join(", "), spaced.join(", "), format!("/{}", tight.join("/"))]
        {
            assert_eq!(same(&printed, &name), Some(true), "{printed}");
        }
    }

    #[test]
    fn another_name_is_another_and_a_cut_one_is_not_judged() {
        let name = subject();
        let tight: Vec<String> = name.rfc4514().split(',').rev().map(str::to_owned).collect();
        let last = tight.last().expect("a common name");
        let other = tight.join(", ").replace(last, "CN=other.invalid");
        assert_eq!(same(&other, &name), Some(false));
        assert_eq!(same(&tight[..tight.len() - 1].join(", "), &name), None);
        assert_eq!(same(&tight.join(", ").replace(last, "CN=mail.XXXX.example"), &name), None);
        assert_eq!(same("", &name), None);
    }

    #[test]
    fn escaped_bytes_are_read() {
        assert_eq!(unescaped("K\\C3\\B6ln, K\\xC3\\xB6ln, a\\, b"), "Köln, Köln, a\\, b");
    }
}
