//! `desk`: one window for an office: a page on this computer alone, which does nothing but run the program's own commands. Whoever
//! asks from elsewhere, or without the token of this run, gets nothing.

mod act;
mod entry;
mod files;
mod http;
mod outside;
mod pages;
mod state;

use crate::cli::DeskArguments;
use crate::clock::Clock;
use crate::desk::http::{Request, Response};
use crate::out::{Exit, Failure, Out, Outcome};
use crate::text::{self, Shown as _, Words};
use dual_random::Language;
use dual_random::publish::verifier::verify_page;
use rand::TryRng;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Largest form or file that is taken, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// What the desk's own pages may do.
const OWN: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What a file may do that is shown: nothing with the desk's powers, whoever put it into the folder. It is of no origin, and its
/// scripts do not run.
const SHOWN: &str = "sandbox allow-downloads allow-modals allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// The same of the page that verifies, which is this program's own to the byte: its scripts run, and are of no origin either.
const VERIFIER: &str = "sandbox allow-scripts allow-downloads allow-modals allow-popups; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:; worker-src blob:; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// What the pages need to know.
pub(crate) struct Desk {
    /// The folder in which the quarters' folders lie.
    pub(crate) root: PathBuf,
    pub(crate) language: Language,
    /// The time that `--at` sets, handed on to every command.
    pub(crate) at: Option<String>,
    /// The beginning of every address.
    base: String,
    /// What is asked for is done one after the other.
    turn: Mutex<()>,
}

/// What is answered.
pub(crate) struct Answer {
    status: u16,
    kind: &'static str,
    bytes: Vec<u8>,
    /// Where to go instead.
    to: Option<String>,
    /// What a browser lets it do.
    policy: &'static str,
    /// Whether the desk closes with it.
    is_last: bool,
}

impl Answer {
    pub(crate) fn page(html: String) -> Self {
        let kind = "text/html; charset=utf-8";
        Self { status: 200, kind, bytes: html.into_bytes(), to: None, policy: OWN, is_last: false }
    }

    pub(crate) fn file(kind: &'static str, bytes: Vec<u8>) -> Self {
        let policy = if bytes == verify_page().as_bytes() { VERIFIER } else { SHOWN };
        Self { status: 200, kind, bytes, to: None, policy, is_last: false }
    }

    pub(crate) fn none(status: u16) -> Self {
        let kind = "text/plain; charset=utf-8";
        Self { status, kind, bytes: Vec::new(), to: None, policy: OWN, is_last: false }
    }

    pub(crate) fn elsewhere(to: String) -> Self {
        Self { to: Some(to), ..Self::none(303) }
    }
}

/// A form that was filled in.
pub(crate) type Form = BTreeMap<String, String>;

pub(crate) fn run(
    arguments: &DeskArguments,
    at: Option<&str>,
    clock: &Clock,
    out: &mut Out,
) -> Outcome<Exit> {
    let root = arguments.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    if !root.is_dir() {
        return Err(Failure(text::no_desk_folder(root.shown())));
    }
    // What is wrong with the clock is said before a page opens.
    clock.now()?;
    let _session = Session::begin(&root)?;
    let no_port = |error: std::io::Error| Failure(text::no_port(text::name(error.to_string())));
    let address = (Ipv4Addr::LOCALHOST, arguments.port.unwrap_or(0));
    let listener = TcpListener::bind(address).map_err(no_port)?;
    let port = listener.local_addr().map_err(no_port)?.port();
    let mut token = [0; 16];
    rand::rngs::SysRng
        .try_fill_bytes(&mut token)
        .map_err(|error| Failure(text::no_entropy(text::entropy(error))))?;
    let base = format!("/{}", hex::encode(token));
    let url = format!("http://127.0.0.1:{port}{base}/");
    out.line(text::desk_open(text::name(&url)));
    if !arguments.no_browser {
        open_browser(&url);
    }
    let desk = Desk { root, language: out.language, at: at.map(str::to_owned), base, turn: Mutex::default() };
    http::serve(listener, move |request| respond(answer(&desk, port, request)));
    out.line(text::desk_closed());
    Ok(Exit::Done)
}

/// One desk a folder: two would not see what the other does.
struct Session(PathBuf);

