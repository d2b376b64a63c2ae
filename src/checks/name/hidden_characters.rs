//! `hidden-characters`: does a name hold characters that change what is seen without being seen?
//!
//! Look-alike letters of other scripts are not judged.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::CertificateId;
use crate::facts::certificate::GeneralName;
use crate::visible::{is_hidden, visible};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "hidden-characters",
    severity: Severity::Warning,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "A name holds hidden characters",
    explanation: "Control, zero-width and direction-changing characters make a name look like another one \
        on a screen. A NUL in a name once made clients read only what stands before it.",
    remedy: "Treat the certificate as an attempt to deceive until its owner has explained it. Have it \
        issued anew without these characters.",
    citations: &[
        Citation { document: "RFC 9525", section: "6.3" },
        Citation { document: "Unicode Technical Report 36", section: "2.5 and 3" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    if !case.has_certificates() {
        return Outcome::NotApplicable;
    }
    let mut evidence = Vec::new();
    for (index, certificate) in case.facts.certificates.iter().enumerate() {
        let in_names = certificate.subject_alt_names.iter().filter_map(|name| match name {
            GeneralName::Dns(text) | GeneralName::Email(text) | GeneralName::Uri(text) => {
                Some(text.as_str())
            }
            GeneralName::Ip(_) | GeneralName::Directory(_) | GeneralName::Other(_) => None,
        });
        let in_subject = certificate.subject.texts();
        for text in in_names.chain(in_subject).filter(|text| text.chars().any(is_hidden)) {
            let shown: String = visible(text).chars().take(200).collect();
            evidence.push(case.evidence(CertificateId(index), format!("It reads: {shown}")));
        }
    }
    if evidence.is_empty() { Outcome::Holds } else { Outcome::Violated(evidence, RULE.severity) }
}
