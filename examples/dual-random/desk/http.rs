//! What the desk needs of HTTP/1.1 (RFC 9112), for one reader on the same computer: a request a connection, each in a thread of its
//! own. A connection over which nothing comes, as browsers open them ahead of need, keeps no other one waiting.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// Longest head of a request that is taken, in bytes. The cookies of everything else on this computer come along.
const MOST_HEAD: u64 = 256 << 10;

/// Most headers that are taken.
const MOST_HEADERS: usize = 200;

/// How long whoever sends or receives may stand still.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most bytes of a body that nobody wanted that are read away, so that its sender reads the answer.
const MOST_READ_AWAY: u64 = 4 << 30;

/// A request, whose body has not been read.
pub(super) struct Request<'a> {
    pub(super) method: String,
    pub(super) path: String,
    headers: Vec<(String, String)>,
    /// Bytes of the body.
    pub(super) length: u64,
    from: &'a mut BufReader<TcpStream>,
}

/// What is sent back, and whether it is the last of all.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) bytes: Vec<u8>,
    pub(super) is_last: bool,
}

/// Answers all requests, each as it comes, until an answer was the last.
pub(super) fn serve(
    listener: TcpListener,
    answer: impl Fn(&mut Request) -> Response + Send + Sync + 'static,
) {
    let (last, ended) = mpsc::channel();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (answer, last) = (Arc::clone(&answer), last.clone());
            let talk = move |stream| {
                // Whoever closed the page has seen enough.
                if converse(stream, &*answer).unwrap_or(false) {
                    let _ = last.send(());
                }
            };
            // Nothing is left to open a connection or a thread with: the next one may have more luck, a little later.
            if stream.and_then(|stream| thread::Builder::new().spawn(move || talk(stream))).is_err() {
                thread::sleep(Duration::from_millis(50));
            }
        }
    });
    let _ = ended.recv();
}

/// Answers the one request of a connection. Gives whether that was the last answer of all.
fn converse(stream: TcpStream, answer: &dyn Fn(&mut Request) -> Response) -> io::Result<bool> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut to = stream.try_clone()?;
    let mut from = BufReader::new(stream);
    let Some(head) = head(&mut from)? else {
        return Ok(false);
    };
    let response = match request(&head, &mut from) {
        Some(mut request) => answer(&mut request),
        None => Response { status: 400, headers: Vec::new(), bytes: Vec::new(), is_last: false },
    };
    // That the reader is gone does not undo what was asked.
    let _ = respond(&mut to, &response);
    // A connection that is closed on bytes that were not read takes the answer with it.
    let _ = to.shutdown(Shutdown::Write);
    if !response.is_last {
        io::copy(&mut from.take(MOST_READ_AWAY), &mut io::sink())?;
    }
    Ok(response.is_last)
}

/// The lines before the body, if they come, and come to an end.
fn head(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut from = from.take(MOST_HEAD);
    loop {
        let line = bytes.len();
        from.read_until(b'\n', &mut bytes)?;
        match &bytes[line..] {
            b"" => return Ok(None),
            b"\r\n" | b"\n" if line > 0 => return Ok(Some(bytes)),
            _ => {}
        }
    }
}

/// The request of a head, if it is one, with a body of a length that is said once, or without.
fn request<'a>(head: &[u8], from: &'a mut BufReader<TcpStream>) -> Option<Request<'a>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    parsed.parse(head).ok()?;
    // They are compared alone: one with bytes that are no text is like none of those that are asked for.
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let headers = parsed.headers.iter().map(|header| (header.name.to_owned(), text(header.value))).collect();
    let mut request = Request {
        method: parsed.method?.to_owned(),
        path: parsed.path?.to_owned(),
        headers,
        length: 0,
        from,
    };
    request.length = match request.all("Content-Length").collect::<Vec<_>>()[..] {
        [] => 0,
        // No sign before it.
        [length] if length.bytes().all(|byte| byte.is_ascii_digit()) => length.parse().ok()?,
        _ => return None,
    };
    request.header("Transfer-Encoding").is_none().then_some(request)
}

