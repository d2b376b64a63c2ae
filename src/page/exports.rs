//! How the report leaves the page: copied as text, or saved as a file. Always by the user's own hand.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::{
    Callback, Event as DomEvent, Html, Properties, TargetCast, component, html, use_effect_with,
    use_state,
};

use super::browser::{clipboard, download};
use super::parts::icon;
use crate::render::{
    csv::csv, html::html as html_file, json::json, markdown::markdown, text::text,
};
use crate::state::{Event, Shown};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// Without a report the buttons are there and hidden.
    pub shown: Option<Rc<Shown>>,
    pub redacted: bool,
    pub tell: Callback<Event>,
}

/// A form of the report and what its button says.
struct Export {
    word: &'static str,
    label: &'static str,
    render: fn(&Shown) -> String,
    /// Name and media type of the file; without one it is copied.
    file: Option<(&'static str, &'static str)>,
}

static EXPORTS: [Export; 5] = [
    Export {
        word: "markdown",
        label: "Markdown",
        render: |shown| markdown(&shown.outline),
        file: None,
    },
    Export { word: "text", label: "Text", render: |shown| text(&shown.outline), file: None },
    Export {
        word: "json",
        label: "JSON",
        render: |shown| json(&shown.report),
        file: Some(("handglass-report.json", "application/json")),
    },
    Export {
        word: "html",
        label: "HTML",
        render: |shown| html_file(&shown.outline),
        file: Some(("handglass-report.html", "text/html")),
    },
    Export {
        word: "csv",
        label: "CSV",
        render: |shown| csv(&shown.report),
        file: Some(("handglass-certificates.csv", "text/csv")),
    },
];

#[component(Exports)]
pub(super) fn exports(props: &Props) -> Html {
    let said = use_state(|| "");
    {
        let setter = said.setter();
        use_effect_with(*said, move |said| {
            let timer = (!said.is_empty()).then(|| Timeout::new(2_400, move || setter.set("")));
            move || drop(timer)
        });
    }
    let button = |export: &'static Export| {
        let shown = props.shown.clone();
        let (setter, redacted) = (said.setter(), props.redacted);
        let onclick = Callback::from(move |_| {
            let Some(shown) = &shown else { return };
            let rendered =
                if redacted { (export.render)(&shown.redacted()) } else { (export.render)(shown) };
            let Some((name, kind)) = export.file else {
                let setter = setter.clone();
                let done = move |copied| {
                    setter.set(if copied { "Copied." } else { "The browser refused to copy." })
                };
                return clipboard::copy(rendered, Callback::from(done));
            };
            download::save(name, kind, &rendered);
            setter.set("Saved.");
        });
        html! {
            <button type="button" data-export={export.word} {onclick}>
                { if export.file.is_some() { icon::save() } else { icon::copy() } }{ export.label }
            </button>
        }
    };
    let redact = props.tell.reform(|event: DomEvent| {
        Event::Redacted(event.target_unchecked_into::<HtmlInputElement>().checked())
    });
    let (copied, saved): (Vec<&'static Export>, Vec<&'static Export>) =
        EXPORTS.iter().partition(|export| export.file.is_none());
    html! {
        <div class="exports" hidden={props.shown.is_none()}>
            <span class="export-group" role="group" aria-label="Copy the report as">
                <span class="export-label" aria-hidden="true">{ "Copy" }</span>{ for copied.into_iter().map(button) }
            </span>
            <span class="export-group" role="group" aria-label="Save the report as">
                <span class="export-label" aria-hidden="true">{ "Save" }</span>{ for saved.into_iter().map(button) }
            </span>
            <label class="check" title="Names, addresses and fingerprints become pseudonyms in what is copied or saved.">
                <input id="redact" type="checkbox" checked={props.redacted} onchange={redact}/>{ " Redacted" }
            </label>
            <span role="status" class="said">{ *said }</span>
        </div>
    }
}
