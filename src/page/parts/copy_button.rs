//! A button that puts a text on the clipboard and says so for a moment.

use gloo::timers::callback::Timeout;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

use super::icon;
use crate::page::browser::clipboard;

/// Milliseconds for which the button says what became of it.
const SHOWN: u32 = 1_600;

#[derive(Properties, PartialEq)]
pub(in crate::page) struct Props {
    pub text: AttrValue,
    /// What it copies, as on the button, or for a screen reader where the button is small.
    pub label: AttrValue,
    #[prop_or_default]
    pub small: bool,
}

#[component(CopyButton)]
pub(in crate::page) fn copy_button(props: &Props) -> Html {
    let copied = use_state(|| None::<bool>);
    {
        let setter = copied.setter();
        use_effect_with(*copied, move |copied| {
            let timer = copied.map(|_| Timeout::new(SHOWN, move || setter.set(None)));
            move || drop(timer)
        });
    }
    let onclick = {
        let text = props.text.clone();
        let setter = copied.setter();
        Callback::from(move |_| {
            let setter = setter.clone();
            clipboard::copy(text.to_string(), Callback::from(move |done| setter.set(Some(done))));
        })
    };
    let said = match *copied {
        None => "",
        Some(true) => "Copied",
        Some(false) => "Not copied: the browser refused",
    };
    let label = props.small.then(|| props.label.clone());
    html! {
        <button type="button" class={if props.small { "copy small" } else { "copy" }} {onclick}
            title={label.clone()} aria-label={label}>
            { icon::copy() }
            if !props.small { <span>{ &props.label }</span> }
            <span role="status" class="said">{ said }</span>
        </button>
    }
}
