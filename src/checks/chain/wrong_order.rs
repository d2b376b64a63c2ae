//! `wrong-order`: does a certificate stand before the one that it issued?
//!
//! A PKCS#7 file has no order, so it cannot be wrong there. Where a transcript only names certificates,
//! the order of the names is judged.

use crate::checks::{Aspect, Case, Check, Citation, Evidence, Outcome, Rule, Severity, Side};
use crate::facts::presented::{Order, PresentedChain};
use crate::facts::printed_name;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "wrong-order",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "The chain is in the wrong order",
    explanation: "A server has to send its own certificate first and each issuer right after what it \
        issued. Many clients sort it out; older ones and some mail gateways stop at the first \
        gap. Windows and Exchange build what they send from their stores and do not get this \
        wrong: something else answered, or the bundle was put together by hand.",
    remedy: "Write the bundle anew: the server's certificate first, then its issuer, and so on; the \
        root may be left out. The page has the proper bundle to copy.",
    citations: &[
        Citation { document: "RFC 5246", section: "7.4.2" },
        Citation { document: "RFC 8446", section: "4.4.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut looked_at = false;
    let mut evidence = Vec::new();
    for chain in &case.chains {
        let unordered = matches!(chain.chain.order, Order::None | Order::SentLeafFirst);
        if unordered || chain.chain.certificates.len() < 2 {
            continue;
        }
        looked_at = true;
        if !chain.chain.is_complete() {
            evidence.extend(by_names(chain.chain));
            continue;
        }
        let places = chain.places(case.facts);
        for pair in places.windows(2) {
            let [(lower, lower_place), (upper, upper_place)] = pair else { continue };
            if lower_place < upper_place {
                continue;
            }
            let text = format!(
                "'{}' stands at position {}, before '{}' at position {}, which it issued.",
                case.certificate(*upper).short_name(),
                upper_place + 1,
                case.certificate(*lower).short_name(),
                lower_place + 1,
            );
            evidence.push(case.evidence(*upper, text));
        }
    }
    match (looked_at, evidence.is_empty()) {
        (false, _) => Outcome::NotApplicable,
        (true, true) => Outcome::Holds,
        (true, false) => Outcome::Violated(evidence, RULE.severity),
    }
}

/// Lines whose issuer stands before them and not behind them.
fn by_names(chain: &PresentedChain) -> Vec<Evidence> {
    let lines = chain.claims();
    let mut evidence = Vec::new();
    for (position, line, named) in &lines {
        let mut earlier = lines.iter().take_while(|(at, _, _)| at < position);
        let again = earlier
            .any(|(_, _, known)| known.subject == named.subject && known.issuer == named.issuer);
        if again || named.subject == named.issuer || named.issuer.is_empty() {
            continue;
        }
        let issuers = lines.iter().filter(|(_, _, issuer)| issuer.subject == named.issuer);
        // Two authorities that certified each other have no order.
        let issuers: Vec<_> =
            issuers.filter(|(_, _, issuer)| issuer.issuer != named.subject).collect();
        if issuers.iter().any(|(at, _, _)| at > position) {
            continue;
        }
        let Some((at, _, issuer)) = issuers.last() else { continue };
        let text = format!(
            "'{}' is named at position {}, before '{}' at position {}, whose issuer it is named as.",
            printed_name::short(&issuer.subject),
            at + 1,
            printed_name::short(&named.subject),
            position + 1,
        );
        evidence.push(Evidence::at(line.span, text));
    }
    evidence
}
