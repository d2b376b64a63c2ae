//! The names: what was asked for against what the certificate presents, entry by entry.

use std::rc::Rc;

use yew::{Html, html};

use crate::outline::{Block, NameBlock, Section};
use crate::page::parts::{ShowAll, folded, icon, value};

/// So many names are drawn whole; of more each is a line that unfolds.
const FEW: usize = 3;

/// Lines that are drawn before somebody asks for the others.
const FIRST: usize = 20;

pub(super) fn draw(section: &Section) -> Html {
    let names: Vec<Rc<NameBlock>> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Name(name) => Some(name.clone()),
            Block::Text(_)
            | Block::Ask(_)
            | Block::Script(_)
            | Block::Finding(_)
            | Block::Table(_)
            | Block::Rows(_)
            | Block::Handshake(_)
            | Block::Chain(_)
            | Block::Certificate(_)
            | Block::Note(_) => None,
        })
        .collect();
    let count = names.len();
    let draw: Rc<dyn Fn(usize) -> Html> = Rc::new(move |index| {
        let Some(name) = names.get(index).cloned() else { return html! {} };
        let sentence = html! {
            <span class="name-sentence">{ icon::judgement(name.matches) }<span>{ value(&name.sentence) }</span></span>
        };
        if count > FEW {
            return folded("card name", sentence, move || tables(&name));
        }
        html! { <div class="card name"><p>{ sentence }</p>{ tables(&name) }</div> }
    });
    html! { <ShowAll {count} first={FIRST} {draw}/> }
}

fn tables(name: &NameBlock) -> Html {
    let rows = name.presented.iter().map(|row| {
        // Where one entry covers the name, it is no fault of the others that they do not.
        let mark = match (row.matches, name.matches) {
            (true, _) => icon::judgement(Some(true)),
            (false, Some(true)) => html! {},
            (false, Some(false)) => icon::judgement(Some(false)),
            (false, None) => icon::judgement(None),
        };
        html! {
            <tr>
                <td class="kind">{ &row.kind }</td>
                <th scope="row">{ value(&row.value) }</th>
                <td>{ mark }<span>{ &row.says }</span></td>
            </tr>
        }
    });
    let clients = name.comparisons.iter().map(|row| {
        html! {
            <tr>
                <th scope="row">{ &row.who }</th>
                <td>{ icon::judgement(row.outcome.good) }<span>{ &row.outcome.text }</span></td>
                <td>{ &row.says }</td>
            </tr>
        }
    });
    html! {
        <>
            if !name.presented.is_empty() {
                <table>
                    <caption class="off-screen">{ format!("Names presented, compared with {}", name.reference) }</caption>
                    <thead><tr><th scope="col">{ "Kind" }</th><th scope="col">{ "Presented" }</th><th scope="col">{ "Compared" }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            }
            if name.left_out > 0 { <p class="hint">{ format!("and {} more", name.left_out) }</p> }
            if !name.comparisons.is_empty() {
                <details class="clients">
                    <summary>{ "What each client says" }</summary>
                    <table>
                        <caption class="off-screen">{ format!("What each client says of {}", name.reference) }</caption>
                        <thead><tr><th scope="col">{ "Client" }</th><th scope="col">{ "Name" }</th><th scope="col">{ "By which rule" }</th></tr></thead>
                        <tbody>{ for clients }</tbody>
                    </table>
                </details>
            }
        </>
    }
}
