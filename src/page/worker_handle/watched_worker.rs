//! One browser worker with a watch beside it: messages in, messages out, and a word when it falls silent.
//!
//! It does not know which job runs. Dropping it ends the worker wherever it stands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Interval;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker};

use super::PATIENCE_SECONDS;
use crate::worker::{Answer, unpack};

/// What is heard of a worker.
pub(in crate::page) enum Signal {
    /// With the facts of a range or the files of an archive, where it brings some.
    Message(Answer, JsValue),
    /// The worker told of no fault, but the browser did: it could not be started.
    Broken,
    /// No message for [`PATIENCE_SECONDS`] while an answer was due.
    Silent,
}

pub(in crate::page) struct WatchedWorker {
    worker: Option<Worker>,
    watch: Rc<Watch>,
    /// Kept for as long as the worker may call them.
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

struct Watch {
    hear: Box<dyn Fn(Signal)>,
    /// Whole seconds without a message. Seconds are counted, not looked up on a clock, so that a laptop
    /// that slept does not end a healthy worker.
    silence: Cell<u32>,
    ticking: RefCell<Option<Interval>>,
}

impl WatchedWorker {
    /// Starts a worker. `hear` is called from the browser's event loop only.
    pub(in crate::page) fn start(hear: impl Fn(Signal) + 'static) -> Self {
        let watch = Rc::new(Watch {
            hear: Box::new(hear),
            silence: Cell::new(0),
            ticking: RefCell::new(None),
        });
        let on_message = listener(&watch, |watch, event| {
            watch.silence.set(0);
            let data = event.unchecked_ref::<MessageEvent>().data();
            let parts: &Array = data.unchecked_ref();
            let (answer, facts) = match data.as_string() {
                Some(what) => (Answer::Fault { what }, JsValue::UNDEFINED),
                None => (
                    unpack(&parts.get(0)).unwrap_or_else(|| Answer::Fault {
                        what: "an answer that cannot be read".to_owned(),
                    }),
                    parts.get(1),
                ),
            };
            (watch.hear)(Signal::Message(answer, facts));
        });
        let on_error = listener(&watch, |watch, event| {
            // Else the browser reports it once more, as an error of the page.
            event.prevent_default();
            (watch.hear)(Signal::Broken);
        });
        let worker = new_worker().ok();
        if let Some(worker) = &worker {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        }
        Self { worker, watch, _listeners: [on_message, on_error] }
    }

    /// Sends a message and expects signs of life from now on.
    pub(in crate::page) fn post(&self, message: &Array) {
        self.tell(message);
        self.watch.begin();
    }

    /// Sends a message that needs no answer.
    pub(super) fn tell(&self, message: &Array) {
        if let Some(worker) = &self.worker {
            // Fails only for values that cannot be cloned, which strings, files and buffers can.
            let _ = worker.post_message(message);
        }
    }

    /// No answer is due any more.
    pub(super) fn rest(&self) {
        self.watch.ticking.take();
    }
}

impl Drop for WatchedWorker {
    fn drop(&mut self) {
        self.rest();
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

impl Watch {
    fn begin(self: &Rc<Self>) {
        self.silence.set(0);
        let watch = Rc::downgrade(self);
        let tick = move || {
            let Some(watch) = watch.upgrade() else { return };
            watch.silence.set(watch.silence.get() + 1);
            if watch.silence.get() >= PATIENCE_SECONDS {
                watch.ticking.take();
                (watch.hear)(Signal::Silent);
            }
        };
        self.ticking.replace(Some(Interval::new(1_000, tick)));
    }
}

fn listener(
    watch: &Rc<Watch>,
    react: impl Fn(&Watch, &Event) + 'static,
) -> Closure<dyn FnMut(Event)> {
    let watch = Rc::downgrade(watch);
    Closure::new(move |event: Event| {
        if let Some(watch) = watch.upgrade() {
            react(&watch, &event);
        }
    })
}

/// Asks `boot.js`, which owns the worker's code, the compiled module and the Trusted Types policy.
fn new_worker() -> Result<Worker, JsValue> {
    let make = Reflect::get(&js_sys::global(), &JsValue::from_str("handglassWorker"))?;
    make.dyn_into::<Function>()?.call0(&JsValue::NULL)?.dyn_into()
}
