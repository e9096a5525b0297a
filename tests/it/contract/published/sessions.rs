//! A session store: sessions by token, and all sessions of a user to log out everywhere (the `DynamoDB` Book, chapter 18).

use chrono::{DateTime, TimeDelta, Utc};
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::contract::support::table;

#[derive(Table)]
#[table(name = "SessionStore", partition_key = "PK", discriminator = "Type", ttl = "TTL")]
#[table(index(name = "UserIndex", partition_key = "Username"))]
struct SessionTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = SessionTable, entity = "Session", pk = "SESSION#{token}")]
#[dynamo(index(UserIndex, query = "by_user", partition_key = username))]
#[serde(rename_all = "PascalCase")]
struct Session {
    #[dynamo(auto = "v4")]
    token: Uuid,
    username: String,
    created_at: DateTime<Utc>,
    #[serde(rename = "TTL", with = "chrono::serde::ts_seconds")]
    expires_at: DateTime<Utc>,
}

fn session(username: &str, day: i64) -> Session {
    let created_at = DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + day);
    Session {
        token: Uuid::nil(),
        username: username.into(),
        created_at,
        expires_at: created_at + TimeDelta::days(7),
    }
}

#[tokio::test]
async fn sessions_are_made_found_and_ended() {
    let (_, db) = table::<Session>().await;

    let first = session("ann", 0).create().send(&db).await.unwrap();
    let second = session("ann", 1).create().send(&db).await.unwrap();
    let other = session("bob", 1).create().send(&db).await.unwrap();
    assert_ne!(first.token, second.token);

    assert_eq!(Session::get(first.token).one(&db).await.unwrap(), first);
    assert!(
        first.clone().create().send(&db).await.unwrap_err().is_condition_failed(),
        "a token is used once"
    );

    let mut tokens: Vec<_> = Session::by_user("ann")
        .all(&db)
        .await
        .unwrap()
        .into_iter()
        .map(|session| session.token)
        .collect();
    tokens.sort_unstable();
    let mut expected = [first.token, second.token];
    expected.sort_unstable();
    assert_eq!(tokens, expected);

    for token in tokens {
        Session::delete(token).send(&db).await.unwrap();
    }
    assert_eq!(Session::by_user("ann").count(&db).await.unwrap(), 0);
    assert_eq!(Session::by_user("bob").one(&db).await.unwrap(), other);
}

#[tokio::test]
async fn every_session_of_a_user_is_ended_page_by_page() {
    let (_, db) = table::<Session>().await;
    for day in 0..13 {
        session("ann", day).create().send(&db).await.unwrap();
    }

    let mut from = None;
    let mut ended = 0;
    loop {
        let page = Session::by_user("ann").limit(5).cursor(from).page(&db).await.unwrap();
        for session in &page.items {
            Session::delete(session).send(&db).await.unwrap();
            ended += 1;
        }
        from = page.cursor;
        if from.is_none() {
            break;
        }
    }

    assert_eq!(ended, 13);
    assert_eq!(Session::by_user("ann").count(&db).await.unwrap(), 0);
}
