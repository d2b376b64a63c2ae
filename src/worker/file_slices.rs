//! Reads a `File` in slices, on the page or in a worker, up to what the core looks at.
//!
//! It does not keep the handle and does not know what the bytes are.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::input::MAX_SOURCE_BYTES;

/// Bytes asked for at once: large enough for disk speed, small enough for a moving progress bar.
const SLICE_BYTES: u64 = 8 << 20;

/// How much of a file is read: one byte more than the core looks at, so that it can tell.
pub(super) fn bytes_to_read(file: &File) -> u64 {
    // A size is a whole number below 2^53, so that the conversion is exact.
    (file.size() as u64).min(MAX_SOURCE_BYTES as u64 + 1)
}

/// The first [`bytes_to_read`] bytes of a file. `progress` is told the size of each slice, in bytes.
///
/// # Errors
/// The name of the browser's error, as `NotReadableError` or `NotFoundError`.
pub async fn read_file(file: &File, mut progress: impl FnMut(u64)) -> Result<Vec<u8>, String> {
    let size = bytes_to_read(file);
    let mut bytes = Vec::new();
    let mut start = 0;
    while start < size {
        let end = (start + SLICE_BYTES).min(size);
        let slice = bytes_of(file, start, end).await.map_err(|error| name_of(&error))?;
        bytes.extend_from_slice(&slice);
        progress(end - start);
        start = end;
    }
    Ok(bytes)
}

/// The bytes from `start` to `end`.
pub(super) async fn bytes_of(file: &File, start: u64, end: u64) -> Result<Vec<u8>, JsValue> {
    bytes_in(promise(file, start, end)?).await
}

/// Asks for bytes, which are on their way from now on.
pub(super) fn promise(file: &File, start: u64, end: u64) -> Result<Promise, JsValue> {
    let blob = file.slice_with_f64_and_f64(start as f64, end as f64)?;
    Ok(blob.array_buffer().unchecked_into())
}

pub(super) async fn bytes_in(promise: Promise) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(promise).await?;
    Ok(Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec())
}

pub(super) fn name_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| "unknown error".to_owned(), |error| error.name().into())
}
