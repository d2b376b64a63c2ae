//! The place of a claim: in the box a button that selects the line, in a file its name and line.

use yew::{Callback, Html, Properties, component, html, use_context};

use super::{icon, value};
use crate::outline::Place;
use crate::page::desk::Desk;

#[derive(Properties, PartialEq)]
pub(in crate::page) struct Props {
    pub place: Place,
    /// Lines to select.
    #[prop_or(1)]
    pub count: usize,
}

#[component(PlaceButton)]
pub(in crate::page) fn place_button(props: &Props) -> Html {
    let desk = use_context::<Desk>();
    let words = props.place.words();
    if !props.place.in_paste {
        return html! { <span class="place">{ icon::lines() }{ value(&words) }</span> };
    }
    let (place, count) = (props.place.clone(), props.count);
    let onclick = Callback::from(move |_| {
        if let Some(desk) = &desk {
            desk.show_lines(&place, count);
        }
    });
    html! {
        <button type="button" class="place" {onclick} title="Select it in the box">
            { icon::lines() }{ words }
        </button>
    }
}
