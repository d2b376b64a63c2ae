//! What does one line of `openssl s_client` say?
//!
//! One table of how the lines of every version begin, each with a reader for the rest. A line counts only
//! where it begins so: a name that holds `Verify return code: 0` says nothing. Lines that are known and of
//! no use are in the table too, so that the others can be named as not understood.

use crate::input::transcript::{Call, Said, Sender};
use crate::input::{error_line, printed_date};
use crate::timestamp::Timestamp;

type Reader = fn(&str) -> Option<Said>;

/// The line's beginning and the reader of what follows it. Of two that fit the first wins.
const WORDS: &[(&str, Reader)] = &[
    ("CONNECTED(", |_| Some(Said::Connected)),
    ("CONNECTION ESTABLISHED", |_| Some(Said::Established)),
    ("Connecting to ", |rest| text(rest, Said::ConnectingTo)),
    ("didn't found starttls in server response", |_| Some(Said::StartTlsNotOffered)),
    ("didn't found STARTTLS in server response", |_| Some(Said::StartTlsNotOffered)),
    ("Didn't find STARTTLS in server response", |_| Some(Said::StartTlsNotOffered)),
    ("Didn't find STARTTLS in IMAP response", |_| Some(Said::StartTlsNotOffered)),
    ("didn't find starttls in server response", |_| Some(Said::StartTlsNotOffered)),
    ("Missing STARTTLS", |_| Some(Said::StartTlsNotOffered)),
    ("STARTTLS not supported", |_| Some(Said::StartTlsNotOffered)),
    ("STARTTLS failed", |rest| Some(Said::StartTlsRefused(rest.trim().to_owned()))),
    ("depth=", depth),
    ("verify error:num=", verify_error),
    ("verify error:", |rest| {
        Some(Said::VerifyError { number: None, text: rest.trim().to_owned() })
    }),
    ("verify return:", known),
    ("verify depth is ", known),
    ("notBefore=", known),
    ("notAfter=", known),
    ("issuer= ", known),
    ("Certificate chain", known),
    ("Server certificate", known),
    ("subject=", |rest| Some(Said::PeerSubject(rest.trim().to_owned()))),
    ("issuer=", |rest| Some(Said::PeerIssuer(rest.trim().to_owned()))),
    ("a:PKEY:", known),
    ("v:NotBefore:", known),
    ("no peer certificate available", |_| Some(Said::NoPeerCertificate)),
    ("Server-to-client raw public key negotiated", |_| Some(Said::RawPublicKey)),
    ("Server raw public key", |_| Some(Said::RawPublicKey)),
    ("Peer used raw public key", |_| Some(Said::RawPublicKey)),
    ("Peer certificate: ", |rest| text(rest, Said::PeerSubject)),
    ("No client certificate CA names sent", |_| Some(Said::NoClientAuthorities)),
    ("Acceptable client certificate CA names", |_| Some(Said::ClientCertificateRequested)),
    ("Client Certificate Types:", |_| Some(Said::ClientCertificateRequested)),
    ("Requested Signature Algorithms:", |rest| algorithms(rest, false)),
    ("Shared Requested Signature Algorithms:", |rest| algorithms(rest, true)),
    ("Peer signing digest:", |rest| text(rest, Said::PeerDigest)),
    ("Hash used:", |rest| text(rest, Said::PeerDigest)),
    ("Peer signature type:", |rest| text(rest, Said::PeerSignature)),
    ("Signature type:", |rest| text(rest, Said::PeerSignature)),
    ("Own signature type:", known),
    ("Server Temp Key:", |rest| text(rest, Said::TemporaryKey)),
    ("Peer Temp Key:", |rest| text(rest, Said::TemporaryKey)),
    ("Negotiated TLS1.3 group:", group),
    ("Negotiated TLS1.3 group NID:", known),
    ("SSL handshake has read ", handshake_bytes),
    ("Verification: OK", |_| Some(Said::Verification(None))),
    ("Verification error:", |rest| Some(Said::Verification(Some(rest.trim().to_owned())))),
    ("Verified peername:", |rest| text(rest, Said::VerifiedName)),
    ("DANE TLSA ", |rest| text(rest, Said::Dane)),
    ("New, ", |rest| suite(rest, false)),
    ("Reused, ", |rest| suite(rest, true)),
    ("Protocol version:", |rest| text(rest, Said::Protocol)),
    ("Ciphersuite:", |rest| text(rest, Said::SessionCipher)),
    ("Server public key is ", |rest| number_before(rest, " bit").map(Said::PublicKeyBits)),
    ("Secure Renegotiation IS NOT supported", |_| Some(Said::SecureRenegotiation(false))),
    ("Secure Renegotiation IS supported", |_| Some(Said::SecureRenegotiation(true))),
    ("This TLS version forbids renegotiation", known),
    ("Compression:", |rest| text(rest, Said::Compression)),
    ("Expansion:", known),
    ("No ALPN negotiated", |_| Some(Said::Alpn(None))),
    ("ALPN protocol:", |rest| Some(Said::Alpn(Some(rest.trim().to_owned())))),
    ("Early data was ", known),
    ("Verify return code:", verify_code),
    ("SSL-Session:", |_| Some(Said::SessionBegins)),
    ("Session-ID", known),
    ("Master-Key:", known),
    ("Resumption PSK:", known),
    ("Key-Arg", known),
    ("Krb5 Principal:", known),
    ("PSK identity", known),
    ("SRP username:", known),
    ("TLS session ticket", known),
    ("Start Time:", start_time),
    ("Extended master secret:", |rest| {
        Some(Said::ExtendedMasterSecret(rest.trim().starts_with("yes")))
    }),
    ("Max Early Data:", known),
    ("Post-Handshake New Session Ticket arrived", known),
    ("read R BLOCK", known),
    ("OCSP response: no response sent", |_| Some(Said::NoStaple)),
    ("OCSP responses: no responses sent", |_| Some(Said::NoStaple)),
    ("OCSP responses: number of responses:", known),
    ("OCSP response:", known),
    ("OCSP Response Status:", |rest| text(rest, Said::StapleResponse)),
    ("OCSP Response Data:", known),
    ("Cert Status:", |rest| text(rest, Said::StapleStatus)),
    ("Revocation Time:", |rest| printed_date::read(rest).map(Said::StapleRevoked)),
    ("This Update:", |rest| printed_date::read(rest).map(Said::StapleThisUpdate)),
    ("Next Update:", |rest| printed_date::read(rest).map(Said::StapleNextUpdate)),
    ("SSL3 alert ", alert_of_state),
    ("SSL_connect:", |rest| Some(Said::State(rest.trim().to_owned()))),
    ("<<< ", |rest| message(rest, Sender::Server)),
    (">>> ", |rest| message(rest, Sender::Client)),
    ("drop connection and then reconnect", |_| Some(Said::Reconnect)),
    ("RENEGOTIATING", |_| Some(Said::Renegotiating)),
    ("KEYUPDATE", |_| Some(Said::KeyUpdate)),
    ("HEARTBEATING", known),
    ("DONE", |rest| rest.is_empty().then(|| Said::Ended("DONE".into()))),
    ("closed", |rest| rest.is_empty().then(|| Said::Ended("closed".into()))),
    ("connect:errno=", |rest| errno(rest, Call::Connect)),
    ("write:errno=", |rest| errno(rest, Call::Write)),
    ("read:errno=", |rest| errno(rest, Call::Read)),
    ("connect: ", |rest| text(rest, Said::ConnectFailed)),
    ("gethostbyname failure", |_| Some(Said::ConnectFailed("gethostbyname failure".into()))),
    ("getservbyname failure", |rest| {
        Some(Said::ConnectFailed(format!("getservbyname failure{rest}")))
    }),
    ("getaddrinfo: ", |rest| text(rest, Said::ConnectFailed)),
    ("unknown option ", |rest| Some(Said::UsageError(format!("unknown option {rest}")))),
    ("s_client: Use -help", known),
    ("s_client: ", |rest| text(rest, Said::UsageError)),
    ("usage: s_client", help),
    ("Usage: s_client", help),
    ("Call to SSL_CONF_cmd", |rest| Some(Said::UsageError(format!("Call to SSL_CONF_cmd{rest}")))),
    ("Error with command:", |rest| text(rest, Said::UsageError)),
    ("Non-positive number", |rest| Some(Said::UsageError(format!("Non-positive number{rest}")))),
    ("error setting ", |rest| Some(Said::UsageError(format!("error setting {rest}")))),
    ("Can't use SSL_get_servername", known),
    ("WARNING: can't open config file", known),
    ("Loading 'screen' into random state", known),
    ("ECH:", known),
    ("SCT", known),
    ("LOCAL PORT is", known),
    ("Using Kernel TLS", known),
    ("Next protocol:", known),
    ("SRTP Extension", known),
    ("Supported Elliptic", known),
    ("Shared Elliptic", known),
    ("Supported groups:", known),
    ("Shared groups:", known),
    ("Keying material", known),
    ("Label:", known),
    ("Length:", known),
    ("TLS server extension ", known),
    ("TLS client extension ", known),
    ("Security callback:", known),
    ("read from 0x", known),
    ("write to 0x", known),
    ("read from ", known),
    ("write to ", known),
    ("At line:", known),
    ("+ CategoryInfo", known),
    ("+ FullyQualifiedErrorId", known),
    ("+ ~", known),
    ("-----BEGIN ", known),
    ("-----END ", known),
    ("[masked by Handglass:", known),
    ("ERROR", |rest| rest.is_empty().then_some(Said::Known)),
];

