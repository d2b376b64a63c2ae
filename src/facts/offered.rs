//! Which names does the input itself offer to compare with the certificate, and where do they stand?
//!
//! What a command line, a banner or a connector names may be what the application dials, or only what an
//! engineer typed: they are offered and never taken. The certificate's own names are not among them: they
//! fit always. Neither is the name in the client's EHLO, which is the client's own.

use super::Facts;
use super::handshake::{Handshake, Program, Sender, Stated};
use super::name::ReferenceIdentifier;
use crate::order::Sort;
use crate::span::Span;

/// Names that are offered; a folder of transcripts has more, and nobody chooses among hundreds.
const MAX_NAMES: usize = 24;
/// Places that are told of one name.
const MAX_PLACES: usize = 8;

/// A host name, in lower case and A-labels, and who offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedName {
    pub name: String,
    /// The first place of each kind.
    pub from: Vec<Stated<Origin>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    VerifyHostname,
    ServerName,
    Connect,
    CommandLine,
    Dialled,
    VerifiedName,
    Banner,
    EhloAnswer,
    TlsDomain,
    SmartHosts,
}

impl Origin {
    /// Behind "from".
    pub const fn words(self) -> &'static str {
        match self {
            Self::VerifyHostname => "-verify_hostname",
            Self::ServerName => "-servername",
            Self::Connect => "-connect",
            Self::CommandLine => "the command line",
            Self::Dialled => "the program's first lines",
            Self::VerifiedName => "the name that the client checked",
            Self::Banner => "the banner",
            Self::EhloAnswer => "the answer to EHLO",
            Self::TlsDomain => "TlsDomain",
            Self::SmartHosts => "SmartHosts",
        }
    }
}

/// What is more likely meant comes first: a name to be checked, then one that was dialled, then what the
/// server says of itself.
pub fn offered(facts: &Facts) -> Vec<OfferedName> {
    let mut all: Vec<(Origin, String, Span)> = Vec::new();
    for connector in facts.connectors.iter().filter(|connector| connector.send == Some(true)) {
        let domain = connector.tls_domain.iter().map(|stated| (Origin::TlsDomain, stated));
        let hosts = connector.smart_hosts.iter().map(|stated| (Origin::SmartHosts, stated));
        all.extend(domain.chain(hosts).map(|(from, it)| (from, it.value.clone(), it.span)));
    }
    facts.handshakes.iter().for_each(|handshake| of_handshake(handshake, &mut all));
    all.order_by_key(|(origin, ..)| *origin as u8);
    let mut offered: Vec<OfferedName> = Vec::new();
    for (origin, typed, span) in all {
        let ReferenceIdentifier::Dns(name) = ReferenceIdentifier::parse(&typed) else { continue };
        let place = Stated { value: origin, span };
        let room = offered.len() < MAX_NAMES;
        match offered.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                let told = known.from.iter().any(|place| place.value == origin);
                if !told && known.from.len() < MAX_PLACES {
                    known.from.push(place);
                }
            }
            None if room => {
                offered.push(OfferedName { name, from: vec![place] });
            }
            None => {}
        }
    }
    offered
}

fn of_handshake(handshake: &Handshake, all: &mut Vec<(Origin, String, Span)>) {
    let own = handshake.program == Program::SClient;
    if let Some(command) = &handshake.command {
        let span = command.span;
        let or = |option| if own { option } else { Origin::CommandLine };
        let command = &command.value;
        let names = command.checked_names.iter().map(|name| (or(Origin::VerifyHostname), name));
        let names =
            names.chain(command.server_name.iter().map(|name| (or(Origin::ServerName), name)));
        let names = names.chain(command.host.iter().map(|name| (or(Origin::Connect), name)));
        all.extend(names.map(|(origin, name)| (origin, name.clone(), span)));
    }
    if let Some(target) = &handshake.target {
        all.push((Origin::Dialled, target.value.host.clone(), target.span));
    }
    if let Some(name) = &handshake.verified_name {
        all.push((Origin::VerifiedName, name.value.clone(), name.span));
    }
    let said = handshake.dialog.iter().filter(|line| line.value.from == Sender::Server);
    let mut greeted = false;
    for line in said.take(200) {
        let (code, rest) = line.value.text.split_at_checked(3).unwrap_or(("", ""));
        let origin = match code {
            "220" => Origin::Banner,
            "250" if !greeted => Origin::EhloAnswer,
            _ => continue,
        };
        greeted |= origin == Origin::EhloAnswer;
        let word =
            rest.trim_start_matches(['-', ' ']).split_whitespace().next().unwrap_or_default();
        // `220 2.0.0 Ready to start TLS` and `250-PIPELINING` name nobody.
        let is_host = word.contains('.') && word.contains(|letter: char| letter.is_alphabetic());
        if is_host {
            all.push((origin, word.to_owned(), line.span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::gather::gather;
    use crate::input::{Source, read};
    use crate::span::SourceId;

    fn told(text: &str) -> Vec<(String, Vec<&'static str>)> {
        let source = Source { name: "input.txt".into(), bytes: text.into() };
        let (facts, _) = gather(&[read(SourceId(0), source, None)], &[], &[], false);
        offered(&facts)
            .into_iter()
            .map(|name| {
                (name.name, name.from.iter().map(|place| place.value.words()).collect::<Vec<_>>())
            })
            .collect()
    }

    fn name(name: &str, from: &[&'static str]) -> (String, Vec<&'static str>) {
        (name.to_owned(), from.to_vec())
    }

    #[test]
    fn what_was_to_be_checked_comes_before_what_was_dialled() {
        let text = "$ openssl s_client -connect mx1.example.com:25 -starttls smtp \
            -servername MAIL.example.com. -verify_hostname mail.example.com\n\
            CONNECTED(00000003)\n";
        assert_eq!(
            told(text),
            [
                name("mail.example.com", &["-verify_hostname", "-servername"]),
                name("mx1.example.com", &["-connect"]),
            ]
        );
    }

    #[test]
    fn an_address_and_a_word_are_no_names() {
        let text = "$ openssl s_client -connect 192.0.2.1:25 -starttls smtp\n\
            CONNECTED(00000003)\n220 2.0.0 Ready to start TLS\n250-PIPELINING\n";
        assert_eq!(told(text), []);
    }

    #[test]
    fn a_name_outside_ascii_is_offered_as_its_a_label() {
        let text = "$ openssl s_client -connect müller.example:443\nCONNECTED(00000003)\n";
        assert_eq!(told(text), [name("xn--mller-kva.example", &["-connect"])]);
    }

    #[test]
    fn a_send_connector_names_whom_it_dials() {
        let text = "Name : To Fabrikam\nSmartHosts : {relay.fabrikam.com, 192.0.2.7}\n\
            TlsDomain : *.fabrikam.com\nRequireTLS : True\nTlsAuthLevel : DomainValidation\n\
            AddressSpaces : {SMTP:fabrikam.com;1}\n";
        assert_eq!(told(text), [name("relay.fabrikam.com", &["SmartHosts"])]);
    }

    #[test]
    fn hundreds_of_names_are_bounded() {
        let text: String = (0..200)
            .map(|n| format!("$ openssl s_client -connect h{n}.example:443\nCONNECTED(00000003)\n"))
            .collect();
        assert_eq!(told(&text).len(), MAX_NAMES);
    }
}
