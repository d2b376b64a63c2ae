//! The findings: what is so, the proof, why it matters, what to do, and whose rule it is.

use std::rc::Rc;

use yew::{Html, classes, html};

use crate::outline::{Block, FindingBlock, Section};
use crate::page::parts::{Evidence, ShowAll, icon, prose, value};

/// Occurrences that are drawn before somebody asks for the others.
const FIRST: usize = 5;

pub(super) fn draw(section: &Section) -> Html {
    section
        .blocks
        .iter()
        .map(|block| match block {
            Block::Finding(finding) => self::finding(finding),
            Block::Text(_)
            | Block::Handshake(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => {
                html! {}
            }
        })
        .collect()
}

fn finding(finding: &Rc<FindingBlock>) -> Html {
    let word = finding.severity.word();
    let title = format!("finding-{}-title", finding.id);
    let draw: Rc<dyn Fn(usize) -> Html> = {
        let finding = finding.clone();
        Rc::new(move |index| html! { <Evidence key={index} finding={finding.clone()} {index}/> })
    };
    html! {
        <article key={finding.id.clone()} id={format!("finding-{}", finding.id)} class={classes!("card", "finding", format!("level-{word}"))}
            aria-labelledby={title.clone()} tabindex="-1">
            <header>
                { icon::severity(finding.severity) }
                <h3 id={title}>{ value(&finding.title) }</h3>
                <p class="severity">{ word }</p>
                <code class="rule-id">{ &finding.id }</code>
            </header>
            <ul class="evidence-list">
                <ShowAll count={finding.evidence.len()} first={FIRST} {draw} listed=true/>
            </ul>
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
