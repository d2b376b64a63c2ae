//! Breaks the worker on request, so that a test can see that nothing but the worker breaks.
//!
//! The request is the whole paste; text that merely contains it is ordinary input.

use std::hint::black_box;

/// Does what one of the three sentences asks, and never returns from it; any other text is let pass.
pub(super) fn obey(paste: &str) {
    match paste.trim_end() {
        "handglass self-test: panic" => panic!("asked for"),
        "handglass self-test: stack overflow" => {
            black_box(overflow(0));
        }
        "handglass self-test: hang" => loop {
            black_box(());
        },
        _ => {}
    }
}

/// Never returns: each frame is kept alive by the addition that waits for the next.
#[allow(unconditional_recursion, reason = "the overflow is the purpose")]
fn overflow(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    let [first, ..] = frame;
    overflow(depth + 1) + black_box(&frame).len() as u64 + first
}
