//! One occurrence of a finding: the sentence, its place, and the raw lines behind it.
//!
//! One click opens the lines; for text of the box another one selects them there.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_context, use_state_eq};

use super::{PlaceButton, icon, value};
use crate::outline::{EvidenceBlock, FindingBlock};
use crate::page::desk::Desk;
use crate::page::session::session_button;

#[derive(Properties)]
pub(in crate::page) struct Props {
    pub finding: Rc<FindingBlock>,
    pub index: usize,
}

/// One report has one finding of a rule.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.finding, &other.finding) && self.index == other.index
    }
}

#[component(Evidence)]
pub(in crate::page) fn evidence(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let desk = use_context::<Desk>();
    let Some(evidence) = props.finding.evidence.get(props.index) else { return html! {} };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let place = evidence.place.as_ref().map(|place| {
        if evidence.excerpt.is_empty() {
            return html! { <PlaceButton place={place.clone()}/> };
        }
        html! {
            <button type="button" class="place" aria-expanded={open.to_string()} onclick={toggle}>
                { icon::lines() }{ value(&place.words()) }
            </button>
        }
    });
    let rows = evidence.log.clone().map(|place| session_button(desk, place));
    html! {
        <li class="evidence">
            <p>{ value(&evidence.text) }{ " " }{ place }{ rows }</p>
            if *open { { excerpt(evidence) } }
        </li>
    }
}

fn excerpt(evidence: &EvidenceBlock) -> Html {
    let lines = evidence.excerpt.iter().map(|(number, line)| {
        html! {
            <><span class="line-number" aria-hidden="true">{ number }</span><code>{ value(line) }</code></>
        }
    });
    let in_box = evidence.place.clone().filter(|place| place.in_paste).map(|place| {
        html! { <PlaceButton {place} count={evidence.excerpt.len()}/> }
    });
    html! {
        <div class="excerpt">
            <div class="excerpt-lines" tabindex="0" role="group" aria-label="The lines in question">
                { for lines }
            </div>
            if let Some(button) = in_box {
                <p class="excerpt-foot">{ "In the box: " }{ button }</p>
            }
        </div>
    }
}
