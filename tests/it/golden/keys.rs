//! Keys of tables and indexes.

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::support::{assert_stored, refusal};

#[derive(Debug, Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "inverted", partition_key = "sk", sort_key = "pk"))]
#[table(index(name = "by_type", partition_key = "type", sort_key = "sk"))]
#[table(index(name = "lsi1", sort_key = "channel"))]
struct ShopTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "ORDER", pk = "CUSTOMER#{customer}", sk = "ORDER#{day}#{number}")]
#[dynamo(index(gsi1, query = "by_status", pk = "STATUS#{status}", sk = "{day}"))]
struct Order {
    customer: String,
    day: String,
    number: u32,
    status: String,
}

#[tokio::test]
async fn a_templated_key_stands_beside_the_fields() {
    let item = Order {
        customer: "ann".into(),
        day: "2026-11-21".into(),
        number: 7,
        status: "open".into(),
    };
    let stored = json!({
        "pk": { "S": "CUSTOMER#ann" },
        "sk": { "S": "ORDER#2026-11-21#00000000000000000007" },
        "gsi1pk": { "S": "STATUS#open" },
        "gsi1sk": { "S": "2026-11-21" },
        "type": { "S": "ORDER" },
        "customer": { "S": "ann" },
        "day": { "S": "2026-11-21" },
        "number": { "N": "7" },
        "status": { "S": "open" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, DynamoValue)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Level {
    VeryHigh,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "TEXT", pk = "{name}", sk = "{id}#{level}")]
struct Text {
    name: String,
    id: Uuid,
    level: Level,
}

#[tokio::test]
async fn text_parts_are_kept_as_they_are() {
    let name = "Zoë's \"A|B\" e\u{301} \u{1F980}";
    let item = Text { name: name.into(), id: Uuid::from_u128(0xABCD), level: Level::VeryHigh };
    let stored = json!({
        "pk": { "S": name },
        "sk": { "S": "00000000-0000-0000-0000-00000000abcd#VERY_HIGH" },
        "type": { "S": "TEXT" },
        "name": { "S": name },
        "id": { "S": "00000000-0000-0000-0000-00000000abcd" },
        "level": { "S": "VERY_HIGH" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "NUMBERS", pk = "{small}#{large}", sk = "{signed}#{least}#{wide}")]
struct Numbers {
    small: u8,
    large: u64,
    signed: i32,
    least: i64,
    wide: i128,
}

#[tokio::test]
async fn integer_parts_have_one_width() {
    let item = Numbers { small: 0, large: u64::MAX, signed: -1, least: i64::MIN, wide: 5 };
    let stored = json!({
        "pk": { "S": "00000000000000000000#18446744073709551615" },
        "sk": { "S": "-99999999999999999998#-90776627963145224191#000000000000000000000000000000000000005" },
        "type": { "S": "NUMBERS" },
        "small": { "N": "0" },
        "large": { "N": "18446744073709551615" },
        "signed": { "N": "-1" },
        "least": { "N": "-9223372036854775808" },
        "wide": { "N": "5" },
    });
    assert_stored(item, stored).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "VISIT", pk = "DAY#{day}", sk = "{at}")]
struct Visit {
    day: NaiveDate,
    at: DateTime<Utc>,
}

#[tokio::test]
async fn date_parts_are_the_stored_text() {
    let at = DateTime::from_timestamp(1_795_249_805, 250_000_000).expect("an instant");
    let stored = json!({
        "pk": { "S": "DAY#2026-11-21" },
        "sk": { "S": "2026-11-21T08:30:05.250000000Z" },
        "type": { "S": "VISIT" },
        "day": { "S": "2026-11-21" },
        "at": { "S": "2026-11-21T08:30:05.250000000Z" },
    });
    assert_stored(Visit { day: at.date_naive(), at }, stored).await;
}

#[tokio::test]
async fn parts_that_would_break_a_key_are_refused() {
    let cases = [
        ("empty", ""),
        ("delimiter", "a#b"),
        ("control character", "a\u{0}b"),
        ("control character", "a\nb"),
        ("control character", "a\u{85}b"),
        ("U+10FFFF", "a\u{10FFFF}b"),
    ];
    for (case, customer) in cases {
        let item =
            Order { customer: customer.into(), day: "d".into(), number: 0, status: "s".into() };
        let told = refusal(item).await;
        assert!(told.contains("`customer`") && told.contains("`pk`"), "{case}: {told}");
    }
    let zero = Order { customer: "0".into(), day: "d".into(), number: 0, status: "s".into() };
    let explained = zero.save().explain().with_values().to_string();
    assert!(explained.contains("ORDER#d#00000000000000000000"), "{explained}");
}

#[tokio::test]
async fn keys_of_wrong_length_are_refused() {
    let order = |customer: usize, day: usize| {
        let text = |length| "x".repeat(length);
        Order { customer: text(customer), day: text(day), number: 0, status: "s".into() }
    };
    // `CUSTOMER#` has 9 bytes; `ORDER#` and `#` with 20 digits have 27.
    assert!(order(2_039, 997).save().explain().to_string().contains("bytes of JSON"));
    for (case, item, attribute) in
        [("partition", order(2_040, 1), "`pk`"), ("sort", order(1, 998), "`sk`")]
    {
        let told = refusal(item).await;
        assert!(told.contains(attribute), "{case}: {told}");
    }
}

#[derive(Debug, Table)]
#[table(name = "readings", partition_key = "sensor", sort_key = N("at"), discriminator = "type")]
#[table(index(name = "by_hash", partition_key = B("hash")))]
struct ReadingTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ReadingTable, entity = "READING", partition_key = sensor, sort_key = at)]
#[dynamo(index("by_hash", query = "by_hash", partition_key = hash))]
struct Reading {
    sensor: String,
    at: i64,
    hash: Option<Vec<u8>>,
}

#[tokio::test]
async fn natural_keys_are_their_field() {
    let item = Reading { sensor: "s#1".into(), at: -3, hash: Some(vec![1, 2]) };
    let stored = json!({
        "sensor": { "S": "s#1" },
        "at": { "N": "-3" },
        "hash": { "B": "AQI=" },
        "type": { "S": "READING" },
    });
    assert_stored(item.clone(), stored).await;

    let outside_the_index =
        json!({ "sensor": { "S": "s#1" }, "at": { "N": "-3" }, "type": { "S": "READING" } });
    assert_stored(Reading { hash: None, ..item }, outside_the_index).await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "TASK", pk = "TASK#{id}", sk = "TASK")]
