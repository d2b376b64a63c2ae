//! The handshakes: each connection with its stages, what the text says of it, and what was computed.

use std::rc::Rc;

use yew::{Html, html};

use crate::checks::Severity;
use crate::outline::{Block, ComparedRow, HandshakeBlock, HandshakeRow, Section, StageMark, Told};
use crate::page::parts::{PlaceButton, ShowAll, icon, value};

/// Connections that are drawn before somebody asks for the others.
const FIRST: usize = 3;

/// Values of one label that are drawn before somebody asks for the others.
const FIRST_VALUES: usize = 5;

pub(super) fn draw(section: &Section) -> Html {
    let handshakes: Vec<Rc<HandshakeBlock>> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Handshake(handshake) => Some(handshake.clone()),
            Block::Text(_)
            | Block::Ask(_)
            | Block::Script(_)
            | Block::Finding(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Chain(_)
            | Block::Name(_)
            | Block::Certificate(_)
            | Block::Note(_) => None,
        })
        .collect();
    let count = handshakes.len();
    let draw: Rc<dyn Fn(usize) -> Html> = Rc::new(move |index| match handshakes.get(index) {
        Some(handshake) => self::handshake(index, handshake, count == 1),
        None => html! {},
    });
    html! { <ShowAll {count} first={FIRST} {draw}/> }
}

fn handshake(index: usize, handshake: &Rc<HandshakeBlock>, open: bool) -> Html {
    let completion = &handshake.completion;
    let title = format!("handshake-{index}-title");
    html! {
        <article key={index} class="card handshake" aria-labelledby={title.clone()}>
            <header>
                { icon::judgement(completion.good) }
                <h3 id={title}>{ value(&handshake.title) }</h3>
                <p class={format!("completion {}", icon::judgement_class(completion.good))}>{ &completion.text }</p>
                if let Some(place) = &handshake.place { <PlaceButton place={place.clone()}/> }
            </header>
            <p class="handshake-sentence">{ value(&handshake.sentence) }</p>
            <ol class="stages" aria-label="How far it came">{ for handshake.stages.iter().map(stage) }</ol>
            if !handshake.compared.is_empty() { { compared(&handshake.compared) } }
            <details class="handshake-facts" {open}>
                <summary>{ "What the text says of it" }</summary>
                <dl class="facts">{ for (0..handshake.rows.len()).map(|row| self::row(handshake, row)) }</dl>
            </details>
        </article>
    }
}

fn stage(stage: &StageMark) -> Html {
    html! {
        <li class={icon::judgement_class(stage.mark.good)}>
            { icon::judgement(stage.mark.good) }
            <span class="stage-what">{ &stage.what }</span>
            <span class="stage-says">{ value(&stage.mark.text) }</span>
        </li>
    }
}

fn row(handshake: &Rc<HandshakeBlock>, index: usize) -> Html {
    let Some(row) = handshake.rows.get(index) else { return html! {} };
    html! {
        <div key={index}>
            <dt>{ &row.label }</dt>
            <dd class="fact">{ values(handshake, index, row) }</dd>
            <dd class="term">{ row.hint }</dd>
        </div>
    }
}

fn values(handshake: &Rc<HandshakeBlock>, index: usize, row: &HandshakeRow) -> Html {
    if let [one] = row.values.as_slice() {
        return told(one);
    }
    let draw: Rc<dyn Fn(usize) -> Html> = {
        let handshake = handshake.clone();
        Rc::new(move |position| {
            let one = handshake.rows.get(index).and_then(|row| row.values.get(position));
            html! { <li key={position}>{ for one.map(told) }</li> }
        })
    };
    html! {
        <ul><ShowAll count={row.values.len()} first={FIRST_VALUES} {draw} listed=true/></ul>
    }
}

fn told(told: &Told) -> Html {
    html! {
        <>
            <span class="field-value">{ value(&told.text) }</span>
            if let Some(place) = &told.place { { " " }<PlaceButton place={place.clone()}/> }
        </>
    }
}

/// Where the page is narrow the rows become blocks; the roles keep them a table.
fn compared(rows: &[ComparedRow]) -> Html {
    let rows = rows.iter().map(|row| {
        let agreement = &row.agreement;
        let mark = match agreement.good {
            Some(true) => icon::judgement(Some(true)),
            // Who is right is not said here: it is no fault yet.
            Some(false) => icon::severity(Severity::Warning),
            None => icon::judgement(None),
        };
        html! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    <span class="compared-what">{ &row.what }</span>
                    <span class="agreement">{ mark }{ &agreement.text }</span>
                </th>
                <td role="cell" data-label="Reported">{ told(&row.reported) }</td>
                <td role="cell" data-label="Computed here"><span class="field-value">{ value(&row.derived) }</span></td>
            </tr>
        }
    });
    html! {
        <table class="compared" role="table">
            <caption>{ "What the program says, beside what was computed from the certificates" }</caption>
            <thead role="rowgroup"><tr role="row">
                <th scope="col" role="columnheader">{ "What" }</th>
                <th scope="col" role="columnheader">{ "Reported" }</th>
                <th scope="col" role="columnheader">{ "Computed here" }</th>
            </tr></thead>
            <tbody role="rowgroup">{ for rows }</tbody>
        </table>
    }
}
