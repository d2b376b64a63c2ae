//! The findings: what is so, the proof, why it matters, what to do, and whose rule it is.

use std::rc::Rc;

use yew::{Html, html};

use crate::checks::Severity;
use crate::outline::{Block, FindingBlock, Section};
use crate::page::parts::{Evidence, ShowAll, icon, prose, value};

/// Occurrences that are drawn before somebody asks for the others.
const FIRST: usize = 5;

pub(super) fn draw(section: &Section) -> Html {
    let findings = || {
        section.blocks.iter().filter_map(|block| match block {
            Block::Finding(finding) => Some(finding),
            Block::Text(_)
            | Block::Ask(_)
            | Block::Script(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Handshake(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => None,
        })
    };
    // What is merely worth knowing stands folded behind what is wrong.
    let worst = findings().map(|finding| finding.severity).max();
    let folded = |severity| severity == Severity::Notice && worst > Some(Severity::Notice);
    findings().map(|finding| self::finding(finding, folded(finding.severity))).collect()
}

fn finding(finding: &Rc<FindingBlock>, folded: bool) -> Html {
    let word = finding.severity.word();
    let title = format!("finding-{}-title", finding.id);
    let head = html! {
        <>
            { icon::severity(finding.severity) }
            <h3 id={title.clone()}>{ value(&finding.title) }</h3>
            <p class="severity">{ word }</p>
            <code class="rule-id">{ &finding.id }</code>
        </>
    };
    let shown = if folded {
        html! { <details><summary class="finding-head">{ head }</summary>{ body(finding) }</details> }
    } else {
        html! { <><header class="finding-head">{ head }</header>{ body(finding) }</> }
    };
    html! {
        <article key={finding.id.clone()} id={format!("finding-{}", finding.id)} class={format!("card finding level-{word}")}
            aria-labelledby={title} tabindex="-1">
            { shown }
        </article>
    }
}

fn body(finding: &Rc<FindingBlock>) -> Html {
    let draw: Rc<dyn Fn(usize) -> Html> = {
        let finding = finding.clone();
        Rc::new(move |index| html! { <Evidence key={index} finding={finding.clone()} {index}/> })
    };
    html! {
        <>
            <ul class="evidence-list">
                <ShowAll count={finding.evidence.len()} first={FIRST} {draw} listed=true/>
            </ul>
            if finding.evidence_left_out > 0 {
                <p class="hint">{ format!("and {} more", finding.evidence_left_out) }</p>
            }
            if let Some((label, why)) = &finding.weighed {
                <p class="lowered"><strong>{ *label }</strong>{ " " }{ why }{ "." }</p>
            }
            <div class="remedy"><h4>{ "What to do" }</h4><p>{ prose(&finding.remedy) }</p></div>
            <details class="why">
                <summary>{ "Why it matters, and by which rule" }</summary>
                <p>{ prose(&finding.explanation) }</p>
                <p class="citations"><span>{ "By " }</span>{ finding.citations.join(" · ") }</p>
            </details>
        </>
    }
}
