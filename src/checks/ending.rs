//! What ended a handshake, decided once: the first of the reasons that the text gives.
//!
//! A program prints several lines on one failure; the rules on connections each tell of one kind of
//! ending, and every failure is told by exactly one of them. STARTTLS that was not offered or was refused
//! goes before the errors that follow from it.

use crate::facts::handshake::{
    Alert, Call, CallFailure, Completion, ConnectFailure, ErrorLine, Handshake, Letter, Program,
    Sender, Stated, alert,
};
use crate::span::Span;

/// Why no session came about, or why it was taken back.
pub enum Ending<'a> {
    Usage(&'a Stated<String>),
    Connect(&'a Stated<ConnectFailure>),
    StartTlsNotOffered(Span),
    StartTlsRefused(Span, &'a str),
    /// An alert of the server, with its number.
    Alert(&'a Stated<Alert>, u8),
    PlainText(&'a Stated<ErrorLine>),
    /// The client stopped by its own limits.
    Client(&'a Stated<ErrorLine>),
    /// The client refused the certificate: told by the rules on verification.
    Refused,
    Closed(Span),
    Reset(Span, &'a CallFailure),
    Other(Option<&'a Stated<ErrorLine>>),
}

/// Reasons that mean: what came was no TLS.
const PLAIN_TEXT: &[&str] = &[
    "unknown protocol",
    "wrong version number",
    "an unexpected tls packet was received",
    "packet length too long",
    "http request",
    "https proxy request",
];

/// Reasons by which the client itself stops.
const CLIENT: &[&str] = &[
    "no protocols available",
    "unsupported protocol",
    "version too low",
    "version too high",
    "no ciphers available",
    "no cipher match",
    "dh key too small",
    "bad dh p length",
    "ee key too small",
    "ca key too small",
    "ca md too weak",
    "unsafe legacy renegotiation disabled",
    "legacy sigalg disallowed or unsupported",
    "wrong signature type",
    "certificate verify failed",
    "bad ecpoint",
    "wrong curve",
    "wrong cipher returned",
];

/// Reasons that mean: the other side went away.
const CLOSED: &[&str] = &[
    "unexpected eof while reading",
    "ssl handshake failure",
    "unexpected eof",
    "the tls connection was non-properly terminated",
];

/// The same in the words of curl and of its libraries; the host stands behind some of them.
const CLOSED_BEGINNINGS: &[&str] = &[
    "recv failure: connection",
    "connection reset by peer",
    "connection was reset",
    "connection closed abruptly",
    "ssl_error_syscall in connection",
    "ssl_error_zero_return in connection",
    "failed to receive handshake",
    "server aborted the ssl handshake",
    "server dropped the connection",
];

/// Lines of the error queue that say nothing on why.
const NOISE: &[&str] = &[
    "shutdown while in init",
    "unknown security bits",
    "log conf invalid",
    "called a function you should not call",
    "no such file",
    "no such file or directory",
    "system lib",
    "bio lib",
    "connect error",
    "no renegotiation",
    "wrong ssl version",
];

/// `None` where the handshake came to an end and stood, or where the text does not show it.
pub fn ending(handshake: &Handshake) -> Option<Ending<'_>> {
    if let Some(usage) = &handshake.usage_error {
        return Some(Ending::Usage(usage));
    }
    let alert = server_alert(handshake);
    if handshake.completion == Completion::Completed {
        // A typed letter began another handshake; what became of that is no fault of this one.
        let again = handshake.letters.iter().any(|letter| letter.value == Letter::Renegotiate);
        return alert.filter(|_| !again).map(|(alert, number)| Ending::Alert(alert, number));
    }
    if handshake.connected != Some(true)
        && let Some(failure) = handshake.connect_failures.first()
    {
        return Some(Ending::Connect(failure));
    }
    if let Some(span) = handshake.starttls_not_offered {
        return Some(Ending::StartTlsNotOffered(span));
    }
    if let Some(refused) = &handshake.starttls_refused {
        return Some(Ending::StartTlsRefused(refused.span, &refused.value));
    }
    if let Some((alert, number)) = alert {
        return Some(Ending::Alert(alert, number));
    }
    let reason = |words: &[&str]| {
        handshake.errors.iter().find(|error| words.contains(&plain(&error.value).as_str()))
    };
    if let Some(error) = reason(CLIENT) {
        return Some(Ending::Client(error));
    }
    if let Some(error) = reason(PLAIN_TEXT) {
        return Some(Ending::PlainText(error));
    }
    let failures = &handshake.call_failures;
    let reset = failures.iter().find(|failure| matches!(failure.value.number, 104 | 10054 | 54));
    if let Some(reset) = reset {
        return Some(Ending::Reset(reset.span, &reset.value));
    }
    let gone = || {
        handshake.errors.iter().find(|error| {
            let reason = plain(&error.value);
            CLOSED_BEGINNINGS.iter().any(|words| reason.starts_with(words))
        })
    };
    if let Some(error) = reason(CLOSED).or_else(gone) {
        return Some(Ending::Closed(error.span));
    }
    if let Some(failure) = failures.iter().find(|failure| failure.value.call != Call::Connect) {
        return Some(Ending::Closed(failure.span));
    }
    if handshake.completion == Completion::NotShown {
        return None;
    }
    if handshake.program != Program::SClient && !handshake.verify_errors.is_empty() {
        return Some(Ending::Refused);
    }
    let other =
        handshake.errors.iter().find(|error| !NOISE.contains(&plain(&error.value).as_str()));
    Some(Ending::Other(other))
}

fn plain(error: &ErrorLine) -> String {
    error.reason.to_ascii_lowercase()
}

/// The first alert of the server that ends something, with its number.
fn server_alert(handshake: &Handshake) -> Option<(&Stated<Alert>, u8)> {
    handshake
        .alerts
        .iter()
        .filter(|alert| alert.value.from == Sender::Server && alert.value.fatal != Some(false))
        .filter_map(|alert| Some((alert, alert.value.number?)))
        .find(|(_, number)| !alert::ends_nothing(*number))
}
