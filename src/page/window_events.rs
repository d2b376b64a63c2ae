//! What happens anywhere on the page: files dropped, text pasted beside the box, keys.
//!
//! What is pasted into a field belongs to that field; only files are taken from there.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File, KeyboardEvent, Window};
use yew::{Callback, UseStateSetter, hook, use_effect_with};

use super::browser::{self, Step};
use super::desk::Desk;
use super::header::KEYS;
use crate::state::Event;

/// What the keys do that no field wants.
#[derive(Clone, PartialEq)]
pub(super) struct Keys {
    /// Whether single keys lead to the box, to the findings and to the list of keys.
    pub(super) single_keys: bool,
    /// Ctrl+Enter.
    pub(super) run: Callback<()>,
}

#[hook]
pub(super) fn use_window_events(desk: &Desk, keys: Keys, dragging: UseStateSetter<bool>) {
    use_effect_with((desk.clone(), dragging), |(desk, dragging)| {
        let listeners = web_sys::window().map(|window| {
            let [over, leave, drop] = drag_listeners(&window, desk, dragging);
            [over, leave, drop, paste_listener(&window, desk)]
        });
        move || drop(listeners)
    });
    use_effect_with((desk.clone(), keys), |(desk, keys)| {
        let listener = web_sys::window().map(|window| key_listener(&window, desk, keys));
        move || drop(listener)
    });
}

/// What is built when it is opened is built for paper too.
#[hook]
pub(super) fn use_printing(printing: UseStateSetter<bool>) {
    use_effect_with(printing, |printing| {
        let listeners = web_sys::window().map(|window| {
            [("beforeprint", true), ("afterprint", false)].map(|(name, on)| {
                let printing = printing.clone();
                EventListener::new(&window, name, move |_| printing.set(on))
            })
        });
        move || drop(listeners)
    });
}

fn drag_listeners(
    window: &Window,
    desk: &Desk,
    dragging: &UseStateSetter<bool>,
) -> [EventListener; 3] {
    // Without preventDefault the browser would open the dropped file in place of the page.
    let active = EventListenerOptions::enable_prevent_default();
    let over = {
        let dragging = dragging.clone();
        EventListener::new_with_options(window, "dragover", active, move |event| {
            if with_files(event) {
                event.prevent_default();
                dragging.set(true);
            }
        })
    };
    let leave = {
        let dragging = dragging.clone();
        EventListener::new(window, "dragleave", move |event| {
            let left = event.unchecked_ref::<DragEvent>().related_target().is_none();
            if left {
                dragging.set(false);
            }
        })
    };
    let (desk, dragging) = (desk.clone(), dragging.clone());
    let drop = EventListener::new_with_options(window, "drop", active, move |event| {
        dragging.set(false);
        if with_files(event) {
            event.prevent_default();
            if let Some(data) = dropped(event) {
                add_dropped(&data, &desk);
            }
        }
    });
    [over, leave, drop]
}

/// `boot.js` walks through folders; where it cannot, they stand in the list themselves, and reading them says
/// why it failed.
fn add_dropped(data: &DataTransfer, desk: &Desk) {
    let (flat, desk) = (browser::files(data.files()), desk.clone());
    let walked = walk(data);
    spawn_local(async move {
        let files = match walked {
            Ok(walked) => JsFuture::from(walked).await,
            Err(error) => Err(error),
        };
        let files = files.ok().and_then(|files| files.dyn_into::<Array>().ok());
        let files: Vec<File> =
            files.iter().flat_map(Array::iter).filter_map(|file| file.dyn_into().ok()).collect();
        desk.add_chosen(if files.is_empty() { flat } else { files });
    });
}

fn walk(data: &DataTransfer) -> Result<Promise, JsValue> {
    let walk = Reflect::get(&js_sys::global(), &JsValue::from_str("handglassDropped"))?;
    let items = Reflect::get(data, &JsValue::from_str("items"))?;
    Ok(walk.dyn_into::<Function>()?.call1(&JsValue::NULL, &items)?.unchecked_into())
}

fn dropped(event: &web_sys::Event) -> Option<DataTransfer> {
    event.unchecked_ref::<DragEvent>().data_transfer()
}

/// Text that is dragged about is left to the browser and the box.
fn with_files(event: &web_sys::Event) -> bool {
    dropped(event).is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn paste_listener(window: &Window, desk: &Desk) -> EventListener {
    let desk = desk.clone();
    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, "paste", active, move |event| {
        let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data();
        let Some(data) = data else { return };
        let files = browser::files(data.files());
        if !files.is_empty() {
            event.prevent_default();
            desk.add_chosen(files);
            return;
        }
        if browser::a_field_has_focus() {
            return;
        }
        if let Ok(text) = data.get_data("text/plain")
            && !text.is_empty()
        {
            event.prevent_default();
            desk.tell.emit(Event::Added(text));
        }
    })
}

fn key_listener(window: &Window, desk: &Desk, keys: &Keys) -> EventListener {
    let (desk, keys) = (desk.clone(), keys.clone());
    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(window, "keydown", active, move |event| {
        // A browser that fills in a form may send a keydown that is no key at all.
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let with_control = key.ctrl_key() || key.meta_key();
        match key.key().as_str() {
            "Enter" if with_control => {
                event.prevent_default();
                keys.run.emit(());
            }
            "Escape" => {
                desk.tell.emit(Event::FaultDismissed);
                desk.tell.emit(Event::NoticeDismissed);
                browser::close("promise");
            }
            single => {
                let shortcut = keys.single_keys && !with_control && !browser::a_field_has_focus();
                if shortcut && single_key(single) {
                    event.prevent_default();
                }
            }
        }
    })
}

/// True where the key is one of ours.
fn single_key(key: &str) -> bool {
    match key {
        "/" => browser::focus("paste"),
        "n" => browser::lead_to_finding(Step::Next),
        "p" => browser::lead_to_finding(Step::Previous),
        "?" => browser::open_dialog(KEYS),
        _ => return false,
    }
    true
}
