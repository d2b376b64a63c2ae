//! Does the one file open from everywhere?

use std::fs;

use handglass_browser::handglass_page::{HandglassPage, TEN_CERTIFICATES, file_url, shipped};
use handglass_browser::http_server::{HttpServer, Site};

use crate::{browser, complaints, page_from_disk};

#[test]
fn from_disk_it_waits_for_input() {
    let Some(page) = page_from_disk() else { return };
    assert_eq!(page.box_text(), Ok(String::new()));
    assert_eq!(complaints(&page), Vec::<String>::new());
}

#[test]
fn from_a_server_at_any_path_under_any_name() {
    let Some(installed) = browser() else { return };
    let file = fs::read(shipped().expect("a built page")).expect("the page");
    let path = "/team/tools/tls%20check.html";
    let server = HttpServer::start(Site::from([(path.to_owned(), file)]), 0).expect("a server");
    let page = HandglassPage::open(&installed, &server.url(path)).expect("an open page");
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    assert_eq!(complaints(&page), Vec::<String>::new());
    assert_eq!(server.asked(), [path], "one request: the file itself");
}

#[test]
fn from_disk_under_another_name() {
    let Some(installed) = browser() else { return };
    let copy = std::env::temp_dir().join(format!("handglass copy {}.htm", std::process::id()));
    fs::copy(shipped().expect("a built page"), &copy).expect("a copy");
    let page = HandglassPage::open(&installed, &file_url(&copy));
    let _ = fs::remove_file(&copy);
    let page = page.expect("an open page");
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
}
