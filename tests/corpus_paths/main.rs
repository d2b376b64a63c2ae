//! Do chains get the verdict that others' suites give them?
//!
//! x509-limbo through the example's own function, NIST PKITS and BoringSSL's chain tests through the search
//! that the page uses. The suites are not part of the repository:
//! where they are absent a test says so and proves nothing. Where we say otherwise on purpose, the case and
//! the reason stand in a table. `docs/validation.md` has the scores and must not get worse.

mod boringssl;
mod boringssl_small;
#[allow(dead_code, unreachable_pub)]
#[path = "../../examples/limbo.rs"]
mod example;
mod limbo;
mod pkits;
mod scores;

use std::path::PathBuf;

/// A file or folder of the suites, where it is there.
fn corpus(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name);
    if !path.exists() {
        println!("skipped: {name} is not beside the project, so nothing was judged");
        return None;
    }
    Some(path)
}
