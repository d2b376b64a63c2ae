//! How is a name outside ASCII written where names are compared, and how is it read by people?
//!
//! A U-label (`müller`) becomes its A-label (`xn--mller-kva`, RFC 5891), and A-labels are shown with what
//! they stand for. Of UTS-46's mapping only lower-casing and the dots of IDNA are done: its tables would
//! weigh more than all else here. What that may miss is said in words, never guessed.

pub mod punycode;
mod script;

use std::borrow::Cow;

use crate::letter_case::lower;
use crate::visible::{is_hidden, visible};

pub use script::{Mixture, mixture};

/// Octets of a label (RFC 1035 section 2.3.4).
const MAX_LABEL: usize = 63;

/// A name as it is compared, and what has to be said about how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    pub ascii: String,
    pub remark: Option<&'static str>,
}

/// A name with its labels outside ASCII as A-labels, or why that cannot be.
pub fn to_ascii(name: &str) -> Result<Converted, &'static str> {
    if name.chars().any(is_hidden) {
        return Err("it holds hidden characters");
    }
    let mut remark = None;
    let mut labels = Vec::new();
    for label in name.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']) {
        if label.is_ascii() {
            labels.push(label.to_ascii_lowercase());
            continue;
        }
        let lower = lower(label);
        if lower.chars().any(|character| matches!(character, '\u{FF00}'..='\u{FFEF}')) {
            return Err("it holds full-width or half-width letters: write them as plain ones");
        }
        remark = remark.or_else(|| said_of(&lower));
        let encoded = punycode::encode(&lower).map(|encoded| format!("xn--{encoded}"));
        match encoded.filter(|encoded| encoded.len() <= MAX_LABEL) {
            Some(encoded) => labels.push(encoded),
            None => return Err("a label of it is too long for the DNS"),
        }
    }
    Ok(Converted { ascii: labels.join("."), remark })
}

/// Where IDNA 2003, IDNA 2008 and UTS-46 would not give the same label.
fn said_of(label: &str) -> Option<&'static str> {
    let has = |wanted: fn(char) -> bool| label.chars().any(wanted);
    if has(|character| matches!(character, '\u{DF}' | '\u{3C2}')) {
        return Some(
            "it is kept as IDNA 2008 keeps it; older software looks for 'ss' in place of 'ß' and 'σ' in place \
             of 'ς'",
        );
    }
    if has(|character| matches!(character, '\u{300}'..='\u{36F}')) {
        return Some(
            "it holds combining marks that were not composed: type the letter with its mark as one character",
        );
    }
    // Latin letters with marks and Cyrillic and Greek ones are mapped by lower-casing alone.
    has(|character| {
        !(character.is_ascii()
            || matches!(character, '\u{E0}'..='\u{17F}' | '\u{3B1}'..='\u{3CE}' | '\u{430}'..='\u{45F}'))
    })
    .then_some("only lower-casing was done, not the whole mapping of UTS-46; compare its A-label by hand")
}

/// What the A-labels of a name stand for; `None` where it has none that can be read.
pub fn to_unicode(name: &str) -> Option<String> {
    let mut found = false;
    let labels: Vec<Cow<'_, str>> = name
        .split('.')
        .map(|label| match u_label(label) {
            Some(read) => {
                found = true;
                Cow::Owned(read)
            }
            None => Cow::Borrowed(label),
        })
        .collect();
    found.then(|| labels.join("."))
}

/// The U-label of an A-label: only where it leads back to the same A-label (RFC 5890 section 2.3.2.1).
fn u_label(label: &str) -> Option<String> {
    let (prefix, encoded) = label.split_at_checked(4)?;
    if !prefix.eq_ignore_ascii_case("xn--") || label.len() > MAX_LABEL {
        return None;
    }
    let encoded = encoded.to_ascii_lowercase();
    let read = punycode::decode(&encoded)?;
    let honest = !read.is_ascii() && punycode::encode(&read)? == encoded;
    honest.then_some(read)
}

/// A name as typed, in both forms where it has two.
pub fn written(typed: &str) -> String {
    match to_ascii(typed.trim_end_matches('.')) {
        Ok(converted) if !typed.is_ascii() => both(&converted.ascii).into_owned(),
        _ => both(&visible(typed)).into_owned(),
    }
}

/// A text with every name in it that has A-labels followed by what they stand for:
/// `xn--mller-kva.example (müller.example)`.
pub fn both(text: &str) -> Cow<'_, str> {
    if !text.contains("xn--") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(start) = rest.find(is_of_a_name) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character| !is_of_a_name(character)).unwrap_or(from.len());
        // The dot behind it ends the sentence.
        let end = from.get(..end).map_or(end, |word| word.trim_end_matches('.').len()).max(1);
        let (word, behind) = from.split_at(end);
        shown.push_str(before);
        shown.push_str(word);
        if word.contains("xn--")
            && let Some(read) = to_unicode(word)
        {
            let both = format!(" ({})", visible(&read));
            if !behind.starts_with(&both) {
                shown.push_str(&both);
            }
        }
        rest = behind;
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

fn is_of_a_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (unicode, ascii) in [
            ("müller.example", "xn--mller-kva.example"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("mail.Müller.example", "mail.xn--mller-kva.example"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
            ("почта.пример", "xn--80a1acny.xn--e1afmkfd"),
        ] {
            assert_eq!(to_ascii(unicode).map(|converted| converted.ascii), Ok(ascii.into()));
        }
        assert_eq!(
            to_unicode("mail.xn--mller-kva.example").as_deref(),
            Some("mail.müller.example")
        );
        assert_eq!(to_unicode("mail.example"), None);
    }

    #[test]
    fn what_is_not_an_a_label_is_left() {
        // Overlong, not punycode, ASCII in disguise, upper case inside.
        for name in ["xn--", "xn--!!!.example", "xn--abc-.example", "xn--99999999999.example"] {
            assert_eq!(to_unicode(name), None, "{name}");
        }
        assert_eq!(to_unicode("XN--MLLER-KVA.example").as_deref(), Some("müller.example"));
    }

    #[test]
    fn what_was_not_mapped_is_said() {
        let remark = |name: &str| to_ascii(name).ok().and_then(|converted| converted.remark);
        assert_eq!(remark("müller.example"), None);
        assert!(remark("straße.example").is_some_and(|text| text.contains("IDNA 2008")));
        assert!(remark("mu\u{308}ller.example").is_some_and(|text| text.contains("combining")));
        assert!(remark("例え.example").is_some_and(|text| text.contains("UTS-46")));
        assert!(to_ascii("m\u{200B}üller.example").is_err());
        assert!(to_ascii("ｍail.example").is_err());
        assert!(to_ascii(&format!("{}.example", "ü".repeat(80))).is_err());
    }

    #[test]
    fn both_forms_stand_in_a_sentence() {
        assert_eq!(
            both("'xn--mller-kva.example' is not covered: *.xn--mller-kva.example."),
            "'xn--mller-kva.example (müller.example)' is not covered: *.xn--mller-kva.example \
             (*.müller.example)."
        );
        let once = both("xn--mller-kva.example").into_owned();
        assert_eq!(both(&once), once);
    }
}
