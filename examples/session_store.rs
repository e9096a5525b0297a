//! Sessions that end by themselves: one for each user and device, in a table with a time to live.
//!
//! ```sh
//! cargo run --example session_store
//! ```

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use dynamorph::prelude::*;
use dynamorph::{Clock, Error};
use dynamorph_testing::{Embedded, ManualClock};
use serde::{Deserialize, Serialize};

/// It has no version: requests of one session run side by side and must not refuse each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "sessions")]
struct Session {
    #[dynamo(partition_key)]
    user: String,
    #[dynamo(sort_key)]
    device: String,
    token: String,
    requests: u32,
    /// N, epoch seconds. DynamoDB deletes the item some days after; reads hide it at once.
    #[dynamo(ttl)]
    ends_at: DateTime<Utc>,
    /// Set by the mapper when the item is made.
    #[dynamo(created_at)]
    began_at: DateTime<Utc>,
}

/// A session ends when there was no request for so long.
const IDLE: Duration = Duration::from_mins(30);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A service has the system's clock; here the hours pass at once.
    let clock = ManualClock::new(SystemTime::now());
    let db = Embedded::memory_with(clock.clone()).dynamo();
    run(&db, &clock).await
}

/// Opens a session. It fails where there is one that has not ended.
async fn sign_in(
    db: &Dynamo,
    clock: &impl Clock,
    device: &str,
    token: &str,
) -> dynamorph::Result<Session> {
    let session = Session {
        user: "ann".into(),
        device: device.into(),
        token: token.into(),
        requests: 0,
        ends_at: (clock.now() + IDLE).into(),
        began_at: DateTime::default(),
    };
    session.create().send(db).await
}

/// Counts a request and moves the end, in one write and without reading first. `None` where the session has ended.
async fn touch(
    db: &Dynamo,
    clock: &impl Clock,
    device: &str,
    token: &str,
) -> dynamorph::Result<Option<Session>> {
    let ends_at: DateTime<Utc> = (clock.now() + IDLE).into();
    let touched = Session::update(("ann", device))
        .set(Session::ENDS_AT, ends_at)
        .increment(Session::REQUESTS, 1)
        .condition(Session::TOKEN.eq(token))
        .returning_new()
        .send(db)
        .await;
    match touched {
        Ok(session) => Ok(Some(session)),
        Err(Error::NotFound(_) | Error::ConditionFailed(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) async fn run(
    db: &Dynamo,
    clock: &ManualClock,
) -> Result<(), Box<dyn std::error::Error>> {
    db.ensure_table::<Session>().await?;

    title("1. A session on the phone; a second one there is refused while it lasts");
    let phone = sign_in(db, clock, "phone", "t1").await?;
    println!("begins {} and ends {}", time(phone.began_at), time(phone.ends_at));
    match sign_in(db, clock, "phone", "t2").await {
        Err(error) if error.is_condition_failed() => println!("{error}"),
        other => println!("unexpected: {other:?}"),
    }

    title("2. Requests move its end");
    for _ in 0..2 {
        clock.advance(Duration::from_mins(20));
        let phone = touch(db, clock, "phone", "t1").await?;
        println!("now ends {:?}", phone.map(|session| time(session.ends_at)));
    }
    println!("with another token: {:?}", touch(db, clock, "phone", "t0").await?);
    sign_in(db, clock, "laptop", "t3").await?;
    println!("ann has {} sessions", Session::query("ann").count(db).await?);

    title("3. An hour without requests: reads hide what DynamoDB has not deleted yet");
    clock.advance(Duration::from_hours(1));
    println!("get: {:?}", Session::get(("ann", "phone")).send(db).await?);
    println!("update: {:?}", touch(db, clock, "phone", "t1").await?);
    println!("query: {} sessions", Session::query("ann").count(db).await?);
    let stored = Session::query("ann").include_expired().select(Session::DEVICE).all(db).await?;
    println!("still stored: {stored:?}");

    title("4. A create takes the place of a session that has ended");
    let phone = sign_in(db, clock, "phone", "t4").await?;
    println!("begins {}, with {} requests", time(phone.began_at), phone.requests);

    title("5. Signing out everywhere");
    for session in Session::query("ann").include_expired().all(db).await? {
        Session::delete(&session).send(db).await?;
    }
    println!("{} stored", Session::query("ann").include_expired().count(db).await?);
    Ok(())
}

fn time(of: DateTime<Utc>) -> String {
    of.format("%H:%M").to_string()
}

fn title(text: &str) {
    println!("\n{text}");
}
