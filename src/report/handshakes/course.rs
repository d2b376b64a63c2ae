//! How far did a connection come, and what ended it?
//!
//! The sentence, the stages and the error of one handshake, from what its transcript shows. Whether that
//! is somebody's fault is for the rules.

use super::words;
use crate::checks::ending::{Ending, ending};
use crate::facts::handshake::{CallFailure, Completion, Handshake, Peer, Program};
use crate::report::HandshakeStage;
use crate::visible::quoted;

/// Who was dialled, where the text names nobody.
const NOBODY: &str = "The server";

/// What ended it, in a sentence; `None` where nothing went wrong or the text does not show it.
pub(super) fn error(handshake: &Handshake) -> Option<String> {
    let completed = handshake.completion == Completion::Completed;
    let Some(ending) = ending(handshake) else {
        return if completed { afterwards(handshake) } else { None };
    };
    Some(match ending {
        Ending::Usage(usage) => format!(
            "The command line was not accepted, so nothing was tested: {}.",
            plain(&usage.value)
        ),
        Ending::Connect(failure) => format!(
            "No connection came about: {} ({}).",
            words::connect_failure(failure.value.kind),
            plain(&failure.value.text)
        ),
        Ending::StartTlsNotOffered(_) => {
            let went_on =
                handshake.errors.first().filter(|_| handshake.program == Program::SClient);
            let then = went_on.map(|line| {
                format!(
                    "; the client asked for TLS all the same and stopped with: {}",
                    plain(&line.value.reason)
                )
            });
            format!("The server did not offer STARTTLS{}.", then.unwrap_or_default())
        }
        Ending::StartTlsRefused(_, said) => {
            let said = plain(said);
            let said = if said.is_empty() { said } else { format!(": {said}") };
            format!("The server refused STARTTLS{said}.")
        }
        Ending::Alert(alert, _) => {
            let what = if completed { "connection" } else { "handshake" };
            format!("The server ended the {what} with the alert {}.", words::alert(&alert.value))
        }
        Ending::PlainText(line) | Ending::Client(line) | Ending::Other(Some(line)) => {
            format!("The client stopped with: {}.", plain(&line.value.reason))
        }
        Ending::Closed(_) => "During the handshake the server closed the connection.".into(),
        Ending::Reset(_, failure) => call_failed("During", *failure),
        Ending::Refused | Ending::Other(None) => match handshake.errors.first() {
            Some(line) => format!("The client stopped with: {}.", plain(&line.value.reason)),
            None => "The handshake was not finished; the text does not say why.".into(),
        },
    })
}

/// What broke a session that had begun. Many servers hang up without a close notify: that is no fault of
/// it.
fn afterwards(handshake: &Handshake) -> Option<String> {
    let stopped = handshake.errors.iter().map(|line| &line.value).find(|line| {
        // Other programs print an error only where it ended something.
        (line.library == "SSL routines" || handshake.program != Program::SClient)
            && line.reason != "shutdown while in init"
            && !line.reason.starts_with("unexpected eof")
    });
    if let Some(line) = stopped {
        return Some(format!("The client stopped with: {}.", plain(&line.reason)));
    }
    let failure = handshake.call_failures.iter().find(|failure| failure.value.number != 0)?;
    Some(call_failed("After", failure.value))
}

fn call_failed(when: &str, failure: CallFailure) -> String {
    let call = words::call(failure.call);
    let number = failure.number;
    match words::errno(number) {
        Some(said) => format!("{when} the handshake {said} ({call}: {number})."),
        None => format!("{when} the handshake a {call} failed with error {number}."),
    }
}

/// Words of the text as a part of our sentence.
fn plain(text: &str) -> String {
    quoted(text).trim_end_matches(['.', ':']).to_owned()
}