#[dynamo(index(gsi1, query = "by_owner", pk = "OWNER#{owner}", sk = "{due}"))]
#[dynamo(index(lsi1, query = "by_channel", sort_key = channel))]
struct Task {
    id: u32,
    owner: Option<String>,
    due: String,
    channel: Option<String>,
}

#[tokio::test]
async fn an_absent_part_leaves_the_index() {
    let item = Task { id: 1, owner: None, due: "2026".into(), channel: None };
    let stored = json!({
        "pk": { "S": "TASK#00000000000000000001" },
        "sk": { "S": "TASK" },
        "type": { "S": "TASK" },
        "id": { "N": "1" },
        "due": { "S": "2026" },
    });
    assert_stored(item.clone(), stored).await;

    let owned = json!({
        "pk": { "S": "TASK#00000000000000000001" },
        "sk": { "S": "TASK" },
        "gsi1pk": { "S": "OWNER#ann" },
        "gsi1sk": { "S": "2026" },
        "type": { "S": "TASK" },
        "id": { "N": "1" },
        "owner": { "S": "ann" },
        "due": { "S": "2026" },
        "channel": { "S": "web" },
    });
    assert_stored(Task { owner: Some("ann".into()), channel: Some("web".into()), ..item }, owned)
        .await;
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "MEMBER", pk = "TEAM#{team}", sk = "USER#{user}")]
#[dynamo(index(inverted, query = "by_user", partition_key = table_sort_key, sort_key = table_partition_key))]
#[dynamo(index("by_type", query = "members", partition_key = discriminator, sort_key = table_sort_key))]
struct Member {
    team: String,
    user: String,
}

#[tokio::test]
async fn indexes_on_keys_add_nothing() {
    let stored = json!({
        "pk": { "S": "TEAM#a" },
        "sk": { "S": "USER#b" },
        "type": { "S": "MEMBER" },
        "team": { "S": "a" },
        "user": { "S": "b" },
    });
    assert_stored(Member { team: "a".into(), user: "b".into() }, stored).await;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = ShopTable, entity = "NOTE", pk = "NOTE#{id}", sk = "{token}")]
struct Note {
    #[dynamo(auto)]
    id: Uuid,
    #[dynamo(auto = "v4")]
    token: String,
}

#[tokio::test]
async fn generated_ids_are_uuids() {
    let filled = Note::default().create().item().clone();
    let token: Uuid = filled.token.parse().expect("a UUID");
    assert_eq!((filled.id.get_version_num(), token.get_version_num()), (7, 4));
    let stored = json!({
        "pk": { "S": format!("NOTE#{}", filled.id.hyphenated()) },
        "sk": { "S": filled.token },
        "type": { "S": "NOTE" },
        "id": { "S": filled.id.hyphenated().to_string() },
        "token": { "S": filled.token },
    });
    assert_stored(filled, stored).await;

    let given = Note { id: Uuid::from_u128(7), token: "mine".into() };
    assert_eq!(given.clone().create().item(), &given);
}
