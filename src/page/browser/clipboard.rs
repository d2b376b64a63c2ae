//! Puts text on the clipboard.
//!
//! Where the browser offers no clipboard to a page (plain http), or refuses, the older way is taken: a
//! box that is selected and copied.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};
use yew::Callback;

use super::document;

/// `done` is told whether the text is on the clipboard.
pub(in crate::page) fn copy(text: String, done: Callback<bool>) {
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    let Some(clipboard) =
        clipboard.filter(|clipboard| !AsRef::<JsValue>::as_ref(clipboard).is_undefined())
    else {
        return done.emit(copy_by_selection(&text).is_some());
    };
    spawn_local(async move {
        let copied = JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        done.emit(copied || copy_by_selection(&text).is_some());
    });
}

fn copy_by_selection(text: &str) -> Option<()> {
    let page = document()?;
    let focused = page.active_element();
    let field: HtmlTextAreaElement = page.create_element("textarea").ok()?.unchecked_into();
    field.set_class_name("off-screen");
    field.set_value(text);
    page.body()?.append_child(&field).ok()?;
    field.select();
    let copied = page.unchecked_ref::<HtmlDocument>().exec_command("copy");
    field.remove();
    if let Some(focused) = focused.map(JsCast::unchecked_into::<HtmlElement>) {
        let _ = focused.focus();
    }
    copied.ok().filter(|copied| *copied).map(drop)
}
