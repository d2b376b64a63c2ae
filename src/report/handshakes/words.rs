//! In which words are a transcript's numbers told?
//!
//! Plain words for what was printed. What a number means for somebody is for the rules.

use crate::facts::handshake::{Alert, CallFailure, ConnectFailureKind, Handshake, VerifyCode};
use crate::facts::handshake::{StartTls, Target, alert};
use crate::input::transcript::{Call, ErrorLine, Program, Sender};
use crate::visible::quoted;

/// Who checked.
pub(super) const fn checker(program: Program) -> &'static str {
    match program {
        Program::SClient => "OpenSSL",
        Program::Curl => "curl",
        Program::GnutlsCli => "GnuTLS",
        Program::Collector => ".NET",
    }
}

/// `20 (unable to get local issuer certificate)`, or the words alone.
pub(super) fn code(code: &VerifyCode) -> String {
    let text = quoted(&code.text);
    code.number.map_or_else(|| text.clone(), |number| format!("{number} ({text})"))
}

/// `mail.example:25` as typed, else the address that was reached.
pub(super) fn target(handshake: &Handshake) -> Option<String> {
    let command = handshake.command.as_ref().map(|command| &command.value);
    if let Some(command) = command
        && let Some(host) = &command.host
    {
        let host = quoted(host);
        let Some(port) = &command.port else { return Some(host) };
        let bare_v6 = host.contains(':') && !host.starts_with('[');
        let port = quoted(port);
        return Some(if bare_v6 { format!("[{host}]:{port}") } else { format!("{host}:{port}") });
    }
    let told = handshake.target.as_ref().map(|target| &target.value);
    if let Some(Target { host, port: Some(port) }) = told {
        return Some(format!("{}:{}", quoted(host), quoted(port)));
    }
    let address = handshake.address.as_ref().map(|address| quoted(&address.value));
    told.map(|target| quoted(&target.host)).or(address)
}

/// The protocol in plain text before TLS.
pub(super) fn starttls(handshake: &Handshake, kind: StartTls) -> String {
    let typed = handshake.command.as_ref().and_then(|command| command.value.starttls.as_deref());
    match (kind, typed) {
        (StartTls::Smtp, _) => "SMTP".into(),
        (StartTls::Imap, _) => "IMAP".into(),
        (StartTls::Pop3, _) => "POP3".into(),
        (StartTls::Other, Some(typed)) => quoted(typed).to_ascii_uppercase(),
        (StartTls::Other, None) => "another protocol".into(),
    }
}

pub(super) const fn connect_failure(kind: ConnectFailureKind) -> &'static str {
    match kind {
        ConnectFailureKind::Refused => "the connection was refused",
        ConnectFailureKind::TimedOut => "nothing answered in time",
        ConnectFailureKind::NameUnknown => "the name could not be resolved",
        ConnectFailureKind::Unreachable => "there is no route to the address",
        ConnectFailureKind::BadPort => "the port is not known",
        ConnectFailureKind::Other => "the connection did not come about",
    }
}

/// `40 (handshake failure)`
pub(super) fn alert(alert: &Alert) -> String {
    match (alert.number, alert.number.and_then(alert::name)) {
        (Some(number), Some(name)) => format!("{number} ({name})"),
        (Some(number), None) => format!("{number} ({})", quoted(&alert.words)),
        (None, _) => quoted(&alert.words),
    }
}

pub(super) const fn sender(from: Sender) -> &'static str {
    match from {
        Sender::Server => "server",
        Sender::Client => "client",
    }
}

/// `wrong version number (SSL routines, ssl3_get_record, 1408F10B)`
pub(super) fn error_line(error: &ErrorLine) -> String {
    let mut from: Vec<&str> = vec![&error.library, &error.function, &error.code];
    from.retain(|part| !part.is_empty());
    quoted(&format!("{} ({})", error.reason, from.join(", ")))
}

/// `write: 104 (the other side reset the connection)`
pub(super) fn call_failure(failure: &CallFailure) -> String {
    let call = call(failure.call);
    match errno(failure.number) {
        Some(words) => format!("{call}: {} ({words})", failure.number),
        None => format!("{call}: {}", failure.number),
    }
}

pub(super) const fn call(call: Call) -> &'static str {
    match call {
        Call::Connect => "connect",
        Call::Read => "read",
        Call::Write => "write",
    }
}

/// Numbers of Linux, Windows and macOS.
pub(super) const fn errno(number: i64) -> Option<&'static str> {
    Some(match number {
        0 => "the other side closed the connection",
        32 => "the connection was closed already",
        54 | 104 | 10054 => "the other side reset the connection",
        53 | 103 | 10053 => "the connection was aborted",
        60 | 110 | 10060 => "nothing answered in time",
        61 | 111 | 10061 => "the connection was refused",
        65 | 101 | 113 | 10051 | 10065 => "there is no route to the address",
        _ => return None,
    })
}