/// Which words begin with a byte: every line of a long text asks.
struct Index {
    first: [u8; 128],
    /// For each word the next one with the same first byte.
    next: [u8; WORDS.len()],
}

const NO_MORE: u8 = u8::MAX;
static INDEX: Index = index();

const fn index() -> Index {
    assert!(WORDS.len() < NO_MORE as usize);
    let mut index = Index { first: [NO_MORE; 128], next: [NO_MORE; WORDS.len()] };
    let mut at = WORDS.len();
    while at > 0 {
        at -= 1;
        let byte = WORDS[at].0.as_bytes()[0] as usize;
        index.next[at] = index.first[byte];
        index.first[byte] = at as u8;
    }
    index
}

/// The words that begin as the text does, in the table's order.
fn like(text: &str) -> impl Iterator<Item = &'static (&'static str, Reader)> {
    let byte = text.as_bytes().first().map_or(0, |byte| usize::from(*byte));
    let mut at = INDEX.first.get(byte).copied().unwrap_or(NO_MORE);
    std::iter::from_fn(move || {
        let word = WORDS.get(usize::from(at))?;
        at = INDEX.next.get(usize::from(at)).copied().unwrap_or(NO_MORE);
        Some(word)
    })
}

fn known(_: &str) -> Option<Said> {
    Some(Said::Known)
}

