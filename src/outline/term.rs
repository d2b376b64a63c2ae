//! Which words of a sentence are terms of the field, and what do they mean?
//!
//! The glossary of the page. A term is explained where it first stands in a paragraph; words that mean
//! something else in everyday prose ("name", "key") are not in it. It reads our own prose, and whatever
//! of the input stands quoted in it is drawn the same.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Plain(&'a str),
    Term { word: &'a str, meaning: &'static str },
}

/// Each term as it is written, longer ones before those that they begin with.
static TERMS: &[(&str, &str)] = &[
    (
        "ALPN",
        "Application-Layer Protocol Negotiation: which protocol is spoken inside TLS (RFC 7301).",
    ),
    (
        "CRL",
        "Certificate revocation list: an authority's list of certificates that it withdrew (RFC 5280).",
    ),
    (
        "CN",
        "Common name: the old place of a host name in the subject; clients today read subjectAltName.",
    ),
    ("DANE", "Certificates pinned in DNS by TLSA records, under DNSSEC (RFC 7672 for mail)."),
    ("DNSSEC", "Signed DNS: answers that cannot be forged on the way (RFC 4033)."),
    ("EHLO", "The greeting of an SMTP client; the answer lists what the server offers (RFC 5321)."),
    (
        "EKU",
        "Extended key usage: what a certificate may be used for, such as serverAuth or clientAuth.",
    ),
    ("MTA-STS", "A domain's published rule that mail to it must go over checked TLS (RFC 8461)."),
    (
        "OCSP",
        "Online Certificate Status Protocol: one answer on one certificate's revocation (RFC 6960).",
    ),
    (
        "RequireTLS",
        "A connector's setting: without TLS, no mail. It says nothing on what is checked.",
    ),
    (
        "SAN",
        "Subject alternative name: the list of names that a certificate is for (RFC 5280, 4.2.1.6).",
    ),
    (
        "SNI",
        "Server Name Indication: the name that the client asks for, sent before the certificate is chosen (RFC 6066).",
    ),
    (
        "STARTTLS",
        "The SMTP command that turns a connection in clear text into a TLS one (RFC 3207).",
    ),
    ("Schannel", "Windows' own TLS, used by Exchange, IIS and .NET."),
    ("TLSA", "The DNS record of DANE: which certificate or key a service uses (RFC 6698)."),
    (
        "TlsAuthLevel",
        "What a send connector checks: encryption only, the certificate, or its name too.",
    ),
    ("TlsDomain", "The name that a send connector compares with the certificate."),
    (
        "alert",
        "TLS's own error message, from one side to the other, with a number (RFC 8446, section 6).",
    ),
    ("chain", "A certificate, its issuer's, and so on up to a root."),
    ("cipher suite", "The set of algorithms that a session uses."),
    ("end-entity", "The certificate of the server or client itself, not of an authority."),
    ("forward secrecy", "Whoever gets the server's key later still cannot read recorded sessions."),
    (
        "handshake",
        "The first messages of TLS: version and suite are agreed, certificates shown, keys made.",
    ),
    (
        "intermediate",
        "A CA certificate between the server's own and the root; the server has to send it.",
    ),
    ("opportunistic", "TLS if it can be had, without checking whom it is with."),
    (
        "reference identifier",
        "The name that the client was configured to reach, compared with the certificate (RFC 9525).",
    ),
    (
        "reference name",
        "The name that the client was configured to reach, compared with the certificate (RFC 9525).",
    ),
    ("root store", "The list of roots that a machine or program trusts."),
    (
        "root",
        "The self-signed certificate of an authority; a client trusts it because it has it, not because it was sent.",
    ),
    ("self-signed", "Signed with its own key: it proves nothing unless it is already trusted."),
    ("serverAuth", "The key purpose of TLS servers, in the extended key usage."),
    ("clientAuth", "The key purpose of TLS clients, in the extended key usage."),
    ("stapled", "Sent along in the handshake: the server's own OCSP answer (RFC 6066)."),
    ("subjectAltName", "The list of names that a certificate is for (RFC 5280, 4.2.1.6)."),
    ("thumbprint", "The SHA-1 of a whole certificate, by which Windows names it."),
    ("trust anchor", "A root that the client trusts beforehand (RFC 5280, section 6)."),
    ("trust store", "The list of roots that a machine or program trusts."),
];

