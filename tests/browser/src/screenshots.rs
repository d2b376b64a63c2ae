//! Pictures of the page for people to look at. Nothing is compared.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::handglass_page::{HandglassPage, TEN_CERTIFICATES, TRANSCRIPT, file_url};
use crate::installed::Installed;

/// Widths of a phone, a laptop and a wide screen, in CSS pixels.
const WIDTHS: [u32; 3] = [360, 1280, 1920];

/// What is pasted, and what its pictures are called.
const PASTES: [(&str, &str); 4] = [
    ("report", TEN_CERTIFICATES),
    ("transcript", TRANSCRIPT),
    (
        "transcript_named_only",
        include_str!("../../stories/q1-openssl-without-a-trust-store/input.txt"),
    ),
    ("transcript_failed", include_str!("../../stories/transcript-without-a-certificate/input.txt")),
];

/// Takes the empty page and reports, in each colour scheme and width, as PNG files in a folder.
pub fn take(installed: &Installed, page: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let page = HandglassPage::open(installed, &file_url(page))?;
    take_all(&page, folder, "empty")?;
    for (what, text) in PASTES {
        page.clear()?;
        page.wait_for_phase("empty")?;
        page.paste(text)?;
        page.wait_for_phase("report")?;
        take_all(&page, folder, what)?;
    }
    Ok(())
}

fn take_all(page: &HandglassPage, folder: &Path, what: &str) -> Result<(), String> {
    for scheme in ["light", "dark"] {
        set_colour_scheme(page, scheme)?;
        for width in WIDTHS {
            let size =
                json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
            page.browser.devtools("Emulation.setDeviceMetricsOverride", size)?;
            let picture = page.browser.screenshot(true)?;
            let path = folder.join(format!("{what}_{scheme}_{width}.png"));
            fs::write(&path, picture).map_err(|error| format!("{}: {error}", path.display()))?;
            println!("{}", path.display());
        }
    }
    Ok(())
}

/// Makes the browser ask for `light` or `dark`.
pub fn set_colour_scheme(page: &HandglassPage, scheme: &str) -> Result<(), String> {
    let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    page.browser.devtools("Emulation.setEmulatedMedia", wish).map(drop)
}
