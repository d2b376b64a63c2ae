//! Notes on the input: what was odd about the text itself.

use yew::{Html, html};

use crate::outline::{Block, NoteBlock, Section};
use crate::page::parts::{PlaceButton, value};

pub(super) fn draw(section: &Section) -> Html {
    let notes = section.blocks.iter().map(|block| match block {
        Block::Note(note) => self::note(note),
        Block::Text(_)
        | Block::Ask(_)
        | Block::Script(_)
        | Block::Finding(_)
        | Block::Table(_)
        | Block::Rows(_)
        | Block::Handshake(_)
        | Block::Chain(_)
        | Block::Name(_)
        | Block::Certificate(_) => {
            html! {}
        }
    });
    html! { <ul class="notes">{ for notes }</ul> }
}

fn note(note: &NoteBlock) -> Html {
    let place = match &note.place {
        Some(place) => html! { <PlaceButton place={place.clone()}/> },
        None => html! { <span class="place">{ value(&note.source) }</span> },
    };
    html! { <li>{ place }<span>{ value(&note.text) }</span></li> }
}
