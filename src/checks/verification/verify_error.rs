//! `verify-error`: what else does the client report, and what is its likely cause?
//!
//! What our own rules find in the same bytes is told there. A mismatch of names is `verify-name-error`, an
//! issuer that is only unknown for want of roots is `no-trust-store`; what asks for other steps on Windows is
//! `windows-chain-refused` and `windows-revocation-offline`.

use super::{Told, chain_of, errors, no_trust_store, verify_name_error};
use crate::checks::verify_table::{self, Cause};
use crate::checks::windows_table::refusal;
use crate::checks::{
    Aspect, CHECKS, Case, ChainVerdict, Check, Citation, Evidence, Outcome, Rule, Severity, Side,
};
use crate::facts::handshake::{Handshake, Peer, Program};
use crate::visible::quoted;

pub static CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "verify-error",
    severity: Severity::Error,
    aspect: Aspect::Trust,
    side: Side::Unknown,
    title: "The client could not verify the certificate",
    explanation: "An application that checks as this client did refuses here. A tool for looking goes on, so a \
        session may follow in the text. OpenSSL tells several errors one after the other, and the last \
        line of its output has the last one, not the worst; its numbers mean different things in \
        different versions: the words count. .NET names each fault of the chain by a word of its own.",
    remedy: "Start with the cause that stands with the evidence. Where the certificates are in the text, what \
        the other findings say of them is computed from their bytes and weighs more than the client's \
        words. Where they are not: run openssl s_client with -showcerts and paste all of it; on Windows \
        without OpenSSL save the server's certificate as server.cer: certutil -verify -urlfetch \
        server.cer shows the chain as Windows builds it.",
    citations: &[
        Citation { document: "OpenSSL manual X509_STORE_CTX_get_error(3)", section: "ERROR CODES" },
        Citation { document: "Microsoft Learn", section: "X509ChainStatusFlags Enum, Fields" },
    ],
};

fn run(case: &Case<'_>) -> Outcome {
    let mut evidence = Vec::new();
    let mut worst = Severity::Notice;
    let mut looked_at = false;
    let mut findings = Findings::default();
    for handshake in &case.facts.handshakes {
        let ok = handshake.verify_code.as_ref().is_some_and(|code| code.value.is_ok());
        looked_at |= ok && handshake.peer == Peer::Certificate;
        let mut told: Vec<&Cause> = Vec::new();
        // Without a certificate the code means nothing: `code-without-certificate`.
        let hollow = |error: &Told<'_>| {
            matches!(handshake.peer, Peer::NoCertificate(_)) && error.depth.is_none()
        };
        let without_store = no_trust_store::tells(case, handshake);
        for error in errors(handshake) {
            if hollow(&error)
                || verify_name_error::is_about_a_name(&error)
                || refusal(&error.text()).is_some()
                || (without_store && no_trust_store::is_issuer_unknown(&error))
            {
                continue;
            }
            let cause = verify_table::cause(&error.text());
            if told.iter().any(|known| std::ptr::eq(*known, cause))
                || findings.has_one_of(cause.told_by, case, handshake)
            {
                continue;
            }
            told.push(cause);
            let (text, severity) = told_as(case, handshake, &error, cause);
            worst = worst.max(severity);
            evidence.push(Evidence::at(error.span, text));
        }
    }
    Outcome::of(looked_at, evidence, worst)
}

fn told_as(
    case: &Case<'_>,
    handshake: &Handshake,
    error: &Told<'_>,
    cause: &Cause,
) -> (String, Severity) {
    let place = match (error.depth, error.name.is_empty()) {
        (Some(depth), false) => format!(" at depth {depth}, '{}'", quoted(error.name)),
        (Some(depth), true) => format!(" at depth {depth}"),
        (None, _) => String::new(),
    };
    let mut text = format!("{} reports {}{place}. {}", who(handshake), error.quoted(), cause.text);
    let trusted =
        chain_of(case, handshake).is_some_and(|chain| chain.verdict() == ChainVerdict::Trusted);
    if trusted && cause.shows_in_the_bytes() {
        text.push_str(
            " By its bytes the chain is trusted with the roots given here: look at the client, its age, \
             its clock and its trust store.",
        );
        return (text, cause.severity.min(Severity::Warning));
    }
    (text, cause.severity)
}

/// Whose words these are: curl speaks for the library that it was built with.
const fn who(handshake: &Handshake) -> &'static str {
    match handshake.program {
        Program::SClient => "OpenSSL",
        Program::GnutlsCli => "GnuTLS",
        Program::Collector => ".NET",
        Program::Curl => "The client",
    }
}

/// The findings of other rules, each rule asked once and only where an error makes it necessary.
#[derive(Default)]
struct Findings {
    asked: Vec<(&'static str, Vec<Evidence>)>,
}

impl Findings {
    /// Whether one of these rules found something in the chain or in the lines of this handshake.
    fn has_one_of(
        &mut self,
        rules: &[&'static str],
        case: &Case<'_>,
        handshake: &Handshake,
    ) -> bool {
        rules.iter().any(|rule| {
            let found = self.of(rule, case);
            let chain = chain_of(case, handshake);
            found.iter().any(|evidence| {
                let certificate = evidence.certificate.is_some_and(|id| {
                    chain.is_some_and(|chain| chain.chain.ids().any(|sent| sent == id))
                });
                let line = evidence.certificate.is_none()
                    && evidence.span.is_some_and(|span| {
                        span.source == handshake.span.source
                            && handshake.span.start <= span.start
                            && span.start < handshake.span.end
                    });
                certificate || line
            })
        })
    }

    fn of(&mut self, rule: &'static str, case: &Case<'_>) -> &[Evidence] {
        let known = self.asked.iter().position(|(asked, _)| *asked == rule);
        let place = known.unwrap_or_else(|| {
            self.asked.push((rule, found_by(rule, case)));
            self.asked.len() - 1
        });
        self.asked.get(place).map_or(&[], |(_, found)| found)
    }
}

fn found_by(rule: &str, case: &Case<'_>) -> Vec<Evidence> {
    match CHECKS.iter().find(|check| check.rule.id == rule).map(|check| (check.run)(case)) {
        Some(Outcome::Violated(evidence, _)) => evidence,
        Some(Outcome::Holds | Outcome::NotApplicable | Outcome::Undetermined(_)) | None => {
            Vec::new()
        }
    }
}
