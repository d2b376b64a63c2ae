//! Small pictures. Each mark has a shape of its own, so that none depends on its colour.
//!
//! They say nothing to a screen reader: a word always stands beside them.

use yew::{Html, html};

use crate::checks::Severity;
use crate::report::{ChainLevel, Level};

/// The mark of a verdict.
pub(in crate::page) fn level(level: Level) -> Html {
    match level {
        Level::Ok => ok(),
        Level::Notice => notice(),
        Level::Warning => warning(),
        Level::Error => error(),
        Level::Undetermined => undetermined(),
    }
}

pub(in crate::page) fn severity(severity: Severity) -> Html {
    match severity {
        Severity::Notice => notice(),
        Severity::Warning => warning(),
        Severity::Error => error(),
    }
}

pub(in crate::page) fn chain_level(chain: ChainLevel) -> Html {
    match chain {
        ChainLevel::Trusted => ok(),
        ChainLevel::Untrusted => error(),
        ChainLevel::Undetermined => undetermined(),
    }
}

/// For, against, or not to be said.
pub(in crate::page) fn judgement(good: Option<bool>) -> Html {
    match good {
        Some(true) => ok(),
        Some(false) => error(),
        None => undetermined(),
    }
}

/// The class that gives a mark its colour.
pub(in crate::page) const fn judgement_class(good: Option<bool>) -> &'static str {
    match good {
        Some(true) => "mark-ok",
        Some(false) => "mark-error",
        None => "mark-undetermined",
    }
}

/// A tick in a rounded square.
fn ok() -> Html {
    mark(
        "mark-ok",
        html! { <rect x="1" y="1" width="14" height="14" rx="4"/> },
        "M4.6 8.3l2.4 2.4 4.6-5.2",
    )
}

/// A cross in an octagon.
fn error() -> Html {
    mark(
        "mark-error",
        html! { <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/> },
        "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2",
    )
}

/// An exclamation mark in a triangle.
fn warning() -> Html {
    mark(
        "mark-warning",
        html! { <path d="M8 1.2c.5 0 .9.3 1.2.7l6 10.9c.5.9-.1 2-1.2 2H2c-1.1 0-1.7-1.1-1.2-2l6-10.9c.3-.4.7-.7 1.2-.7z"/> },
        "M8 5.6v4M8 12.1v.1",
    )
}

/// An i in a circle.
fn notice() -> Html {
    mark("mark-notice", html! { <circle cx="8" cy="8" r="7.2"/> }, "M8 7.4v4M8 4.7v.1")
}

/// A question mark in a diamond.
fn undetermined() -> Html {
    mark(
        "mark-undetermined",
        html! { <path d="M8 .6L15.4 8 8 15.4.6 8z"/> },
        "M6.1 6.6c0-1.1.8-1.9 1.9-1.9s1.9.8 1.9 1.8c0 1.3-1.9 1.5-1.9 2.7M8 11.3v.1",
    )
}

fn mark(class: &'static str, shape: Html, sign: &'static str) -> Html {
    html! {
        <svg class={format!("mark {class}")} viewBox="0 0 16 16" aria-hidden="true">
            <g class="mark-shape">{ shape }</g>
            <path class="mark-sign" d={sign}/>
        </svg>
    }
}

pub(in crate::page) fn glass() -> Html {
    html! {
        <svg class="glass" viewBox="0 0 32 32" aria-hidden="true">
            <circle class="glass-lens" cx="13" cy="13" r="10"/>
            <path class="glass-tick" d="M8.6 13.4l3.2 3.2 5.8-6.6"/>
            <path class="glass-handle" d="M20.6 20.6l8.4 8.4"/>
        </svg>
    }
}

pub(in crate::page) fn copy() -> Html {
    line(
        "M5.5 5.5v-3a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3M2.5 5.5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
    )
}

pub(in crate::page) fn save() -> Html {
    line("M8 1.5v8.6M4.6 7L8 10.4 11.4 7M2 11.5v2a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-2")
}

pub(in crate::page) fn file() -> Html {
    line("M9 1.5H4a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-8zM9 1.5v4h4")
}

pub(in crate::page) fn folder() -> Html {
    line("M1.5 4a1 1 0 0 1 1-1h3.4l1.6 2h6a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z")
}

pub(in crate::page) fn cross() -> Html {
    line("M4 4l8 8M12 4l-8 8")
}

pub(in crate::page) fn lines() -> Html {
    line("M2 4h12M2 8h8M2 12h10")
}

pub(in crate::page) fn lock() -> Html {
    line("M3.5 7.5h9v6.5h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5")
}

/// For the end entity: what the chain is about.
pub(in crate::page) fn leaf() -> Html {
    line(
        "M3 2.5h10a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5zM5 5.2h6M5 7.6h3.5M10 10.5v3.8l1.4-1 1.4 1v-3.8",
    )
}

/// For a CA between.
pub(in crate::page) fn intermediate() -> Html {
    line(
        "M6.6 9.4a2.6 2.6 0 0 1 0-3.7l2.3-2.3a2.6 2.6 0 0 1 3.7 3.7l-1.2 1.2M9.4 6.6a2.6 2.6 0 0 1 0 3.7l-2.3 2.3a2.6 2.6 0 0 1-3.7-3.7l1.2-1.2",
    )
}

/// For a trust anchor.
pub(in crate::page) fn anchor() -> Html {
    line(
        "M8 5v9.5M8 5a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 8 5zM5 7h6M2.2 9.5c.2 3 2.6 5 5.8 5s5.6-2 5.8-5M2.2 9.5L1 11M2.2 9.5l1.7.9M13.8 9.5l1.2 1.5M13.8 9.5l-1.7.9",
    )
}

/// For an issuer that is not there.
pub(in crate::page) fn gap() -> Html {
    line("M8 2.2v1.6M8 6v1.6M8 9.8v1.6M5 14h6")
}

fn line(path: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={path}/></svg>
    }
}
