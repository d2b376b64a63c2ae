//! Sentences, one under the other: what is missing, and what nobody looked at.

use yew::{Html, html};

use crate::outline::{Block, Section};
use crate::page::parts::prose;

pub(super) fn draw(section: &Section) -> Html {
    let sentences = section.blocks.iter().map(|block| match block {
        Block::Text(text) => html! { <li>{ prose(text) }</li> },
        Block::Ask(_)
        | Block::Script(_)
        | Block::Finding(_)
        | Block::Table(_)
        | Block::Rows(_)
        | Block::Handshake(_)
        | Block::Chain(_)
        | Block::Name(_)
        | Block::Certificate(_)
        | Block::Note(_) => {
            html! {}
        }
    });
    html! { <ul class="sentences">{ for sentences }</ul> }
}
