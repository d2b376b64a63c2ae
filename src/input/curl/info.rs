//! What does a line of curl's own words say?
//!
//! One line may state several things. What depends on the lines before it is in `Sofar`.

use super::words::{self, Kind};
use super::{failure, messages};
use crate::input::printed_date;
use crate::input::transcript::Said;

/// What the lines before have shown of this connection.
#[derive(Default)]
pub(super) struct Sofar {
    pub(super) connected: bool,
    /// Why an address could not be reached; told where no other one could.
    address_failed: Option<String>,
    resumed: bool,
    /// The certificate of a proxy is described.
    proxy: bool,
    /// GnuTLS describes a certificate by another name than it compared.
    gnutls: bool,
    /// The next line says in words what NSS said by number.
    nss: bool,
    /// What the server said last.
    pub(super) answer: Option<String>,
}

/// What the line says; `None` where it begins like none that is known.
pub(super) fn said(info: &str, sofar: &mut Sofar) -> Option<Vec<Said>> {
    if std::mem::take(&mut sofar.nss) && words::find(info).is_none() {
        return Some(Vec::new());
    }
    if messages::is_message(info) {
        return messages::said(info).map(|said| vec![said]);
    }
    if let Some(errors) = failure::openssl(info) {
        return Some(errors);
    }
    let (kind, rest) = words::find(info)?;
    let rest = rest.trim();
    Some(match kind {
        Kind::Known => {
            sofar.gnutls |= info.starts_with("GnuTLS ");
            Vec::new()
        }
        Kind::Trying => trying(rest),
        Kind::Connected => {
            let (name, address, port) = connected(rest)?;
            sofar.connected = true;
            let target = Said::Target { host: name.to_owned(), port: Some(port.to_owned()) };
            vec![target, Said::ConnectingTo(address.to_owned()), Said::Connected]
        }
        Kind::Dialling => {
            let (host, port) = rest.split_once(" port ")?;
            let port = port.split(' ').next().map(str::to_owned);
            vec![Said::Target { host: host.to_owned(), port }]
        }
        Kind::AddressFailed => {
            let (_, why) = rest.split_once("failed: ").or_else(|| rest.split_once(": "))?;
            sofar.address_failed = Some(why.to_owned());
            Vec::new()
        }
        Kind::ConnectFailed => connect_failed(info, sofar),
        Kind::TimedOut if sofar.connected => vec![failure::failed(info)],
        Kind::TimedOut => connect_failed(info, sofar),
        Kind::Alpn => alpn(rest),
        Kind::Session => session(rest, sofar.resumed),
        Kind::NamedSession => named_session(info),
        Kind::MbedSession => {
            let (version, suite) =
                info.strip_prefix("mbedTLS: ")?.split_once(" Handshake complete, cipher is ")?;
            agreed(version, suite, false)
        }
        Kind::RustlsSession => rustls_session(rest),
        Kind::Resumed => {
            sofar.resumed = true;
            Vec::new()
        }
        Kind::Certificate => {
            sofar.proxy = false;
            vec![Said::PeerCertificateCame]
        }
        Kind::ProxyCertificate => {
            sofar.proxy = true;
            Vec::new()
        }
        Kind::Subject if !sofar.proxy => vec![Said::PeerSubject(rest.to_owned())],
        Kind::Issuer if !sofar.proxy => vec![Said::PeerIssuer(rest.to_owned())],
        Kind::NotBefore if !sofar.proxy => vec![Said::PeerNotBefore(printed_date::read(rest)?)],
        Kind::NotAfter if !sofar.proxy => vec![Said::PeerNotAfter(printed_date::read(rest)?)],
        Kind::Level if !sofar.proxy => bits(rest),
        Kind::Subject | Kind::Issuer | Kind::NotBefore | Kind::NotAfter | Kind::Level => Vec::new(),
        Kind::CommonName => match rest.strip_suffix(" (matched)") {
            // GnuTLS prints the common name, whichever name it compared.
            Some(name) if !sofar.gnutls => vec![Said::VerifiedName(name.to_owned())],
            _ => Vec::new(),
        },
        Kind::AltName => alt_name(rest),
        Kind::VerifiedOk => vec![Said::PeerCertificateCame, Said::Verification(None)],
        Kind::VerifyResult => {
            let (text, behind) = rest.rsplit_once(" (")?;
            let (number, behind) = behind.split_once(')')?;
            let mut said = failure::claimed(number.parse().ok(), text);
            if !behind.contains("continuing") {
                said.push(failure::failed(info));
            }
            said
        }
        Kind::HexVerifyResult => {
            let number = u32::from_str_radix(rest, 16).ok()?;
            // A zero says it again in the line behind it.
            let code = Said::VerifyCode { number: Some(number), text: info.to_owned() };
            if number == 0 { Vec::new() } else { vec![Said::PeerCertificateCame, code] }
        }
        Kind::Refused => failure::refused(info, info),
        Kind::RefusedBecause => failure::refused(rest, info),
        Kind::Overlooked => failure::claimed(None, info),
        Kind::Staple => {
            let status = rest.split(' ').next().unwrap_or_default().to_owned();
            // Printed only where the response itself was a success.
            vec![Said::StapleResponse("successful".into()), Said::StapleStatus(status)]
        }
        Kind::NoStaple => vec![Said::NoStaple, failure::failed(info)],
        Kind::Nss => {
            sofar.nss = true;
            failure::nss(rest)
        }
        Kind::Gnutls => failure::gnutls(rest),
        Kind::Schannel => match rest.strip_prefix("ALPN") {
            Some(rest) => alpn(rest),
            None => failure::schannel(rest),
        },
        Kind::StartTlsDenied => {
            let words = sofar.answer.clone().unwrap_or_else(|| info.to_owned());
            vec![Said::StartTlsRefused(words), failure::failed(info)]
        }
        Kind::StartTlsMissing => vec![Said::StartTlsNotOffered, failure::failed(info)],
        Kind::FailedUnlessContinued if info.contains("continuing") => Vec::new(),
        Kind::Failed | Kind::FailedUnlessContinued => vec![failure::failed(info)],
        Kind::Ended => vec![Said::Ended(info.to_owned())],
        Kind::Redirected => Vec::new(),
    })
}

