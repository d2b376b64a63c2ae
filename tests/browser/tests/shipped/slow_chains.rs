//! Chains that are made to be slow get their answer, with the reason, while a person still looks.

use handglass_browser::handglass_page::shipped;
use handglass_browser::measure::median;
use handglass_browser::measure_chains;

use crate::browser;

/// Milliseconds. Each takes under 600 on a quiet machine; tests run beside each other.
const TOO_LONG: f64 = 3_000.0;

#[test]
fn chains_that_are_made_to_be_slow_are_answered() {
    let Some(installed) = browser() else { return };
    let all = measure_chains::slow(&installed, &shipped().expect("a built page"));
    for slow in all.expect("an answer to each") {
        println!("{slow}");
        assert!(median(&slow.worker) < TOO_LONG, "{slow}");
        // What holds says so in its description: a limit never makes anything hold.
        let green = ["ok", "notice", "warning"].contains(&slow.level.as_str());
        assert_eq!(green, slow.what.contains("which hold"), "{slow}: {:?}", slow.findings);
        assert!(green || !slow.findings.is_empty(), "{slow}: no reason");
    }
}
