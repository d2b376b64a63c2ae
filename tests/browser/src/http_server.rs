//! A web server for one computer: hands out a few bodies by path and remembers what it was asked.
//!
//! It is the host for `cargo xtask serve` and the canary of the tests. It knows GET and HEAD, one request
//! a connection, and listens on 127.0.0.1 only.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A path as it is asked for, `/` first, and what stands there.
pub type Site = BTreeMap<String, Vec<u8>>;

/// A server that runs until the process ends.
pub struct HttpServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl HttpServer {
    /// Serves a site of HTML pages. Port 0 lets the system choose.
    ///
    /// # Errors
    /// The system's words where the port cannot be had.
    pub fn start(site: Site, port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let server = Self { address, asked: Arc::clone(&asked) };
        let site = Arc::new(site);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (site, asked) = (Arc::clone(&site), Arc::clone(&asked));
                // A connection that breaks is the other side's affair.
                thread::spawn(move || answer(&connection, &site, &asked).unwrap_or_default());
            }
        });
        Ok(server)
    }

    /// `http://127.0.0.1:8080` and the path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths that were asked for so far, in order, found or not.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn answer(
    mut connection: &TcpStream,
    site: &Site,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(connection).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split_ascii_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let path = target.split('?').next().unwrap_or(target);
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());

    let (status, body) = match site.get(path) {
        Some(body) => ("200 OK", body.as_slice()),
        None => ("404 Not Found", b"Nothing stands here.".as_slice()),
    };
    let kind = match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        // Browsers refuse to compile it while it streams where a parameter follows.
        Some((_, "wasm")) => "application/wasm",
        _ => "text/html; charset=utf-8",
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        connection.write_all(body)?;
    }
    connection.flush()
}
