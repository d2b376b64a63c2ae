//! Says what is being done, how far it is, and how long it took.

use std::time::Instant;

use crate::Outcome;

/// A command's steps, counted from 1.
pub(crate) struct Steps {
    total: usize,
    done: usize,
    started: Instant,
}

impl Steps {
    pub(crate) fn of(total: usize) -> Self {
        Self { total, done: 0, started: Instant::now() }
    }

    /// Does the next step. The first one that fails should end the command.
    pub(crate) fn next<T>(&mut self, title: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        self.done += 1;
        println!("[{}/{}] {title}", self.done, self.total);
        let started = Instant::now();
        let result = work().map_err(|sentence| format!("{title}: {sentence}"))?;
        println!("[{}/{}] done in {:.1} s", self.done, self.total, started.elapsed().as_secs_f64());
        Ok(result)
    }

    /// Closes the list.
    pub(crate) fn finish(self, sentence: &str) {
        println!("\n{sentence} ({:.0} s)", self.started.elapsed().as_secs_f64());
    }
}
