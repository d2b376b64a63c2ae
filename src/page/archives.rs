//! What becomes of a chosen zip archive? A worker looks into it, and its files are chosen in its place.
//!
//! The worker lives as long as that takes. An archive that breaks it is said to be unreadable.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::File;

use super::browser::path_of;
use super::desk::Desk;
use super::worker_handle::{Signal, WatchedWorker};
use crate::state::Event;
use crate::worker::{Answer, Order, pack};

pub(super) fn is_archive(file: &File) -> bool {
    let name = file.name();
    name.get(name.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".zip"))
}

pub(super) fn open(archive: &File, desk: Desk) {
    let name = path_of(archive);
    let order = Array::of2(&pack(&Order::Archive(name.clone())), archive);
    // It is kept by the one who waits for it.
    let worker: Rc<RefCell<Option<WatchedWorker>>> = Rc::default();
    let kept = Rc::clone(&worker);
    let hear = move |signal| {
        let (files, left_out) = match signal {
            Signal::Message(Answer::Archive { left_out }, files) => (files, left_out),
            _ => {
                let why =
                    format!("{name}: the part of Handglass that opens archives stopped here.");
                (Array::new().into(), vec![why])
            }
        };
        let files = files.dyn_into::<Array>().unwrap_or_default();
        desk.add_files(files.iter().filter_map(|file| file.dyn_into().ok()).collect());
        if !left_out.is_empty() {
            desk.tell.emit(Event::LeftOut(left_out));
        }
        // Not from within its own call.
        let done = Rc::clone(&kept);
        wasm_bindgen_futures::spawn_local(async move {
            done.take();
        });
    };
    let started = WatchedWorker::start(hear);
    started.post(&order);
    worker.replace(Some(started));
}
