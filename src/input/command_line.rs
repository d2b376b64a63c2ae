//! Which words does a command line hold, and whom does a target name?
//!
//! The shells' quotation marks and the dashes that mail programs make are undone. What an option means is
//! for the reader of the program.

use super::transcript::Command;

/// Dashes that a mail program makes of two hyphens.
const DASHES: [char; 4] = ['-', '\u{2013}', '\u{2014}', '\u{2212}'];

/// The words of a command line; quotation marks hold one together.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for character in text.chars() {
        match (character, quote) {
            ('"' | '\'', None) => quote = Some(character),
            (_, Some(open)) if character == open => quote = None,
            (' ' | '\t', None) => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(character),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether the shell's own part begins: a pipe, a redirection.
pub(super) fn ends_command(word: &str) -> bool {
    matches!(word, "2>&1" | "&" | "&&" | ";") || word.starts_with(['<', '>', '|'])
}

/// The option without its dashes; `None` for any other word.
pub(super) fn option(word: &str) -> Option<&str> {
    let option = word.trim_start_matches(DASHES);
    (option.len() < word.len()).then_some(option)
}

/// Whether anything in it may be an option.
pub(super) fn has_dash(text: &str) -> bool {
    text.contains(DASHES)
}

/// `mail.example:25`, `[2001:db8::1]:25`, `192.0.2.1`. The first target counts.
pub(super) fn target(command: &mut Command, target: &str) {
    if target.is_empty() || command.host.is_some() {
        return;
    }
    let (host, port) = match target.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            (host, Some(port.to_owned()).filter(|port| !port.is_empty()))
        }
        _ => (target, None),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    command.host = (!host.is_empty()).then(|| host.to_owned());
    command.port = port.or(command.port.take());
}

/// The part of a line from the program's name on, and what follows the name, where the line runs the
/// program: behind a prompt, a path or nothing.
pub(super) fn behind<'a>(line: &'a str, program: &str) -> Option<(&'a str, &'a str)> {
    for (at, _) in line.match_indices(program) {
        let before = line.get(..at)?;
        let mut after = line.get(at + program.len()..)?;
        after = after.strip_prefix(".exe").unwrap_or(after);
        after = after.strip_prefix(['"', '\'']).unwrap_or(after);
        let path = before.ends_with(['/', '\\']);
        let prompt = before.trim_end().ends_with(['$', '#', '>', '%', '&', '+', '"', '\'', '(']);
        let runs = path || prompt || before.is_empty() || before.ends_with("sudo ");
        if runs && after.starts_with([' ', '\t']) {
            return Some((line.get(at..)?, after));
        }
    }
    None
}
