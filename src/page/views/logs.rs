//! The logs: the versions as bars in their own table, every other answer folded, each to be sorted,
//! searched and saved.
//!
//! Bars stand in the cells that they draw, so that chart and table are one. Of a long table only the rows
//! in view are in the document.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::{
    Callback, Event, Html, InputEvent, MouseEvent, Properties, TargetCast, component, html,
    use_context, use_memo, use_state_eq,
};

use crate::outline::{Block, RowsBlock, Section};
use crate::page::app::{HandedOn, Printing};
use crate::page::browser;
use crate::page::desk::Desk;
use crate::page::parts::{PlaceButton, value};
use crate::page::session::session_button;
use crate::render;
use crate::state::table_rows::{Wish, number, rows, tells_kinds};

/// From this many rows on a table is searched and scrolled.
const LONG: usize = 40;

/// Height of a row of a long table, in CSS pixels; the style sheet has the same.
const ROW: usize = 36;

/// Rows that are drawn at once.
const DRAWN: usize = 40;

pub(super) fn draw(section: &Section) -> Html {
    html! { <LogTables blocks={section.blocks.clone()}/> }
}

#[derive(Properties)]
struct AllProps {
    blocks: Vec<Block>,
}

/// Tables are the same where they are one; comparing them row by row would cost more than drawing again.
impl PartialEq for AllProps {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Block, &Block)| match (one, other) {
            (Block::Rows(one), Block::Rows(other)) => Rc::ptr_eq(one, other),
            (Block::Text(one), Block::Text(other)) => one == other,
            _ => false,
        };
        self.blocks.len() == other.blocks.len() && self.blocks.iter().zip(&other.blocks).all(same)
    }
}

/// All tables; a kind of session that is chosen in that of the versions holds for each that counts it.
#[component(LogTables)]
fn log_tables(props: &AllProps) -> Html {
    let kind = use_state_eq(|| None::<String>);
    let choose = {
        let kind = kind.clone();
        // The same again lets go of it.
        Callback::from(move |chosen: String| {
            kind.set(if kind.as_ref() == Some(&chosen) { None } else { Some(chosen) })
        })
    };
    let all = choose.clone();
    let held = (*kind).clone().map(|chosen| {
        let words = format!("Tables that count {chosen} show the rows that have any. ");
        html! {
            <p class="held" role="status">{ words }
                <button type="button" onclick={move |_| all.emit(chosen.clone())}>{ "Show all rows" }</button>
            </p>
        }
    });
    let tables = props.blocks.iter().enumerate().map(|(index, block)| match block {
        Block::Text(text) => html! { <p key={index}>{ value(text) }</p> },
        Block::Rows(table) => html! {
            <LogTable key={index} table={table.clone()} kind={(*kind).clone()} choose={choose.clone()}/>
        },
        _ => html! {},
    });
    html! { <>{ for tables }{ for held }</> }
}

#[derive(Properties)]
struct Props {
    table: Rc<RowsBlock>,
    kind: Option<String>,
    choose: Callback<String>,
}

/// One report has one table.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.table, &other.table) && self.kind == other.kind
    }
}

