//! What does one row mean?
//!
//! Who speaks follows from the log's direction: in a receive log `<` is the client, in a send log `>`.
//! Rows that are known and not needed are told apart from those that are not understood, so that every
//! line of a log is accounted for. No session is known here.

use super::certificate::{self, Part};
use crate::input::smtp_log::{Direction, Event, Row};

/// The meaning of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    Connected,
    /// `Local`, `Remote`, `Timeout` …, or empty.
    Disconnected(&'a str),
    Command(Command<'a>),
    Reply(Reply<'a>),
    /// The sentence of a success row; see `negotiation`.
    Negotiated(&'a str),
    /// The name or number of the error.
    Failed(&'a str),
    /// With the data of the row, in which later builds tell all its parts.
    Certificate(Whose, &'a str),
    CertificatePart(Part, &'a str),
    /// `EmptyCertificate` and its kin: the chain of the other side by Exchange's own check.
    ChainStatus(&'a str),
    Capabilities {
        capabilities: &'a str,
        status: &'a str,
    },
    /// The second half of a delivery that a front end took.
    Proxied,
    /// Revocation could not be checked, and that was ignored.
    RevocationFailure(&'a str),
    /// No connection came about: the reason.
    NotReached(&'a str),
    /// Nothing that bears on TLS.
    NotNeeded,
    NotUnderstood,
}

/// What an SMTP client says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command<'a> {
    /// With the name that the client gives itself.
    Ehlo(&'a str),
    StartTls,
    /// Exchange to Exchange, without trust in an authority.
    AnonymousTls,
    /// With the address between the angle brackets; empty for a bounce.
    MailFrom(&'a str),
    RcptTo(&'a str),
    /// DATA, or the last BDAT.
    Content,
    Auth,
    Other,
}

/// What an SMTP server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply<'a> {
    pub code: u16,
    /// The whole reply.
    pub text: &'a str,
}

/// Whose certificate a row tells of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Whose {
    Ours,
    Theirs,
}

/// Beginnings of `*` rows that say nothing about TLS. Lower case is told apart: these are the program's
/// own words.
const NOT_NEEDED: &[&str] = &[
    "Set Session Permissions",
    "sending message with RecordId",
    "Outbound authentication",
    "Inbound AUTH",
    "Inbound authentication",
    "Tarpit for",
    "attempting to connect",
    "Attempting to connect",
    "Message or connection acked",
    "Proxying outbound",
    "Proxy session",
    "Successfully connected",
    "Connecting to",
    "Connection being dropped",
    "Session last error",
    "SessionId",
    "receiving message",
    "Received message",
    "User Name",
    "Username",
    "authenticated",
    "Certificate chain",
];

/// `direction` is that of the log.
pub fn meaning<'a>(row: &'a Row<'_>, direction: Direction) -> Meaning<'a> {
    let (data, context) = (text(&row.data), text(&row.context));
    match row.event {
        Event::Connect => Meaning::Connected,
        Event::Disconnect => Meaning::Disconnected(context),
        Event::Sent | Event::Received => {
            let from_client = (row.event == Event::Received) == (direction == Direction::Receive);
            let said = if data.is_empty() { context } else { data };
            if from_client { Meaning::Command(command(said)) } else { reply(said) }
        }
        Event::Information => information(data, context),
    }
}

/// What is not UTF-8 is no word of the program's; it is read up to there.
fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim(),
        Err(bad) => std::str::from_utf8(&bytes[..bad.valid_up_to()]).unwrap_or_default().trim(),
    }
}

fn command(said: &str) -> Command<'_> {
    let (verb, rest) = said.split_once(' ').unwrap_or((said, ""));
    let is = |word: &str| verb.eq_ignore_ascii_case(word);
    match verb.as_bytes().first().map(u8::to_ascii_uppercase) {
        Some(b'E') if is("EHLO") => Command::Ehlo(rest.trim()),
        Some(b'H') if is("HELO") => Command::Ehlo(rest.trim()),
        Some(b'S') if is("STARTTLS") => Command::StartTls,
        Some(b'X') if is("X-ANONYMOUSTLS") => Command::AnonymousTls,
        Some(b'M') if is("MAIL") => Command::MailFrom(address(rest)),
        Some(b'R') if is("RCPT") => Command::RcptTo(address(rest)),
        Some(b'D') if is("DATA") => Command::Content,
        Some(b'B') if is("BDAT") && rest.to_ascii_uppercase().ends_with("LAST") => Command::Content,
        Some(b'A') if is("AUTH") => Command::Auth,
        _ => Command::Other,
    }
}

/// Between `<` and `>`.
fn address(rest: &str) -> &str {
    let Some((_, rest)) = rest.split_once('<') else { return "" };
    rest.split_once('>').map_or(rest, |(address, _)| address)
}

/// A reply begins with three digits; a row that goes on with one does not.
fn reply(said: &str) -> Meaning<'_> {
    let code = said.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
    match code.and_then(|code| code.parse().ok()) {
        Some(code) => Meaning::Reply(Reply { code, text: said }),
        None => Meaning::NotNeeded,
    }
}

fn information<'a>(data: &'a str, context: &'a str) -> Meaning<'a> {
    // The sentence stands in the context, and in old builds in the data.
    let said = if context.is_empty() { data } else { context };
    if let Some(part) = certificate::part(said) {
        return Meaning::CertificatePart(part, data);
    }
    if said.starts_with("TLS protocol ") && said.contains(" negotiation succeeded") {
        return Meaning::Negotiated(said);
    }
    if let Some(error) = said.strip_prefix("TLS negotiation failed with error ") {
        return Meaning::Failed(error.trim_end_matches('.').trim());
    }
    let certificates = [
        ("Sending certificate", Whose::Ours),
        ("Remote certificate", Whose::Theirs),
        ("Received certificate", Whose::Theirs),
        ("Validated received certificate", Whose::Theirs),
    ];
    for (opening, whose) in certificates {
        if said.starts_with(opening) {
            return Meaning::Certificate(whose, data);
        }
    }
    if let Some(status) = said.strip_prefix("Client certificate chain validation status: ") {
        return Meaning::ChainStatus(quoted(status));
    }
    if said.starts_with("TlsDomainCapabilities=") {
        let value = |name: &str| said.split_once(name).map_or("", |(_, rest)| quoted(rest));
        let capabilities = value("TlsDomainCapabilities=");
        return Meaning::Capabilities { capabilities, status: value("Status=") };
    }
    if said.starts_with("Proxying inbound session with session id") {
        return Meaning::Proxied;
    }
    if let Some(status) = said.strip_prefix("CRL validation failed with status ") {
        return Meaning::RevocationFailure(status.split_once('.').map_or(status, |(word, _)| word));
    }
    if let Some(reason) = said.strip_prefix("Failed to connect.") {
        return Meaning::NotReached(reason.trim());
    }
    let known = NOT_NEEDED.iter().any(|word| said.starts_with(word) || data.starts_with(word));
    if known || said.is_empty() { Meaning::NotNeeded } else { Meaning::NotUnderstood }
}

/// `'EmptyCertificate'` without its quotes; a copy may have lost or curled them.
fn quoted(text: &str) -> &str {
    let marks = ['\'', '\u{2018}', '\u{2019}', '"'];
    let inner = text.trim_start_matches(marks);
    inner.split(marks).next().unwrap_or(inner).trim_end_matches(';').trim()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn row(event: Event, data: &'static str, context: &'static str) -> Row<'static> {
        Row {
            time: 0,
            connector: Cow::Borrowed(b""),
            session: 1,
            sequence: 0,
            local: Cow::Borrowed(b""),
            remote: Cow::Borrowed(b""),
            event,
            data: Cow::Borrowed(data.as_bytes()),
            context: Cow::Borrowed(context.as_bytes()),
        }
    }

    #[test]
    fn who_speaks_follows_from_the_log() {
        let ehlo = row(Event::Received, "EHLO mail.example.com", "");
        let command = Meaning::Command(Command::Ehlo("mail.example.com"));
        assert_eq!(meaning(&ehlo, Direction::Receive), command);
        assert_eq!(meaning(&ehlo, Direction::Send), Meaning::NotNeeded);
        let reply = row(Event::Received, "454 4.7.0 Invalid client certificate", "");
        let said = Reply { code: 454, text: "454 4.7.0 Invalid client certificate" };
        assert_eq!(meaning(&reply, Direction::Send), Meaning::Reply(said));
    }

    #[test]
    fn commands_in_any_case() {
        #[track_caller]
        fn check(said: &'static str, expected: Command<'static>) {
            let row = row(Event::Sent, said, "");
            assert_eq!(meaning(&row, Direction::Send), Meaning::Command(expected));
        }
        check("STARTTLS", Command::StartTls);
        check("starttls", Command::StartTls);
        check("X-ANONYMOUSTLS", Command::AnonymousTls);
        check("MAIL FROM:<a@b.example> SIZE=1", Command::MailFrom("a@b.example"));
        check("MAIL FROM:<>", Command::MailFrom(""));
        check("RCPT TO:<c@d.example>", Command::RcptTo("c@d.example"));
        check("BDAT 100 LAST", Command::Content);
        check("BDAT 100", Command::Other);
        check("", Command::Other);
    }

    #[test]
    fn what_the_program_says() {
        #[track_caller]
        fn check(data: &'static str, context: &'static str, expected: Meaning<'static>) {
            let row = row(Event::Information, data, context);
            assert_eq!(meaning(&row, Direction::Receive), expected);
        }
        check("", "TLS negotiation failed with error SocketError", Meaning::Failed("SocketError"));
        check("TLS negotiation failed with error 10054", "", Meaning::Failed("10054"));
        check(
            "",
            "Client certificate chain validation status: 'EmptyCertificate'",
            Meaning::ChainStatus("EmptyCertificate"),
        );
        check(
            "",
            "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'",
            Meaning::Capabilities { capabilities: "None", status: "NoRemoteCertificate" },
        );
        check("", "Sending certificate", Meaning::Certificate(Whose::Ours, ""));
        check("CN=a", "Certificate subject", Meaning::CertificatePart(Part::Subject, "CN=a"));
        check("", "Proxying inbound session with session id 08D7", Meaning::Proxied);
        check(
            "",
            "CRL validation failed with status RevocationOffline. Treating the failure as success.",
            Meaning::RevocationFailure("RevocationOffline"),
        );
        check("SMTPSubmit", "Set Session Permissions", Meaning::NotNeeded);
        check("", "a sentence of a later build", Meaning::NotUnderstood);
    }
}
