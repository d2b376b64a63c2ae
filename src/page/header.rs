//! The name, what it answers, the promise with the way to check it, and the keys.

use web_sys::HtmlInputElement;
use yew::{Callback, Event as DomEvent, Html, TargetCast, html};

use super::browser;
use super::parts::icon;
use crate::state::Event;

/// The id of the dialog that lists the keys.
pub(super) const KEYS: &str = "keys";

/// What each key does; those behind the first one are shortcuts that can be switched off.
const KEY_LIST: [(&[&str], &str); 6] = [
    (&["Ctrl", "Enter"], "reads again and leads to the verdict"),
    (&["Esc"], "closes a message, this list, an opened part of the header"),
    (&["/"], "leads to the box"),
    (&["n"], "leads to the next finding, and opens it"),
    (&["p"], "leads to the finding before"),
    (&["?"], "shows this list"),
];

pub(super) fn header(single_keys: bool, tell: &Callback<Event>) -> Html {
    let onchange = tell.reform(|event: DomEvent| {
        Event::SingleKeys(event.target_unchecked_into::<HtmlInputElement>().checked())
    });
    html! {
        <header class="top">
            <div class="brand">
                { icon::glass() }
                <h1>{ "Handglass" }</h1>
                <p class="tagline">{ "Paste TLS evidence; read what is wrong." }</p>
            </div>
            <details id="promise" class="promise">
                <summary>{ icon::lock() }<span>{ "Nothing leaves this page: the browser refuses every connection." }</span><span class="more">{ "How to check" }</span></summary>
                <div class="promise-text">
                    <p>{ "This file carries a content security policy with " }<code>{ "default-src 'none'" }</code>{ ". Under it the browser itself refuses every request that the page could make, also when a server delivered the page. What you paste is read by a program inside this file and kept nowhere." }</p>
                    <ul>
                        <li>{ "Open the developer tools (F12), Network, reload and paste: nothing is listed after the page itself." }</li>
                        <li>{ "Or pull the plug: save the page, go offline, open the file. It works the same." }</li>
                    </ul>
                    <p>{ "What no page can answer for: extensions, translation and spelling services of the browser, clipboard managers, and where you put an exported report." }</p>
                </div>
            </details>
            <button type="button" class="quiet" onclick={|_| browser::open_dialog(KEYS)} aria-haspopup="dialog">{ "Keys" }</button>
            { keys(single_keys, onchange) }
        </header>
    }
}

fn keys(single_keys: bool, onchange: Callback<DomEvent>) -> Html {
    let rows = KEY_LIST.iter().map(|(keys, does)| {
        let keys = keys.iter().map(|key| html! { <kbd>{ *key }</kbd> });
        html! { <div><dt>{ for keys }</dt><dd>{ *does }</dd></div> }
    });
    html! {
        <dialog id={KEYS} aria-labelledby="keys-title">
            <h2 id="keys-title">{ "Keys" }</h2>
            <dl class="keys">{ for rows }</dl>
            <label class="check"><input type="checkbox" id="single-keys" checked={single_keys} {onchange}/>{ " Single keys are shortcuts" }</label>
            <form method="dialog"><button>{ "Close" }</button></form>
        </dialog>
    }
}