/// The help text, printed without a word on what was wrong.
fn help(_: &str) -> Option<Said> {
    Some(Said::UsageError("the program printed its usage".into()))
}

/// What a line says; `None` where it begins as no line of s_client does, or its rest is not whole.
pub(super) fn said(line: &str) -> Option<Said> {
    if let Some((position, _)) = chain_line(line) {
        return Some(Said::ChainLine { position });
    }
    // A mail program may have made other dashes of those around BEGIN and END.
    let frame = || line.starts_with('-') && (line.contains("BEGIN ") || line.contains("END "));
    if is_dashes(line) || frame() {
        return Some(Said::Known);
    }
    if let Some(error) = error_line::read(line) {
        return Some(Said::ErrorLine(error));
    }
    for (word, reader) in like(line) {
        if let Some(rest) = line.strip_prefix(word) {
            return reader(rest);
        }
    }
    session_line(line)
}

/// Whether a known line begins here; asked of joined and of prefixed lines.
pub(super) fn begins(text: &str) -> bool {
    if text.starts_with("i:") || chain_line(text).is_some() || text.starts_with("---") {
        return true;
    }
    let Some(first) = text.as_bytes().first() else { return false };
    let word = like(text).any(|(word, _)| word.len() > 4 && text.starts_with(word));
    // A joined line has no end for a colon to be looked for.
    let head = || text.get(..text.floor_char_boundary(40)).unwrap_or_default();
    word || (matches!(first, b'P' | b'C' | b'T') && session_line(head()).is_some())
        || (first.is_ascii_hexdigit() && error_line::begins(text))
}

/// `0 s:` and what follows.
pub(super) fn chain_line(line: &str) -> Option<(usize, &str)> {
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(" s:")?;
    Some((line.get(..digits)?.parse().ok().filter(|_| digits <= 3)?, rest))
}

/// A line of nothing but dashes; a mail program may make one of three.
pub(super) fn is_dashes(line: &str) -> bool {
    !line.is_empty() && line.len() <= 3 && line.bytes().all(|byte| byte == b'-')
}

/// `Protocol  : TLSv1.2`, `Cipher    : X`, `Timeout   : 300 (sec)`: blanks before the colon may be lost.
fn session_line(line: &str) -> Option<Said> {
    let (name, value) = line.split_once(':')?;
    let value = value.trim();
    match name.trim_end() {
        "Protocol" => text(value, Said::Protocol),
        "Cipher" => text(value, Said::SessionCipher),
        "Timeout" => Some(Said::Known),
        _ => None,
    }
}

fn text(rest: &str, said: fn(String) -> Said) -> Option<Said> {
    let rest = rest.trim();
    (!rest.is_empty()).then(|| said(rest.to_owned()))
}

