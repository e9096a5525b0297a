//! Indexes of every form: global and local, templated and natural, inverted, by the discriminator, without a sort key.

use dynamorph::prelude::*;
use dynamorph::{Error, InvalidRequest};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::models::{Customer, Order, Shop, Status, customer, date, order};
use super::pages::paged;
use super::support::{table, watched};

#[derive(Table)]
#[table(name = "tasks", partition_key = "pk", sort_key = "sk", discriminator = "kind")]
#[table(index(name = "inverted", partition_key = "sk", sort_key = "pk"))]
#[table(index(name = "kinds", partition_key = "kind", sort_key = N("priority")))]
#[table(index(name = "owners", partition_key = "owner", sort_key = "due"))]
#[table(index(name = "due-days", partition_key = "due"))]
#[table(index(name = "urgent", sort_key = N("priority")))]
struct TaskTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TaskTable, entity = "TASK", pk = "PROJECT#{project}", sk = "TASK#{id}")]
#[dynamo(index(inverted, query = "by_key", partition_key = table_sort_key, sort_key = table_partition_key))]
#[dynamo(index(kinds, query = "by_kind", partition_key = discriminator, sort_key = priority))]
#[dynamo(index(owners, query = "by_owner", partition_key = owner, sort_key = due))]
#[dynamo(index("due-days", query = "by_due", partition_key = due))]
#[dynamo(index(urgent, query = "by_priority", sort_key = priority))]
struct Task {
    project: String,
    id: u64,
    owner: String,
    due: String,
    priority: i64,
}

/// Has a priority too, so it lies in the same local index and in another partition of `kinds`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TaskTable, entity = "GOAL", pk = "PROJECT#{project}", sk = "GOAL#{id}")]
#[dynamo(index(kinds, query = "by_kind", partition_key = discriminator, sort_key = priority))]
#[dynamo(index(urgent, query = "by_priority", sort_key = priority))]
struct Goal {
    project: String,
    id: u64,
    priority: i64,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Work in TaskTable { Task, Goal }
}

fn task(project: &str, id: u64, priority: i64) -> Task {
    let owner = if id.is_multiple_of(2) { "ann" } else { "bob" };
    Task {
        project: project.into(),
        id,
        owner: owner.into(),
        due: format!("2026-11-{id:02}"),
        priority,
    }
}

/// Tasks in two projects, and goals among them.
async fn tasks() -> (dynamorph_testing::Engine, dynamorph::Dynamo, Vec<Task>) {
    let (engine, db) = table::<Work>().await;
    let mut tasks = Vec::new();
    for (project, id, priority) in
        [("a", 1, -5), ("a", 2, 0), ("a", 3, 7), ("b", 2, 9), ("b", 4, -5)]
    {
        tasks.push(task(project, id, priority).create().send(&db).await.unwrap());
        Goal { project: project.into(), id, priority }.create().send(&db).await.unwrap();
    }
    (engine, db, tasks)
}

#[tokio::test]
async fn a_templated_global_index_is_queried_by_its_parts() {
    let (_, db) = table::<Shop>().await;
    let ann = customer(1).create().send(&db).await.unwrap();
    customer(2).create().send(&db).await.unwrap();
    let open = order(1, "2026-11-21", 1).create().send(&db).await.unwrap();
    let later = order(2, "2026-11-22", 2).create().send(&db).await.unwrap();
    let paid = Order { status: Status::Paid, ..order(1, "2026-11-23", 3) }
        .create()
        .send(&db)
        .await
        .unwrap();

    assert_eq!(Customer::by_email("1@example.com").one(&db).await.unwrap(), ann);
    assert_eq!(
        Order::by_status(Status::Open).all(&db).await.unwrap(),
        [open.clone(), later.clone()]
    );
    assert_eq!(
        Order::by_status(Status::Open).reverse().first(&db).await.unwrap(),
        Some(later.clone())
    );
    assert_eq!(
        Order::by_status(Status::Open).sort_gt(date("2026-11-21")).one(&db).await.unwrap(),
        later
    );
    assert_eq!(
        Order::by_status(Status::Open).sort_begins_with("2026-11-2").count(&db).await.unwrap(),
        2
    );
    assert_eq!(
        Order::by_status((Status::Open, date("2026-11-22"))).all(&db).await.unwrap(),
        [later]
    );
    assert_eq!(Order::by_status(Status::Draft).all(&db).await.unwrap(), []);
    assert_eq!(Order::by_id(paid.id).one(&db).await.unwrap(), paid);
    assert_eq!(
        Order::BY_STATUS.query(Status::Open).sort_lt(date("2026-11-22")).one(&db).await.unwrap(),
        open
    );
    assert_eq!(
        Shop::query(Order::BY_ID.partition(open.id)).all(&db).await.unwrap(),
        [Shop::Purchase(open)]
    );
    assert_eq!(Order::BY_STATUS.name(), "gsi1");
}

