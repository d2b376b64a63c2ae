//! What was `openssl s_client` asked to do?
//!
//! Reads the command line behind a prompt of any shell, as far as it bears on what the output means.

use crate::input::command_line::{ends_command, has_dash, option, target, words};
use crate::input::transcript::Command;

/// Options that name trust anchors.
const TRUST: &[&str] = &[
    "CAfile",
    "CApath",
    "CAstore",
    "verifyCAfile",
    "verifyCApath",
    "verifyCAstore",
    "chainCAfile",
];
/// Options with a value that are not looked at; the value must not be taken for a host.
const WITH_VALUE: &[&str] = &[
    "cert",
    "key",
    "certform",
    "keyform",
    "pass",
    "verify",
    "alpn",
    "curves",
    "groups",
    "sigalgs",
    "nameopt",
    "psk",
    "sess_in",
    "sess_out",
    "CRL",
    "crlf_file",
    "dane_tlsa_rrdata",
    "proxy",
    "bind",
    "rand",
    "name",
    "xmpphost",
    "verify_depth",
    "purpose",
    "policy",
    "ct_log",
    "keylogfile",
    "maxfraglen",
    "nextprotoneg",
];
/// Options that force a version.
const VERSIONS: &[&str] = &[
    "ssl2",
    "ssl3",
    "tls1",
    "tls1_1",
    "tls1_2",
    "tls1_3",
    "no_ssl2",
    "no_ssl3",
    "no_tls1",
    "no_tls1_1",
    "no_tls1_2",
    "no_tls1_3",
];

/// The command in a line, where there is one.
pub(super) fn read(line: &str) -> Option<Command> {
    let at = line.find("s_client")?;
    let before = line.get(..at)?;
    let program = before.rfind("openssl")?;
    let between = before.get(program + "openssl".len()..)?.trim();
    let after = line.get(at + "s_client".len()..)?;
    let plain = matches!(between, "" | ".exe" | ".exe\"" | ".exe'" | "\"" | "'");
    if !plain || !(after.is_empty() || after.starts_with(' ')) {
        return None;
    }
    let start = before.get(..program)?.rfind(['"', '\'']).filter(|quote| {
        before.get(*quote + 1..program).is_some_and(|path| path.contains(['\\', '/', ':']))
    });
    // A remark about the command is no command: it has options, or nothing behind it.
    if !after.trim().is_empty() && !has_dash(after) {
        return None;
    }
    let words = words(after);
    let mut command = Command {
        line: line.get(start.unwrap_or(program)..)?.trim().to_owned(),
        ..Command::default()
    };
    let mut rest = words.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        if ends_command(word) {
            break;
        }
        let Some(option) = option(word) else {
            target(&mut command, word);
            continue;
        };
        match option {
            "connect" | "host" => target(&mut command, rest.next().unwrap_or_default()),
            "port" => command.port = rest.next().map(str::to_owned),
            "servername" => command.server_name = rest.next().map(str::to_owned),
            "starttls" => command.starttls = rest.next().map(str::to_ascii_lowercase),
            "verify_hostname" | "verify_ip" | "verify_email" | "dane_tlsa_domain" => {
                command.checked_names.extend(rest.next().map(str::to_owned));
            }
            "cipher" | "ciphersuites" => {
                command.forced.push(format!("-{option} {}", rest.next().unwrap_or_default()));
            }
            "showcerts" => command.showcerts = true,
            "verify_return_error" => command.stops_at_verify_error = true,
            _ if TRUST.contains(&option) => {
                command.trust_store = true;
                rest.next();
            }
            _ if VERSIONS.contains(&option) => command.forced.push(format!("-{option}")),
            _ if WITH_VALUE.contains(&option) => {
                rest.next();
            }
            _ => {}
        }
    }
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell() {
        for prompt in [
            "$ openssl s_client",
            "C:\\OpenSSL-Win32\\bin>openssl s_client",
            "PS C:\\> & \"C:\\Program Files\\OpenSSL\\bin\\openssl.exe\" s_client",
            "+ & \"C:\\Program Files\\OpenSSL-Win64\\bin\\openssl.exe\" s_client",
            "admin@mx1:~$ /usr/bin/openssl s_client",
        ] {
            let line =
                format!("{prompt} -connect mail.example:25 -starttls smtp -CAfile ca.pem 2>&1");
            let command = read(&line).expect("a command");
            assert_eq!(command.host.as_deref(), Some("mail.example"));
            assert_eq!(command.port.as_deref(), Some("25"));
            assert_eq!(command.starttls.as_deref(), Some("smtp"));
            assert!(command.trust_store && !command.showcerts, "{line}");
        }
    }

    #[test]
    fn forms_of_a_target() {
        let host = |line: &str| read(line).and_then(|command| command.host);
        assert_eq!(
            host("openssl s_client -connect [2001:db8::1]:25").as_deref(),
            Some("2001:db8::1")
        );
        assert_eq!(
            host("openssl s_client -showcerts mail.example:465").as_deref(),
            Some("mail.example")
        );
        assert_eq!(
            host("openssl s_client \u{2013}connect mail.example:465").as_deref(),
            Some("mail.example")
        );
        assert_eq!(host("openssl s_client -key a.pem -connect x:1").as_deref(), Some("x"));
        assert_eq!(read("run openssl s_client once more"), None);
        assert_eq!(read("SSL routines:s_client: -x"), None);
    }
}
