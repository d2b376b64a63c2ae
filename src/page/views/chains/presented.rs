//! What was presented, in its order; where that is wrong, lines lead to where each one belongs.

use yew::{Callback, Html, html};

use crate::outline::{ChainBlock, PresentedRow};
use crate::page::browser;
use crate::page::parts::{PlaceButton, value};
use crate::page::views::certificates::card_id;

/// Height of a row in the drawing; the style sheet gives rows the same one.
const ROW: usize = 58;

/// Rows that are drawn, of a chain in order and of another; the certificates themselves are all below.
const MAX_ROWS: [usize; 2] = [12, 60];

pub(super) fn draw(chain: &ChainBlock) -> Html {
    let most = MAX_ROWS[usize::from(!chain.in_order)];
    let rows = &chain.presented[..chain.presented.len().min(most)];
    let left_out = chain.presented.len() - rows.len();
    html! {
        <>
            <div class="presented">
                <ol class="presented-rows">{ for rows.iter().enumerate().map(|(at, row)| self::row(at, row)) }</ol>
                if !chain.in_order { { lines(rows) } }
            </div>
            if left_out > 0 { <p class="hint">{ format!("and {left_out} more, among the certificates below") }</p> }
        </>
    }
}

fn row(position: usize, row: &PresentedRow) -> Html {
    let misplaced = !row.remark.is_empty();
    let name = match &row.sha256 {
        None => html! { <span class="row-name">{ value(&row.name) }</span> },
        Some(sha256) => {
            let id = card_id(sha256);
            let onclick = Callback::from(move |_| browser::open_card(&id));
            html! {
                <button type="button" class="row-name" {onclick} title="Open the certificate">{ value(&row.name) }</button>
            }
        }
    };
    html! {
        <li class={if misplaced { "row row-misplaced" } else { "row" }}>
            <span class="row-number" aria-hidden="true">{ position + 1 }</span>
            <div class="row-text">
                <div class="row-first">
                    { name }
                    if let Some(place) = &row.place { <PlaceButton place={place.clone()}/> }
                </div>
                <p class="row-more"><span class={format!("role role-{}", row.role.replace(' ', "-"))}>{ &row.role }</span>
                    if misplaced { <strong class="row-remark">{ &row.remark }</strong> }
                </p>
            </div>
        </li>
    }
}

/// From each row to its proper place: lines that cross are certificates out of order. In words the same
/// stands in the rows.
fn lines(rows: &[PresentedRow]) -> Html {
    let middle = |row: usize| row * ROW + ROW / 2;
    let height = rows.len() * ROW;
    let curves = rows.iter().enumerate().filter_map(|(from, row)| {
        let to = row.belongs?;
        let (start, end) = (middle(from), middle(to));
        let class = if row.remark.is_empty() { "slope" } else { "slope slope-crossed" };
        Some(html! {
            <>
                <path {class} d={format!("M2 {start}C20 {start} 20 {end} 38 {end}")}/>
                <circle class="slope-end" cx="48" cy={end.to_string()} r="10"/>
                <text class="slope-number" x="48" y={(end + 4).to_string()} text-anchor="middle">{ to + 1 }</text>
            </>
        })
    });
    html! {
        <svg class="slopes" viewBox={format!("0 0 58 {height}")} width="58" height={height.to_string()} aria-hidden="true">
            { for curves }
        </svg>
    }
}
