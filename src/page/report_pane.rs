//! The report: verdict, the ways to its parts, and each part by its view.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_context};

use super::desk::Desk;
use super::exports::Exports;
use super::parts::{icon, prose, value};
use super::views;
use super::welcome::welcome;
use crate::outline::VerdictBlock;
use crate::state::{Phase, Shown};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub phase: Phase,
    pub shown: Option<Rc<Shown>>,
    pub redacted: bool,
    /// Why there is no report.
    pub why: Option<String>,
}

#[component(ReportPane)]
pub(super) fn report_pane(props: &Props) -> Html {
    let desk = use_context::<Desk>();
    let exports = |shown: Option<&Rc<Shown>>| {
        html! {
            <Exports shown={shown.cloned()} redacted={props.redacted}
                tell={desk.as_ref().map_or_else(Callback::noop, |desk| desk.tell.clone())}/>
        }
    };
    let body = match (&props.shown, props.phase) {
        (Some(shown), _) => report(shown, exports(Some(shown))),
        (None, Phase::Failed) => html! {
            <section class="welcome no-report"><h2>{ "No report" }</h2>
            if let Some(why) = &props.why { <p>{ why }</p> }
            <p>{ "What you gave is still there." }</p></section>
        },
        (None, Phase::Working) => html! {
            <section class="welcome no-report"><h2>{ "Reading" }</h2></section>
        },
        (None, Phase::Empty | Phase::Report) => welcome(),
    };
    let busy = props.phase == Phase::Working;
    html! {
        <main id="report" class={if busy { "report busy" } else { "report" }} aria-busy={busy.to_string()} tabindex="-1">
            { body }
            if props.shown.is_none() { { exports(None) } }
        </main>
    }
}

fn report(shown: &Rc<Shown>, exports: Html) -> Html {
    let outline = &shown.outline;
    let ways = outline.sections.iter().map(|section| {
        let view = views::view(section.kind);
        html! {
            <li><a href={format!("#{}", section.kind.word())}>
                { view.title }
                if let Some(count) = views::count(section) { <span class="count">{ count }</span> }
            </a></li>
        }
    });
    let sections = outline.sections.iter().map(|section| {
        let view = views::view(section.kind);
        let word = section.kind.word();
        let title = format!("{word}-title");
        html! {
            <section id={word} key={word} class={format!("part part-{word}")} aria-labelledby={title.clone()}>
                <h2 id={title}>{ section.title }
                    if !section.summary.is_empty() { <span class="summary">{ &section.summary }</span> }
                </h2>
                { (view.draw)(section) }
            </section>
        }
    });
    html! {
        <>
            { verdict(&outline.verdict) }
            { exports }
            <nav class="ways" aria-label="Parts of the report"><ul>{ for ways }</ul></nav>
            { for sections }
        </>
    }
}

fn verdict(verdict: &VerdictBlock) -> Html {
    let word = verdict.level.word();
    html! {
        <section id="verdict" class={format!("verdict level-{word}")} data-verdict={word}
            aria-labelledby="verdict-title" tabindex="-1">
            <div class="verdict-head">
                { icon::level(verdict.level) }
                <h2 id="verdict-title">{ verdict.label }</h2>
                if !verdict.side.is_empty() { <p class="side">{ verdict.side }</p> }
                if !verdict.basis.is_empty() { <p class="basis">{ verdict.basis }</p> }
            </div>
            <p class="sentence">{ prose(&verdict.sentence) }</p>
            if !verdict.action.is_empty() {
                <div class="action"><h3>{ "What to do first" }</h3><p>{ prose(&verdict.action) }</p></div>
            }
            <p class="asked">{ value(&verdict.asked) }</p>
        </section>
    }
}
