//! Drives the shipped page in a real browser, as a person would, and listens to what it sends.
//!
//! A plain client for the WebDriver protocol (W3C) over the standard library: no async runtime, no TLS,
//! nothing to compile for minutes. It knows the page by the hooks that other tools rely on (`#paste`,
//! `body[data-phase]`, …) and nothing of what a certificate is. The package stands apart so that
//! `cargo test` of the product never compiles it; `cargo xtask` uses it for tests, figures and pictures.

pub mod browser;
pub mod handglass_page;
pub mod http_server;
pub mod installed;
pub mod measure;
pub mod measure_chains;
pub mod measure_logs;
pub mod screenshots;
pub mod webdriver;
