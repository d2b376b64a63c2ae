//! Messages across the page: what our own machinery did wrong, and what it did unasked.

use yew::{Callback, Html, html};

use super::parts::icon;
use crate::checks::Severity;
use crate::state::{Event, State};

pub(super) fn banners(state: &State, tell: &Callback<Event>) -> Html {
    let fault = tell.reform(|_| Event::FaultDismissed);
    let notice = tell.reform(|_| Event::NoticeDismissed);
    html! {
        <div class="banners">
            if let Some(progress) = state.progress.filter(|progress| progress.takes_long()) {
                <div id="progress" class="banner banner-notice">
                    <progress max="100" value={progress.percent().to_string()} aria-label="Reading the files"/>
                    <p>{ progress.sentence() }</p>
                    <button type="button" id="stop" onclick={tell.reform(|_| Event::StopAsked)}>{ "Stop and show what was read" }</button>
                </div>
            }
            if let Some(text) = &state.fault {
                <div class="banner banner-fault">
                    { icon::severity(Severity::Error) }
                    <p id="fault" role="alert">{ text }</p>
                    { dismiss(fault) }
                </div>
            }
            if let Some(text) = &state.notice {
                <div class="banner banner-notice">
                    { icon::severity(Severity::Warning) }
                    <p id="notice" role="status">{ text }</p>
                    { dismiss(notice) }
                </div>
            }
        </div>
    }
}

fn dismiss(onclick: Callback<yew::MouseEvent>) -> Html {
    html! {
        <button type="button" class="quiet" {onclick} aria-label="Close this message" title="Close (Esc)">
            { icon::cross() }
        </button>
    }
}