impl Request<'_> {
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| &value[..])
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The body, if all of it comes. Whoever calls has looked at its length.
    pub(super) fn body(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from.by_ref().take(self.length).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 == self.length).then_some(bytes)
    }
}

fn respond(to: &mut impl Write, response: &Response) -> io::Result<()> {
    let length = ("Content-Length", response.bytes.len().to_string());
    let mut head = Vec::new();
    write!(head, "HTTP/1.1 {} \r\n", response.status)?;
    for (name, value) in response.headers.iter().chain(&[length, ("Connection", "close".to_owned())]) {
        write!(head, "{name}: {value}\r\n")?;
    }
    head.extend(b"\r\n");
    to.write_all(&head)?;
    to.write_all(&response.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;

    /// A server that answers with the method, the path, the host and the body, but for what has no host: that it refuses unread.
    fn echo() -> (SocketAddr, thread::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer = |request: &mut Request| {
            let Some(host) = request.header("HOST").map(str::to_owned) else {
                return Response { status: 403, headers: Vec::new(), bytes: Vec::new(), is_last: false };
            };
            let is_last = request.path == "/last";
            let (status, body) = request.body().map_or((400, Vec::new()), |body| (200, body));
            let bytes = [format!("{} {} {host} ", request.method, request.path).into_bytes(), body].concat();
            Response { status, headers: vec![("X-Own", "yes".to_owned())], bytes, is_last }
        };
        (address, thread::spawn(move || serve(listener, answer)))
    }

    fn said(to: SocketAddr, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(to).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_request_is_answered_whole_and_the_last_answer_ends_it() {
        let (address, server) = echo();
        assert_eq!(
            said(address, b"POST /a?b HTTP/1.1\r\nhost: x\r\nContent-Length: 3\r\n\r\nabc"),
            "HTTP/1.1 200 \r\nX-Own: yes\r\nContent-Length: 15\r\nConnection: close\r\n\r\nPOST /a?b x abc",
        );
        assert!(said(address, b"GET /last HTTP/1.1\r\nHost: x\r\n\r\n").ends_with("GET /last x "));
        server.join().unwrap();
    }

    #[test]
    fn connections_that_say_nothing_keep_nobody_waiting() {
        let (address, _) = echo();
        for _ in 0..20 {
            // As many as a browser opens ahead of need and more, and as many that stop in the middle.
            let _silent: Vec<_> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
            let mut half: Vec<_> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
            for (stream, text) in half.iter_mut().zip(
                ["GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"]
                    .iter()
                    .cycle(),
            ) {
                stream.write_all(text.as_bytes()).unwrap();
            }
            assert!(said(address, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").ends_with("GET / x "));
        }
    }

    #[test]
    fn what_is_no_request_or_too_long_is_refused() {
        let (address, _) = echo();
        for text in [
            "nothing\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: \r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            &format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(MOST_HEADERS + 1)),
        ] {
            assert!(said(address, text.as_bytes()).starts_with("HTTP/1.1 400 "), "{text}");
        }
        assert!(
            said(address, format!("GET / HTTP/1.1\r\n{}\r\n", "Host: b\r\n".repeat(MOST_HEADERS)).as_bytes())
                .starts_with("HTTP/1.1 200 ")
        );
        // A head that does not end within its limit gets no answer.
        let mut long = TcpStream::connect(address).unwrap();
        long.write_all(&vec![b'a'; usize::try_from(MOST_HEAD).unwrap()]).unwrap();
        assert!(!matches!(long.read(&mut [0]), Ok(1)));
    }

    #[test]
    fn whoever_is_refused_with_a_body_reads_the_answer() {
        let (address, _) = echo();
        let body = vec![b'x'; 8 << 20];
        let head = format!("POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n", body.len());
        assert!(said(address, &[head.as_bytes(), &body].concat()).starts_with("HTTP/1.1 403 "));
        // So does one that is no request.
        let head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert!(said(address, &[head, &body[..]].concat()).starts_with("HTTP/1.1 400 "));
        // One that never comes, however large, is not waited for.
        let text = said(address, b"POST / HTTP/1.1\r\nContent-Length: 90000000000000\r\n\r\n");
        assert!(text.starts_with("HTTP/1.1 403 "));
    }
}