#[component(LogTable)]
fn log_table(props: &Props) -> Html {
    let table = &props.table;
    let wish = use_state_eq(Wish::default);
    let first = use_state_eq(|| 0_usize);
    let has_bars = table.id == "versions";
    let open = use_state_eq(|| has_bars);
    let (desk, handed_on) = (use_context::<Desk>(), use_context::<HandedOn>());
    let printing = use_context::<Printing>().is_some_and(|printing| printing.0);
    let toggled = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            open.set(event.target_unchecked_into::<Element>().has_attribute("open"));
        })
    };
    let shown = {
        let table = table.clone();
        let wish = Wish { kind: props.kind.clone(), ..(*wish).clone() };
        use_memo(wish, move |wish| rows(&table, wish))
    };
    let is_long = table.len() > LONG;
    let (from, to) = if is_long {
        let from = (*first).min(shown.len().saturating_sub(DRAWN));
        (from, (from + DRAWN).min(shown.len()))
    } else {
        (0, shown.len())
    };
    // What nobody sees is not in the document: a report has fifteen tables.
    let drawn = (*open || printing).then(|| {
        let most: Vec<i64> = table
            .counts
            .iter()
            .filter(|_| has_bars)
            .map(|column| {
                let cells = (0..table.len()).filter_map(|row| number(table.cell(row, *column)));
                cells.fold(1, i64::max)
            })
            .collect();
        let row = |row: &usize| html! { <tr>{ for cells(props, desk.as_ref(), *row, &most) }</tr> };
        shown[from..to].iter().map(row).collect::<Html>()
    });
    let heads = table.columns.iter().enumerate().map(|(column, title)| {
        let is_number = table.counts.contains(&column);
        let sort = (wish.column == Some(column))
            .then_some(if wish.backwards { "descending" } else { "ascending" });
        let onclick = {
            let wish = wish.clone();
            Callback::from(move |_| wish.set(wish.sorted_by(column, is_number)))
        };
        html! { <th scope="col" aria-sort={sort}><button type="button" class="quiet sorts" {onclick}>{ title }</button></th> }
    });
    let search = {
        let (wish, first) = (wish.clone(), first.clone());
        Callback::from(move |event: InputEvent| {
            let search = event.target_unchecked_into::<HtmlInputElement>().value();
            first.set(0);
            wish.set(Wish { search, ..(*wish).clone() });
        })
    };
    let scrolled = {
        let first = first.clone();
        Callback::from(move |event: Event| {
            let top = event.target_unchecked_into::<Element>().scroll_top();
            let row = usize::try_from(top).unwrap_or_default() / ROW;
            // In steps, so that not every pixel draws anew.
            first.set(row.saturating_sub(DRAWN / 4) / 8 * 8);
        })
    };
    let save = {
        let (table, shown) = (table.clone(), shown.clone());
        Callback::from(move |_| {
            let name =
                format!("handglass-{}.csv", table.title.to_ascii_lowercase().replace(' ', "-"));
            let redacted = match &handed_on {
                Some(HandedOn(Some(report), true)) => report.redacted_table(&table.id),
                _ => None,
            };
            let told = redacted.as_ref().unwrap_or(&table);
            browser::download::save(&name, "text/csv", &render::csv::table(told, &shown));
        })
    };
    let gap = |rows: usize| {
        (rows > 0).then(|| {
            html! { <tr aria-hidden="true"><td class="gap" height={(rows * ROW).to_string()} colspan={table.columns.len().to_string()}></td></tr> }
        })
    };
    let rows = if table.len() == 1 { "row" } else { "rows" };
    let count = if shown.len() == table.len() {
        format!("{} {rows}", table.len())
    } else {
        format!("{} of {} {rows}", shown.len(), table.len())
    };
    html! {
        <details class={if is_long { "card side-by-side log-table long" } else { "card side-by-side log-table" }} open={*open} ontoggle={toggled}>
            <summary><h3>{ value(&table.title) }</h3><span class="hint">{ &count }</span></summary>
            <p class="side-sentence">{ value(&table.sentence) }</p>
            <div class="table-tools">
                if is_long {
                    <label>{ "Search " }<input type="search" value={wish.search.clone()} oninput={search}/></label>
                }
                <button type="button" onclick={save}>{ "Save as CSV" }</button>
            </div>
            <div class="scrolls" tabindex="0" role="region" aria-label={table.title.clone()} onscroll={scrolled}>
                <table aria-rowcount={shown.len().to_string()}>
                    <thead><tr>{ for heads }</tr></thead>
                    <tbody>{ for gap(from) }{ drawn }{ for gap(shown.len() - to) }</tbody>
                </table>
            </div>
            if props.kind.is_some() && !has_bars && !tells_kinds(table) {
                <p class="hint">{ "This table does not count kinds of sessions apart: all its rows are shown." }</p>
            }
            if table.left_out > 0 { <p class="hint">{ format!("{} more are not listed.", table.left_out) }</p> }
        </details>
    }
}

/// The cells of a row. A number of the versions has its share of the largest one of its column, and leads to
/// the rows of the other tables that count such sessions.
fn cells(props: &Props, desk: Option<&Desk>, row: usize, most: &[i64]) -> Vec<Html> {
    let table = &props.table;
    let name = table.cell(row, 0);
    let chooses = || {
        let (choose, name) = (props.choose.clone(), name.to_owned());
        Callback::from(move |_| choose.emit(name.clone()))
    };
    let cell = |column: usize| {
        let text = table.cell(row, column);
        if column == 0 {
            let place = match table.place(row) {
                Some(place) => html! { <PlaceButton {place}/> },
                None => table
                    .example(row)
                    .map(|place| session_button(desk.cloned(), place))
                    .unwrap_or_default(),
            };
            let told = if most.is_empty() {
                value(text)
            } else {
                let pressed = props.kind.as_deref() == Some(text);
                html! { <button type="button" class="quiet" aria-pressed={pressed.to_string()} onclick={chooses()}
                title="Hold the other tables to these sessions">{ value(text) }</button> }
            };
            return html! { <th scope="row">{ told }{ " " }{ place }</th> };
        }
        let counted = table.counts.iter().position(|counted| *counted == column);
        match counted.and_then(|counted| most.get(counted)) {
            Some(most) => bar(text, *most, chooses()),
            None => html! { <td>{ value(text) }</td> },
        }
    };
    (0..table.columns.len()).map(cell).collect()
}

fn bar(text: &str, most: i64, onclick: Callback<MouseEvent>) -> Html {
    let width = number(text).unwrap_or_default() * 1_000 / most;
    html! {
        <td class="barred" {onclick}>
            { text }
            <svg class="bar" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true"><rect width={width.to_string()} height="6"/></svg>
        </td>
    }
}
