//! Hands a text to the browser as a file to be saved.
//!
//! The file is made of bytes that are here already: saving it asks nobody for anything.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::document;

/// Milliseconds after which the bytes are let go; browsers have begun to save by then.
const KEPT: u32 = 60_000;

/// Saves a text under a name. `kind` is its media type.
pub(in crate::page) fn save(name: &str, kind: &str, text: &str) {
    // Fails only where the browser is out of memory, and then it says so itself.
    let _ = try_save(name, kind, text);
}

fn try_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &properties)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let page = document().ok_or(JsValue::NULL)?;
    let link = page.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<HtmlElement>().click();
    Timeout::new(KEPT, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
