//! The first few of many things, and a button that draws the rest.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_state_eq};

#[derive(Properties)]
pub(in crate::page) struct Props {
    pub count: usize,
    /// How many are drawn before somebody asks for the others.
    pub first: usize,
    /// Draws the thing at a position.
    pub draw: Rc<dyn Fn(usize) -> Html>,
    /// The things are items of a list, where nothing but items may stand.
    #[prop_or_default]
    pub listed: bool,
}

/// What draws cannot be compared; the report above it is, so that this is asked seldom enough.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component(ShowAll)]
pub(in crate::page) fn show_all(props: &Props) -> Html {
    let all = use_state_eq(|| false);
    let drawn = if *all { props.count } else { props.count.min(props.first) };
    let onclick = {
        let all = all.clone();
        Callback::from(move |_| all.set(true))
    };
    let rest = html! {
        <button type="button" class="show-all" {onclick}>{ format!("Show all {}", props.count) }</button>
    };
    html! {
        <>
            { for (0..drawn).map(|position| (props.draw)(position)) }
            if drawn < props.count {
                if props.listed { <li key="rest">{ rest }</li> } else { <p key="rest">{ rest }</p> }
            }
        </>
    }
}
