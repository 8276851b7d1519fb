//! A service that runs, on a database of its own, under a clock that the test sets.

use dual_random::Timestamp;
use dual_random_service::clock::Clock;
use dual_random_service::store::Store;
use dual_random_service::{Service, routes};
use serde_json::Value;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_postgres::{Client, Config, NoTls};

pub const ORIGIN: &str = "example.gov.cn/draws";

pub struct Running {
    pub public: SocketAddr,
    pub office: SocketAddr,
    /// A connection beside the service's own.
    pub database: Client,
    clock: Arc<AtomicI64>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The JSON of an answer with this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// The code of the first error of an answer with this status.
    #[track_caller]
    pub fn refused(&self, status: u16) -> String {
        self.expect(status)["errors"][0]["code"].as_str().unwrap().to_owned()
    }
}

impl Running {
    /// A service with an empty record; nothing where no database is given.
    pub async fn start() -> Option<Self> {
        static SKIPPED: Once = Once::new();
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(address) = std::env::var("DUAL_RANDOM_POSTGRES") else {
            // Past the capture of a test's output, which is shown of failures alone.
            SKIPPED.call_once(|| {
                let mut screen = std::io::stderr();
                screen.write_all(b"skipped: DUAL_RANDOM_POSTGRES names no PostgreSQL\n").unwrap();
            });
            return None;
        };
        let mut config: Config = address.parse().unwrap();
        let name = format!("service_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        connect(&config).await.batch_execute(&format!("create database {name}")).await.unwrap();
        let database = config.dbname(&name);

        let clock = Arc::new(AtomicI64::new(0));
        let hands = Arc::clone(&clock);
        let now = move || Timestamp::from_unix_seconds(hands.load(Ordering::Relaxed));
        let store = Store::open(database.clone()).await.unwrap();
        let service = Arc::new(Service::new(store, Clock::from(now), ORIGIN));
        let public = serve(routes::public(Arc::clone(&service))).await;
        let office = serve(routes::office(service)).await;
        Some(Self { public, office, database: connect(database).await, clock })
    }

    pub fn set_clock(&self, at: &str) {
        self.clock.store(at.parse::<Timestamp>().unwrap().unix_seconds(), Ordering::Relaxed);
    }

    pub async fn get(&self, path: &str) -> Answer {
        ask(self.public, "GET", path, "", None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        ask(self.office, "POST", path, "", Some(body)).await
    }

    /// Checks a draft and announces it. Gives the path of the draw, or the refusal.
    pub async fn announce(&self, ceremony: &Value) -> Answer {
        let draft = self.post("/drafts", ceremony).await.expect(200);
        let confirm = draft["confirm"].as_str().unwrap();
        self.post(&format!("/announcements?confirm={confirm}"), ceremony).await
    }
}

/// Asks in a language; none is named where it is empty.
pub async fn ask(port: SocketAddr, method: &str, path: &str, language: &str, body: Option<&Value>) -> Answer {
    let body = body.map(Value::to_string).unwrap_or_default();
    let language =
        if language.is_empty() { String::new() } else { format!("accept-language: {language}\r\n") };
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: service\r\nconnection: close\r\n{language}content-length: {length}\r\n\r\n"
    );
    let mut stream = TcpStream::connect(port).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    Answer { status, body: answer.split_off(end + 4) }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn serve(router: axum::Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, router).await });
    address
}
