//! What does a TlsCertificateName name: `<I>issuer<S>subject`?
//!
//! Names are compared attribute by attribute without regard to their order and to case: Windows prints
//! them last part first, and `S=` for `ST=`.

use crate::facts::distinguished_name::DistinguishedName;
use crate::facts::printed_name::attributes;
use crate::letter_case::lower;
use crate::order::Sort;

/// As printed, and its two names where it has the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateName {
    pub text: String,
    /// Issuer and subject.
    pub names: Option<(String, String)>,
}

impl CertificateName {
    /// `None` for an empty value.
    pub(super) fn read(value: &str) -> Option<Self> {
        let text = value.trim();
        if text.is_empty() || text == "{}" {
            return None;
        }
        Some(Self { text: text.to_owned(), names: parts(text) })
    }
}

fn parts(text: &str) -> Option<(String, String)> {
    let behind = text.strip_prefix("<I>").or_else(|| text.strip_prefix("<i>"))?;
    let at = behind.find("<S>").or_else(|| behind.find("<s>"))?;
    let issuer = behind.get(..at)?.trim();
    let subject = behind.get(at + 3..)?.trim();
    (!issuer.is_empty() && !subject.is_empty()).then(|| (issuer.to_owned(), subject.to_owned()))
}

/// Whether a printed name and a certificate's own have the same attributes.
fn same_name(printed: &str, name: &DistinguishedName) -> bool {
    let mut printed: Vec<(String, String)> =
        attributes(printed).map(|(kind, value)| part(kind, value)).collect();
    let mut own: Vec<(String, String)> =
        name.pairs().map(|(kind, value)| part(kind, value)).collect();
    printed.order();
    own.order();
    !own.is_empty() && printed == own
}

fn part(kind: &str, value: &str) -> (String, String) {
    let kind = kind.to_ascii_uppercase();
    let kind = match kind.as_str() {
        "S" => "ST",
        "E" | "EMAILADDRESS" => "EMAIL",
        "STREET" | "STREETADDRESS" => "STREET",
        kind => kind,
    };
    let value = lower(&value.replace("\"\"", "\""));
    (kind.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl CertificateName {
    /// Whether issuer and subject are those of a certificate.
    pub fn compare(&self, issuer: &DistinguishedName, subject: &DistinguishedName) -> (bool, bool) {
        let Some((own_issuer, own_subject)) = &self.names else { return (false, false) };
        (same_name(own_issuer, issuer), same_name(own_subject, subject))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing() {
        for text in ["<I>CN=CA, O=x<S>CN=a", "<i>CN=CA, O=x<s>CN=a"] {
            let name = CertificateName::read(text).and_then(|name| name.names);
            assert_eq!(name, Some(("CN=CA, O=x".into(), "CN=a".into())));
        }
        for text in ["CN=a", "<I>CN=CA", "<I><S>CN=a", "<S>CN=a<I>CN=CA"] {
            assert_eq!(CertificateName::read(text).and_then(|name| name.names), None, "{text}");
        }
        assert_eq!(CertificateName::read(""), None);
    }
}
