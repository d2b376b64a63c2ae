//! The JavaScript that wasm-bindgen writes, made fit for one file.
//!
//! Two places reach outside: the address of the script, which an inline script does not have, and a
//! `fetch` of the wasm, which is handed in instead. Both texts are replaced, and a version of
//! wasm-bindgen that writes them differently stops the build here.

use crate::Outcome;

/// What stands in the glue of wasm-bindgen 0.2.130, and what takes its place.
const PATCHES: &[(&str, &str)] = &[
    (
        "if (typeof document !== 'undefined' && document.currentScript !== null) {
        script_src = new URL(document.currentScript.src, location.href).toString();
    }",
        "",
    ),
    (
        "module_or_path = fetch(module_or_path);",
        "throw new Error('the module is handed in, never loaded');",
    ),
];

/// The glue as it goes into the page, but for its length: patched, without lines of comment.
///
/// # Errors
/// A patched text does not stand in the glue exactly once.
pub(super) fn text(original: &str) -> Outcome<String> {
    let mut text = original.to_owned();
    for (old, new) in PATCHES {
        if text.matches(old).count() != 1 {
            let first_line = old.lines().next().unwrap_or_default();
            return Err(format!(
                "The glue of wasm-bindgen has changed: `{first_line}` was expected in it exactly once. \
                 Read the new glue and adapt xtask/src/pack/glue.rs."
            ));
        }
        text = text.replace(old, new);
    }
    // Comments have addresses in them, which look like a way out.
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    Ok(code.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::{PATCHES, text};

    #[test]
    fn patches_every_text() {
        let glue: String = PATCHES.iter().map(|(old, _)| format!("{old}\n")).collect();
        let patched = text(&glue).unwrap_or_default();
        assert!(!patched.contains("fetch(") && !patched.contains("location.href"), "{patched}");
        assert!(patched.contains("never loaded"), "{patched}");
    }

    #[test]
    fn refuses_glue_that_reads_otherwise() {
        let error =
            text("module_or_path = fetch(module_or_path);").expect_err("one text is missing");
        assert!(error.contains("has changed"), "{error}");
        let glue: String = PATCHES.iter().map(|(old, _)| format!("{old}\n{old}\n")).collect();
        assert!(text(&glue).is_err(), "a text that stands there twice");
    }
}
