//! What every part of the page may reach for: a way to tell of an event, the box, and the files.
//!
//! The files themselves live here and nowhere else: the state knows their names, a job takes their
//! handles, and clearing lets them go.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{File, HtmlTextAreaElement};
use yew::{Callback, NodeRef};

use super::{archives, browser};
use crate::outline::Place;
use crate::state::Event;
use crate::visible::quoted;

/// Handed down as a context; it stays the same for as long as the page is open.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) tell: Callback<Event>,
    /// `textarea#paste`.
    pub(super) text_box: NodeRef,
    files: Rc<RefCell<Vec<File>>>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.files, &other.files)
    }
}

impl Desk {
    pub(super) fn new(tell: Callback<Event>) -> Self {
        Self { tell, text_box: NodeRef::default(), files: Rc::default() }
    }

    pub(super) fn files(&self) -> Vec<File> {
        self.files.borrow().clone()
    }

    /// The files that the report calls so.
    pub(super) fn called(&self, name: &str) -> Vec<File> {
        let files = self.files.borrow();
        files.iter().filter(|file| quoted(&browser::path_of(file)) == name).cloned().collect()
    }

    /// Archives are opened, and their files added when they are known.
    pub(super) fn add_chosen(&self, chosen: Vec<File>) {
        let (opened, files): (Vec<File>, Vec<File>) =
            chosen.into_iter().partition(archives::is_archive);
        self.add_files(files);
        for archive in &opened {
            archives::open(archive, self.clone());
        }
    }

    pub(super) fn add_files(&self, files: Vec<File>) {
        if files.is_empty() {
            return;
        }
        let names = files.iter().map(browser::path_of).collect();
        self.files.borrow_mut().extend(files);
        self.tell.emit(Event::FilesChosen(names));
    }

    pub(super) fn remove_file(&self, index: usize) {
        {
            let mut files = self.files.borrow_mut();
            if index < files.len() {
                files.remove(index);
            }
        }
        self.tell.emit(Event::FileRemoved(index));
    }

    /// A sample or a fresh start: the files go before the event is told.
    pub(super) fn start_again(&self, with: Event) {
        self.files.borrow_mut().clear();
        self.tell.emit(with);
    }

    /// Selects lines in the box.
    pub(super) fn show_lines(&self, place: &Place, count: usize) {
        if let Some(text_box) = self.text_box.cast::<HtmlTextAreaElement>() {
            browser::select_lines(&text_box, place.line, count as u64);
        }
    }
}
