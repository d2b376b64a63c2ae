//! Puts the whole page into one file: Trunk's post_build hook.
//!
//! Trunk has staged an `index.html`, the glue that wasm-bindgen wrote, and the wasm. What is left after
//! this step is one `index.html` with all of it inside. A page that ships (a release build without
//! Trunk's reload script) is refused when an assumption does not hold: a patched text of the glue is
//! gone, SIMD is missing, the wasm imports something that is not on the list, or a word of the network
//! stands in the file. The rules are told one by one in the modules below.

mod glue;
mod imports;
mod lzma;
mod network_words;
mod page_file;
mod printable;
mod squeeze;
mod streams;
mod wasm;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::project::Project;
use crate::{terser, wasm_opt};
use page_file::Parts;

/// Set to rewrite the list of imports instead of comparing with it.
pub(crate) const BLESS: &str = "HANDGLASS_BLESS";

/// The imports that the shipped wasm may have, one a line.
const IMPORT_LIST: &str = "static/wasm-imports.txt";

/// Text that Trunk leaves in its reload script until the page is served.
const RELOAD_MARK: &str = "{{__TRUNK_ADDRESS__}}";

/// What Trunk tells its hooks.
struct Hook {
    staging: PathBuf,
    release: bool,
}

/// Packs what Trunk has staged.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let hook = Hook::from_environment()?;
    let staged_page = read_text(&hook.staging.join("index.html"))?;
    let reload = reload_script(&staged_page);
    let ships = hook.release && reload.is_none();

    let original = glue::text(&read_text(&hook.staging.join("page.js"))?)?;
    let bindgen_wasm = hook.staging.join("page_bg.wasm");
    let bytes = read(&bindgen_wasm)?;
    if ships && !wasm::features(&bytes)?.iter().any(|feature| feature == "+simd128") {
        return Err(
            "The wasm was built without SIMD. RUSTFLAGS in the environment replace the flags of \
            .cargo/config.toml: unset them."
                .to_owned(),
        );
    }
    let small = if ships { wasm_opt::shrink(project, &bindgen_wasm)? } else { bytes.clone() };
    if ships {
        imports::check(&wasm::imports(&small)?, &original, &project.root.join(IMPORT_LIST))?;
        network_words::check_bytes("the wasm", &small)?;
    }

    let pack = |bytes: &[u8]| {
        // In the quick loop the file does not travel.
        if ships { lzma::smallest(bytes) } else { Ok(bytes.to_vec()) }
    };
    let shorten = |script: &str| {
        if ships { terser::shorten(project, script) } else { Ok(script.to_owned()) }
    };
    let glue = shorten(&original)?;
    let source = |path: &str| read_text(&project.root.join(path));
    let parts = Parts {
        wasm: &small,
        pack: &pack,
        shorten: &shorten,
        glue: &glue,
        worker: &source("src/page/worker.js")?,
        reload: reload.as_deref(),
    };
    let page = page_file::assemble(&source("index.html")?, &parts, &source)?;
    if ships {
        network_words::check(&page_file::without_data(&page))?;
        network_words::check(&original)?;
    }

    keep_only_the_page(&hook.staging)?;
    let target = hook.staging.join("index.html");
    fs::write(&target, &page).map_err(|error| format!("{}: {error}", target.display()))?;
    println!(
        "packed: wasm {} KB, {} KB after wasm-opt; the file {} KB",
        bytes.len() / 1000,
        small.len() / 1000,
        page.len() / 1000
    );
    Ok(())
}

impl Hook {
    fn from_environment() -> Outcome<Self> {
        let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
            "`cargo xtask pack` is what Trunk calls after a build; you want `cargo xtask build`.".to_owned()
        })?;
        Ok(Self {
            staging,
            release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release"),
        })
    }
}

/// The script that `trunk serve` adds to reload the page after a build; `None` for `trunk build`.
fn reload_script(staged_page: &str) -> Option<String> {
    let at = staged_page.find(RELOAD_MARK)?;
    let start = staged_page[..at].rfind("<script")?;
    let end = at + staged_page[at..].find("</script>")? + "</script>".len();
    Some(staged_page[start..end].to_owned())
}

fn keep_only_the_page(staging: &Path) -> Outcome<()> {
    let entries =
        fs::read_dir(staging).map_err(|error| format!("{}: {error}", staging.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::reload_script;

    #[test]
    fn finds_the_reload_script_of_the_quick_loop_and_nothing_else() {
        let served =
            "<body><script>a</script><script>const x = '{{__TRUNK_ADDRESS__}}';</script></body>";
        let found = reload_script(served);
        assert_eq!(found.as_deref(), Some("<script>const x = '{{__TRUNK_ADDRESS__}}';</script>"));
        assert_eq!(reload_script("<body><script>a</script></body>"), None);
    }
}
