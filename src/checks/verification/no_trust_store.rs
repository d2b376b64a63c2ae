//! `no-trust-store`: may the client's error mean no more than that this OpenSSL knew no roots?
//!
//! Where an intermediate is missing the error has another cause: `missing-intermediate`. Whether the root
//! is one to be trusted is `unknown-root`, judged with the roots given here.

use super::{Told, chain_of, errors};
use crate::checks::{
    Aspect, Case, ChainCase, ChainVerdict, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::handshake::{Handshake, Peer, Program};
use crate::facts::printed_name;
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "no-trust-store",
    severity: Severity::Notice,
    aspect: Aspect::Trust,
    side: Side::Client,
    title: "The client's error does not show what your application trusts",
    explanation: "OpenSSL trusts what the files hold that it was built or told to read. On Windows there are \
        mostly none, and it does not read the certificate store of Windows unless told to. Then every \
        chain ends in code 20, 21 or 19, whatever the application itself trusts.",
    remedy: "Run it again with the root that you expect: openssl s_client -connect HOST:PORT -starttls smtp \
        -showcerts -CAfile root.pem. On Windows with OpenSSL 3.2 or later -CAstore \
        org.openssl.winstore: in place of -CAfile reads the roots of Windows. Look into the \
        application's own store as well. Windows: Get-ChildItem Cert:\\LocalMachine\\Root. Java: keytool \
        -list -cacerts.",
    citations: &[Citation {
        document: "OpenSSL manual openssl-verification-options(1)",
        section: "Trusted Certificate Options",
    }],
};

/// An issuer was not found: the words of OpenSSL 0.9.8 to 4.0 and of LibreSSL.
const ISSUER_UNKNOWN: &[&str] = &[
    "unable to get local issuer certificate",
    "unable to verify the first certificate",
    "unable to get issuer certificate",
    "certificate not trusted",
    "self-signed certificate in certificate chain",
];

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut looked_at = false;
    for handshake in &case.facts.handshakes {
        looked_at |= handshake.peer == Peer::Certificate
            && handshake.verify_code.as_ref().is_some_and(|code| code.value.is_ok());
        evidence.extend(without_store(case, handshake));
    }
    Outcome::of(looked_at, evidence, RULE.severity)
}

/// Whether this rule tells of the errors of a handshake that are of its kind.
pub(super) fn tells(case: &Case<'_>, handshake: &Handshake) -> bool {
    without_store(case, handshake).is_some()
}

pub(super) fn is_issuer_unknown(error: &Told<'_>) -> bool {
    ISSUER_UNKNOWN.contains(&error.text().as_str())
}

fn without_store(case: &Case<'_>, handshake: &Handshake) -> Option<Evidence> {
    if handshake.program != Program::SClient {
        return None;
    }
    let error = errors(handshake).into_iter().rev().find(is_issuer_unknown)?;
    let chain = chain_of(case, handshake)?;
    let unopened = unopened(handshake);
    let command = handshake.command.as_ref().map(|command| &command.value);
    if unopened.is_none() && command.is_some_and(|command| command.trust_store) {
        return None;
    }
    let end = end_of_complete_chain(case, chain)?;
    let store = match (unopened, command) {
        (Some(data), _) => format!("The trust store of the command could not be opened ({data})"),
        (None, Some(_)) => "The command names no trust store".into(),
        (None, None) => "Nothing in the text shows that a trust store was named".into(),
    };
    let mut text = format!(
        "{store}, and the client reports {} although the chain that was sent is complete up to '{end}'.",
        error.quoted()
    );
    if chain.verdict() == ChainVerdict::Trusted {
        text.push_str(" With the roots given here it is trusted.");
    }
    Some(Evidence::at(error.span, text))
}

/// What the error queue says of a file that was named and could not be read.
fn unopened(handshake: &Handshake) -> Option<String> {
    let lines = handshake.errors.iter().map(|error| &error.value);
    lines
        .filter(|line| line.data.contains("fopen(") || line.data.contains("calling fopen"))
        .map(|line| quoted(&line.data))
        .next()
}

/// The name at which a chain ends that lacks no intermediate: by its bytes, or by the names that the
/// transcript prints.
fn end_of_complete_chain(case: &Case<'_>, chain: &ChainCase<'_>) -> Option<String> {
    if let Some(path) = chain.best_path().filter(|_| chain.lacks_issuer().is_none()) {
        if let Some(anchor) = path.trust_anchor {
            return Some(case.facts.anchor(anchor).short_name.clone());
        }
        let last = path.certificates.last().filter(|_| path.certificates.len() > 1)?;
        let certificate = case.certificate(*last);
        return Some(if chain.open_end().is_some() {
            certificate.issuer.short()
        } else {
            certificate.short_name()
        });
    }
    let end = chain.chain.named_end().filter(|_| chain.chain.certificates.len() > 1)?;
    Some(quoted(printed_name::short(end)))
}
