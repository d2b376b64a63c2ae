//! What does one row mean?
//!
//! Who speaks follows from the log's direction: in a receive log `<` is the client, in a send log `>`.
//! Rows that are known and not needed are told apart from those that are not understood, so that every
//! line of a log is accounted for. No session is known here.

use super::certificate::{self, Part};
use crate::rows::{Direction, Event, Row};

/// The meaning of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    Connected,
    /// `Local`, `Remote`, `Timeout` …, or empty.
    Disconnected(&'a str),
    Command(Command<'a>),
    Reply(Reply<'a>),
    /// The sentence of a success row; see `negotiation`.
    Negotiated(&'a [u8]),
    /// The name or number of the error.
    Failed(&'a str),
    /// With the data of the row, in which later builds tell all its parts.
    Certificate(Whose, &'a [u8]),
    CertificatePart(Part, &'a str),
    /// `EmptyCertificate` and its kin: the chain of the other side by Exchange's own check.
    ChainStatus(&'a str),
    Capabilities {
        capabilities: &'a str,
        status: &'a str,
    },
    /// The second half of a delivery that a front end took, with the id of the front end's session; 0 where it is no id.
    Proxied(u64),
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
    /// The whole reply. Most replies say nothing that is read as text.
    pub text: &'a [u8],
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
#[inline]
pub fn meaning<'a>(row: &'a Row<'_>, direction: Direction) -> Meaning<'a> {
    match row.event {
        Event::Connect => Meaning::Connected,
        Event::Disconnect => Meaning::Disconnected(text(&row.context)),
        Event::Sent | Event::Received => {
            let from_client = (row.event == Event::Received) == (direction == Direction::Receive);
            let said = row.data.trim_ascii();
            let said = if said.is_empty() { row.context.trim_ascii() } else { said };
            if from_client { Meaning::Command(command(said)) } else { reply(said) }
        }
        Event::Information => information(row.data.trim_ascii(), row.context.trim_ascii()),
    }
}

/// What is not UTF-8 is no word of the program's; it is read up to there.
pub fn text(bytes: &[u8]) -> &str {
    let bytes = bytes.trim_ascii();
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(bad) => std::str::from_utf8(&bytes[..bad.valid_up_to()]).unwrap_or_default(),
    }
}

fn command(said: &[u8]) -> Command<'_> {
    let end = said.iter().take(16).position(|byte| *byte == b' ').unwrap_or(said.len());
    let (verb, rest) = said.split_at(end);
    let is = |word: &[u8]| verb.eq_ignore_ascii_case(word);
    match verb.first().map(u8::to_ascii_uppercase) {
        Some(b'E') if is(b"EHLO") => Command::Ehlo(text(rest)),
        Some(b'H') if is(b"HELO") => Command::Ehlo(text(rest)),
        Some(b'S') if is(b"STARTTLS") => Command::StartTls,
        Some(b'X') if is(b"X-ANONYMOUSTLS") => Command::AnonymousTls,
        Some(b'M') if is(b"MAIL") => Command::MailFrom(address(rest)),
        Some(b'R') if is(b"RCPT") => Command::RcptTo(address(rest)),
        Some(b'D') if is(b"DATA") => Command::Content,
        Some(b'B') if is(b"BDAT") && ends_with_last(rest) => Command::Content,
        Some(b'A') if is(b"AUTH") => Command::Auth,
        _ => Command::Other,
    }
}

fn ends_with_last(rest: &[u8]) -> bool {
    rest.last_chunk::<4>().is_some_and(|last| last.eq_ignore_ascii_case(b"LAST"))
}

/// Between `<` and `>`.
fn address(rest: &[u8]) -> &str {
    let Some(opens) = rest.iter().position(|byte| *byte == b'<') else { return "" };
    let rest = &rest[opens + 1..];
    let closes = memchr::memchr(b'>', rest).unwrap_or(rest.len());
    std::str::from_utf8(&rest[..closes]).unwrap_or_default()
}

/// A reply begins with three digits; a row that goes on with one does not.
fn reply(said: &[u8]) -> Meaning<'_> {
    match said {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
            let [a, b, c] = [a, b, c].map(|digit| u16::from(digit - b'0'));
            Meaning::Reply(Reply { code: a * 100 + b * 10 + c, text: said })
        }
        _ => Meaning::NotNeeded,
    }
}

fn information<'a>(data: &'a [u8], context: &'a [u8]) -> Meaning<'a> {
    // The sentence stands in the context, and in old builds in the data.
    let said = if context.is_empty() { data } else { context };
    match said.first() {
        None => return Meaning::NotNeeded,
        Some(b'T') => {
            if let Some(rest) = said.strip_prefix(b"TLS protocol ")
                && let Some(blank) = rest.iter().position(|byte| *byte == b' ')
                && rest[blank + 1..].starts_with(b"negotiation succeeded")
            {
                return Meaning::Negotiated(said);
            }
            if let Some(error) = said.strip_prefix(b"TLS negotiation failed with error ") {
                return Meaning::Failed(text(error).trim_end_matches('.').trim_end());
            }
            if said.starts_with(b"TlsDomainCapabilities=") {
                return capabilities(text(said));
            }
        }
        Some(b'C') => {
            if let Some(part) = certificate::part(said) {
                return Meaning::CertificatePart(part, text(data));
            }
            if let Some(status) = said.strip_prefix(b"Client certificate chain validation status: ")
            {
                return Meaning::ChainStatus(quoted(text(status)));
            }
            if let Some(status) = said.strip_prefix(b"CRL validation failed with status ") {
                let status = text(status);
                let word = status.split_once('.').map_or(status, |(word, _)| word);
                return Meaning::RevocationFailure(word);
            }
        }
        Some(b'P') => {
            if let Some(id) = said.strip_prefix(b"Proxying inbound session with session id") {
                let id = u64::from_str_radix(text(id).trim_end_matches('.'), 16);
                return Meaning::Proxied(id.unwrap_or_default());
            }
        }
        Some(b'F') => {
            if let Some(reason) = said.strip_prefix(b"Failed to connect.") {
                return Meaning::NotReached(text(reason));
            }
        }
        Some(b'S') if said.starts_with(b"Sending certificate") => {
            return Meaning::Certificate(Whose::Ours, data);
        }
        Some(b'R' | b'V') => {
            let openings: [&[u8]; 3] =
                [b"Remote certificate", b"Received certificate", b"Validated received certificate"];
            if openings.iter().any(|opening| said.starts_with(opening)) {
                return Meaning::Certificate(Whose::Theirs, data);
            }
        }
        Some(_) => {}
    }
    let begins = |text: &[u8], word: &str| {
        text.first() == word.as_bytes().first() && text.starts_with(word.as_bytes())
    };
    let known = NOT_NEEDED.iter().any(|word| begins(said, word) || begins(data, word));
    if known { Meaning::NotNeeded } else { Meaning::NotUnderstood }
}

/// `TlsDomainCapabilities='None'; Status='NoRemoteCertificate'`.
fn capabilities(said: &str) -> Meaning<'_> {
    let value = |name: &str| {
        said.split(';').find_map(|part| part.trim_start().strip_prefix(name)).map_or("", quoted)
    };
    Meaning::Capabilities {
        capabilities: value("TlsDomainCapabilities="),
        status: value("Status="),
    }
}

/// `'EmptyCertificate'` without its quotes; a copy may have lost or curled them.
fn quoted(text: &str) -> &str {
    // As it is written in all logs that nobody has touched.
    if let Some(inner) = text.strip_prefix('\'')
        && let Some(inner) = inner.strip_suffix('\'')
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return inner;
    }
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
        let said = Reply { code: 454, text: b"454 4.7.0 Invalid client certificate" };
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
        check("", "Sending certificate", Meaning::Certificate(Whose::Ours, b""));
        check("CN=a", "Certificate subject", Meaning::CertificatePart(Part::Subject, "CN=a"));
        check("", "Proxying inbound session with session id 08D7", Meaning::Proxied(0x8d7));
        check(
            "",
            "CRL validation failed with status RevocationOffline. Treating the failure as success.",
            Meaning::RevocationFailure("RevocationOffline"),
        );
        check("SMTPSubmit", "Set Session Permissions", Meaning::NotNeeded);
        check("", "a sentence of a later build", Meaning::NotUnderstood);
    }
}