/// `192.0.2.1:25...`, `[2001:db8::1]:25...`, `192.0.2.1...`
fn trying(rest: &str) -> Vec<Said> {
    let Some(address) = rest.strip_suffix("...") else { return Vec::new() };
    let address = match address.strip_prefix('[') {
        Some(bare) => bare.split(']').next().unwrap_or_default(),
        None if address.matches(':').count() == 1 => address.split(':').next().unwrap_or_default(),
        None => address,
    };
    vec![Said::ConnectingTo(address.to_owned())]
}

/// `name (address) port 25 (#0)`, `name (address port 25) from …`; a line that was cut is none.
fn connected(rest: &str) -> Option<(&str, &str, &str)> {
    let (name, behind) = rest.split_once(" (")?;
    let (address, behind) = match behind.split_once(')')? {
        (inside, _) if inside.contains(" port ") => inside.split_once(" port ")?,
        (address, behind) => (address, behind.trim().strip_prefix("port ")?),
    };
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    Some((name, address, behind.get(..digits).filter(|port| !port.is_empty())?))
}

fn connect_failed(info: &str, sofar: &mut Sofar) -> Vec<Said> {
    let mut said = Vec::new();
    // `Couldn't connect to server` says nothing; the address told why.
    if info.ends_with("connect to server") || info.ends_with("connect to host") {
        said.extend(sofar.address_failed.take().map(Said::ConnectFailed));
    }
    said.push(Said::ConnectFailed(info.to_owned()));
    said
}

/// `, server accepted to use h2`, `: server accepted http/1.1`, `: server did not agree …`
fn alpn(rest: &str) -> Vec<Said> {
    let rest = rest.trim_start_matches([',', ':', ' ']);
    if rest.starts_with("server did not agree") {
        return vec![Said::Alpn(None)];
    }
    let accepted = rest.strip_prefix("server accepted ");
    let name = accepted.map(|name| name.trim_start_matches("to use ").trim_end_matches('.'));
    name.map(|name| Said::Alpn(Some(name.to_owned()))).into_iter().collect()
}

/// `TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS`; NSS prints the suite alone.
fn session(rest: &str, resumed: bool) -> Vec<Said> {
    let parts: Vec<&str> = rest.split(" / ").map(str::trim).collect();
    let (version, suite) = match parts.as_slice() {
        [suite] => ("", *suite),
        [version, suite, ..] => (*version, *suite),
        [] => return Vec::new(),
    };
    let mut said = agreed(version, suite, resumed);
    let told = |at: usize| parts.get(at).filter(|part| !matches!(**part, "" | "[blank]" | "UNDEF"));
    said.extend(told(2).map(|group| Said::Group((*group).to_owned())));
    said.extend(told(3).map(|signature| Said::PeerSignature((*signature).to_owned())));
    said
}

/// `TLS 1.2 connection using X` of Secure Transport.
fn named_session(info: &str) -> Vec<Said> {
    match info.split_once(" connection using ") {
        Some((version, suite)) => agreed(version, suite, false),
        None => Vec::new(),
    }
}

/// `TLSv1.3, ciphersuite: X, key exchange group: Y`
fn rustls_session(rest: &str) -> Vec<Said> {
    let mut parts = rest.split(", ");
    let version = parts.next().unwrap_or_default();
    let mut suite = None;
    let mut group = None;
    for part in parts {
        suite = suite.or(part.strip_prefix("ciphersuite: "));
        group = group.or(part.strip_prefix("key exchange group: "));
    }
    let mut said = suite.map_or_else(Vec::new, |suite| agreed(version, suite, false));
    said.extend(group.map(|group| Said::Group(group.to_owned())));
    said
}