fn depth(rest: &str) -> Option<Said> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let depth = rest.get(..digits)?.parse().ok()?;
    Some(Said::Depth { depth, name: rest.get(digits..)?.trim().to_owned() })
}

fn verify_error(rest: &str) -> Option<Said> {
    let (number, text) = rest.split_once(':')?;
    Some(Said::VerifyError { number: number.trim().parse().ok(), text: text.trim().to_owned() })
}

/// `20 (unable to get local issuer certificate)`; without its end the number may be cut as well.
fn verify_code(rest: &str) -> Option<Said> {
    let (number, text) = rest.trim().split_once(" (")?;
    let text = text.strip_suffix(')')?.to_owned();
    Some(Said::VerifyCode { number: number.parse().ok(), text })
}

fn algorithms(rest: &str, shared: bool) -> Option<Said> {
    Some(Said::SignatureAlgorithms { shared, list: rest.trim().to_owned() })
}

fn group(rest: &str) -> Option<Said> {
    let rest = rest.trim();
    if rest.starts_with('<') {
        return Some(Said::Known);
    }
    text(rest, Said::Group)
}

/// `2944 bytes and written 1634 bytes`
fn handshake_bytes(rest: &str) -> Option<Said> {
    let (read, written) = rest.split_once(" bytes and written ")?;
    let written = written.trim().strip_suffix(" bytes")?;
    Some(Said::HandshakeBytes { read: read.parse().ok()?, written: written.parse().ok()? })
}

/// `TLSv1.3, Cipher is X`
fn suite(rest: &str, resumed: bool) -> Option<Said> {
    let (version, suite) = rest.split_once(", Cipher is ")?;
    let suite = suite.trim();
    let suite = (suite != "(NONE)").then(|| suite.to_owned());
    Some(Said::Suite { resumed, version: version.to_owned(), suite })
}

fn number_before(rest: &str, unit: &str) -> Option<u32> {
    rest.split_once(unit)?.0.trim().parse().ok()
}

fn errno(rest: &str, call: Call) -> Option<Said> {
    Some(Said::Errno { call, number: rest.trim().parse().ok()? })
}

fn start_time(rest: &str) -> Option<Said> {
    let seconds = rest.trim().parse().ok()?;
    Some(Said::StartTime(Timestamp::from_unix_seconds(seconds)))
}

/// `read:fatal:handshake failure` of `-state`
fn alert_of_state(rest: &str) -> Option<Said> {
    let mut parts = rest.splitn(3, ':');
    let from = match parts.next()? {
        "read" => Sender::Server,
        "write" => Sender::Client,
        _ => return None,
    };
    let fatal = Some(parts.next()? == "fatal");
    Some(Said::Alert { from, fatal, number: None, words: parts.next()?.trim().to_owned() })
}

/// `TLS 1.3, Alert [length 0002], fatal handshake_failure` of `-msg`
fn message(rest: &str, from: Sender) -> Option<Said> {
    let Some((_, alert)) = rest.split_once("Alert [length ") else { return Some(Said::Known) };
    let (_, words) = alert.split_once("], ")?;
    let (level, words) = words.split_once(' ')?;
    let words = words.trim().replace('_', " ");
    Some(Said::Alert { from, fatal: Some(level == "fatal"), number: None, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_only_at_its_beginning() {
        let name = "depth=0 O = x\\0AVerify return code: 0 (ok)";
        assert!(matches!(said(name), Some(Said::Depth { depth: 0, .. })));
        assert_eq!(said("it said Verify return code: 0 (ok)"), None);
    }

    #[test]
    fn what_may_be_cut_is_not_believed() {
        assert_eq!(said("Verify return code: 2"), None);
        assert_eq!(said("Verify return code: 20 (unable to get"), None);
        assert_eq!(said("SSL handshake has read 29"), None);
        assert_eq!(said("verify error:num=2"), None);
    }

    #[test]
    fn blanks_before_a_colon_may_be_lost() {
        for line in ["Protocol  : TLSv1.2", "Protocol : TLSv1.2", "Protocol: TLSv1.2"] {
            assert_eq!(said(line), Some(Said::Protocol("TLSv1.2".into())), "{line}");
        }
    }

    #[test]
    fn alerts_say_who_sent_them() {
        let state = said("SSL3 alert read:fatal:handshake failure");
        let message = said("<<< TLS 1.3, Alert [length 0002], fatal handshake_failure");
        assert_eq!(state, message);
        let expected = Said::Alert {
            from: Sender::Server,
            fatal: Some(true),
            number: None,
            words: "handshake failure".into(),
        };
        assert_eq!(state, Some(expected));
    }
}
