//! A folded card whose content is drawn when it is opened for the first time, so that a hundred cost nothing.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_context,
    use_state_eq,
};

use crate::page::app::Printing;

#[derive(Properties)]
pub(in crate::page) struct Props {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub class: AttrValue,
    pub summary: Html,
    pub draw: Rc<dyn Fn() -> Html>,
}

/// What draws cannot be compared; the report above it is, so that this is asked seldom enough.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component(Unfold)]
pub(in crate::page) fn unfold(props: &Props) -> Html {
    let was_opened = use_state_eq(|| false);
    let printing = use_context::<Printing>().is_some_and(|printing| printing.0);
    let ontoggle = {
        let was_opened = was_opened.clone();
        Callback::from(move |event: Event| {
            let card: web_sys::Element = event.target_unchecked_into();
            if card.has_attribute("open") {
                was_opened.set(true);
            }
        })
    };
    html! {
        <details id={props.id.clone()} class={props.class.clone()} {ontoggle}>
            <summary>{ props.summary.clone() }</summary>
            if *was_opened || printing { { (props.draw)() } }
        </details>
    }
}

/// The same without an id.
pub(in crate::page) fn folded(
    class: &'static str,
    summary: Html,
    draw: impl Fn() -> Html + 'static,
) -> Html {
    let draw: Rc<dyn Fn() -> Html> = Rc::new(draw);
    html! { <Unfold {class} {summary} {draw}/> }
}
