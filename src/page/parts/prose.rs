//! A sentence of ours; the commands in it can be copied.

use yew::{Html, html};

use super::{CopyButton, value};
use crate::outline::command::{Piece, pieces};

pub(in crate::page) fn prose(sentence: &str) -> Html {
    pieces(sentence)
        .into_iter()
        .map(|piece| match piece {
            Piece::Prose(text) => value(text),
            Piece::Command(command) => html! {
                <span class="command">
                    <code>{ command }</code>
                    <CopyButton text={command.to_owned()} label="Copy this command" small=true/>
                </span>
            },
        })
        .collect()
}
