//! A sentence of ours: the commands in it can be copied, the terms in it are explained.

use yew::{Html, html};

use super::{CopyButton, value};
use crate::outline::command::{Piece, pieces};
use crate::outline::term::{self, Part};

pub(in crate::page) fn prose(sentence: &str) -> Html {
    let mut told = Vec::new();
    pieces(sentence)
        .into_iter()
        .map(|piece| match piece {
            Piece::Prose(text) => terms(text, &mut told),
            Piece::Command(command) => html! {
                <span class="command">
                    <code>{ command }</code>
                    <CopyButton text={command.to_owned()} label="Copy this command" small=true/>
                </span>
            },
        })
        .collect()
}

fn terms(text: &str, told: &mut Vec<&'static str>) -> Html {
    term::parts(text, told)
        .into_iter()
        .map(|part| match part {
            Part::Plain(text) => value(text),
            // Its meaning is drawn by the style sheet, under the pointer and with the focus.
            Part::Term { word, meaning } => html! {
                <dfn tabindex="0" data-meaning={meaning} aria-description={meaning}>{ word }</dfn>
            },
        })
        .collect()
}
