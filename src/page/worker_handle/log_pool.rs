//! Workers that read large logs side by side: each has one range of a file at a time.
//!
//! What they find is handed on as it came. A worker that breaks costs its file, not the others.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::watched_worker::{Signal, WatchedWorker};
use crate::worker::{Answer, LogPart, LogRange, Order, RangeRead, pack};

/// More than this many do not read faster: the disk is one.
const MAX_WORKERS: usize = 4;

/// What is heard of the pool.
pub(super) enum PoolSignal {
    /// Bytes that were read, of all that will be.
    Progress(u64, u64),
    /// A log with the facts of its ranges.
    Log(LogPart, Vec<JsValue>),
    /// All was read, or as much as was wanted.
    Over,
}

/// Dropping it ends its workers.
pub(super) struct LogPool(Rc<RefCell<Pool>>);

struct Pool {
    files: Vec<File>,
    workers: Vec<Hand>,
    queue: VecDeque<LogRange>,
    logs: Vec<Log>,
    done: u64,
    total: u64,
    hear: Rc<dyn Fn(PoolSignal)>,
}

/// A worker and the range that it reads.
struct Hand {
    worker: Option<WatchedWorker>,
    range: Option<LogRange>,
}

#[derive(Default)]
struct Log {
    file: u32,
    part: LogPart,
    ranges_left: usize,
    facts: Vec<JsValue>,
    /// One of its ranges was read by a head that is not its own.
    differs: bool,
}

impl LogPool {
    /// Starts to read. `hear` is never called from within.
    pub(super) fn start(
        files: Vec<File>,
        ranges: Vec<LogRange>,
        hear: impl Fn(PoolSignal) + 'static,
    ) -> Self {
        let cores =
            web_sys::window().map_or(2.0, |window| window.navigator().hardware_concurrency());
        let count = (cores as usize).clamp(1, MAX_WORKERS).min(ranges.len());
        // Ranges of one file are neighbours.
        let mut logs: Vec<Log> = Vec::new();
        for range in &ranges {
            if logs.last().is_none_or(|log| log.file != range.file) {
                let part =
                    LogPart { path: range.path.clone(), bytes: range.size, ..LogPart::default() };
                logs.push(Log { file: range.file, part, ..Log::default() });
            }
            if let Some(log) = logs.last_mut() {
                log.ranges_left += 1;
            }
        }
        let pool = Rc::new(RefCell::new(Pool {
            files,
            workers: Vec::new(),
            total: ranges.iter().map(|range| range.end - range.start).sum(),
            queue: ranges.into(),
            logs,
            done: 0,
            hear: Rc::new(hear),
        }));
        for number in 0..count {
            let worker = new_worker(&pool, number);
            let mut pool = pool.borrow_mut();
            pool.workers.push(Hand { worker: Some(worker), range: None });
            pool.give(number);
        }
        Self(pool)
    }

    /// The files that it reads.
    pub(super) fn logs(&self) -> Vec<u32> {
        self.0.borrow().logs.iter().map(|log| log.file).collect()
    }

    /// What is in hand is told, the rest is left unread.
    pub(super) fn stop(&self) {
        let mut pool = self.0.borrow_mut();
        let mut told = Vec::new();
        while let Some(range) = pool.queue.pop_front() {
            let rest = RangeRead { is_partial: true, ..RangeRead::default() };
            pool.ended(&range, rest, None, &mut told);
        }
        for hand in pool.workers.iter().filter(|hand| hand.range.is_some()) {
            if let Some(worker) = &hand.worker {
                worker.tell(&Array::of1(&pack(&Order::Stop)));
            }
        }
        let hear = pool.hear.clone();
        drop(pool);
        told.into_iter().for_each(|signal| hear(signal));
    }
}

fn new_worker(pool: &Rc<RefCell<Pool>>, number: usize) -> WatchedWorker {
    let pool = Rc::downgrade(pool);
    WatchedWorker::start(move |signal| {
        let Some(pool) = pool.upgrade() else { return };
        let is_broken = matches!(
            signal,
            Signal::Broken | Signal::Silent | Signal::Message(Answer::Fault { .. }, _)
        );
        let fresh = is_broken.then(|| new_worker(&pool, number));
        let mut told = Vec::new();
        let hear = {
            let mut pool = pool.borrow_mut();
            pool.heard(number, signal, fresh, &mut told);
            pool.hear.clone()
        };
        told.into_iter().for_each(|signal| hear(signal));
    })
}

impl Pool {
    /// The next range for a worker.
    fn give(&mut self, number: usize) {
        let Some(hand) = self.workers.get_mut(number) else { return };
        let Some(range) = self.queue.pop_front() else {
            if let Some(worker) = &hand.worker {
                worker.rest();
            }
            return;
        };
        let file = self.files.get(range.file as usize).map_or(JsValue::NULL, JsValue::from);
        if let Some(worker) = &hand.worker {
            worker.post(&Array::of2(&pack(&Order::Read(range.clone())), &file));
        }
        hand.range = Some(range);
    }

    fn heard(
        &mut self,
        number: usize,
        signal: Signal,
        fresh: Option<WatchedWorker>,
        told: &mut Vec<PoolSignal>,
    ) {
        let (read, facts) = match signal {
            Signal::Message(Answer::Read { bytes }, _) => {
                self.done += bytes;
                return told.push(PoolSignal::Progress(self.done, self.total));
            }
            Signal::Message(Answer::Range(read), facts) => (read, Some(facts)),
            Signal::Message(Answer::Fault { .. }, _) | Signal::Broken | Signal::Silent => {
                let note = "The part of Handglass that reads logs stopped here; this file was left out in part. This is a defect in Handglass, not in the file.";
                let read =
                    RangeRead { is_partial: true, note: Some(note.into()), ..RangeRead::default() };
                (read, None)
            }
            Signal::Message(..) => return,
        };
        let Some(hand) = self.workers.get_mut(number) else { return };
        if fresh.is_some() {
            hand.worker = fresh;
        }
        if let Some(range) = hand.range.take() {
            self.ended(&range, read, facts, told);
        }
        self.give(number);
        if self.logs.iter().all(|log| log.ranges_left == 0) {
            told.push(PoolSignal::Over);
        }
    }

    /// A range is done with; its file is handed on with the last one.
    fn ended(
        &mut self,
        range: &LogRange,
        read: RangeRead,
        facts: Option<JsValue>,
        told: &mut Vec<PoolSignal>,
    ) {
        let Some(log) = self.logs.iter_mut().find(|log| log.file == range.file) else { return };
        log.ranges_left -= 1;
        log.part.is_partial |= read.is_partial;
        log.part.notes.extend(read.note);
        log.differs |= read.differs;
        log.facts.extend(facts);
        if log.ranges_left > 0 {
            return;
        }
        if log.differs && !log.part.is_partial {
            // Once more, in one piece.
            log.differs = false;
            log.facts.clear();
            log.ranges_left = 1;
            self.total += range.size;
            self.queue.push_front(LogRange { start: 0, end: range.size, ..range.clone() });
            return;
        }
        let part = std::mem::take(&mut log.part);
        told.push(PoolSignal::Log(part, std::mem::take(&mut log.facts)));
    }
}