/// The text in order; joined again, the parts are the text. `told` holds the meanings that the paragraph
/// has explained already.
pub fn parts<'a>(text: &'a str, told: &mut Vec<&'static str>) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let next = rest.chars().next().map_or(1, char::len_utf8);
        let found = begins_word(text, at).then(|| term(rest)).flatten();
        match found {
            Some((length, meaning)) if !told.contains(&meaning) => {
                told.push(meaning);
                if plain < at {
                    parts.push(Part::Plain(&text[plain..at]));
                }
                parts.push(Part::Term { word: &text[at..at + length], meaning });
                at += length;
                plain = at;
            }
            Some((length, _)) => at += length,
            None => at += next,
        }
    }
    if plain < text.len() {
        parts.push(Part::Plain(&text[plain..]));
    }
    parts
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(joins)
}

/// Within a longer word, a file name, a host name or a switch, a term is none.
fn joins(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/' | '\\' | '@')
}

/// The term that a text begins with, by its length; in the plural too.
fn term(text: &str) -> Option<(usize, &'static str)> {
    TERMS.iter().find_map(|(word, meaning)| {
        let rest = strip_word(text, word)?;
        let behind = rest.strip_prefix('s').unwrap_or(rest);
        let mut next = behind.chars();
        let ends = match next.next() {
            Some('.') => !next.next().is_some_and(char::is_alphanumeric),
            Some(character) => !joins(character),
            None => true,
        };
        ends.then_some((text.len() - behind.len(), *meaning))
    })
}

/// A term in small letters may begin a sentence.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    let same = if word.starts_with(|first: char| first.is_ascii_lowercase()) {
        head.get(1..) == word.get(1..) && head.get(..1)?.eq_ignore_ascii_case(word.get(..1)?)
    } else {
        head == word
    };
    same.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::CHECKS;

    fn terms(text: &str) -> Vec<&str> {
        parts(text, &mut Vec::new())
            .into_iter()
            .filter_map(|part| match part {
                Part::Term { word, .. } => Some(word),
                Part::Plain(_) => None,
            })
            .collect()
    }

    #[test]
    fn terms_are_whole_words_and_told_once() {
        assert_eq!(
            terms("The chain lacks an intermediate. Chains without intermediates are cut."),
            ["chain", "intermediate"]
        );
        assert_eq!(terms("Handshakes failed; see the trust store."), ["Handshakes", "trust store"]);
        assert!(terms("/etc/chain.pem, chain.pem, -starttls, root-ca.example, SANE").is_empty());
        assert_eq!(terms("Is it in the SAN?"), ["SAN"]);
        assert_eq!(terms("It ends at the root."), ["root"]);
    }

    #[test]
    fn the_first_of_a_paragraph_counts_over_its_pieces() {
        let mut told = Vec::new();
        parts("a chain", &mut told);
        assert_eq!(parts("the chain", &mut told), [Part::Plain("the chain")]);
    }

    #[test]
    fn no_sentence_loses_a_word() {
        for check in CHECKS {
            for text in [check.rule.remedy, check.rule.explanation] {
                let joined: String = parts(text, &mut Vec::new())
                    .into_iter()
                    .map(|part| match part {
                        Part::Plain(text) | Part::Term { word: text, .. } => text,
                    })
                    .collect();
                assert_eq!(joined, text);
            }
        }
    }

    #[test]
    fn a_longer_term_stands_before_its_beginning() {
        for (at, (term, _)) in TERMS.iter().enumerate() {
            let hidden = TERMS[..at].iter().find(|(earlier, _)| term.starts_with(earlier));
            assert_eq!(hidden.map(|(earlier, _)| *earlier), None, "hides {term}");
        }
    }
}
