//! `mixed-script-name`: does a name in the certificate look like another one by letters of other scripts?
//!
//! Only Latin, Greek and Cyrillic are told apart. A name in one foreign script is no fault.

use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::CertificateId;
use crate::idn::{Mixture, both, mixture, to_unicode};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "mixed-script-name",
    severity: Severity::Warning,
    aspect: Aspect::Name,
    side: Side::Server,
    title: "A name mixes letters of scripts that look alike",
    explanation: "Latin, Greek and Cyrillic have letters that cannot be told apart on a screen. A name that \
        mixes them, or that is made of such letters alone, reads like another domain and is not: programs \
        compare its A-label, people read what they expect.",
    remedy: "Compare the A-label (xn--…) with that of the domain that was meant, letter by letter. Where the \
        two differ, this is another domain: do not send to it before its owner has been asked by other means.",
    citations: &[
        Citation { document: "Unicode Technical Standard 39", section: "4 and 5" },
        Citation { document: "RFC 5890", section: "4.4" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for (index, certificate) in case.facts.certificates.iter().enumerate() {
        looked_at = true;
        for name in certificate.dns_names() {
            let Some(unicode) = to_unicode(name) else { continue };
            let Some(found) = unicode.split('.').find_map(mixture) else { continue };
            let why = match found {
                Mixture::Mixed(one, other) => format!("has {one} and {other} letters in one label"),
                Mixture::LooksLatin(script) => {
                    format!("has a label of {script} letters alone that all look like Latin ones")
                }
            };
            evidence.push(case.evidence(CertificateId(index), format!("'{}' {why}.", both(name))));
        }
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}
