//! The page's hold on its worker: sends jobs, watches, and replaces a worker that broke.
//!
//! How a page uses it, whole:
//!
//! ```ignore
//! let worker = WorkerHandle::new(Callback::from(move |event| match event {
//!     Event::Progress { id, done, total } => …,      // bytes of the attached files
//!     Event::Finished(finished) => …,                // id, report, masked_paste, unreadable
//!     Event::Failed { id, fault } => …,              // show `fault` (Display) in #fault; keep the input
//! }));
//! let id = worker.send(paste, files, question);      // an older job that still runs is dropped
//! ```
//!
//! A worker is started at once, so that it is warm when the first paste comes. One job runs at a time:
//! a newer one ends the older one's worker, which costs a few milliseconds since the module is compiled
//! already. Events of older jobs never arrive. After a fault the worker has been replaced before the
//! event is told, and the job is not tried again: the same bytes would break it again.
//!
//! It keeps no input once a job has ended, and decides nothing about what the page shows.

mod watched_worker;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;

use crate::question::Question;
use crate::worker::{Answer, Finished, Job, pack, read_file};
use watched_worker::{Signal, WatchedWorker};

/// Silence after which a busy worker counts as hung, in seconds.
pub const PATIENCE_SECONDS: u32 = 10;

/// What the page is told about its newest job.
#[derive(Clone, Debug)]
pub enum Event {
    /// Bytes of the attached files that were read, of all that will be.
    Progress { id: u64, done: u64, total: u64 },
    /// The job's end.
    Finished(Box<Finished>),
    /// The worker broke over this job and has been replaced.
    Failed { id: u64, fault: Fault },
}

/// How a worker broke. It says nothing about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A panic, a stack overflow or another trap; the words are ours or the engine's.
    Stopped { what: String },
    /// No sign of life for [`PATIENCE_SECONDS`].
    Silent,
    /// The browser did not start the worker.
    NotStarted,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped { what } => write!(
                f,
                "The part of Handglass that reads the input stopped ({what}). It has been started again, \
                 and the input is still here. This is a defect in Handglass, not in the input."
            ),
            Self::Silent => write!(
                f,
                "The part of Handglass that reads the input gave no answer for {PATIENCE_SECONDS} seconds \
                 and was ended. It has been started again, and the input is still here."
            ),
            Self::NotStarted => write!(
                f,
                "The browser did not start the part of Handglass that reads the input. The input is still \
                 here; reload the page to try again."
            ),
        }
    }
}

/// One worker at a time, and the job that it is busy with. Clones share them; the last one to go ends
/// the worker.
#[derive(Clone)]
pub struct WorkerHandle {
    desk: Rc<RefCell<Desk>>,
}

struct Desk {
    events: Callback<Event>,
    worker: Option<WatchedWorker>,
    last_id: u64,
    running: Option<Running>,
}

/// The job that waits for its answer, kept in case the page must read the files.
struct Running {
    job: Job,
    files: Vec<File>,
    /// True once the page has read them: it is asked only once.
    read_by_page: bool,
}

impl WorkerHandle {
    /// Starts a worker. `events` is never called from within `new` or `send`.
    pub fn new(events: Callback<Event>) -> Self {
        let desk = Desk { events, worker: None, last_id: 0, running: None };
        let handle = Self { desk: Rc::new(RefCell::new(desk)) };
        handle.start_worker();
        handle
    }

    /// Asks for a report on the pasted text and the attached files; at least one of them should hold
    /// something. Gives the job's number, which counts up from 1.
    pub fn send(&self, paste: String, files: Vec<File>, question: Question) -> u64 {
        self.cancel();
        if self.desk.borrow().worker.is_none() {
            self.start_worker();
        }
        let parts = files.iter().map(JsValue::from).collect();
        let file_names = files.iter().map(File::name).collect();
        let id = {
            let mut desk = self.desk.borrow_mut();
            desk.last_id += 1;
            let job = Job { id: desk.last_id, paste, question, file_names };
            desk.running = Some(Running { job, files, read_by_page: false });
            desk.last_id
        };
        self.post(parts);
        id
    }

    /// Whether an answer is awaited.
    pub fn is_busy(&self) -> bool {
        self.desk.borrow().running.is_some()
    }

    /// Drops the job that runs, if any, and its worker; no event of it will arrive.
    pub fn cancel(&self) {
        let was_busy = self.desk.borrow_mut().running.take().is_some();
        if was_busy {
            self.start_worker();
        }
    }

    /// Replaces the worker by a fresh one; the old one is ended where it stands.
    fn start_worker(&self) {
        let desk = Rc::downgrade(&self.desk);
        let worker = WatchedWorker::start(move |signal| {
            if let Some(desk) = desk.upgrade() {
                Self { desk }.hear(signal);
            }
        });
        self.desk.borrow_mut().worker = Some(worker);
    }

    /// Sends the running job, with what stands for its files.
    fn post(&self, parts: Vec<JsValue>) {
        let desk = self.desk.borrow();
        let (Some(worker), Some(running)) = (&desk.worker, &desk.running) else {
            return;
        };
        let mut message = Array::of1(&pack(&running.job));
        message.extend(parts);
        worker.post(&message);
    }

    fn hear(&self, signal: Signal) {
        match signal {
            Signal::Message(Answer::Progress { id, done, total }) => {
                self.tell(Event::Progress { id, done, total });
            }
            Signal::Message(Answer::Report(finished)) => self.finish(finished),
            Signal::Message(Answer::FilesClosed { id }) => self.read_on_page(id),
            Signal::Message(Answer::Fault { what }) => self.fail(Fault::Stopped { what }),
            Signal::Broken => self.fail(Fault::NotStarted),
            Signal::Silent => self.fail(Fault::Silent),
        }
    }

    fn finish(&self, finished: Box<Finished>) {
        let is_current = {
            let mut desk = self.desk.borrow_mut();
            if let Some(worker) = &desk.worker {
                worker.rest();
            }
            desk.running.take_if(|running| running.job.id == finished.id).is_some()
        };
        if is_current {
            self.tell(Event::Finished(finished));
        }
    }

    fn fail(&self, fault: Fault) {
        let job = self.desk.borrow_mut().running.take();
        // A worker that cannot even start without a job would fail again at once, for ever: it is
        // replaced by the next `send`.
        if job.is_none() {
            self.desk.borrow_mut().worker = None;
            return;
        }
        self.start_worker();
        if let Some(running) = job {
            self.tell(Event::Failed { id: running.job.id, fault });
        }
    }

    /// The worker may not read files here: reads them on the page and sends the job again.
    fn read_on_page(&self, id: u64) {
        let files = match &mut self.desk.borrow_mut().running {
            Some(running) if running.job.id == id && !running.read_by_page => {
                running.read_by_page = true;
                running.files.clone()
            }
            _ => return,
        };
        if let Some(worker) = &self.desk.borrow().worker {
            worker.rest();
        }
        let handle = self.clone();
        spawn_local(async move {
            let mut parts = Vec::new();
            for file in &files {
                let part = match read_file(file, |_| {}).await {
                    Ok(bytes) => Uint8Array::from(bytes.as_slice()).buffer().into(),
                    Err(reason) => JsValue::from_str(&reason),
                };
                parts.push(part);
            }
            let is_current =
                handle.desk.borrow().running.as_ref().is_some_and(|running| running.job.id == id);
            if is_current {
                handle.post(parts);
            }
        });
    }

    fn tell(&self, event: Event) {
        let events = self.desk.borrow().events.clone();
        events.emit(event);
    }
}
