//! A paste becomes a report, and a secret does not stay on the screen.

use handglass_browser::handglass_page::{TEN_CERTIFICATES, TRANSCRIPT};
use serde_json::json;

use crate::{complaints, page_from_disk};

#[test]
fn a_pasted_chain_becomes_a_report() {
    let Some(page) = page_from_disk() else { return };
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    let verdict = page.wait_for_text("[data-verdict]").expect("a verdict");
    assert!(!verdict.trim().is_empty());
    page.wait_until_shown("mail.example.test").expect("the leaf's name");
    assert_eq!(
        page.box_text().expect("the box").trim(),
        TEN_CERTIFICATES.trim(),
        "the input is kept"
    );
    assert_eq!(complaints(&page), Vec::<String>::new());

    page.clear().expect("an empty box");
    page.wait_for_phase("empty").expect("a page that waits again");
}

#[test]
fn a_pasted_private_key_is_masked_in_the_box() {
    let Some(page) = page_from_disk() else { return };
    let lines = "c2VjcmV0IGtleSBieXRlcyB0aGF0IG5vYm9keSBtYXkgc2VlIGFnYWlu\n".repeat(12);
    let kind = "PRIVATE KEY";
    let key = format!("-----BEGIN {kind}-----\n{lines}-----END {kind}-----\n");
    page.paste(&format!("{TEN_CERTIFICATES}{key}")).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    let secret = "c2VjcmV0IGtleSBieXRlcyB0aGF0";
    page.browser
        .wait_for(
            "a box without the key",
            &format!("return !document.querySelector('#paste').value.includes({})", json!(secret)),
            std::time::Duration::from_secs(5),
        )
        .expect("a masked box");
    let text = page.box_text().expect("the box");
    assert!(text.contains("BEGIN CERTIFICATE"), "the rest of the paste is kept: {text}");
    let shown = page.wait_for_text("#page").expect("the page's text");
    assert!(!shown.contains(secret), "the key stands nowhere on the page");
    page.wait_for_text("[id^=finding-]").expect("a finding that says so");
}

#[test]
fn a_claim_leads_to_its_line_in_two_clicks() {
    let Some(page) = page_from_disk() else { return };
    page.paste(&format!("A line before.\n{TEN_CERTIFICATES}")).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    for place in ["[id^=finding-] .evidence p .place", ".excerpt-foot .place"] {
        let script = format!(
            "const place = document.querySelector('{place}'); place?.click(); return Boolean(place)"
        );
        let limit = std::time::Duration::from_secs(5);
        page.browser.wait_for(place, &script, limit).expect("a click");
    }
    let selected = page
        .browser
        .wait_for(
            "selected lines",
            "const box = document.querySelector('#paste');
             const text = box.value.slice(box.selectionStart, box.selectionEnd);
             return document.activeElement === box && text.includes('BEGIN CERTIFICATE') && text",
            std::time::Duration::from_secs(5),
        )
        .expect("the lines in the box");
    assert!(!selected.to_string().contains("A line before"), "{selected}");
}

#[test]
fn a_fact_of_a_handshake_leads_to_its_line() {
    let Some(page) = page_from_disk() else { return };
    page.paste(TRANSCRIPT).expect("a transcript");
    page.wait_for_phase("report").expect("a report");
    let handshake = page.wait_for_text("#handshakes").expect("the handshake");
    assert!(handshake.contains("TLS 1.3") && handshake.contains("X25519, 253 bits"), "{handshake}");
    let selected = page
        .browser
        .wait_for(
            "the selected line",
            "const row = [...document.querySelectorAll('#handshakes .facts > div')]
                 .find((row) => row.textContent.startsWith('Temporary key'));
             row?.querySelector('button.place')?.click();
             const box = document.querySelector('#paste');
             const text = box.value.slice(box.selectionStart, box.selectionEnd);
             return document.activeElement === box && text",
            std::time::Duration::from_secs(5),
        )
        .expect("a selection");
    assert_eq!(selected.as_str().map(str::trim), Some("Server Temp Key: X25519, 253 bits"));
}
