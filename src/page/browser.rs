//! What is asked of the browser outside of Yew's tree: focus, scrolling, the clock, the body's phase.
//!
//! Every call that can fail here fails quietly: nothing that the report says depends on it.

pub(super) mod clipboard;
pub(super) mod download;

use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, File, FileList, HtmlDialogElement, HtmlElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use crate::state::box_lines;
use crate::timestamp::Timestamp;

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The browser's clock.
pub(super) fn now() -> Timestamp {
    // Milliseconds since 1970, far below 2^53: the conversion is exact but for the fraction.
    Timestamp::from_unix_seconds((js_sys::Date::now() / 1_000.0) as i64)
}

/// Writes `body[data-phase]`.
pub(super) fn set_phase(word: &str) {
    if let Some(body) = document().and_then(|page| page.body()) {
        let _ = body.set_attribute("data-phase", word);
    }
}

/// True where the keys that are pressed are text for a field.
pub(super) fn a_field_has_focus() -> bool {
    let focused = document().and_then(|page| page.active_element());
    // A slider and a box to tick take no letters.
    let fields = "textarea, select, input:not([type=range]):not([type=checkbox])";
    focused.is_some_and(|element| matches!(element.closest(fields), Ok(Some(_))))
}

/// True where the focus was nowhere, or on something that is gone.
pub(super) fn nothing_has_focus() -> bool {
    let focused = document().and_then(|page| page.active_element());
    focused.is_none_or(|element| element.tag_name() == "BODY")
}

/// Moves the focus, and the view with it.
pub(super) fn focus(id: &str) {
    if let Some(element) = html_element(id) {
        let _ = element.focus();
    }
}

/// Brings an element into view, by the shortest way, or not at all where it is there already.
pub(super) fn bring_into_view(id: &str) {
    if let Some(element) = html_element(id) {
        scroll(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Folds what is open.
pub(super) fn close(id: &str) {
    if let Some(element) = html_element(id) {
        let _ = element.remove_attribute("open");
    }
}

/// Opens a folded card, and brings it to the top of the view with the focus on its title.
pub(super) fn open_card(id: &str) {
    let Some(card) = html_element(id) else { return };
    if let Ok(Some(title)) = card.query_selector("summary") {
        let title: HtmlElement = title.unchecked_into();
        if !card.has_attribute("open") {
            title.click();
        }
        let _ = title.focus();
    }
    scroll(&card, ScrollLogicalPosition::Start);
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Next,
    Previous,
}

/// Moves the focus from finding to finding, and opens one that is folded. At either end it stays.
pub(super) fn lead_to_finding(step: Step) {
    let Some(page) = document() else { return };
    let Ok(findings) = page.query_selector_all(".finding") else { return };
    let all: Vec<HtmlElement> = (0..findings.length())
        .filter_map(|at| findings.item(at))
        .map(JsCast::unchecked_into)
        .collect();
    let focused = page.active_element().and_then(|element| element.closest(".finding").ok()?);
    let here = all
        .iter()
        .position(|finding| focused.as_ref().is_some_and(|focused| **focused == ***finding));
    let target = match (here, step) {
        (None, Step::Next) => 0,
        (Some(here), Step::Next) => here + 1,
        (None | Some(0), Step::Previous) => return,
        (Some(here), Step::Previous) => here - 1,
    };
    let Some(finding) = all.get(target) else { return };
    if let Ok(Some(folded)) = finding.query_selector("details:not([open]) > summary.finding-head") {
        folded.unchecked_into::<HtmlElement>().click();
    }
    let _ = finding.focus();
    scroll(finding, ScrollLogicalPosition::Start);
}

/// Opens a dialog over the page; Esc closes it, as the browser does.
pub(super) fn open_dialog(id: &str) {
    if let Some(dialog) = html_element(id) {
        let dialog: HtmlDialogElement = dialog.unchecked_into();
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
    }
}

/// Selects lines of the box and scrolls them into its middle. Lines do not wrap there, so that each is
/// as high as the next.
pub(super) fn select_lines(text_box: &HtmlTextAreaElement, first: u64, count: u64) {
    let selection = box_lines::select(&text_box.value(), first, count);
    scroll(text_box, ScrollLogicalPosition::Nearest);
    let _ = text_box.focus();
    let _ = text_box.set_selection_range(selection.start, selection.end);
    let line_height = f64::from(text_box.scroll_height()) / f64::from(selection.lines.max(1));
    let above = f64::from(text_box.client_height()) / 3.0;
    text_box.set_scroll_top((f64::from(selection.lines_before) * line_height - above) as i32);
    text_box.set_scroll_left(0);
}

pub(super) fn files(list: Option<FileList>) -> Vec<File> {
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect())
}

/// The file's path within the folder that was chosen, else its name.
pub(super) fn path_of(file: &File) -> String {
    js_sys::Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

fn html_element(id: &str) -> Option<HtmlElement> {
    // Every id of the page is that of an HTML element.
    document()?.get_element_by_id(id).map(JsCast::unchecked_into)
}

fn scroll(element: &Element, to: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(to);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
