//! Which policies was a certificate issued under, and what does it demand of those below?
//!
//! Four extensions (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14), read and not judged: that
//! is `path/policies`. Qualifiers are skipped.

use crate::facts::signature::der::{INTEGER, Reader};

pub const ANY_POLICY: &str = "2.5.29.32.0";

/// What the extensions on policies say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// `None`: no such extension, and so no policy at all.
    pub policies: Option<Vec<String>>,
    /// Issuer's domain, subject's domain.
    pub mappings: Vec<(String, String)>,
    /// So many more certificates may come without a policy.
    pub require_explicit: Option<u32>,
    pub inhibit_mapping: Option<u32>,
    pub inhibit_any: Option<u32>,
    /// Why they cannot be applied as they stand.
    pub flaw: Option<&'static str>,
}

impl Policies {
    /// Takes one extension by its OID; others are not its business.
    pub(in crate::facts) fn take(&mut self, oid: &str, der: &[u8]) {
        let taken = match oid {
            "2.5.29.32" => self.certificate_policies(der),
            "2.5.29.33" => self.policy_mappings(der),
            crate::facts::oids::POLICY_CONSTRAINTS => self.policy_constraints(der),
            "2.5.29.54" => {
                let mut whole = Reader::new(der);
                self.inhibit_any = whole.take(INTEGER).and_then(number);
                self.inhibit_any.filter(|_| whole.is_empty()).map(|_| ())
            }
            _ => return,
        };
        if taken.is_none() && self.flaw.is_none() {
            self.flaw = Some(match oid {
                "2.5.29.32" => "its certificate policies are not in the form that is prescribed",
                "2.5.29.33" => "its policy mappings are not in the form that is prescribed",
                _ => "its limits on policies are not in the form that is prescribed",
            });
        }
    }

    fn certificate_policies(&mut self, der: &[u8]) -> Option<()> {
        // What cannot be read is no policy, rather than any.
        self.policies = Some(Vec::new());
        let mut list = Reader::of_sequence(der)?;
        let mut policies = Vec::new();
        while let Some(element) = list.element() {
            let mut information = Reader::of_sequence(element.whole)?;
            let policy = information.object_identifier()?;
            if policies.contains(&policy) {
                self.flaw = Some("its certificate policies name one policy twice");
            }
            policies.push(policy);
            if policies.len() > MAX_POLICIES {
                self.flaw = Some("it names more policies than Handglass looks at");
                return Some(());
            }
            information.element();
            information.is_empty().then_some(())?;
        }
        (list.is_empty() && !policies.is_empty()).then_some(())?;
        self.policies = Some(policies);
        Some(())
    }

    fn policy_mappings(&mut self, der: &[u8]) -> Option<()> {
        let mut list = Reader::of_sequence(der)?;
        while let Some(element) = list.element() {
            let mut pair = Reader::of_sequence(element.whole)?;
            let (issuer, subject) = (pair.object_identifier()?, pair.object_identifier()?);
            pair.is_empty().then_some(())?;
            if issuer == ANY_POLICY || subject == ANY_POLICY {
                self.flaw = Some("it maps from or to anyPolicy, which is not allowed");
            }
            if self.mappings.len() >= MAX_POLICIES {
                self.flaw = Some("it maps more policies than Handglass looks at");
                return Some(());
            }
            self.mappings.push((issuer, subject));
        }
        (list.is_empty() && !self.mappings.is_empty()).then_some(())
    }

    fn policy_constraints(&mut self, der: &[u8]) -> Option<()> {
        // Where it cannot be read the strictest reading stands.
        self.require_explicit = Some(0);
        let mut parts = Reader::of_sequence(der)?;
        let (explicit, mapping) = (parts.take(0x80), parts.take(0x81));
        (parts.is_empty() && (explicit.is_some() || mapping.is_some())).then_some(())?;
        if let Some(content) = mapping {
            self.inhibit_mapping = Some(number(content)?);
        }
        self.require_explicit = match explicit {
            Some(content) => Some(number(content)?),
            None => None,
        };
        Some(())
    }
}

/// Policies, or mappings, of one certificate: what is compared grows with the square of their number.
const MAX_POLICIES: usize = 256;

/// The content of an INTEGER that counts certificates; a number beyond `u32` is as good as its largest.
fn number(content: &[u8]) -> Option<u32> {
    let (first, rest) = content.split_first()?;
    let padded = *first == 0 && rest.first().is_some_and(|next| *next < 0x80);
    if *first >= 0x80 || padded {
        return None;
    }
    let grown = |sum: u32, byte: &u8| sum.saturating_mul(256).saturating_add(u32::from(*byte));
    Some(content.iter().fold(0, grown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(oid: &str, hex: &str) -> Policies {
        let mut policies = Policies::default();
        policies.take(oid, &data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hex"));
        policies
    }

    #[test]
    fn reads_each_extension() {
        let listed = taken("2.5.29.32", "3009300706052a03040506");
        assert_eq!(listed.policies, Some(vec!["1.2.3.4.5.6".into()]));
        let mapped = taken("2.5.29.33", "300a300806022a0306022a04");
        assert_eq!(mapped.mappings, [("1.2.3".into(), "1.2.4".into())]);
        let limited = taken("2.5.29.36", "3006800100810102");
        assert_eq!((limited.require_explicit, limited.inhibit_mapping), (Some(0), Some(2)));
        assert_eq!(taken("2.5.29.54", "020103").inhibit_any, Some(3));
    }

    #[test]
    fn what_is_broken_is_flawed_and_strict() {
        for (oid, hex) in [
            ("2.5.29.32", "3000"),
            ("2.5.29.32", "300c300406022a03300406022a03"),
            ("2.5.29.33", "300c300a06022a030604551d2000"),
            ("2.5.29.36", "3000"),
            ("2.5.29.36", "30038001ff"),
            ("2.5.29.54", "0201ff"),
        ] {
            assert!(taken(oid, hex).flaw.is_some(), "{oid} {hex}");
        }
        assert_eq!(taken("2.5.29.36", "3000").require_explicit, Some(0));
    }
}
