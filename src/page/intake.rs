//! Where the evidence comes in: the box, the files, the samples.
//!
//! The box belongs to the browser: its text is told upwards at every change and written only where the
//! page itself has changed it, so that the cursor stays and a large text is not moved around.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::{
    Callback, Event as DomEvent, Html, InputEvent, MouseEvent, NodeRef, Properties, TargetCast,
    component, html, use_context, use_effect_with, use_node_ref,
};

use super::browser;
use super::desk::Desk;
use super::parts::{icon, value};
use super::samples::SAMPLES;
use crate::PASTE;
use crate::state::Event;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub paste: Rc<str>,
    /// Changes when the page has written `paste`.
    pub written: u64,
    pub files: Rc<[String]>,
    pub has_input: bool,
    /// What the sources were taken for.
    pub read_as: Vec<String>,
}

const PLACEHOLDER: &str = "Paste it here, as you got it:\n\n-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n\nor the whole output of openssl s_client -showcerts.\n\nQuoted mails, lost line breaks and\nbase64 alone are fine.";

#[component(Intake)]
pub(super) fn intake(props: &Props) -> Html {
    let desk = use_context::<Desk>();
    let text_box = desk.as_ref().map_or_else(NodeRef::default, |desk| desk.text_box.clone());
    {
        let (text_box, paste) = (text_box.clone(), props.paste.clone());
        use_effect_with(props.written, move |_| {
            if let Some(text_box) = text_box.cast::<HtmlTextAreaElement>() {
                text_box.set_value(&paste);
            }
        });
    }
    let tell = desk.as_ref().map_or_else(Callback::noop, |desk| desk.tell.clone());
    let start_again = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            if let Some(desk) = &desk {
                desk.start_again(event);
            }
        })
    };
    html! {
        <section class="intake" aria-labelledby="evidence-title">
            <div class="pane-title">
                <h2 id="evidence-title"><label for="paste">{ "Evidence" }</label></h2>
                if props.has_input {
                    <button type="button" class="quiet" onclick={start_again.reform(|_| Event::Cleared)}>
                        { icon::cross() }{ "Clear all" }
                    </button>
                }
            </div>
            <textarea id="paste" ref={text_box} class="code" wrap="off" spellcheck="false" autocomplete="off"
                autocapitalize="off" translate="no" placeholder={PLACEHOLDER}
                oninput={tell.reform(typed)} aria-describedby="paste-hint"/>
            <p id="paste-hint" class="off-screen">{ "The report follows while you type. Secrets are masked on arrival." }</p>
            <FilePicker/>
            { inputs(props, desk.as_ref()) }
            if !props.has_input {
                <div class="samples">
                    <h3>{ "Or look at a sample" }</h3>
                    { for SAMPLES.iter().map(|sample| html! {
                        <button type="button" class="sample" onclick={start_again.reform(|_| sample.event())}>
                            <strong>{ sample.title }</strong><span>{ sample.says }</span>
                        </button>
                    }) }
                </div>
            }
        </section>
    }
}

/// A paste or a drop is read at once, keystrokes when they pause. An event that is no `InputEvent` comes
/// from a script, which has written all it wants.
fn typed(event: InputEvent) -> Event {
    let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
    let kind =
        event.unchecked_ref::<web_sys::Event>().dyn_ref::<InputEvent>().map(InputEvent::input_type);
    match kind.as_deref() {
        None | Some("insertFromPaste" | "insertFromDrop" | "insertReplacementText") => {
            Event::Pasted(text)
        }
        Some(_) => Event::Typed(text),
    }
}

/// Each input with what it was taken for, and the way to take it out again.
fn inputs(props: &Props, desk: Option<&Desk>) -> Html {
    let taken_for = |name: &str| {
        let told =
            props.read_as.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        told.map(|told| html! { <span class="taken-for">{ value(told) }</span> })
    };
    let row = |icon: Html, name: &str, shown: Html, remove: Callback<MouseEvent>| {
        html! {
            <li>
                { icon }<span class="input-name">{ shown }{ taken_for(name) }</span>
                <button type="button" class="quiet" onclick={remove} aria-label={format!("Remove {name}")}>{ icon::cross() }</button>
            </li>
        }
    };
    let paste = (!props.paste.trim().is_empty()).then(|| {
        let tell = desk.map_or_else(Callback::noop, |desk| desk.tell.clone());
        row(icon::lines(), PASTE, html! { "Pasted text" }, tell.reform(|_| Event::PasteRemoved))
    });
    let files = props.files.iter().enumerate().map(|(index, name)| {
        let desk = desk.cloned();
        let remove = Callback::from(move |_| {
            if let Some(desk) = &desk {
                desk.remove_file(index);
            }
        });
        row(icon::file(), name, value(name), remove)
    });
    let rows: Vec<Html> = paste.into_iter().chain(files).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! { <ul class="inputs" aria-label="What is read">{ for rows }</ul> }
}

#[component(FilePicker)]
fn file_picker() -> Html {
    let desk = use_context::<Desk>();
    let [files, folder] = [use_node_ref(), use_node_ref()];
    {
        // Yew knows no such attribute for an input.
        let folder = folder.clone();
        use_effect_with((), move |()| {
            if let Some(folder) = folder.cast::<HtmlInputElement>() {
                let _ = folder.set_attribute("webkitdirectory", "");
            }
        });
    }
    let chosen = {
        let desk = desk.clone();
        Callback::from(move |event: DomEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = browser::files(input.files());
            // The same file may be chosen again.
            input.set_value("");
            if let Some(desk) = &desk {
                desk.add_chosen(files);
            }
        })
    };
    let open = |input: &NodeRef| {
        let input = input.clone();
        Callback::from(move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    html! {
        <div class="files">
            <div class="file-buttons">
                <button type="button" onclick={open(&files)}>{ icon::file() }{ "Files" }</button>
                <button type="button" onclick={open(&folder)}>{ icon::folder() }{ "Folder" }</button>
                <span class="hint">{ "or drop them anywhere" }</span>
            </div>
            <input id="files" ref={files} class="off-screen" type="file" multiple=true tabindex="-1"
                aria-label="Files to read" onchange={chosen.clone()}/>
            <input id="folder" ref={folder} class="off-screen" type="file" multiple=true tabindex="-1"
                aria-label="Folder to read" onchange={chosen}/>
        </div>
    }
}
