//! A path from the end entity down to its anchor, as a chain that hangs: each link with its three marks.

use yew::{Callback, Html, html};

use crate::outline::{LinkMarks, Mark, PathBlock, Step};
use crate::page::browser;
use crate::page::parts::{icon, value};
use crate::page::views::certificates::card_id;

pub(super) fn draw(path: &PathBlock) -> Html {
    let last = path.steps.len().saturating_sub(1);
    let steps = path.steps.iter().enumerate().map(|(position, step)| {
        let ends_open = position == last && step.anchor.is_empty();
        html! {
            <li>
                { node(step, position) }
                if let Some(link) = &step.link { { self::link(link) } }
                if ends_open {
                    <div class="link link-open">{ shackles() }
                        <p class="open-end">{ icon::gap() }{ if path.missing.is_empty() {
                            html! { "no trust anchor" }
                        } else {
                            html! { <span>{ "Missing here: " }{ value(&path.missing) }</span> }
                        } }</p>
                    </div>
                }
            </li>
        }
    });
    html! { <ol class="path">{ for steps }</ol> }
}

fn node(step: &Step, position: usize) -> Html {
    let anchored = !step.anchor.is_empty();
    let picture = match (anchored, position) {
        (true, _) => icon::anchor(),
        (false, 0) => icon::leaf(),
        (false, _) => icon::intermediate(),
    };
    let class = match (anchored, step.not_sent, step.faults.is_empty()) {
        (true, _, true) => "node node-anchor",
        (true, _, false) => "node node-anchor node-faulty",
        (false, true, _) => "node node-faulty node-not-sent",
        (false, false, false) => "node node-faulty",
        (false, false, true) => "node",
    };
    html! {
        <div {class}>
            <span class="node-picture">{ picture }</span>
            <div class="node-text">
                { name(step) }
                if anchored { <p class="node-role">{ &step.anchor }</p> }
                if !step.summary.is_empty() { <p class="node-summary">{ &step.summary }</p> }
                { for step.faults.iter().map(|fault| html! {
                    <p class="node-fault">{ icon::judgement(Some(false)) }<span>{ value(fault) }</span></p>
                }) }
            </div>
        </div>
    }
}

/// The name; for a certificate of the input it opens its card.
fn name(step: &Step) -> Html {
    if !step.is_in_input() {
        return html! { <p class="node-name">{ value(&step.name) }</p> };
    }
    let id = card_id(&step.sha256);
    let onclick = Callback::from(move |_| browser::open_card(&id));
    html! {
        <button type="button" class="node-name" {onclick} title="Open the certificate">{ value(&step.name) }</button>
    }
}

fn link(marks: &LinkMarks) -> Html {
    let holds = marks.holds();
    let class = match holds {
        Some(true) => "link link-holds",
        Some(false) => "link link-broken",
        None => "link link-unknown",
    };
    html! {
        <div {class}>
            { shackles() }
            <ul class="marks" aria-label="Joined by">
                { for [&marks.name, &marks.key_identifier, &marks.signature].map(mark) }
            </ul>
        </div>
    }
}

fn mark(mark: &Mark) -> Html {
    html! {
        <li class={icon::judgement_class(mark.good)}>{ icon::judgement(mark.good) }<span>{ &mark.text }</span></li>
    }
}

/// Three links of a chain, drawn; the style sheet gives them their colour and breaks them.
fn shackles() -> Html {
    html! {
        <svg class="shackles" viewBox="0 0 24 60" aria-hidden="true">
            <rect class="shackle" x="7.5" y="-9" width="9" height="24" rx="4.5"/>
            <path class="shackle" d="M12 11v16"/>
            <rect class="shackle shackle-middle" x="7.5" y="20" width="9" height="20" rx="4.5"/>
            <path class="shackle" d="M12 34v15"/>
            <rect class="shackle" x="7.5" y="45" width="9" height="24" rx="4.5"/>
        </svg>
    }
}
