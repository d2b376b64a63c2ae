//! What happens inside a worker: a job comes in, its files are read in slices, a report goes out.
//!
//! Everything that looks at foreign bytes happens here, never on the page, so that a trap, a stack
//! overflow or a hang ends the worker alone. How the page starts, watches and replaces a worker stands
//! in `page/worker_handle.rs`; what the bytes mean is the library's affair.
//!
//! A message to the worker is an array: first the [`Order`] as bytes, then what belongs to it. A job is
//! followed by its files, in order: each a `File`, an `ArrayBuffer` that the page has read, or the name of
//! the error that kept the page from reading it. A message from the worker is an array of an [`Answer`] as
//! bytes and its facts, where it has some; or an uncaught error in the words of `page/worker.js`.
//!
//! Large logs are not read by the worker that makes the report: it tells the page which they are, the
//! page has their ranges read by others, and hands it the facts, which it keeps for further questions.

mod archive;
mod file_slices;
mod log_plan;
mod log_range;
mod self_test;
mod session;
mod wire;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::facts::log::evidence::{ReadFile, ReadLogs};
use crate::facts::log::tally::LogFacts;
use crate::input::packed::{Packing, Trouble, Unpacking};
use crate::input::{MAX_SOURCE_BYTES, Source};
use crate::question::Question;
use crate::report::{Report, SessionReport};
use crate::{Analysis, Evidence, PASTE, analyse};

pub use file_slices::read_file;
pub use wire::{pack, unpack};

/// What the page wants of a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Order {
    /// A report; the files follow.
    Report(Job),
    /// The facts of a range of a log; its file follows.
    Read(LogRange),
    /// Of the range in hand, what was read so far.
    Stop,
    /// A log that others have read; the facts of its ranges follow.
    Keep(LogPart),
    /// The rows of a session; its file follows.
    Session(SessionPlace),
    /// The files of a zip archive of this name; the archive follows.
    Archive(String),
}

/// Lines of a log that are read together: those that begin between two offsets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogRange {
    /// Of the job's files.
    pub file: u32,
    pub path: String,
    /// Of the file.
    pub size: u64,
    pub start: u64,
    pub end: u64,
}

/// Where a session begins in a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPlace {
    pub file: String,
    /// In the file's text.
    pub offset: u64,
}

/// How the reading of a range ended.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RangeRead {
    /// The file must be read in one piece.
    pub differs: bool,
    pub is_partial: bool,
    pub note: Option<String>,
}

/// A log that was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct LogPart {
    pub path: String,
    pub bytes: u64,
    pub is_partial: bool,
    pub notes: Vec<String>,
}

/// A report that is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Job {
    /// Counts up from 1; an answer repeats it.
    pub id: u64,
    /// The text of the box; empty = nothing was pasted.
    pub paste: String,
    pub question: Question,
    /// The names of the attached files, in the order in which they follow the job.
    pub file_names: Vec<String>,
    /// Those of the files that were read as logs already; `None` = nobody has looked.
    pub logs: Option<Vec<u32>>,
}

/// What a worker says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Bytes of the attached files that were read, of all that will be.
    Progress {
        id: u64,
        done: u64,
        total: u64,
    },
    /// These are large logs: they are to be read before the job is sent again.
    Logs {
        id: u64,
        ranges: Vec<LogRange>,
    },
    /// Bytes of the range that were read.
    Read {
        bytes: u64,
    },
    /// A range's end; its facts follow.
    Range(RangeRead),
    /// The job's end.
    Report(Box<Finished>),
    Session(SessionPlace, SessionReport),
    /// An archive's files follow. What could not be opened is told here.
    Archive {
        left_out: Vec<String>,
    },
    /// This engine does not let a worker read files (WebKit on a page from disk). Nothing was analysed;
    /// the page sends the job again with the bytes.
    FilesClosed {
        id: u64,
    },
    /// The worker is in an unknown state and must be replaced.
    Fault {
        what: String,
    },
}

/// The end of a job that went well.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finished {
    pub id: u64,
    pub report: Report,
    /// What the box shall show from now on, where a secret stood in the paste.
    pub masked_paste: Option<String>,
    /// Attached files that could not be read; the report is about the others.
    pub unreadable: Vec<UnreadableFile>,
}

/// An attached file that the browser would not give out: it was moved, locked, or is a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadableFile {
    pub name: String,
    /// The browser's word for it, as `NotFoundError`.
    pub reason: String,
}

/// Waits for jobs until the page ends the worker.
pub fn run() {
    tell_only_the_place_of_a_panic();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        // The first message, the module, is no array: it was for worker.js.
        if let Ok(parts) = event.data().dyn_into::<Array>() {
            spawn_local(work(parts));
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// A panic's text may quote input; its place in our source cannot.
fn tell_only_the_place_of_a_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |place| {
            format!(" at {}:{}", short_path(place.file()), place.line())
        });
        send(&Answer::Fault { what: format!("panicked{place}") });
    }));
}

/// `src/input/pem.rs` of `/any/where/crate-1.0/src/input/pem.rs`: builds do not tell whose disk it was.
fn short_path(path: &str) -> &str {
    path.rfind("/src/").map_or(path, |at| &path[at + 1..])
}

thread_local! {
    /// The logs of the job in hand, and of the questions that follow on the same files.
    static KEPT: RefCell<Rc<ReadLogs>> = RefCell::default();
    static STOP: Cell<bool> = const { Cell::new(false) };
}

