//! Which parts of a sentence are commands that somebody will want to copy?
//!
//! Remedies name commands in running text: "certutil -encode cert.cer cert.pem", "Enable-… -Services
//! SMTP". A command begins with a known program or a PowerShell cmdlet, has at least one switch, and ends
//! where ordinary words go on. It reads our own prose only, never input.

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Prose(&'a str),
    Command(&'a str),
}

/// Programs that remedies name besides cmdlets.
const PROGRAMS: &[&str] = &["certutil", "keytool", "openssl", "timedatectl", "w32tm"];

/// Programs whose first word is a command of their own, as in `openssl x509`.
const WITH_SUBCOMMAND: &[&str] = &["openssl"];

/// What may stand right behind a command's last word.
const AFTER: &[char] = &['.', ',', ';', ':', ')'];

/// The sentence in order; joined again, the pieces are the sentence.
pub fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let words = words(sentence);
    let mut pieces = Vec::new();
    let mut told = 0;
    let mut next = 0;
    while let Some((start, _)) = words.get(next) {
        let Some((count, end)) = command(&words[next..]) else {
            next += 1;
            continue;
        };
        let start = start + opening(&sentence[*start..]);
        if told < start {
            pieces.push(Piece::Prose(&sentence[told..start]));
        }
        pieces.push(Piece::Command(&sentence[start..end]));
        told = end;
        next += count;
    }
    if told < sentence.len() {
        pieces.push(Piece::Prose(&sentence[told..]));
    }
    pieces
}

/// Each word with the offset of its first byte.
fn words(sentence: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in sentence.split(' ') {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

/// Brackets and quotes before a command.
fn opening(word: &str) -> usize {
    word.len() - word.trim_start_matches(['(', '\'', '"']).len()
}

/// How many of the words are a command, and the offset of its end; `None` where none begins here.
fn command(words: &[(usize, &str)]) -> Option<(usize, usize)> {
    // `$c = Get-…; Set-…`: what is kept in a variable is of no use without what follows.
    let kept = match words {
        [(_, variable), (_, "="), ..] if variable.starts_with('$') => 2,
        _ => 0,
    };
    let (start, first) = *words.get(kept)?;
    let program = &first[opening(first)..];
    if !PROGRAMS.contains(&program) && !is_cmdlet(program) {
        return None;
    }
    let mut end = start + first.len();
    let mut count = kept + 1;
    let mut switches = 0;
    // A value may follow: after a switch, after a cmdlet, inside <a placeholder>.
    let mut value_may_follow = is_cmdlet(program) || WITH_SUBCOMMAND.contains(&program);
    let mut in_placeholder = false;
    for (at, word) in &words[kept + 1..] {
        let bare = word.trim_end_matches(AFTER);
        let is_switch =
            bare.starts_with('-') || (bare.starts_with('/') && !bare[1..].contains('/'));
        let is_literal = bare.contains(['\\', '/', '.', '=', '|', '<', '>']) || is_cmdlet(bare);
        if !(is_switch || is_literal || value_may_follow || in_placeholder) {
            break;
        }
        switches += usize::from(is_switch);
        in_placeholder = (in_placeholder || bare.contains('<')) && !bare.contains('>');
        value_may_follow = bare.starts_with('-') || is_cmdlet(bare);
        end = at + bare.len();
        count += 1;
        let goes_on = in_placeholder || kept > 0 && word.ends_with(';');
        if bare.len() < word.len() && !goes_on {
            break;
        }
    }
    (switches > 0).then_some((count, end))
}

/// `Verb-Noun`, both with a capital letter.
fn is_cmdlet(word: &str) -> bool {
    let capital = |part: &str| {
        part.len() > 1
            && part.starts_with(|letter: char| letter.is_ascii_uppercase())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && part.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    word.split_once('-').is_some_and(|(verb, noun)| capital(verb) && capital(noun))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::CHECKS;

    fn commands(sentence: &str) -> Vec<&str> {
        pieces(sentence)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Command(command) => Some(command),
                Piece::Prose(_) => None,
            })
            .collect()
    }

    #[test]
    fn commands_end_where_the_sentence_goes_on() {
        #[track_caller]
        fn check(sentence: &str, expected: &[&str]) {
            assert_eq!(commands(sentence), expected);
        }
        check(
            "(Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP, answer No)",
            &["Enable-ExchangeCertificate -Thumbprint <new> -Services SMTP"],
        );
        check("(w32tm /query /status on Windows, timedatectl on Linux)", &["w32tm /query /status"]);
        check(
            "openssl x509 -in cert.pem -outform PEM, on Windows certutil -encode cert.cer cert.pem.",
            &["openssl x509 -in cert.pem -outform PEM", "certutil -encode cert.cer cert.pem"],
        );
        check(
            "New-ExchangeCertificate -GenerateRequest -DomainName <every name>.",
            &["New-ExchangeCertificate -GenerateRequest -DomainName <every name>"],
        );
        let both = "$c = Get-ExchangeCertificate -Thumbprint X; Set-SendConnector NAME -TlsCertificateName \
            \"<I>$($c.Issuer)<S>$($c.Subject)\"";
        check(&format!("On the connector: {both}. It must be enabled."), &[both]);
        check(
            "Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Thumbprint -eq <sha1>.",
            &["Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Thumbprint -eq <sha1>"],
        );
    }

    #[test]
    fn a_program_alone_is_no_command() {
        assert!(commands("On Exchange: Import-ExchangeCertificate, then go on.").is_empty());
        assert!(commands("Run openssl s_client again with -showcerts.").is_empty());
        assert!(commands("timedatectl on Linux").is_empty());
    }

    #[test]
    fn no_remedy_loses_a_word() {
        for check in CHECKS {
            let joined: String = pieces(check.rule.remedy)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Prose(text) | Piece::Command(text) => text,
                })
                .collect();
            assert_eq!(joined, check.rule.remedy);
        }
    }
}
