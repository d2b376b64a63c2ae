//! Does a word of the network stand in the page?
//!
//! The policy in the page's head already refuses requests; some ways out are beyond any policy
//! (navigation, WebRTC, name-lookup hints), and those are excluded by not standing in the file at all.
//! A page that never names them cannot use them. Prose on the page is in the wasm, where only the names
//! that no sentence needs are looked for.

use crate::Outcome;

/// Names in a browser's programming interface that no text on the page needs.
const NAMES: &[&str] = &[
    "EventSource",
    "RTCDataChannel",
    "RTCPeerConnection",
    "WebSocket",
    "WebTransport",
    "XMLHttpRequest",
    "dns-prefetch",
    "importScripts",
    "sendBeacon",
    "serviceWorker",
];

/// Looked for in scripts and markup only.
const CODE: &[&str] = &[
    " action=",
    " ping=",
    " src=",
    " srcdoc=",
    " style=",
    ".assign(",
    ".open(",
    ".write(",
    "<a ",
    "<base",
    "<embed",
    "<form",
    "<iframe",
    "<img",
    "<object",
    "@import",
    "Function(",
    "caches.",
    "document.cookie",
    "eval(",
    "fetch(",
    "http-equiv=\"refresh\"",
    "http:",
    "https:",
    "import(",
    "indexedDB",
    "localStorage",
    "location",
    "modulepreload",
    "navigator.",
    "preconnect",
    "prefetch",
    "preload",
    "prerender",
    "sessionStorage",
    "setHTMLUnsafe",
    "url(",
];

/// Looks through the page's markup, styles and scripts.
///
/// # Errors
/// Every word that was found, with its surroundings.
pub(super) fn check(text: &str) -> Outcome<()> {
    let found: Vec<String> =
        NAMES.iter().chain(CODE).filter_map(|word| surroundings(text, word)).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!(
        "These words must not stand in the page, since each is a way out:\n  {}",
        found.join("\n  ")
    ))
}

/// Looks through bytes for names alone.
///
/// # Errors
/// The first name that was found.
pub(super) fn check_bytes(what: &str, bytes: &[u8]) -> Outcome<()> {
    let holds = |word: &&&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    match NAMES.iter().find(holds) {
        Some(word) => {
            Err(format!("`{word}` stands in {what}: a way out that the page must not have."))
        }
        None => Ok(()),
    }
}

fn surroundings(text: &str, word: &str) -> Option<String> {
    let at = harmful_place(text, word)?;
    let start = text[..at].char_indices().rev().nth(40).map_or(0, |(start, _)| start);
    let end = text[at..].char_indices().nth(60).map_or(text.len(), |(end, _)| at + end);
    Some(format!("`{word}` in … {} …", text[start..end].replace('\n', " ")))
}

/// Where the word stands for the first time outside of the places where it is harmless.
fn harmful_place(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| !HARMLESS.iter().any(|harmless| covers(text, harmless, *at, word)))
}

/// Names of XML vocabularies, which name and do not ask, and two expressions of the glue.
const HARMLESS: &[&str] = &[
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2000/svg",
    "Object.assign(__wbg_init",
    "`Function(${val.name})`",
];

fn covers(text: &str, harmless: &str, at: usize, word: &str) -> bool {
    let start = at.saturating_sub(harmless.len());
    let end = (at + word.len() + harmless.len()).min(text.len());
    let Some(near) = text.get(start..end) else {
        return false;
    };
    near.match_indices(harmless).any(|(found, _)| {
        let found = start + found;
        found <= at && at + word.len() <= found + harmless.len()
    })
}

#[cfg(test)]
mod tests {
    use super::{check, check_bytes};

    #[test]
    fn finds_every_way_out() {
        for way_out in [
            "new WebSocket(u)",
            "fetch('x')",
            "<link rel=\"preconnect\" href=\"x\">",
            "arg0.open(arg1)",
            "window.location.href = u",
            "<p style=\"color:red\">",
            "<img alt=\"\">",
            "p { background: url(x) }",
        ] {
            let error = check(&format!("quiet text {way_out} more")).expect_err(way_out);
            assert!(error.contains("way out"), "{error}");
        }
    }

    #[test]
    fn lets_ordinary_code_pass() {
        assert_eq!(check("const ret = arg0.appendChild(arg1); // failed to fetch Wasm: x"), Ok(()));
        assert_eq!(check("createElementNS('http://www.w3.org/2000/svg')"), Ok(()));
    }

    #[test]
    fn looks_into_the_wasm_for_names() {
        assert!(check_bytes("it", b"\0\0sendBeacon\0").is_err());
        assert_eq!(check_bytes("it", b"\0\0the server must fetch( it\0"), Ok(()));
    }
}
