//! The WebDriver protocol (W3C Recommendation) as far as the tests need it: one command, one answer.
//!
//! JSON over HTTP/1.1 on the loopback interface. It keeps no connection open and knows no browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

/// Longest wait for the answer to one command, in seconds.
const PATIENCE_SECONDS: u64 = 60;

/// Sends one command to the driver that listens on `port` and gives the `value` of its answer.
///
/// # Errors
/// A sentence with the driver's own words, or the system's where there was no answer.
pub fn command(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    let text = exchange(port, method, path, body)
        .map_err(|error| format!("{method} {path}: the driver did not answer ({error})"))?;
    let mut answer: Value = serde_json::from_str(&text)
        .map_err(|error| format!("{method} {path}: the driver's answer is no JSON ({error})"))?;
    let value = answer["value"].take();
    match value["error"].as_str() {
        Some(error) => {
            let message = value["message"].as_str().unwrap_or_default();
            let first_line = message.lines().next().unwrap_or_default();
            Err(format!("{method} {path}: {error}: {first_line}"))
        }
        None => Ok(value),
    }
}

fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(PATIENCE_SECONDS)))?;
    let body = match (method, body) {
        ("POST", None) => json!({}).to_string(),
        (_, Some(body)) => body.to_string(),
        (_, None) => String::new(),
    };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    stream.flush()?;

    let mut reader = BufReader::new(stream);
    let mut length = None;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let mut text = String::new();
    match length {
        Some(length) => reader.take(length).read_to_string(&mut text)?,
        None => reader.read_to_string(&mut text)?,
    };
    Ok(text)
}
