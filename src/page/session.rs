//! One session of a log on its own, over the report: its way as one line, its rows, the pauses between them.
//!
//! The rows are read again from the file by the worker; nothing is understood here.

use yew::{Callback, Html, html};

use super::browser;
use super::desk::Desk;
use super::parts::{icon, value};
use crate::report::{LogPlace, SessionReport};
use crate::state::{Event, Looked};

const SESSION: &str = "session";

/// Shows the rows of the session that begins at a place.
pub(super) fn session_button(desk: Option<Desk>, place: LogPlace) -> Html {
    let onclick = Callback::from(move |_| {
        if let Some(desk) = &desk {
            desk.tell.emit(Event::SessionAsked(place.clone()));
            browser::open_dialog(SESSION);
        }
    });
    html! {
        <button type="button" class="place" {onclick} aria-haspopup="dialog" title="Show the rows of one such session">
            { icon::lines() }{ "rows" }
        </button>
    }
}

pub(super) fn session_dialog(looked: Option<&Looked>) -> Html {
    html! {
        <dialog id={SESSION} aria-labelledby="session-title">
            <h2 id="session-title">{ "One session" }</h2>
            if let Some(Looked { place, told }) = looked {
                <p class="hint">{ value(&format!("{}, from byte {}", place.file, place.offset)) }</p>
                if let Some(told) = told { { session(told) } } else { <p>{ "Reading." }</p> }
            }
            <form method="dialog"><button>{ "Close" }</button></form>
        </dialog>
    }
}

fn session(told: &SessionReport) -> Html {
    let stages = told.stages.iter().map(|(stage, since)| {
        let reached = !since.is_empty();
        html! {
            <li class={(!reached).then_some("not-reached")}>{ stage }
                <span>{ if reached { since } else { "not seen" } }</span></li>
        }
    });
    let rows = told.rows.iter().map(|row| {
        let pause = (!row.pause.is_empty())
            .then(|| html! { <p class="pause">{ format!("{} pause", row.pause) }</p> });
        html! { <>{ for pause }<span class="line-number">{ &row.since }</span><code>{ value(&row.text) }</code></> }
    });
    html! {
        <>
            if !told.stages.is_empty() { <ol class="session-stages">{ for stages }</ol> }
            if !told.rows.is_empty() {
                <div class="excerpt-lines" tabindex="0" role="group" aria-label="The rows of the session">{ for rows }</div>
            }
            <p>{ &told.note }</p>
        </>
    }
}
