//! Forum, Thread and Reply, the three tables of AWS's developer guide: a local index by time, and texts with `#` in natural keys.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use crate::contract::support::table;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "Forum")]
#[serde(rename_all = "PascalCase")]
struct Forum {
    #[dynamo(partition_key)]
    name: String,
    category: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "Thread")]
#[dynamo(index(LastPostIndex, query = "by_last_post", sort_key = last_post))]
#[serde(rename_all = "PascalCase")]
struct Thread {
    #[dynamo(partition_key)]
    forum_name: String,
    #[dynamo(sort_key)]
    subject: String,
    #[serde(rename = "LastPostDateTime")]
    last_post: String,
    replies: u32,
}

/// `Id` is `<forum>#<subject>`, as the guide builds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "Reply")]
#[dynamo(index("PostedBy-Message-Index", query = "by_author", partition_key = posted_by, sort_key = message))]
#[serde(rename_all = "PascalCase")]
struct Reply {
    #[dynamo(partition_key)]
    id: String,
    #[dynamo(sort_key)]
    reply_date_time: chrono::DateTime<chrono::Utc>,
    posted_by: String,
    message: String,
}

fn at(seconds: i64, nanoseconds: u32) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_795_249_805 + seconds, nanoseconds).unwrap()
}

#[tokio::test]
async fn a_forum_is_its_name() {
    let (_, db) = table::<Forum>().await;
    let forum = Forum { name: "Amazon DynamoDB".into(), category: "Amazon Web Services".into() }
        .create()
        .send(&db)
        .await
        .unwrap();

    assert_eq!(Forum::get("Amazon DynamoDB").one(&db).await.unwrap(), forum);
    assert!(forum.create().send(&db).await.unwrap_err().is_condition_failed());
}

#[tokio::test]
async fn threads_are_read_by_subject_and_by_their_last_post() {
    let (_, db) = table::<Thread>().await;
    for (subject, last_post) in [
        ("DynamoDB Thread 1", "2026-11-21"),
        ("DynamoDB Thread 2", "2026-11-19"),
        ("Other", "2026-11-20"),
    ] {
        let thread = Thread {
            forum_name: "Amazon DynamoDB".into(),
            subject: subject.into(),
            last_post: last_post.into(),
            replies: 0,
        };
        thread.create().send(&db).await.unwrap();
    }

    let subjects =
        |threads: Vec<Thread>| threads.into_iter().map(|thread| thread.subject).collect::<Vec<_>>();
    let query = || Thread::by_last_post("Amazon DynamoDB").consistent_read();
    assert_eq!(
        subjects(query().reverse().all(&db).await.unwrap()),
        ["DynamoDB Thread 1", "Other", "DynamoDB Thread 2"]
    );
    assert_eq!(
        subjects(query().sort_between("2026-11-19", "2026-11-20").all(&db).await.unwrap()),
        ["DynamoDB Thread 2", "Other"]
    );
    let begins = Thread::query("Amazon DynamoDB")
        .sort_begins_with("DynamoDB Thread")
        .all(&db)
        .await
        .unwrap();
    assert_eq!(subjects(begins), ["DynamoDB Thread 1", "DynamoDB Thread 2"]);
}

#[tokio::test]
async fn replies_are_read_by_time_and_by_author() {
    let (_, db) = table::<Reply>().await;
    let id = "Amazon DynamoDB#DynamoDB Thread 1";
    for (time, author, message) in [
        (at(0, 0), "User A", "first #1"),
        (at(0, 500_000_000), "User B", "half a second"),
        (at(60, 0), "User A", "later"),
    ] {
        let reply = Reply {
            id: id.into(),
            reply_date_time: time,
            posted_by: author.into(),
            message: message.into(),
        };
        reply.create().send(&db).await.unwrap();
    }

    let messages =
        |replies: Vec<Reply>| replies.into_iter().map(|reply| reply.message).collect::<Vec<_>>();
    assert_eq!(
        messages(Reply::query(id).all(&db).await.unwrap()),
        ["first #1", "half a second", "later"]
    );
    assert_eq!(
        messages(Reply::query(id).sort_gt(at(0, 0)).sort_lt(at(60, 0)).all(&db).await.unwrap()),
        ["half a second"]
    );
    assert_eq!(
        messages(Reply::query(id).sort_begins_with("2026-11-21T08:30:05").all(&db).await.unwrap())
            .len(),
        2
    );
    assert_eq!(
        messages(Reply::by_author("User A").sort_begins_with("first #").all(&db).await.unwrap()),
        ["first #1"]
    );
    assert_eq!(Reply::get((id, at(60, 0))).one(&db).await.unwrap().posted_by, "User A");
}
