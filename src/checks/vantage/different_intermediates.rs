//! `different-intermediates`: does one machine send another chain for the same certificate?
//!
//! Compared by what the chain blocks list, never where a block is cut or there is none.

use super::{Relation, called, chain, for_each_pair, relation};
use crate::checks::{Aspect, Case, Check, Citation, Outcome, Rule, Severity, Side};
use crate::facts::presented::{Order, Presented};
use crate::facts::printed_name::short;
use crate::facts::vantage::{Group, View};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "different-intermediates",
    severity: Severity::Warning,
    aspect: Aspect::Trust,
    side: Side::Server,
    title: "One machine sends other intermediates for the same certificate",
    explanation: "All machines have the certificate, but not the same issuers beside it. A client that lacks \
        the intermediate reaches one of them and not the other, so the fault comes and goes.",
    remedy: "Give every machine the same chain. On Exchange and Windows: Import-Certificate -FilePath int.cer \
        -CertStoreLocation Cert:\\LocalMachine\\CA on the machine that lacks it, then restart \
        MSExchangeFrontEndTransport and MSExchangeTransport. On appliances, Postfix or nginx install the \
        bundle in order. Test each address: openssl s_client -connect ADDRESS:25 -starttls smtp -servername \
        NAME -showcerts.",
    citations: &[
        Citation { document: "RFC 8446", section: "4.4.2" },
        Citation { document: "RFC 5246", section: "7.4.2" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let (looked_at, evidence) = for_each_pair(case, Group::is_one_host, |view, other| {
        if relation(case, view, other) != Relation::Same || view.handshake < other.handshake {
            return None;
        }
        let (this, that) = (issuers_sent(case, view)?, issuers_sent(case, other)?);
        (this != that).then(|| {
            format!(
                "{} sends {}; {} sends {}.",
                called(view),
                listed(&this),
                called(other),
                listed(&that)
            )
        })
    });
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// What stands above the server's certificate in a chain block.
fn issuers_sent(case: &Case<'_>, view: &View) -> Option<Vec<String>> {
    let chain = chain(case, view)?.chain;
    let listed = chain.certificates.iter().all(|presented| presented.named.is_some());
    if chain.order != Order::Sent || chain.cut || !listed {
        return None;
    }
    let name = |presented: &Presented| {
        let named = presented.named.as_ref().map(|named| quoted(short(&named.subject)));
        named.unwrap_or_default()
    };
    Some(chain.certificates.iter().skip(1).map(name).collect())
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "it alone".into();
    }
    format!("it with '{}'", names.join("', '"))
}
