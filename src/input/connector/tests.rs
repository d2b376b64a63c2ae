//! Copies of connector text, as people send them.

use super::*;
use crate::span::SourceId;

fn connectors_of(text: &str) -> Vec<ConnectorText> {
    let text = Text { source: SourceId(0), bytes: text.as_bytes().to_vec(), binary: false };
    let read = connectors(&text).value.into_iter();
    read.filter_map(|artefact| match artefact.kind {
        ArtefactKind::Connector(connector) => Some(connector),
        _ => None,
    })
    .collect()
}

fn value(connector: &ConnectorText, wanted: Property) -> Option<&str> {
    let found = connector.properties.iter().find(|one| one.property == wanted);
    found.map(|one| one.value.as_str())
}

const TWO: &str = "[PS] C:\\>Get-SendConnector | fl\n\n\
AddressSpaces                : {SMTP:fabrikam.com;1}\n\
Comment                      :\n\
Fqdn                         : mail.contoso.com\n\
Name                         : To Fabrikam\n\
RequireTLS                   : True\n\
TlsAuthLevel                 : DomainValidation\n\
TlsDomain                    :\n\n\n\
AddressSpaces                : {SMTP:*;1}\n\
Comment                      :\n\
Fqdn                         :\n\
Name                         : Internet\n\
RequireTLS                   : False\n\
TlsAuthLevel                 :\n\
TlsDomain                    :\n\n";

#[test]
fn every_copy_gives_the_same_connectors() {
    let plain: Vec<Vec<(Property, String)>> = told(TWO);
    assert_eq!(plain.len(), 2);
    for copy in [
        TWO.replace('\n', "\r\n"),
        TWO.replace('\n', "\n\n"),
        TWO.replace("\n\n\n", "\n"),
        format!("> {}", TWO.replace('\n', "\n> ")),
        TWO.replace(' ', "\u{A0}"),
        format!("Hello,\n\nhere it is:\n\n{TWO}Regards\nA: B\n"),
        TWO.replace(" : ", "\u{FF1A}"),
    ] {
        assert_eq!(told(&copy), plain, "{copy}");
    }
}

fn told(text: &str) -> Vec<Vec<(Property, String)>> {
    connectors_of(text)
        .into_iter()
        .map(|one| one.properties.into_iter().map(|it| (it.property, it.value)).collect())
        .collect()
}

#[test]
fn an_empty_value_is_not_a_missing_one() {
    let read = connectors_of(TWO);
    assert_eq!(read.first().map(|one| value(one, Property::TlsDomain)), Some(Some("")));
    assert_eq!(read.first().map(|one| value(one, Property::TlsCertificateName)), Some(None));
}

#[test]
fn a_wrapped_value_is_joined() {
    let text = "RequireTLS         : True\nTlsCertificateName : <I>CN=Contoso CA, O=Contoso<S>CN=mail.conto\n                     so.com, O=Contoso\nSmartHosts         : {a.example,\n                     b.example}\n";
    let read = connectors_of(text);
    let one = read.first().expect("a connector");
    assert_eq!(
        value(one, Property::TlsCertificateName),
        Some("<I>CN=Contoso CA, O=Contoso<S>CN=mail.contoso.com, O=Contoso")
    );
    assert_eq!(value(one, Property::SmartHosts), Some("{a.example, b.example}"));
}

#[test]
fn a_cut_value_is_not_believed() {
    let text = "RequireTLS : True\nTlsAuthLevel : DomainValidation\nTlsDomain : mx1.hos";
    let one = connectors_of(text);
    assert_eq!(one.first().map(|one| value(one, Property::TlsDomain)), Some(None));
    let text = "Name : x\nRequireTLS : True";
    let one = connectors_of(text);
    assert_eq!(one.first().map(|one| value(one, Property::RequireTls)), Some(Some("True")));
}

#[test]
fn other_lists_are_no_connectors() {
    for text in [
        "Thumbprint : AB\nServices : SMTP\nSubject : CN=x\n",
        "    Protocol  : TLSv1.2\n    Cipher    : AES\n    Verify return code: 0 (ok)\n",
        "Name : x\nFqdn : y\n",
    ] {
        assert!(connectors_of(text).is_empty(), "{text}");
    }
}
