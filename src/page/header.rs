//! The name, what it answers, and the promise with the way to check it.

use web_sys::HtmlInputElement;
use yew::{Callback, Event as DomEvent, Html, TargetCast, html};

use super::parts::icon;
use crate::state::Event;

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
                    <h2>{ "Keys" }</h2>
                    <p class="keys"><kbd>{ "Ctrl" }</kbd>{ " + " }<kbd>{ "Enter" }</kbd>{ " reads again and leads to the verdict. " }<kbd>{ "/" }</kbd>{ " leads to the box. " }<kbd>{ "Esc" }</kbd>{ " closes a message." }</p>
                    <label class="check"><input type="checkbox" id="single-keys" checked={single_keys} {onchange}/>{ " Single keys are shortcuts" }</label>
                </div>
            </details>
        </header>
    }
}
