//! The draws of an authority as a service. Its surroundings are variables of the environment:
//!
//! - `DUAL_RANDOM_POSTGRES`: the database, such as `host=/run/postgresql dbname=draws user=draws`
//! - `DUAL_RANDOM_ORIGIN`: the name of the log, such as `example.gov.cn/draws`
//! - `DUAL_RANDOM_PUBLIC`, `DUAL_RANDOM_OFFICE`: the addresses of the two ports

use dual_random_service::clock::Clock;
use dual_random_service::store::Store;
use dual_random_service::{Service, routes};
use std::error::Error;
use std::sync::Arc;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let set = |name: &str| std::env::var(name).map_err(|_| format!("set {name}"));
    let store = Store::open(set("DUAL_RANDOM_POSTGRES")?.parse()?).await?;
    let service = Arc::new(Service::new(store, Clock::system(), set("DUAL_RANDOM_ORIGIN")?));
    let public = TcpListener::bind(set("DUAL_RANDOM_PUBLIC")?).await?;
    let office = TcpListener::bind(set("DUAL_RANDOM_OFFICE")?).await?;
    let public = axum::serve(public, routes::public(Arc::clone(&service))).with_graceful_shutdown(stopped());
    let office = axum::serve(office, routes::office(service)).with_graceful_shutdown(stopped());
    tokio::try_join!(async { public.await }, async { office.await })?;
    Ok(())
}

async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
