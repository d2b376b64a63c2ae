//! A comparison as a table that scrolls by itself where the page is narrow; what differs is marked.

use yew::{Html, html};

use crate::checks::Severity;
use crate::outline::{Block, Section, TableBlock, TableCell};
use crate::page::parts::{PlaceButton, icon, value};

pub(super) fn draw(section: &Section) -> Html {
    let word = section.kind.word();
    let tables = section.blocks.iter().enumerate().map(|(index, block)| match block {
        Block::Table(table) => self::table(word, index, table),
        Block::Text(text) => html! { <p key={index}>{ value(text) }</p> },
        _ => html! {},
    });
    html! { { for tables } }
}

fn table(word: &'static str, index: usize, table: &TableBlock) -> Html {
    let id = format!("{word}-{index}-title");
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(column, one)| cell(column == 0, one));
        html! { <tr>{ for cells }</tr> }
    });
    html! {
        <article key={index} class="card side-by-side" aria-labelledby={id.clone()}>
            <h3 id={id.clone()}>{ value(&table.title) }</h3>
            <p class="side-sentence">{ value(&table.sentence) }</p>
            <div class="scrolls" tabindex="0" role="region" aria-labelledby={id}>
                <table>
                    <thead><tr>{ for table.columns.iter().map(|title| html! { <th scope="col">{ title }</th> }) }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if table.left_out > 0 { <p class="hint">{ format!("{} more are not listed.", table.left_out) }</p> }
        </article>
    }
}

fn cell(names_the_row: bool, cell: &TableCell) -> Html {
    let place = cell.place.as_ref().map(|place| html! { <PlaceButton place={place.clone()}/> });
    let content = html! {
        <>
            if cell.differs {
                <span class="mark-warning">{ icon::severity(Severity::Warning) }<span class="off-screen">{ "differs: " }</span></span>
            }
            if cell.full.is_empty() {
                { value(&cell.text) }
            } else {
                <details><summary>{ value(&cell.text) }</summary><span class="full">{ value(&cell.full) }</span></details>
            }
            if !cell.text.is_empty() { { for place } }
        </>
    };
    let class = cell.differs.then_some("differs");
    if names_the_row {
        html! { <th scope="row" {class}>{ content }</th> }
    } else {
        html! { <td {class}>{ content }</td> }
    }
}
