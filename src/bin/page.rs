//! What the browser starts: the page where there is a window, the worker where there is none.
//!
//! Both run the same module, which is compiled once and handed to the worker by `src/page/boot.js`.

#[cfg(target_family = "wasm")]
fn main() {
    if web_sys::window().is_some() {
        handglass::page::mount();
    } else {
        handglass::worker::run();
    }
}

/// The page has no meaning outside a browser; a build for the host only needs the name to exist.
#[cfg(not(target_family = "wasm"))]
fn main() {}
