//! In which situation are we: what was found, what is missing, whom was it about?
//!
//! It reads the case and the findings, and decides nothing that they do not say.

use crate::checks::{Case, Missing, Severity};
use crate::endpoint::{Begin, Endpoint};
use crate::facts::handshake::{Completion, Handshake, StartTls};
use crate::facts::printed_name;
use crate::question::Policy;
use crate::report::Finding;

/// The longest name of a root that is written into a command.
const MAX_NAME: usize = 80;

pub(super) struct Situation<'a> {
    findings: &'a [Finding],
    missing: Vec<Missing>,
    policy: Policy,
    /// The text of a Send connector is there.
    connectors: bool,
    pub(super) endpoint: Endpoint,
    /// How PowerShell finds the root that the chain needs.
    pub(super) root: Option<String>,
}

impl<'a> Situation<'a> {
    pub(super) fn of(case: &Case<'_>, findings: &'a [Finding]) -> Self {
        Self {
            findings,
            missing: case.undecided(),
            policy: case.policy,
            connectors: case.settled.is_some(),
            endpoint: endpoint(case),
            root: root(case),
        }
    }

    /// One of these rules found something.
    pub(super) fn found(&self, rules: &[&str]) -> bool {
        self.findings.iter().any(|finding| rules.contains(&finding.id.as_str()))
    }

    /// One of these rules found something that the policy lets count.
    pub(super) fn found_grave(&self, rules: &[&str]) -> bool {
        self.findings.iter().any(|finding| {
            rules.contains(&finding.id.as_str()) && finding.severity >= Severity::Warning
        })
    }

    /// The connection failed before any certificate mattered.
    pub(super) fn failed(&self) -> bool {
        self.missing.contains(&Missing::Session)
    }

    /// The text lacks certificates, or the end.
    pub(super) fn lacks_output(&self) -> bool {
        self.missing.iter().any(|missing| {
            matches!(
                missing,
                Missing::Certificate
                    | Missing::Evidence
                    | Missing::CertificateBytes
                    | Missing::ChainCut
                    | Missing::EndEntity
                    | Missing::Handshake
                    | Missing::Incomplete
            )
        })
    }

    pub(super) fn lacks_name(&self) -> bool {
        self.missing.iter().any(|missing| {
            matches!(missing, Missing::ReferenceIdentifier | Missing::UsableReference(..))
        })
    }

    /// The server speaks SMTP, so it may be Exchange.
    pub(super) fn is_mail(&self) -> bool {
        self.endpoint.begin() == Begin::StartTls("smtp")
    }

    /// Something is wrong for those who check, and nobody said who does.
    pub(super) fn lacks_policy(&self) -> bool {
        self.policy == Policy::Unknown
            && !self.connectors
            && self.findings.iter().any(|finding| !finding.lowered.is_empty())
    }
}

/// The connection to try again: one that did not come to its end before one that did.
fn handshake<'c>(case: &'c Case<'_>) -> Option<&'c Handshake> {
    let handshakes = &case.facts.handshakes;
    handshakes
        .iter()
        .find(|handshake| handshake.completion != Completion::Completed)
        .or_else(|| handshakes.first())
}

pub(super) fn endpoint(case: &Case<'_>) -> Endpoint {
    let asked = case.question.reference_identifiers.first().map(String::as_str);
    let Some(handshake) = handshake(case) else { return Endpoint::new(asked, None, asked) };
    let command = handshake.command.as_ref().map(|command| &command.value);
    let target = handshake.target.as_ref().map(|target| &target.value);
    let address = handshake.address.as_ref().map(|address| address.value.as_str());
    let host = command
        .and_then(|command| command.host.as_deref())
        .or(target.map(|target| target.host.as_str()))
        .or(asked)
        .or(address);
    let port = command
        .and_then(|command| command.port.as_deref())
        .or(target.and_then(|target| target.port.as_deref()));
    let name = asked
        .or(command.and_then(|command| command.checked_names.first().map(String::as_str)))
        .or(command.and_then(|command| command.server_name.as_deref()));
    let endpoint = Endpoint::new(host, port, name);
    let typed = command.and_then(|command| command.starttls.as_deref());
    let protocol = match handshake.starttls.as_ref().map(|starttls| starttls.value) {
        Some(StartTls::Smtp) => Some("smtp"),
        Some(StartTls::Imap) => Some("imap"),
        Some(StartTls::Pop3) => Some("pop3"),
        Some(StartTls::Other) | None => None,
    };
    match (typed.or(protocol), command, handshake.completion) {
        (Some(word), _, _) => endpoint.begins(Some(word)),
        // The command did not ask for it, and TLS came about.
        (None, Some(_), Completion::Completed) => endpoint.begins(None),
        (None, _, _) => endpoint,
    }
}

/// By its thumbprint where its bytes are there: the anchor of the first chain, else the self-signed end of
/// its path. By its name where the text only names it.
fn root(case: &Case<'_>) -> Option<String> {
    let thumbprint =
        |sha1: &[u8; 20]| format!("Thumbprint -eq {}", base16ct::upper::encode_string(sha1));
    let chain = case.chains.first()?;
    let Some(path) = chain.best_path() else {
        return named(printed_name::short(chain.chain.named_end()?));
    };
    if let Some(anchor) = path.trust_anchor {
        return Some(thumbprint(&case.facts.anchor(anchor).sha1));
    }
    let last = case.certificate(*path.certificates.last()?);
    if last.is_self_issued() {
        return Some(thumbprint(&last.sha1));
    }
    // The issuer of the only certificate is rather an intermediate than a root.
    named(&last.issuer.short()).filter(|_| path.certificates.len() > 1)
}

/// A name of letters that mean nothing to PowerShell, inside quotation marks or to -like.
fn named(name: &str) -> Option<String> {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.' | b'_');
    let safe = !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(plain);
    safe.then(|| format!("Subject -like '*{name}*'"))
}
