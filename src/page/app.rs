//! The page as a whole: the evidence on the left, what it says on the right.

use std::rc::Rc;

use yew::{
    Callback, ContextProvider, Html, component, html, use_effect_with, use_memo, use_mut_ref,
    use_reducer, use_state_eq,
};

use super::banners::banners;
use super::browser;
use super::desk::Desk;
use super::header::header;
use super::intake::Intake;
use super::jobs::use_jobs;
use super::question_bar::question_bar;
use super::report_pane::ReportPane;
use super::session::session_dialog;
use super::window_events::{Keys, use_printing, use_window_events};
use crate::state::{Event, Haste, Phase, Shown, State};

/// The report, and whether it is handed on with pseudonyms.
#[derive(Clone, PartialEq)]
pub(super) struct HandedOn(pub(super) Option<Rc<Shown>>, pub(super) bool);

/// True while the page is on its way to paper, where nothing can be opened any more.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Printing(pub(super) bool);

#[component(App)]
pub(super) fn app() -> Html {
    let state = use_reducer(State::default);
    let desk = {
        let dispatcher = state.dispatcher();
        let make = move |()| Desk::new(Callback::from(move |event| dispatcher.dispatch(event)));
        (*use_memo((), move |()| make(()))).clone()
    };
    use_jobs(&state, &desk);

    let [dragging, printing] = [use_state_eq(|| false), use_state_eq(|| false)];
    // Whoever asks by key wants to go to the answer.
    let leads_to_verdict = use_mut_ref(|| false);
    let run = {
        let (tell, leads_to_verdict) = (desk.tell.clone(), leads_to_verdict.clone());
        use_memo((), move |()| {
            Callback::from(move |()| {
                *leads_to_verdict.borrow_mut() = true;
                tell.emit(Event::RunAsked);
            })
        })
    };
    let keys = Keys { single_keys: state.single_keys, run: (*run).clone() };
    use_window_events(&desk, keys, dragging.setter());
    use_printing(printing.setter());

    let at_once = state.wanted.haste == Haste::Now;
    // What was pressed may be gone by then: a sample, or the button that clears.
    let cleared = state.written > 0;
    use_effect_with(state.phase, move |phase| {
        browser::set_phase(phase.word());
        match phase {
            Phase::Empty if cleared && browser::nothing_has_focus() => browser::focus("paste"),
            Phase::Report if leads_to_verdict.replace(false) => browser::focus("verdict"),
            Phase::Report if at_once && browser::nothing_has_focus() => browser::focus("verdict"),
            Phase::Report if at_once => browser::bring_into_view("verdict"),
            Phase::Empty | Phase::Working | Phase::Report | Phase::Failed => {}
        }
    });

    let shown = state.shown.clone();
    let read_as = shown.as_ref().map_or_else(Vec::new, |shown| shown.outline.read_as.clone());
    html! {
        <ContextProvider<Desk> context={desk.clone()}>
            <a class="skip" href="#report">{ "Skip to the report" }</a>
            { header(state.single_keys, &desk.tell) }
            { banners(&state, &desk.tell) }
            <div class={if state.has_input() { "panes with-input" } else { "panes" }}>
                <div class="given">
                    <Intake paste={state.paste.clone()} written={state.written} files={state.files.clone()}
                        has_input={state.has_input()} {read_as}/>
                    { question_bar(&state, &desk.tell) }
                </div>
                <ContextProvider<Printing> context={Printing(*printing)}>
                <ContextProvider<HandedOn> context={HandedOn(shown.clone(), state.redacted)}>
                    <ReportPane phase={state.phase} {shown} redacted={state.redacted}
                        why={state.no_question.clone().or_else(|| state.fault.clone())}/>
                </ContextProvider<HandedOn>>
                </ContextProvider<Printing>>
            </div>
            { session_dialog(state.session.as_deref()) }
            <p role="status" class="off-screen">{ state.status() }</p>
            if *dragging {
                <div class="drop-zone"><p>{ "Let go to read these files. They stay on this computer." }</p></div>
            }
        </ContextProvider<Desk>>
    }
}
