//! How do page and worker write what they say to each other? As postcard, in a `Uint8Array`.
//!
//! JSON would bring a reader of its own into the page, with tables for numbers that no message has: a
//! tenth of the file. Both ends are always of one build, so the form needs no version.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A message to post. Plain data always has bytes; were there none, the other side would say that it
/// cannot read them.
pub fn pack(message: &impl Serialize) -> JsValue {
    let bytes = postcard::to_allocvec(message).unwrap_or_default();
    Uint8Array::from(bytes.as_slice()).into()
}

/// The message in what was posted; `None` where it is something else.
pub fn unpack<T: DeserializeOwned>(posted: &JsValue) -> Option<T> {
    let bytes = posted.dyn_ref::<Uint8Array>()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}
