//! What was gnutls-cli asked to do?
//!
//! Reads the command line behind a prompt of any shell, as far as it bears on what the output means.

use crate::input::command_line::{behind, ends_command, option, target, words};
use crate::input::transcript::Command;

/// Options with a value that is not looked at; the value must not be taken for a host.
const WITH_VALUE: &[&str] = &[
    "alpn",
    "compress-cert",
    "dh-bits",
    "earlydata",
    "inline-commands-prefix",
    "keymatexport",
    "keymatexportsize",
    "logfile",
    "mtu",
    "provider",
    "pskkey",
    "pskusername",
    "rawpkfile",
    "rawpkkeyfile",
    "recordsize",
    "save-cert",
    "save-ocsp",
    "save-ocsp-multi",
    "sec-param",
    "srppasswd",
    "srpusername",
    "srtp-profiles",
    "waitresumption",
    "x509certfile",
    "x509crlfile",
    "x509keyfile",
];

/// The command in a line, where there is one.
pub(super) fn read(line: &str) -> Option<Command> {
    let (whole, after) = behind(line, "gnutls-cli")?;
    let words = words(after);
    let mut command = Command { line: whole.trim().to_owned(), ..Command::default() };
    let mut checked = true;
    let mut rest = words.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        if ends_command(word) {
            break;
        }
        let Some(name) = option(word) else {
            target(&mut command, word);
            continue;
        };
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (name, None),
        };
        let mut value = || value.or_else(|| rest.next()).map(str::to_owned);
        match name {
            "p" | "port" => command.port = value(),
            "starttls-proto" | "app-proto" => command.starttls = value(),
            "sni-hostname" => command.server_name = value(),
            "verify-hostname" => command.checked_names.extend(value()),
            "x509cafile" | "x509cadir" => {
                command.trust_store = true;
                value();
            }
            "priority" => {
                command.forced.push(format!("--priority {}", value().unwrap_or_default()))
            }
            "insecure" => command.insecure = true,
            "no-ca-verification" => checked = false,
            "print-cert" => command.showcerts = true,
            "d" | "debug" => {
                value();
            }
            _ if WITH_VALUE.contains(&name) => {
                value();
            }
            _ => {}
        }
    }
    // It compares the certificate with the host where no other name is given.
    if checked && command.checked_names.is_empty() {
        command.checked_names.extend(command.host.clone());
    }
    // A remark about the program is no command: it has options, or a name to dial.
    let named =
        command.host.as_ref().is_some_and(|host| host.contains(['.', ':'])) && words.len() == 1;
    (named || words.iter().any(|word| option(word).is_some())).then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_command() {
        let line = "$ gnutls-cli --starttls-proto=smtp --x509cafile ca.pem -p 25 --print-cert mail.example";
        let command = read(line).expect("a command");
        assert_eq!(command.host.as_deref(), Some("mail.example"));
        assert_eq!(command.port.as_deref(), Some("25"));
        assert_eq!(command.starttls.as_deref(), Some("smtp"));
        assert!(command.trust_store && command.showcerts && !command.insecure);
        assert_eq!(command.checked_names, ["mail.example"]);
        let command = read("gnutls-cli mail.example:465 --verify-hostname=mx.example --insecure");
        let command = command.expect("a command");
        assert_eq!((command.port.as_deref(), command.insecure), (Some("465"), true));
        assert_eq!(command.checked_names, ["mx.example"]);
        assert_eq!(read("gnutls-cli is a program"), None);
    }
}
