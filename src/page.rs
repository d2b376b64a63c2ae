//! What does a person see and do? The page: a drawing of the state, and the hands that change it.
//!
//! It parses nothing and judges nothing: a worker does. Every sentence it shows comes from the outline or
//! stands here as it is; `html!` only draws.

mod app;
mod archives;
mod banners;
mod browser;
mod clock;
mod desk;
mod exports;
mod header;
mod intake;
mod jobs;
mod parts;
mod question_bar;
mod report_pane;
mod root_files;
mod samples;
mod session;
mod views;
mod welcome;
mod window_events;
pub mod worker_handle;

use std::rc::Rc;

use yew::Reducible;

use crate::state::{Event, State};

/// Puts the page where `index.html` keeps a place for it.
pub fn mount() {
    // The page is our own file; without its place there is nothing that could be shown.
    if let Some(place) = browser::document().and_then(|page| page.get_element_by_id("page")) {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}

impl Reducible for State {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
