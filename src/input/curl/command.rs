//! What was curl asked to do?
//!
//! Reads the command line behind a prompt of any shell, as far as it bears on what the output means.

use crate::input::command_line::{behind, ends_command, option, target, words};
use crate::input::transcript::Command;

/// Options with a value that is not looked at; the value must not be taken for an address.
const WITH_VALUE: &[&str] = &[
    "alt-svc",
    "cert",
    "cert-type",
    "config",
    "connect-timeout",
    "connect-to",
    "cookie",
    "cookie-jar",
    "crlfile",
    "curves",
    "data",
    "data-ascii",
    "data-binary",
    "data-raw",
    "data-urlencode",
    "dns-servers",
    "doh-url",
    "dump-header",
    "engine",
    "form",
    "header",
    "interface",
    "json",
    "key",
    "key-type",
    "limit-rate",
    "local-port",
    "login-options",
    "mail-auth",
    "mail-from",
    "mail-rcpt",
    "max-redirs",
    "max-time",
    "netrc-file",
    "noproxy",
    "oauth2-bearer",
    "output",
    "pass",
    "pinnedpubkey",
    "proxy",
    "proxy-cacert",
    "proxy-user",
    "quote",
    "range",
    "referer",
    "request",
    "resolve",
    "retry",
    "retry-delay",
    "sasl-authzid",
    "service-name",
    "stderr",
    "trace",
    "trace-ascii",
    "trace-config",
    "unix-socket",
    "upload-file",
    "user",
    "user-agent",
    "write-out",
];
/// The letters of options with a value.
const LETTERS_WITH_VALUE: &str = "AbcCdDeEFhHKmoPQrTtuUwxXyYz";
/// The port that curl takes where the address has none.
const PORTS: &[(&str, &str)] = &[
    ("smtps", "465"),
    ("imaps", "993"),
    ("pop3s", "995"),
    ("https", "443"),
    ("smtp", "25"),
    ("imap", "143"),
    ("pop3", "110"),
];
/// Protocols in which TLS begins after plain text, where it is asked for.
const UPGRADED: &[&str] = &["smtp", "imap", "pop3", "ftp"];

/// The command in a line, where there is one.
pub(super) fn read(line: &str) -> Option<Command> {
    let (whole, after) = behind(line, "curl")?;
    let words = words(after);
    let mut command = Command { line: whole.trim().to_owned(), ..Command::default() };
    let mut scheme = None;
    let mut asked_for_tls = false;
    let mut rest = words.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        if ends_command(word) {
            break;
        }
        let Some(name) = option(word) else {
            scheme = scheme.or(address(&mut command, word));
            continue;
        };
        let long = word.len() > name.len() + 1 || !word.starts_with('-');
        if !long {
            letters(&mut command, name, &mut rest);
            continue;
        }
        match name {
            "url" => scheme = scheme.or(address(&mut command, rest.next().unwrap_or_default())),
            "ssl" | "ssl-reqd" | "ftp-ssl" | "ftp-ssl-reqd" => asked_for_tls = true,
            "insecure" => command.insecure = true,
            "cacert" | "capath" => {
                command.trust_store = true;
                rest.next();
            }
            "ca-native" => command.trust_store = true,
            "ciphers" | "tls13-ciphers" | "tls-max" => {
                command.forced.push(format!("--{name} {}", rest.next().unwrap_or_default()));
            }
            "sslv2" | "sslv3" | "tlsv1" | "tlsv1.0" | "tlsv1.1" | "tlsv1.2" | "tlsv1.3" => {
                command.forced.push(format!("--{name}"));
            }
            _ if WITH_VALUE.contains(&name) => {
                rest.next();
            }
            _ => {}
        }
    }
    if asked_for_tls {
        command.starttls = scheme.filter(|scheme| UPGRADED.contains(&scheme.as_str()));
    }
    // curl compares the certificate with the name in the address, unless it is told not to.
    if !command.insecure {
        command.checked_names.extend(command.host.clone());
    }
    // A remark about the program is no command: it has options, or an address.
    let plain = |word: &String| option(word).is_some() || word.contains("://");
    (words.len() == 1 && command.host.is_some() || words.iter().any(plain)).then_some(command)
}

/// `-vk`, `-vo file`: several in one word.
fn letters<'a>(command: &mut Command, letters: &str, rest: &mut impl Iterator<Item = &'a str>) {
    for (at, letter) in letters.char_indices() {
        match letter {
            'k' => command.insecure = true,
            '2' | '3' => command.forced.push(format!("-{letter}")),
            _ if LETTERS_WITH_VALUE.contains(letter) => {
                // The value is the rest of the word, or the next word.
                if at + 1 == letters.len() {
                    rest.next();
                }
                return;
            }
            _ => {}
        }
    }
}

/// Reads `smtp://user@mail.example:587/path` and gives its scheme.
fn address(command: &mut Command, word: &str) -> Option<String> {
    let (scheme, behind) = match word.split_once("://") {
        Some((scheme, behind)) => (scheme, behind),
        // Without a scheme only what looks like a name is one.
        None if word.contains('.') || word.starts_with("localhost") => ("http", word),
        None => return None,
    };
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    target(command, host);
    let scheme = scheme.to_ascii_lowercase();
    if command.host.is_some() && command.port.is_none() {
        let usual = PORTS.iter().find(|(known, _)| *known == scheme);
        command.port = usual.map(|(_, port)| (*port).to_owned());
    }
    Some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_command() {
        let command =
            read("$ curl -v --ssl-reqd smtp://mail.example:587/me.example --cacert ca.pem");
        let command = command.expect("a command");
        assert_eq!(command.host.as_deref(), Some("mail.example"));
        assert_eq!(command.port.as_deref(), Some("587"));
        assert_eq!(command.starttls.as_deref(), Some("smtp"));
        assert!(command.trust_store && !command.insecure);
        assert_eq!(command.checked_names, ["mail.example"]);
        let port = |line: &str| read(line).and_then(|command| command.port);
        assert_eq!(port("curl -v smtps://mail.example").as_deref(), Some("465"));
        assert_eq!(port("curl -v gopher://mail.example"), None);
        let command =
            read("PS C:\\> curl.exe -vko NUL https://[2001:db8::1]:8443/a?b=c.d --tls-max 1.1");
        let command = command.expect("a command");
        assert_eq!(command.host.as_deref(), Some("2001:db8::1"));
        assert_eq!(command.forced, ["--tls-max 1.1"]);
        assert!(command.insecure && command.checked_names.is_empty());
    }

    #[test]
    fn values_are_no_addresses() {
        let host = |line: &str| read(line).and_then(|command| command.host);
        let line =
            "curl -H 'Host: a.example' -so b.html --resolve c.example:443:192.0.2.1 -v d.example";
        assert_eq!(host(line).as_deref(), Some("d.example"));
        assert_eq!(host("curl -v https://u:p@e.example/x").as_deref(), Some("e.example"));
        assert_eq!(read("I tried curl and it failed"), None);
        assert_eq!(read("curl failed. See below"), None);
        assert_eq!(read("curl: (60) SSL certificate problem"), None);
    }
}
