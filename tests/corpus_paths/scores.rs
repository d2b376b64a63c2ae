//! The page of scores: each suite writes its own part, and a part that changed fails the test.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

/// Tests run beside each other and write one file.
static WRITING: Mutex<()> = Mutex::new(());

/// Compares `text` with the part of docs/validation.md between the marks of `name`; HANDGLASS_BLESS=1 writes
/// it.
#[track_caller]
pub(crate) fn part(name: &str, text: &str) {
    println!("{text}");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md");
    let _alone = WRITING.lock().expect("nobody panics while writing");
    let page = fs::read_to_string(&path).expect("docs/validation.md");
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from = page.find(&begin).expect("the part's first mark") + begin.len();
    let to = page.find(&end).expect("the part's last mark");
    if page[from..to] == *text {
        return;
    }
    if std::env::var_os("HANDGLASS_BLESS").is_some() {
        let page = format!("{}{text}{}", &page[..from], &page[to..]);
        fs::write(&path, page).expect("docs/validation.md can be written");
        return;
    }
    drop(_alone);
    panic!("the scores changed: read them, and write them with HANDGLASS_BLESS=1");
}