#[tokio::test]
async fn a_templated_local_index_has_the_partition_of_the_table() {
    let (_, db) = table::<Shop>().await;
    let mut web = Vec::new();
    for (id, channel) in
        [(1, Some("web")), (2, None), (3, Some("shop")), (4, Some("web")), (5, Some("webs"))]
    {
        let order = Order {
            channel: channel.map(str::to_owned),
            ..order(1, &format!("2026-11-{:02}", 10 - id), id)
        };
        let order = order.create().send(&db).await.unwrap();
        if channel == Some("web") {
            web.push(order);
        }
    }
    web.reverse();
    let query = || Order::by_channel((Uuid::from_u128(1), "web"));

    assert_eq!(query().consistent_read().all(&db).await.unwrap(), web, "by day");
    assert_eq!(query().sort_eq(&web[0].placed_on).one(&db).await.unwrap(), web[0]);
    assert_eq!(Order::by_channel(Uuid::from_u128(1)).count(&db).await.unwrap(), 4);
    assert_eq!(
        Order::by_channel(Uuid::from_u128(1)).sort_begins_with("web").count(&db).await.unwrap(),
        3
    );
    assert_eq!(Order::by_channel(Uuid::from_u128(1)).sort_eq("web").count(&db).await.unwrap(), 2);
    assert_eq!(Order::by_channel(Uuid::from_u128(2)).count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn an_inverted_index_is_queried_by_the_parts_of_the_sort_key() {
    let (_, db, tasks) = tasks().await;

    assert_eq!(Task::by_key(2).all(&db).await.unwrap(), [tasks[1].clone(), tasks[3].clone()]);
    assert_eq!(Task::by_key(2).sort_gt("a").all(&db).await.unwrap(), [tasks[3].clone()]);
    assert_eq!(Task::by_key((2, "b")).one(&db).await.unwrap(), tasks[3]);
    assert_eq!(
        Work::query(Task::BY_KEY.partition(4)).all(&db).await.unwrap(),
        [Work::Task(tasks[4].clone())]
    );
    let pages = paged(&db, || Task::by_key(2).limit(1)).await;
    assert_eq!(pages.iter().map(|page| page.items.len()).sum::<usize>(), 2);
}

#[tokio::test]
async fn the_discriminator_may_be_an_index_key() {
    let (engine, db, tasks) = tasks().await;

    let mut by_priority = tasks.clone();
    by_priority.sort_by_key(|task| task.priority);
    let found = Task::by_kind(()).all(&db).await.unwrap();
    assert_eq!(found.iter().map(|task| task.priority).collect::<Vec<_>>(), [-5, -5, 0, 7, 9]);
    assert_eq!(Task::by_kind(()).sort_gt(-5).sort_lt(9).all(&db).await.unwrap(), by_priority[2..4]);
    assert_eq!(Task::by_kind(()).count(&db).await.unwrap(), 5);
    assert_eq!(Goal::by_kind(()).sort_ge(7).count(&db).await.unwrap(), 2);
    assert_eq!(Work::query(Task::BY_KIND.partition(())).count(&db).await.unwrap(), 5);

    // A filter on a key of the index would be refused by the service; there is no need of one.
    let (db, requests) = watched(&engine);
    Task::by_kind(()).limit(2).all(&db).await.unwrap();
    assert_eq!(requests.take()[0].get("FilterExpression"), None);
}

#[tokio::test]
async fn one_field_may_be_a_key_of_several_indexes() {
    let (_, db, tasks) = tasks().await;

    assert_eq!(
        Task::by_owner("ann").all(&db).await.unwrap(),
        [tasks[1].clone(), tasks[3].clone(), tasks[4].clone()]
    );
    assert_eq!(Task::by_owner("ann").sort_gt("2026-11-02").one(&db).await.unwrap(), tasks[4]);
    assert_eq!(Task::by_due("2026-11-04").one(&db).await.unwrap(), tasks[4]);
    assert_eq!(Task::by_due("2026-11-02").count(&db).await.unwrap(), 2);
    let moved =
        Task { due: "2026-12-01".into(), ..tasks[4].clone() }.save().send(&db).await.unwrap();
    assert_eq!(Task::by_due("2026-11-04").count(&db).await.unwrap(), 0);
    assert_eq!(Task::by_due("2026-12-01").one(&db).await.unwrap(), moved);
    assert_eq!(Task::by_owner(("ann", "2026-12-01")).one(&db).await.unwrap(), moved);
}

#[tokio::test]
async fn a_natural_local_index_sorts_by_its_number() {
    let (_, db, tasks) = tasks().await;

    assert_eq!(Task::by_priority("a").all(&db).await.unwrap(), tasks[..3]);
    assert_eq!(Task::by_priority("a").reverse().limit(1).all(&db).await.unwrap(), tasks[2..3]);
    assert_eq!(
        Task::by_priority("a").sort_lt(0).consistent_read().all(&db).await.unwrap(),
        tasks[..1]
    );
    assert_eq!(Task::by_priority(("a", 7)).one(&db).await.unwrap(), tasks[2]);
    assert_eq!(Task::by_priority("a").sort_between(-5, 0).count(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn ties_of_an_index_are_paged_without_loss() {
    let (_, db) = table::<Work>().await;
    for id in 1..=30 {
        Task { due: "2026-11-01".into(), owner: "ann".into(), ..task("a", id, 1) }
            .create()
            .send(&db)
            .await
            .unwrap();
        Goal { project: "a".into(), id, priority: 1 }.create().send(&db).await.unwrap();
    }

    for limit in [1, 4, 7] {
        let counts = [
            ("no sort key", paged(&db, || Task::by_due("2026-11-01").limit(limit)).await),
            (
                "no sort key, backwards",
                paged(&db, || Task::by_due("2026-11-01").limit(limit).reverse()).await,
            ),
            (
                "equal sort keys",
                paged(&db, || Task::by_owner(("ann", "2026-11-01")).limit(limit)).await,
            ),
            ("equal numbers", paged(&db, || Task::by_kind(()).sort_eq(1).limit(limit)).await),
            (
                "equal numbers, backwards",
                paged(&db, || Task::by_kind(()).limit(limit).reverse()).await,
            ),
            (
                "equal numbers of a local index",
                paged(&db, || Task::by_priority("a").limit(limit)).await,
            ),
            (
                "and backwards, small pages",
                paged(&db, || Task::by_priority("a").limit(limit).page_size(5).reverse()).await,
            ),
        ];
        for (case, pages) in counts {
            let mut ids: Vec<_> =
                pages.into_iter().flat_map(|page| page.items).map(|task| task.id).collect();
            assert_eq!(ids.len(), 30, "{case}, limit {limit}");
            ids.sort_unstable();
            assert!(ids.into_iter().eq(1..=30), "{case}, limit {limit}");
        }
    }
}

#[tokio::test]
async fn an_index_without_text_to_sort_by_refuses_text_conditions() {
    let engine = dynamorph_testing::Engine::from_env();
    let (db, requests) = watched(&engine);

    let refused = [
        (
            "no sort key",
            Work::query(Task::BY_DUE.partition("2026-11-01"))
                .sort_begins_with("a")
                .all(&db)
                .await
                .unwrap_err(),
        ),
        (
            "a number",
            Work::query(Task::BY_PRIORITY.partition("a")).sort_gt("a").all(&db).await.unwrap_err(),
        ),
    ];
    for (case, error) in refused {
        assert!(
            matches!(error, Error::InvalidRequest(_, InvalidRequest::NoTextSortKey)),
            "{case}: {error}"
        );
    }
    requests.assert_none("a text condition");
}

#[tokio::test]
async fn a_query_names_its_index_and_filters_its_entity() {
    let (engine, _, _) = tasks().await;
    let (db, requests) = watched(&engine);

    Task::by_due("2026-11-02").all(&db).await.unwrap();
    Work::query(Task::BY_DUE.partition("2026-11-02")).all(&db).await.unwrap();

    let sent = requests.take();
    assert_eq!(sent[0]["IndexName"], json!("due-days"));
    assert!(sent[0].get("FilterExpression").is_some() && sent[1].get("FilterExpression").is_none());
}
