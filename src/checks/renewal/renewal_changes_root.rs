//! `renewal-changes-root`: does the younger certificate lead to another root?
//!
//! Whether that root is trusted here is said by the chain. Where one of the roots is not known nothing is said.

use super::{for_each, root};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "renewal-changes-root",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The renewed certificate leads to another root",
    explanation: "Peers trust the new chain only if they have its root. Lists in systems get new roots by updates; Java \
        runtimes, appliances, closed networks and partners who keep their own list stay with what they have.",
    remedy: "Tell partners who keep their own list before the change, and send them the root. Check on a Windows \
        machine of theirs: Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Subject -like '*<root>*'; in Java: \
        keytool -list -cacerts. Install the new intermediate on the server too, it is another one.",
    citations: &[Citation { document: "RFC 5280", section: "6.1.1 (d)" }],
};

fn run(case: &Case<'_>) -> Outcome {
    for_each(case, RULE.severity, |renewal, _, younger| {
        let (old, old_name) = root(case, renewal.older)?;
        let (new, new_name) = root(case, renewal.younger)?;
        let name = younger.short_name();
        (old != new)
            .then(|| format!("'{name}': the root was '{old_name}' and becomes '{new_name}'."))
    })
}