/// What was reached and how far it came, in a sentence or two.
pub(super) fn sentence(handshake: &Handshake, error: Option<&str>) -> String {
    let completed = handshake.completion == Completion::Completed;
    if let Some(error) = error
        && (handshake.usage_error.is_some() || handshake.connected == Some(false))
    {
        return match words::target(handshake) {
            Some(target) if handshake.usage_error.is_none() => {
                format!("{target} was not reached. {error}")
            }
            _ => error.to_owned(),
        };
    }
    let mut parts = vec![reached(handshake), came(handshake)];
    parts.extend(verification(handshake));
    let mut sentence = format!("{}.", parts.join("; "));
    if let Some(error) = error {
        sentence.push_str(if completed { " Afterwards: " } else { " " });
        sentence.push_str(error);
    }
    sentence
}

fn reached(handshake: &Handshake) -> String {
    let address = handshake.address.as_ref().map(|address| quoted(&address.value));
    let who = match (words::target(handshake), address) {
        (Some(target), Some(address)) if !target.contains(&address) => {
            format!("{target} ({address})")
        }
        (Some(target), _) => target,
        (None, _) => NOBODY.into(),
    };
    match handshake.connected {
        Some(true) => match &handshake.starttls {
            Some(kind) => {
                let plain = words::starttls(handshake, kind.value);
                if handshake.completion == Completion::Completed {
                    format!("{who} was reached through {plain} with STARTTLS")
                } else {
                    format!("{who} was reached, and asked for STARTTLS over {plain}")
                }
            }
            None => format!("{who} was reached"),
        },
        Some(false) => format!("{who} was not reached"),
        None if who == NOBODY => "Whether the server was reached is not shown".into(),
        None => format!("Whether {who} was reached is not shown"),
    }
}

fn came(handshake: &Handshake) -> String {
    match handshake.completion {
        Completion::Completed => {
            let agreed = agreed(handshake, " and ");
            let resumed =
                if handshake.resumed { ", reusing a session or a key shared before" } else { "" };
            if agreed.is_empty() {
                format!("the handshake was completed{resumed}")
            } else {
                format!("the handshake was completed with {agreed}{resumed}")
            }
        }
        Completion::Failed => "the handshake failed".into(),
        Completion::NotShown => "whether the handshake was completed is not shown".into(),
    }
}

/// "TLS 1.2 and ECDHE-RSA-AES256-GCM-SHA384", as far as printed.
fn agreed(handshake: &Handshake, between: &str) -> String {
    let version = handshake.protocol.as_ref().map(|version| version.value.word().to_owned());
    let suite = handshake.cipher_suite.as_ref().map(|suite| quoted(&suite.value));
    version.into_iter().chain(suite).collect::<Vec<_>>().join(between)
}

/// What the client says of the certificates. Without one its words mean nothing.
fn verification(handshake: &Handshake) -> Option<String> {
    let who = words::checker(handshake.program);
    if handshake.connected == Some(false) {
        return None;
    }
    match handshake.peer {
        Peer::NoCertificate(_) => return Some("no certificate came".into()),
        Peer::RawPublicKey(_) => {
            return Some("a bare public key came in place of a certificate".into());
        }
        Peer::Certificate => {}
        Peer::NotShown if handshake.completion == Completion::Failed => return None,
        Peer::NotShown => {}
    }
    let code = &handshake.verify_code.as_ref()?.value;
    let hollow = if code.is_ok() && handshake.peer == Peer::NotShown {
        ", but no certificate is shown"
    } else {
        ""
    };
    Some(format!("{who} says {}{hollow}", words::code(code)))
}

