//! A value that came from the input, drawn so that it cannot lie to the eye.
//!
//! Hidden characters are written out already (`[U+202E]`); here they get a box, and the value is kept
//! from turning the text around it.

use yew::{Html, html};

pub(in crate::page) fn value(text: &str) -> Html {
    if !text.contains("[U+") {
        return html! { <bdi>{ text }</bdi> };
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("[U+") {
        let Some(length) = rest[start..].find(']') else { break };
        let (before, tail) = rest.split_at(start);
        let (character, after) = tail.split_at(length + 1);
        parts.push(html! { <>{ before }<b class="hidden-character">{ character }</b></> });
        rest = after;
    }
    html! { <bdi>{ for parts }{ rest }</bdi> }
}