impl Session {
    fn begin(root: &Path) -> Outcome<Self> {
        let path = root.join(".desk");
        for _ in 0..2 {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    // Whoever finds it wants to know whose it is.
                    let _ = write!(file, "{}", std::process::id());
                    return Ok(Self(path));
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    let owner = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                    if owner.and_then(crate::files::has_ended) == Some(false) {
                        break;
                    }
                    let _ = std::fs::remove_file(&path);
                }
                Err(error) => return Err(crate::files::cannot_write(&path, &error)),
            }
        }
        Err(Failure(text::desk_is_open(path.shown())))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let nothing = std::process::Stdio::null;
    // The address stands on the screen as well.
    let _ = std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(nothing())
        .stdout(nothing())
        .stderr(nothing())
        .spawn();
}

/// Whether a request comes from the page that this run opened: to this address by its number, and from no other site. A file that
/// is shown is of no site; the links in it lead to other files.
fn is_ours(request: &Request, port: u16, is_of_file: bool) -> bool {
    let own = format!("127.0.0.1:{port}");
    let origin = format!("http://{own}");
    let is_link = request.method == "GET"
        && is_of_file
        && request.header("Sec-Fetch-Mode").is_some_and(|mode| mode == "navigate");
    request.header("Host") == Some(&own)
        && request.header("Origin").is_none_or(|from| from == origin)
        && (is_link
            || request.header("Sec-Fetch-Site").is_none_or(|site| matches!(site, "same-origin" | "none")))
}

fn answer(desk: &Desk, port: u16, request: &mut Request) -> Answer {
    let path = request.path.split('?').next().unwrap_or_default();
    let own = path.strip_prefix(&desk.base).and_then(|rest| rest.strip_prefix('/')).and_then(decoded);
    let Some(own) = own else {
        return Answer::none(404);
    };
    let parts: Vec<&str> = own.split('/').collect();
    if !is_ours(request, port, matches!(parts[..], ["q", _, "file", ..])) {
        return Answer::none(404);
    }
    if request.length > MOST_BYTES {
        return Answer::none(413);
    }
    let Some(body) = request.body() else {
        return Answer::none(400);
    };
    let _turn = desk.turn.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = match (&request.method[..], &parts[..]) {
        ("GET", _) => pages::get(desk, &parts),
        ("POST", ["quit"]) => Ok(Answer { is_last: true, ..pages::closed(desk) }),
        ("POST", _) => act::post(desk, &parts, &form(&body)),
        ("PUT", _) => files::put(desk, &parts, &body),
        _ => Ok(Answer::none(405)),
    };
    answer.unwrap_or_else(|Failure(what)| pages::failed(desk, &what))
}

fn form(body: &[u8]) -> Form {
    form_urlencoded::parse(body).map(|(name, text)| (name.into_owned(), text.into_owned())).collect()
}

/// The characters of an address.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn respond(answer: Answer) -> Response {
    let mut headers = vec![
        ("Content-Type", answer.kind.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        // With none at all a form would not say where it comes from.
        ("Referrer-Policy", "same-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Content-Security-Policy", answer.policy.to_owned()),
    ];
    headers.extend(answer.to.map(|to| ("Location", to)));
    Response { status: answer.status, headers, bytes: answer.bytes, is_last: answer.is_last }
}

impl Desk {
    /// The address of a page; what is no letter or digit is written by its bytes.
    pub(crate) fn url(&self, parts: &[&str]) -> String {
        let mut url = self.base.clone();
        for part in parts {
            url.push('/');
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    url.push(char::from(byte));
                } else {
                    // Writing to a string cannot fail.
                    let _ = write!(url, "%{byte:02X}");
                }
            }
        }
        if parts.is_empty() { url + "/" } else { url }
    }

    /// The folder of a quarter, if a name is that of one here.
    pub(crate) fn folder(&self, name: &str) -> Option<PathBuf> {
        let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
        Some(self.root.join(name)).filter(|path| is_plain && path.is_dir())
    }

    pub(crate) fn say(&self, words: &Words) -> String {
        words.get(self.language).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_and_made_and_no_name_leads_out_of_the_folder() {
        let root = std::env::temp_dir();
        let base = "/t".to_owned();
        let desk = Desk { root, language: Language::Zh, at: None, base, turn: Mutex::default() };
        let url = desk.url(&["q", "2026年 第1季度"]);
        assert_eq!(decoded(&url).as_deref(), Some("/t/q/2026年 第1季度"));
        assert_eq!(decoded("%2"), None);
        assert_eq!(decoded("%FF"), None);
        for name in ["", ".", "..", "a/b", "a\\b", ".desk", "c:", "none-of-this-name"] {
            assert_eq!(desk.folder(name), None, "{name}");
        }
    }
}
