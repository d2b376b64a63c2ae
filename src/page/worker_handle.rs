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

mod log_pool;
mod watched_worker;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;

use super::browser::path_of;
use crate::question::Question;
use crate::report::SessionReport;
use crate::worker::{Answer, Finished, Job, LogRange, Order, SessionPlace, pack, read_file};
use log_pool::{LogPool, PoolSignal};
pub(super) use watched_worker::{Signal, WatchedWorker};

/// Silence after which a busy worker counts as hung, in seconds.
pub const PATIENCE_SECONDS: u32 = 10;

/// What the page is told about its newest job.
#[derive(Clone, Debug)]
pub enum Event {
    /// Bytes of the attached files that were read, of all that will be.
    Progress { id: u64, done: u64, total: u64 },
    /// The job's end.
    Finished(Box<Finished>),
    /// The rows of a session that were asked for.
    Session(SessionPlace, SessionReport),
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
    /// Reads the logs of the running job.
    pool: Option<LogPool>,
    /// Files whose logs the worker keeps, and which of them are logs.
    kept: Option<(Vec<File>, Vec<u32>)>,
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
        let desk = Desk { events, worker: None, last_id: 0, running: None, pool: None, kept: None };
        let handle = Self { desk: Rc::new(RefCell::new(desk)) };
        handle.start_worker();
        handle
    }

    /// Asks for a report on the pasted text and the attached files; at least one of them should hold
    /// something. Gives the job's number, which counts up from 1.
    pub fn send(&self, paste: String, files: Vec<File>, question: Question) -> u64 {
        let reading = self.desk.borrow().goes_on_reading(&files);
        let logs = self.desk.borrow().logs_kept(&files);
        if !reading && logs.is_none() {
            self.cancel();
        }
        if self.desk.borrow().worker.is_none() {
            self.start_worker();
        }
        let parts = files.iter().map(JsValue::from).collect();
        let file_names = files.iter().map(path_of).collect();
        let id = {
            let mut desk = self.desk.borrow_mut();
            desk.last_id += 1;
            let job = Job { id: desk.last_id, paste, question, file_names, logs };
            desk.running = Some(Running { job, files, read_by_page: false });
            desk.last_id
        };
        // Logs that are being read already serve this question too.
        if !reading {
            self.post(parts);
        }
        id
    }

    /// Asks for the rows of one session; the answer is an event.
    pub fn look(&self, file: &File, place: SessionPlace) {
        if self.desk.borrow().worker.is_none() {
            self.start_worker();
        }
        if let Some(worker) = &self.desk.borrow().worker {
            worker.tell(&Array::of2(&pack(&Order::Session(place)), file));
        }
    }

    /// Ends the reading of logs: the report is about what was read so far, and says so.
    pub fn stop_reading(&self) {
        if let Some(pool) = &self.desk.borrow().pool {
            pool.stop();
        }
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
        let mut desk = self.desk.borrow_mut();
        desk.worker = Some(worker);
        desk.pool = None;
        desk.kept = None;
    }

    /// Sends the running job, with what stands for its files.
    fn post(&self, parts: Vec<JsValue>) {
        let desk = self.desk.borrow();
        let (Some(worker), Some(running)) = (&desk.worker, &desk.running) else {
            return;
        };
        let mut message = Array::of1(&pack(&Order::Report(running.job.clone())));
        message.extend(parts);
        worker.post(&message);
    }

    fn hear(&self, signal: Signal) {
        match signal {
            Signal::Message(Answer::Progress { id, done, total }, _) => {
                self.tell(Event::Progress { id, done, total });
            }
            Signal::Message(Answer::Logs { id, ranges }, _) => self.read_logs(id, ranges),
            Signal::Message(Answer::Read { .. } | Answer::Range(_) | Answer::Archive { .. }, _) => {
            }
            Signal::Message(Answer::Report(finished), _) => self.finish(finished),
            Signal::Message(Answer::Session(place, told), _) => {
                self.tell(Event::Session(place, told))
            }
            Signal::Message(Answer::FilesClosed { id }, _) => self.read_on_page(id),
            Signal::Message(Answer::Fault { what }, _) => self.fail(Fault::Stopped { what }),
            Signal::Broken => self.fail(Fault::NotStarted),
            Signal::Silent => self.fail(Fault::Silent),
        }
    }

    /// The job holds large logs: others read them, and the worker keeps what they find.
    fn read_logs(&self, id: u64, ranges: Vec<LogRange>) {
        let mut desk = self.desk.borrow_mut();
        let Some(running) = desk.running.as_ref().filter(|running| running.job.id == id) else {
            return;
        };
        let files = running.files.clone();
        if let Some(worker) = &desk.worker {
            worker.rest();
        }
        let weak = Rc::downgrade(&self.desk);
        desk.pool = Some(LogPool::start(files, ranges, move |signal| {
            if let Some(desk) = weak.upgrade() {
                Self { desk }.hear_pool(signal);
            }
        }));
    }

    fn hear_pool(&self, signal: PoolSignal) {
        match signal {
            PoolSignal::Progress(done, total) => {
                let id = self.desk.borrow().running.as_ref().map(|running| running.job.id);
                if let Some(id) = id {
                    self.tell(Event::Progress { id, done, total });
                }
            }
            PoolSignal::Log(part, facts) => {
                let mut message = Array::of1(&pack(&Order::Keep(part)));
                message.extend(facts);
                if let Some(worker) = &self.desk.borrow().worker {
                    worker.tell(&message);
                }
            }
            PoolSignal::Over => {
                let Some(pool) = self.desk.borrow_mut().pool.take() else { return };
                let parts = {
                    let mut desk = self.desk.borrow_mut();
                    let Some(running) = &mut desk.running else { return };
                    let logs = pool.logs();
                    running.job.logs = Some(logs.clone());
                    let files = running.files.clone();
                    let parts = files.iter().map(JsValue::from).collect();
                    desk.kept = Some((files, logs));
                    parts
                };
                self.post(parts);
            }
        }
    }

    fn finish(&self, finished: Box<Finished>) {
        let is_current = {
            let mut desk = self.desk.borrow_mut();
            let current = desk.running.take_if(|running| running.job.id == finished.id);
            if let (Some(worker), None) = (&desk.worker, &desk.running) {
                worker.rest();
            }
            current.is_some()
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
            let mut desk = self.desk.borrow_mut();
            desk.worker = None;
            desk.kept = None;
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

impl Desk {
    /// True where the pool reads the logs of just these files.
    fn goes_on_reading(&self, files: &[File]) -> bool {
        self.pool.is_some() && self.running.as_ref().is_some_and(|running| running.files == files)
    }

    /// The logs among these files, where the worker has kept what they say.
    fn logs_kept(&self, files: &[File]) -> Option<Vec<u32>> {
        let (_, logs) = self.kept.as_ref().filter(|(kept, _)| kept == files)?;
        Some(logs.clone())
    }
}
