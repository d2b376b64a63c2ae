//! Certificates beside the input, own roots and those at hand, as files: a button to choose them, and what
//! was chosen.
//!
//! The page reads the bytes and hands them on with the question; what they hold is the worker's affair.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::{Callback, Event as DomEvent, Html, TargetCast, html};

use super::browser;
use super::parts::{icon, value};
use crate::question::OwnRoots;
use crate::state::{Beside, Event};
use crate::worker::read_file;

pub(super) fn root_files(beside: Beside, files: &[OwnRoots], tell: &Callback<Event>) -> Html {
    let (id, what) = match beside {
        Beside::Roots => ("roots-files", "Files with roots"),
        Beside::AtHand => ("at-hand-files", "Files with certificates at hand"),
    };
    let onchange = {
        let tell = tell.clone();
        Callback::from(move |event: DomEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            for file in browser::files(input.files()) {
                let tell = tell.clone();
                spawn_local(async move {
                    let name = file.name();
                    tell.emit(match read_file(&file, |_| {}).await {
                        Ok(bytes) => Event::BesideRead(beside, OwnRoots { name, bytes }),
                        Err(reason) => Event::BesideUnreadable(format!("{name}, {reason}")),
                    });
                });
            }
            // The same file may be chosen again.
            input.set_value("");
        })
    };
    let rows = files.iter().enumerate().map(|(index, roots)| {
        html! {
            <li>
                { icon::file() }<span class="file-name">{ value(&roots.name) }</span>
                <button type="button" class="quiet" onclick={tell.reform(move |_| Event::BesideRemoved(beside, index))}
                    aria-label={format!("Remove {}", roots.name)}>{ icon::cross() }</button>
            </li>
        }
    });
    html! {
        <div class="field">
            <label for={id}>{ "Or as files (.pem, .crt, .cer, .der, .p7b)" }</label>
            <input {id} type="file" multiple=true {onchange}/>
            if !files.is_empty() { <ul class="file-list" aria-label={what}>{ for rows }</ul> }
        </div>
    }
}