async fn work(parts: Array) {
    let Some(order) = unpack::<Order>(&parts.get(0)) else {
        return send(&Answer::Fault { what: "an order that cannot be read".to_owned() });
    };
    let others: Vec<JsValue> = parts.iter().skip(1).collect();
    match order {
        Order::Report(job) => report(job, others).await,
        Order::Read(range) => read_range(&range, &others).await,
        Order::Stop => STOP.set(true),
        Order::Keep(part) => keep(part, &others),
        Order::Archive(name) => {
            if let Some(file) = others.first().and_then(|file| file.dyn_ref::<File>()) {
                let (files, left_out) = archive::open(&name, file).await;
                let answer = pack(&Answer::Archive { left_out });
                let _ = scope().post_message(&Array::of2(&answer, &files));
            }
        }
        Order::Session(place) => {
            if let Some(file) = others.first().and_then(|file| file.dyn_ref::<File>()) {
                let told = session::read(&place, file).await;
                send(&Answer::Session(place, told));
            }
        }
    }
}

async fn read_range(range: &LogRange, files: &[JsValue]) {
    let Some(file) = files.first().and_then(|file| file.dyn_ref::<File>()) else { return };
    STOP.set(false);
    let progress = |bytes| send(&Answer::Read { bytes });
    let (read, facts) = log_range::read(range, file, || STOP.get(), progress).await;
    let message = Array::of2(&pack(&Answer::Range(read)), &pack(&facts));
    let _ = scope().post_message(&message);
}

fn keep(part: LogPart, facts: &[JsValue]) {
    let LogPart { path: name, bytes, is_partial, notes } = part;
    let file = ReadFile { name, bytes, summary_of: None, is_partial, notes };
    let mut read = ReadLogs { facts: LogFacts::default(), files: vec![file] };
    for facts in facts.iter().filter_map(unpack::<LogFacts>) {
        read.facts = read.facts.and(facts);
    }
    KEPT.with_borrow_mut(|kept| {
        *kept = Rc::new(Rc::unwrap_or_clone(std::mem::take(kept)).and(read));
    });
}

async fn report(job: Job, mut files: Vec<JsValue>) {
    self_test::obey(&job.paste);
    match &job.logs {
        None => {
            KEPT.take();
            let ranges = log_plan::plan(&job, &files).await;
            if !ranges.is_empty() {
                return send(&Answer::Logs { id: job.id, ranges });
            }
        }
        Some(read) => {
            for index in read {
                if let Some(file) = files.get_mut(*index as usize) {
                    *file = JsValue::UNDEFINED;
                }
            }
        }
    }
    let Some((mut sources, unreadable)) = read_all(&job, &files).await else {
        return send(&Answer::FilesClosed { id: job.id });
    };
    let pasted = !job.paste.is_empty();
    if pasted {
        sources.insert(0, Source { name: PASTE.to_owned(), bytes: job.paste.into_bytes() });
    }
    let logs = KEPT.with_borrow(Rc::clone);
    let Analysis { report, paste } = analyse(Evidence { sources, logs }, &job.question);
    let masked_paste = paste.filter(|_| pasted);
    let finished = Finished { id: job.id, report, masked_paste, unreadable };
    send(&Answer::Report(Box::new(finished)));
}

/// Every attached file's bytes, and the names of those that cannot be had. `None` = the page must read
/// them.
async fn read_all(job: &Job, files: &[JsValue]) -> Option<(Vec<Source>, Vec<UnreadableFile>)> {
    let total: u64 =
        files.iter().filter_map(|file| file.dyn_ref()).map(file_slices::bytes_to_read).sum();
    let mut sources = Vec::new();
    let mut unreadable = Vec::new();
    let mut done = 0;
    for (name, handle) in job.file_names.iter().zip(files) {
        // It was read as a log.
        if handle.is_undefined() {
            continue;
        }
        if let Some(buffer) = handle.dyn_ref::<ArrayBuffer>() {
            sources.push(Source { name: name.clone(), bytes: Uint8Array::new(buffer).to_vec() });
            continue;
        }
        let Some(file) = handle.dyn_ref::<File>() else {
            let reason = handle.as_string().unwrap_or_else(|| "unknown error".to_owned());
            unreadable.push(UnreadableFile { name: name.clone(), reason });
            continue;
        };
        let read = read_file(file, |bytes| {
            done += bytes;
            send(&Answer::Progress { id: job.id, done, total });
        });
        match read.await {
            Ok(bytes) => {
                let (bytes, trouble) = unpacked(bytes);
                sources.push(Source { name: name.clone(), bytes });
                let reason = trouble.map(|trouble| trouble.text().to_owned());
                unreadable
                    .extend(reason.map(|reason| UnreadableFile { name: name.clone(), reason }));
            }
            // The page may still be able to: it is asked once, for all files.
            Err(_) => return None,
        }
    }
    Some((sources, unreadable))
}

/// The text of a packed file, up to what is looked at; any other file as it is.
fn unpacked(bytes: Vec<u8>) -> (Vec<u8>, Option<Trouble>) {
    if Packing::of(&bytes) != Packing::Gzip {
        return (bytes, None);
    }
    let (mut text, mut unpacking) = (Vec::new(), Unpacking::new(Packing::Gzip));
    // In pieces that cannot grow beyond what there is room for.
    for piece in bytes.chunks(64 << 10) {
        unpacking.feed(piece, &mut |more| text.extend_from_slice(more));
        if text.len() > MAX_SOURCE_BYTES {
            return (text, None);
        }
    }
    let trouble = unpacking.finish(&mut |more| text.extend_from_slice(more));
    (text, trouble)
}

fn send(answer: &Answer) {
    // Posting bytes can only fail where the page is gone, and then nobody waits for them.
    let _ = scope().post_message(&Array::of1(&pack(answer)));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
