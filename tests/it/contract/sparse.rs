//! Optional fields in index keys: an item without them is not in the index.

use dynamorph::KeyErrorKind;
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::support::{get_raw, key_error, s, table, watched};

#[derive(Table)]
#[table(name = "tickets", partition_key = "pk", discriminator = "type")]
#[table(index(name = "assigned", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "flags", partition_key = "flag", sort_key = N("score")))]
struct TicketTable;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TicketTable, entity = "TICKET", pk = "TICKET#{id}")]
#[dynamo(index(assigned, query = "by_assignee", pk = "USER#{assignee}", sk = "{due}#{id}"))]
#[dynamo(index(flags, query = "by_flag", partition_key = flag, sort_key = score))]
struct Ticket {
    id: u32,
    assignee: Option<String>,
    due: Option<String>,
    flag: Option<String>,
    score: Option<i64>,
}

async fn stored(db: &dynamorph::Dynamo, id: u32) -> super::support::Attributes {
    get_raw::<Ticket, 1>(db, [("pk", s(&format!("TICKET#{id:020}")))]).await.unwrap()
}

fn full(id: u32) -> Ticket {
    Ticket {
        id,
        assignee: Some("ann".into()),
        due: Some("2026-11-21".into()),
        flag: Some("red".into()),
        score: Some(0),
    }
}

#[tokio::test]
async fn a_table_may_have_no_sort_key() {
    let (_, db) = table::<Ticket>().await;
    full(1).create().send(&db).await.unwrap();

    assert_eq!(Ticket::get(1).one(&db).await.unwrap(), full(1));
    assert_eq!(Ticket::query(1).one(&db).await.unwrap(), full(1));
    assert!(full(1).create().send(&db).await.unwrap_err().is_condition_failed());
    assert!(full(2).replace().send(&db).await.unwrap_err().is_not_found());
    assert_eq!(Ticket::delete(1).returning_old().send(&db).await.unwrap(), Some(full(1)));
}

#[tokio::test]
async fn an_item_is_in_an_index_when_all_its_parts_are_there() {
    let (_, db) = table::<Ticket>().await;
    let tickets = [
        full(1),
        Ticket { assignee: None, ..full(2) },
        Ticket { due: None, ..full(3) },
        Ticket { flag: None, ..full(4) },
        Ticket { score: None, ..full(5) },
        Ticket { id: 6, ..Ticket::default() },
    ];
    for ticket in &tickets {
        ticket.clone().create().send(&db).await.unwrap();
    }

    let ids =
        |tickets: Vec<Ticket>| tickets.into_iter().map(|ticket| ticket.id).collect::<Vec<_>>();
    assert_eq!(ids(Ticket::by_assignee("ann").all(&db).await.unwrap()), [1, 4, 5]);
    let mut flagged = ids(Ticket::by_flag("red").all(&db).await.unwrap());
    flagged.sort_unstable();
    assert_eq!(flagged, [1, 2, 3]);
    for ticket in &tickets {
        assert_eq!(
            &Ticket::get(ticket.id).one(&db).await.unwrap(),
            ticket,
            "every item is in the table"
        );
    }
}

#[tokio::test]
async fn an_index_key_that_is_not_whole_is_not_written_at_all() {
    let (_, db) = table::<Ticket>().await;
    for ticket in [
        Ticket { assignee: None, ..full(1) },
        Ticket { due: None, ..full(2) },
        Ticket { id: 3, ..Ticket::default() },
    ] {
        let id = ticket.id;
        ticket.create().send(&db).await.unwrap();
        let stored = stored(&db, id).await;
        assert!(
            !stored.contains_key("gsi1pk") && !stored.contains_key("gsi1sk"),
            "{id}: {:?}",
            stored.keys()
        );
    }
    full(4).create().send(&db).await.unwrap();
    let stored = stored(&db, 4).await;
    assert_eq!(stored.get("gsi1pk"), Some(&s("USER#ann")));
    assert_eq!(stored.get("gsi1sk"), Some(&s("2026-11-21#00000000000000000004")));
}

#[tokio::test]
async fn a_save_takes_the_item_out_of_an_index_and_puts_it_back() {
    let (_, db) = table::<Ticket>().await;
    full(1).create().send(&db).await.unwrap();
    assert_eq!(Ticket::by_assignee("ann").count(&db).await.unwrap(), 1);

    Ticket { assignee: None, flag: None, ..full(1) }.save().send(&db).await.unwrap();
    assert_eq!(Ticket::by_assignee("ann").count(&db).await.unwrap(), 0);
    assert_eq!(Ticket::by_flag("red").count(&db).await.unwrap(), 0);

    Ticket { assignee: Some("bob".into()), ..full(1) }.replace().send(&db).await.unwrap();
    assert_eq!(Ticket::by_assignee("ann").count(&db).await.unwrap(), 0);
    assert_eq!(Ticket::by_assignee("bob").count(&db).await.unwrap(), 1);
    assert_eq!(Ticket::by_flag("red").sort_eq(0).count(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn absent_is_not_empty() {
    let (engine, _) = table::<Ticket>().await;
    let (db, requests) = watched(&engine);

    let refused = [
        ("templated", Ticket { assignee: Some(String::new()), ..full(1) }),
        ("templated sort key", Ticket { due: Some(String::new()), ..full(1) }),
        ("natural", Ticket { flag: Some(String::new()), ..full(1) }),
    ];
    for (case, ticket) in refused {
        assert_eq!(key_error(ticket.save().send(&db).await), KeyErrorKind::Empty, "{case}");
    }
    requests.assert_none("an empty index key");
}

#[tokio::test]
async fn the_parts_of_an_index_keep_the_limits_of_keys() {
    let (engine, _) = table::<Ticket>().await;
    let (db, requests) = watched(&engine);

    let refused = [
        (
            "partition key",
            Ticket { assignee: Some("x".repeat(2044)), ..full(1) },
            KeyErrorKind::TooLong { bytes: 2049, limit: 2048 },
        ),
        (
            "natural partition key",
            Ticket { flag: Some("x".repeat(2049)), ..full(1) },
            KeyErrorKind::TooLong { bytes: 2049, limit: 2048 },
        ),
        (
            "sort key",
            Ticket { due: Some("x".repeat(1004)), ..full(1) },
            KeyErrorKind::TooLong { bytes: 1025, limit: 1024 },
        ),
        (
            "delimiter",
            Ticket { assignee: Some("a#b".into()), ..full(1) },
            KeyErrorKind::Delimiter('#'),
        ),
    ];
    for (case, ticket, kind) in refused {
        assert_eq!(key_error(ticket.save().send(&db).await), kind, "{case}");
    }
    requests.assert_none("an index key that is no key");
}