fn agreed(version: &str, suite: &str, resumed: bool) -> Vec<Said> {
    let suite =
        Said::Suite { resumed, version: version.to_owned(), suite: Some(suite.trim().to_owned()) };
    match version {
        "" => vec![suite],
        version => vec![Said::Protocol(version.to_owned()), suite],
    }
}

/// `Public key type RSA (2048/112 Bits/secBits), signed using …`
fn bits(rest: &str) -> Vec<Said> {
    let bits = rest.split_once(" (").and_then(|(_, bits)| bits.split('/').next()?.parse().ok());
    bits.map(Said::PublicKeyBits).into_iter().collect()
}

/// `: host "a.example" matched cert's "*.example"`, `: "a" matches cert's "a"`. The refusal has its own line.
fn alt_name(rest: &str) -> Vec<Said> {
    let mut quoted = rest.split('"').skip(1).step_by(2);
    let matched = rest.contains(" match") && !rest.contains("does not match");
    let asked = quoted.next().filter(|_| matched);
    let found =
        if rest.contains("IP address!") { asked } else { quoted.next().filter(|_| matched) };
    found.map(|name| Said::VerifiedName(name.to_owned())).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(info: &str) -> Vec<Said> {
        said(info, &mut Sofar::default()).expect("a known line")
    }

    #[test]
    fn what_was_agreed() {
        let suite = |resumed, version: &str, suite: &str| Said::Suite {
            resumed,
            version: version.into(),
            suite: Some(suite.into()),
        };
        let protocol = |version: &str| Said::Protocol(version.into());
        assert_eq!(
            read("SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS"),
            [
                protocol("TLSv1.3"),
                suite(false, "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
                Said::Group("X25519".into()),
                Said::PeerSignature("RSASSA-PSS".into()),
            ]
        );
        assert_eq!(
            read("SSL connection using TLS_AES_128_GCM_SHA256"),
            [suite(false, "", "TLS_AES_128_GCM_SHA256")]
        );
        assert_eq!(
            read("TLS 1.2 connection using TLS_RSA_WITH_AES_256_CBC_SHA"),
            [protocol("TLS 1.2"), suite(false, "TLS 1.2", "TLS_RSA_WITH_AES_256_CBC_SHA")]
        );
        assert_eq!(read("TLS 1.3 cipher selection: X"), []);
    }

    #[test]
    fn whom_it_reached() {
        let reached = |host: &str, address: &str, port: &str| {
            vec![
                Said::Target { host: host.into(), port: Some(port.into()) },
                Said::ConnectingTo(address.into()),
                Said::Connected,
            ]
        };
        let name = "mail.example";
        assert_eq!(
            read("Connected to mail.example (192.0.2.1) port 25 (#0)"),
            reached(name, "192.0.2.1", "25")
        );
        assert_eq!(
            read(
                "Established connection to mail.example (192.0.2.1 port 25) from 192.0.2.9 port 45320"
            ),
            reached(name, "192.0.2.1", "25")
        );
        assert_eq!(read("Trying [2001:db8::1]:25..."), [Said::ConnectingTo("2001:db8::1".into())]);
        assert_eq!(read("Trying 2001:db8::1..."), [Said::ConnectingTo("2001:db8::1".into())]);
    }

    #[test]
    fn an_address_that_failed_tells_why_none_was_reached() {
        let mut sofar = Sofar::default();
        let mut read = |info: &str| said(info, &mut sofar);
        assert_eq!(read("connect to 192.0.2.1 port 25 failed: Connection refused"), Some(vec![]));
        let last = "Failed to connect to a.example port 25 after 3 ms: Couldn't connect to server";
        assert_eq!(
            read(last),
            Some(vec![
                Said::ConnectFailed("Connection refused".into()),
                Said::ConnectFailed(last.into())
            ])
        );
    }

    #[test]
    fn names_that_matched() {
        for (line, name) in [
            (
                r#"subjectAltName: host "a.b.example" matched cert's "*.b.example""#,
                Some("*.b.example"),
            ),
            (r#"subjectAltName: "a.b.example" matches cert's "a.b.example""#, Some("a.b.example")),
            (r#"subjectAltName: host "192.0.2.1" matched cert's IP address!"#, Some("192.0.2.1")),
            ("subjectAltName does not match a.b.example", None),
            ("common name: a.b.example (matched)", Some("a.b.example")),
        ] {
            let expected: Vec<Said> =
                name.map(|name| Said::VerifiedName(name.into())).into_iter().collect();
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_verification_that_failed_and_was_ignored_ends_nothing() {
        let ignored = read(
            "SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway.",
        );
        assert!(!ignored.iter().any(|said| matches!(said, Said::ErrorLine(_))));
        assert!(ignored.contains(&Said::VerifyCode {
            number: Some(20),
            text: "unable to get local issuer certificate".into()
        }));
        let refused = read(
            "SSL certificate OpenSSL verify result: unable to get local issuer certificate (20)",
        );
        assert!(refused.iter().any(|said| matches!(said, Said::ErrorLine(_))));
        assert_eq!(
            said("SSL certificate verify result: unable to get (2", &mut Sofar::default()),
            None
        );
    }
}
