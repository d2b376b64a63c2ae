//! When is the worker asked, and what becomes of its answers?
//!
//! Each change wants a report; this hook waits for a pause in the typing, sends the job and tells what
//! comes back. Starting and replacing workers is `worker_handle`'s affair.

use gloo::timers::callback::Timeout;
use yew::{Callback, UseReducerHandle, hook, use_effect_with, use_memo};

use super::browser;
use super::desk::Desk;
use super::samples::SAMPLES;
use super::worker_handle::{self, WorkerHandle};
use crate::report::{LogPlace, SessionReport};
use crate::state::{Event, State};
use crate::worker::SessionPlace;

#[hook]
pub(super) fn use_jobs(state: &UseReducerHandle<State>, desk: &Desk) {
    let worker = {
        let tell = desk.tell.clone();
        use_memo((), |()| WorkerHandle::new(Callback::from(move |event| tell.emit(heard(event)))))
    };
    {
        let worker = worker.clone();
        use_effect_with((), move |()| {
            let rehearsal = Timeout::new(REHEARSAL, move || rehearse(&worker));
            move || drop(rehearsal)
        });
    }
    {
        let worker = worker.clone();
        use_effect_with(state.stops, move |_| worker.stop_reading());
    }
    {
        let (worker, desk) = (worker.clone(), desk.clone());
        use_effect_with(state.session.clone(), move |looked| {
            if let Some(looked) = looked.as_ref().filter(|looked| looked.told.is_none()) {
                look(&looked.place, &desk, &worker);
            }
        });
    }
    let state = state.clone();
    let desk = desk.clone();
    use_effect_with(state.wanted, move |_| {
        let waiting = if !state.has_input() {
            worker.cancel();
            None
        } else if state.patience() == 0 {
            ask(&state, &desk, &worker);
            None
        } else {
            let patience = state.patience();
            Some(Timeout::new(patience, move || ask(&state, &desk, &worker)))
        };
        // The next change ends this wait.
        move || drop(waiting)
    });
}

/// Milliseconds after the page has appeared.
const REHEARSAL: u32 = 30;

/// Reads a sample for nobody. Engines compile wasm when it is first run: like this the first real paste
/// does not wait for it. The state awaits no answer and drops this one; a real job ends it.
fn rehearse(worker: &WorkerHandle) {
    if worker.is_busy() {
        return;
    }
    let rehearsal = State::default().after(SAMPLES[0].event());
    if let Ok(question) = rehearsal.question(browser::now()) {
        worker.send(rehearsal.paste.to_string(), Vec::new(), question);
    }
}

fn ask(state: &State, desk: &Desk, worker: &WorkerHandle) {
    match state.question(browser::now()) {
        Ok(question) => {
            let job = worker.send(state.paste.to_string(), desk.files(), question);
            desk.tell.emit(Event::Sent(job));
        }
        Err(why) => {
            worker.cancel();
            desk.tell.emit(Event::NotAsked(why));
        }
    }
}

/// The file stays where it is: its rows are read again from there.
fn look(place: &LogPlace, desk: &Desk, worker: &WorkerHandle) {
    let LogPlace { file, offset, .. } = place.clone();
    let note = match desk.called(&file).as_slice() {
        [handle] => return worker.look(handle, SessionPlace { file, offset }),
        [] => {
            "This log is not among the files here: it was summarised elsewhere, or taken out again. Its rows cannot be read from here."
        }
        _ => {
            "Several of the files here have this name, and the report cannot tell which of them it is. Choose their folder instead: then each has its path."
        }
    };
    let report = Box::new(SessionReport::nothing(note));
    desk.tell.emit(Event::SessionTold { file, offset, report });
}

fn heard(event: worker_handle::Event) -> Event {
    match event {
        worker_handle::Event::Progress { id, done, total } => {
            let now = js_sys::Date::now() as i64;
            Event::Progress { job: id, done, total, now }
        }
        worker_handle::Event::Finished(finished) => {
            let unreadable = finished.unreadable.iter();
            Event::Answered {
                job: finished.id,
                unreadable: unreadable
                    .map(|file| format!("{} ({})", file.name, file.reason))
                    .collect(),
                report: Box::new(finished.report),
                masked: finished.masked_paste,
            }
        }
        worker_handle::Event::Session(SessionPlace { file, offset }, report) => {
            Event::SessionTold { file, offset, report: Box::new(report) }
        }
        worker_handle::Event::Failed { id, fault } => {
            Event::Faulted { job: id, why: fault.to_string() }
        }
    }
}
