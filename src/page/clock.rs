//! The slider beside the field for the time, and the dates that matter as buttons.
//!
//! Where they stand is `state::clock`'s affair; what is chosen here goes into the field, which rules.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, TargetCast, html};

use super::browser;
use super::parts::value;
use crate::state::clock::Clock;
use crate::state::{Event, Haste, State};

pub(super) fn clock(state: &State, tell: &Callback<Event>) -> Html {
    let now = browser::now();
    let Some((clock, at)) = state.clock(now) else { return html! {} };
    let choose = {
        let (asked, tell, clock) = (state.asked.clone(), tell.clone(), clock.clone());
        Callback::from(move |stop: i64| {
            let mut asked = Box::new(asked.clone());
            asked.at = clock.field(stop);
            tell.emit(Event::Asked { asked, haste: Haste::AfterTyping });
        })
    };
    let oninput = choose.reform(|event: InputEvent| {
        event.target_unchecked_into::<HtmlInputElement>().value().parse().unwrap_or_default()
    });
    let says = clock.says(at);
    let to = |stop: i64| choose.reform(move |_| stop);
    let dates = clock.marks.iter().map(|mark| {
        let current = (mark.at == at).then_some("true");
        html! {
            <li><button type="button" class={format!("chip date date-{}", mark.kind.word())}
                onclick={to(clock.stop(mark.at))} aria-current={current}>
                <span class="date-at">{ mark.at.readable() }</span>{ " " }<small>{ value(&mark.what) }</small>
            </button></li>
        }
    });
    html! {
        <div class="clock">
            <div class="clock-dial">
                { dial(&clock) }
                <input id="clock" type="range" min="0" max={clock.last().to_string()} step="1"
                    value={clock.stop(at).to_string()} {oninput}
                    aria-label="Judged at: a step is a day, or the next date that matters"
                    aria-valuetext={says.clone()}/>
            </div>
            <p class="clock-says"><span>{ value(&says) }</span>
                <button type="button" id="clock-now" onclick={to(clock.stop(now))} disabled={state.asked.at.trim().is_empty()}>{ "Now" }</button>
            </p>
            <details class="clock-dates">
                <summary>{ format!("Dates that matter: {}", clock.marks.len()) }</summary>
                <ul>{ for dates }</ul>
            </details>
        </div>
    }
}

/// The span in which the chain holds, and a stroke for each date.
fn dial(clock: &Clock) -> Html {
    let last = clock.last().max(1);
    let x = |stop: i64| (stop * 1_000 / last).to_string();
    let strokes = clock.marks.iter().map(|mark| {
        html! { <rect class={format!("stroke-{}", mark.kind.word())} x={x(clock.stop(mark.at))} y="0" width="4" height="14"/> }
    });
    let holds = clock.holds.map(|(from, until)| {
        let width = x((until - from).max(last / 250));
        html! { <rect class="dial-holds" x={x(from)} y="4" {width} height="6"/> }
    });
    html! {
        <svg class="dial" viewBox="0 0 1004 14" preserveAspectRatio="none" aria-hidden="true">
            <rect class={if clock.holds.is_some() { "dial-fails" } else { "dial-unknown" }} x="0" y="4" width="1004" height="6"/>
            { holds }
            { for strokes }
        </svg>
    }
}