/// From the network to the end, each with a mark. `agree`: what the client says of the chain beside what
/// was computed; no claim is green or red by itself.
pub(super) fn stages(
    handshake: &Handshake,
    error: Option<&str>,
    agree: Option<bool>,
) -> Vec<HandshakeStage> {
    let stage = |what: &str, says: String, good: Option<bool>| HandshakeStage {
        what: what.into(),
        says,
        good,
    };
    let mut stages = Vec::with_capacity(5);
    let address = handshake.address.as_ref().map(|address| quoted(&address.value));
    let (says, good) = match (handshake.connected, handshake.connect_failures.first()) {
        (Some(true), _) => (address.unwrap_or_else(|| "yes".into()), Some(true)),
        (Some(false), Some(failure)) => {
            (words::connect_failure(failure.value.kind).into(), Some(false))
        }
        (Some(false), None) if handshake.usage_error.is_some() => ("not tried".into(), None),
        (Some(false), None) => ("no".into(), Some(false)),
        (None, _) => ("not shown".into(), None),
    };
    stages.push(stage("Reached", says, good));
    stages.extend(starttls(handshake).map(|(says, good)| stage("STARTTLS", says, good)));
    let (says, good) = match handshake.completion {
        Completion::Completed => {
            let agreed = agreed(handshake, ", ");
            (if agreed.is_empty() { "completed".into() } else { agreed }, Some(true))
        }
        Completion::Failed if handshake.connected == Some(false) => ("not begun".into(), None),
        Completion::Failed => ("failed".into(), Some(false)),
        Completion::NotShown => ("not shown".into(), None),
    };
    stages.push(stage("Handshake", says, good));
    let (says, good) = verified(handshake, agree);
    stages.push(stage("Verification", says, good));
    let (says, good) = ended(handshake, error);
    stages.push(stage("End", says, good));
    stages
}

fn starttls(handshake: &Handshake) -> Option<(String, Option<bool>)> {
    let completed = handshake.completion == Completion::Completed;
    let kind = handshake.starttls.as_ref().map(|kind| words::starttls(handshake, kind.value));
    if handshake.starttls_refused.is_some() {
        return Some(("refused".into(), Some(completed)));
    }
    if handshake.starttls_not_offered.is_some() {
        let says = if completed { "not offered, and accepted" } else { "not offered" };
        return Some((says.into(), Some(completed)));
    }
    let kind = kind?;
    if completed {
        return Some((kind, Some(true)));
    }
    Some((format!("{kind}, asked for"), None))
}

fn verified(handshake: &Handshake, agree: Option<bool>) -> (String, Option<bool>) {
    let who = words::checker(handshake.program);
    let says = handshake.verify_code.as_ref().map(|code| &code.value);
    let code = match (handshake.peer, says) {
        (Peer::NoCertificate(_), _) => return ("no certificate came".into(), None),
        (Peer::RawPublicKey(_), _) => return ("a bare public key".into(), None),
        (Peer::NotShown, Some(code)) if code.is_ok() => {
            return (format!("{who} says {}; no certificate is shown", words::code(code)), None);
        }
        (_, None) => return ("not shown".into(), None),
        (Peer::Certificate | Peer::NotShown, Some(code)) => code,
    };
    let told = words::code(code);
    if agree == Some(false) {
        return (format!("{who} says {told}; what was computed here differs"), None);
    }
    // Confirmed by our own look, an error is one. By itself it may only tell of the client's roots.
    if !code.is_ok() {
        return (format!("{who} says {told}"), agree.map(|_| false));
    }
    // curl and gnutls-cli compare the name that they dial, unless they are told not to.
    let dialled = handshake.program != Program::SClient
        && handshake
            .command
            .as_ref()
            .is_some_and(|command| !command.value.checked_names.is_empty());
    let name = if handshake.verified_name.is_some() || dialled {
        ", name checked"
    } else if handshake.program == Program::SClient {
        ", name not checked"
    } else {
        ""
    };
    (format!("{who} says {told}{name}"), agree)
}

fn ended(handshake: &Handshake, error: Option<&str>) -> (String, Option<bool>) {
    if error.is_some() {
        return ("with an error".into(), Some(false));
    }
    let closed = || {
        let closed = handshake.call_failures.iter().any(|failure| failure.value.number == 0);
        closed.then(|| "closed by the server".to_owned())
    };
    match handshake.end.as_ref().map(|end| quoted(&end.value)).or_else(closed) {
        Some(end) => (end, Some(true)),
        None => ("not shown".into(), None),
    }
}
