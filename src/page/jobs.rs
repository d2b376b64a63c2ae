//! When is the worker asked, and what becomes of its answers?
//!
//! Each change wants a report; this hook waits for a pause in the typing, sends the job and tells what
//! comes back. Starting and replacing workers is `worker_handle`'s affair.

use gloo::timers::callback::Timeout;
use yew::{Callback, UseReducerHandle, hook, use_effect_with, use_memo};

use super::browser;
use super::desk::Desk;
use super::worker_handle::{self, WorkerHandle};
use crate::state::{Event, State};

#[hook]
pub(super) fn use_jobs(state: &UseReducerHandle<State>, desk: &Desk) {
    let worker = {
        let tell = desk.tell.clone();
        use_memo((), |()| WorkerHandle::new(Callback::from(move |event| tell.emit(heard(event)))))
    };
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

fn heard(event: worker_handle::Event) -> Event {
    match event {
        worker_handle::Event::Progress { id, done, total } => {
            Event::Progress { job: id, done, total }
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
        worker_handle::Event::Failed { id, fault } => {
            Event::Faulted { job: id, why: fault.to_string() }
        }
    }
}
