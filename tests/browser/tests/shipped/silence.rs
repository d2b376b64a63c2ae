//! The page asks nobody for anything, by the browser's own network log.
//!
//! A log that is empty proves nothing by itself, so a control page leaks on purpose through the same
//! browser, and the log and the server must both see it.

use std::fs;
use std::thread;
use std::time::Duration;

use handglass_browser::browser::Browser;
use handglass_browser::handglass_page::{HandglassPage, TEN_CERTIFICATES, file_url, shipped};
use handglass_browser::http_server::{HttpServer, Site};
use serde_json::json;

use crate::{browser, page_from_disk};

/// Ways by which the control page asks the server, and the paths that it asks for.
const LEAKS: [&str; 3] = ["/fetch", "/image", "/worker"];

const CONTROL: &str = "<!doctype html><meta charset=utf-8><title>leaks</title><script>
    fetch('SERVER/fetch');
    new Image().src = 'SERVER/image';
    const code = new Blob([\"fetch('SERVER/worker')\"], { type: 'text/javascript' });
    new Worker(URL.createObjectURL(code));
</script>";

#[test]
fn the_page_makes_no_request() {
    let Some(page) = page_from_disk() else { return };
    let opened = page.browser.requests().expect("the network log");
    assert_eq!(outward(&opened).len(), 1, "opening asks for the file alone: {opened:?}");

    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    page.paste("handglass self-test: panic").expect("a paste");
    page.wait_for_phase("failed").expect("a fault");
    page.paste(TEN_CERTIFICATES).expect("a paste");
    page.wait_for_phase("report").expect("a report");
    thread::sleep(Duration::from_secs(1));
    let later = page.browser.requests().expect("the network log");
    assert_eq!(outward(&later), Vec::<&str>::new());
}

#[test]
fn the_control_page_is_seen() {
    let Some(installed) = browser() else { return };
    let server = HttpServer::start(Site::new(), 0).expect("a server");
    let path = std::env::temp_dir().join(format!("handglass-control-{}.html", std::process::id()));
    fs::write(&path, CONTROL.replace("SERVER", &server.url(""))).expect("the control page");
    let control = Browser::start(&installed).expect("a browser");
    control.open(&file_url(&path)).expect("an open page");
    wait_for_leaks(&server);
    let _ = fs::remove_file(&path);
    let log = control.requests().expect("the network log");
    for leak in LEAKS {
        assert!(server.asked().iter().any(|asked| asked == leak), "the server sees {leak}");
        let url = server.url(leak);
        // Requests of a worker belong to the worker in the log, which chromedriver does not listen to;
        // there the server is the witness.
        assert!(leak == "/worker" || log.contains(&url), "the log sees {leak}: {log:?}");
    }
}

#[test]
fn the_policy_refuses_what_the_control_page_does() {
    let Some(installed) = browser() else { return };
    let server = HttpServer::start(Site::new(), 0).expect("a server");
    let file = shipped().expect("a built page");
    let page = HandglassPage::open(&installed, &file_url(&file)).expect("an open page");
    let refused = page
        .browser
        .run_async(
            "const done = arguments[arguments.length - 1];
             const image = new Image();
             image.src = arguments[0] + '/image';
             try { new Worker('data:,x'); done('a worker'); } catch (error) { }
             fetch(arguments[0] + '/fetch').then(() => done('a request'), () => done('refused'));",
            &[json!(server.url(""))],
        )
        .expect("an answer");
    assert_eq!(refused, "refused");
    thread::sleep(Duration::from_millis(500));
    assert_eq!(server.asked(), Vec::<String>::new(), "nothing reached the server");
}

/// Addresses that are not inside the page itself.
fn outward(urls: &[String]) -> Vec<&str> {
    let inside = |url: &&str| !url.starts_with("blob:") && !url.starts_with("data:");
    urls.iter().map(String::as_str).filter(inside).collect()
}

fn wait_for_leaks(server: &HttpServer) {
    for _ in 0..100 {
        let asked = server.asked();
        if LEAKS.iter().all(|leak| asked.iter().any(|path| path == leak)) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
}
