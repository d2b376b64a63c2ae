//! `usage-error`: did the program refuse its own command line?
//!
//! Then nothing was tested. What the server would have said is not known.

use super::told;
use crate::checks::ending::Ending;
use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "usage-error",
    severity: Severity::Error,
    aspect: Aspect::Session,
    side: Side::Client,
    title: "The command was not understood, nothing was tested",
    explanation: "The program ended before it opened a connection. Options differ between versions: \
        -verify_hostname came with 1.0.2, -brief too, LibreSSL has neither -brief nor -tls1 in its newer \
        versions.",
    remedy: "Correct the option and run it again, or leave it out. What a build knows is listed by openssl \
        s_client -help, its version by openssl version.",
    citations: &[Citation { document: "OpenSSL manual openssl-s_client(1)", section: "OPTIONS" }],
};

fn run(case: &Case<'_>) -> Outcome {
    told(case, RULE.severity, |_, ending| match ending {
        Ending::Usage(usage) => {
            Some(Evidence::at(usage.span, format!("The program says: {}.", quoted(&usage.value))))
        }
        _ => None,
    })
}
