//! The findings: what is so, the proof, why it matters, what to do, and whose rule it is.

use std::rc::Rc;

use yew::{Callback, Html, Properties, classes, component, html, use_state_eq};

use crate::outline::{Block, FindingBlock, Section};
use crate::page::parts::{Evidence, icon, prose, value};

/// Occurrences that are drawn before somebody asks for the others.
const FIRST: usize = 5;

pub(super) fn draw(section: &Section) -> Html {
    section
        .blocks
        .iter()
        .map(|block| match block {
            Block::Finding(finding) => {
                html! { <Finding key={finding.id.clone()} finding={finding.clone()}/> }
            }
            Block::Text(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => {
                html! {}
            }
        })
        .collect()
}

#[derive(Properties, PartialEq)]
struct Props {
    finding: Rc<FindingBlock>,
}

#[component(Finding)]
fn finding(props: &Props) -> Html {
    let all = use_state_eq(|| false);
    let finding = &props.finding;
    let count = finding.evidence.len();
    let drawn = if *all { count } else { count.min(FIRST) };
    let show_all = {
        let all = all.clone();
        Callback::from(move |_| all.set(true))
    };
    let word = finding.severity.word();
    let title = format!("finding-{}-title", finding.id);
    html! {
        <article id={format!("finding-{}", finding.id)} class={classes!("card", "finding", format!("level-{word}"))}
            aria-labelledby={title.clone()} tabindex="-1">
            <header>
                { icon::severity(finding.severity) }
                <h3 id={title}>{ value(&finding.title) }</h3>
                <p class="severity">{ word }</p>
                <code class="rule-id">{ &finding.id }</code>
            </header>
            <ul class="evidence-list">
                { for (0..drawn).map(|index| html! { <Evidence key={index} finding={finding.clone()} {index}/> }) }
            </ul>
            if drawn < count {
                <button type="button" class="show-all" onclick={show_all}>{ format!("Show all {count}") }</button>
            }
            if finding.evidence_left_out > 0 {
                <p class="hint">{ format!("and {} more", finding.evidence_left_out) }</p>
            }
            if !finding.lowered.is_empty() {
                <p class="lowered"><strong>{ "Lowered:" }</strong>{ " " }{ &finding.lowered }{ "." }</p>
            }
            <div class="remedy"><h4>{ "What to do" }</h4><p>{ prose(&finding.remedy) }</p></div>
            <div class="why"><h4>{ "Why it matters" }</h4><p>{ prose(&finding.explanation) }</p></div>
            <p class="citations"><span>{ "By " }</span>{ finding.citations.join(" · ") }</p>
        </article>
    }
}
