//! The order of key text is the order of the values.

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::prelude::*;
use dynamorph::{Auto, FromItem, KeyErrorKind};
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcDateTime, UtcOffset};
use uuid::Uuid;

use super::support::{key_error, table};

#[derive(Table)]
#[table(name = "ordered", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct OrderedTable;

/// An entity with one sort key part of a type.
macro_rules! ordered {
    ($($model:ident: $part:ty;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = OrderedTable, entity = "ITEM", pk = "ITEMS", sk = "ITEM#{part}")]
        struct $model {
            part: $part,
        }

        impl $model {
            /// Stores the parts in another order and asserts that they come back in this one.
            async fn assert_order(parts: &[$part]) {
                let (_, db) = table::<Self>().await;
                let step = (1..parts.len()).rev().find(|step| gcd(*step, parts.len()) == 1).unwrap_or(1);
                for at in 0..parts.len() {
                    let part = parts[at * step % parts.len()].clone();
                    Self { part }.create().send(&db).await.unwrap();
                }
                let found = Self::query(()).all(&db).await.unwrap();
                assert_eq!(found.into_iter().map(|item| item.part).collect::<Vec<_>>(), parts, "{}", Self::NAME);
                for (at, part) in parts.iter().enumerate() {
                    assert_eq!(&Self::get(part).one(&db).await.unwrap().part, part);
                    assert_eq!(Self::query(()).sort_lt(part).count(&db).await.unwrap(), at as u64, "below the {at}th");
                    assert_eq!(Self::query(()).sort_ge(part).count(&db).await.unwrap(), (parts.len() - at) as u64, "from the {at}th");
                }
            }
        }
    )*};
}

ordered! {
    Signed: i64;
    Unsigned: u64;
    Small: i8;
    Wide: i128;
    Widest: u128;
    Text: String;
    Instant: DateTime<Utc>;
    JiffInstant: jiff::Timestamp;
    TimeInstant: UtcDateTime;
    OffsetInstant: OffsetDateTime;
    Day: NaiveDate;
    Id: Uuid;
}

fn gcd(one: usize, other: usize) -> usize {
    if other == 0 { one } else { gcd(other, one % other) }
}

#[tokio::test]
async fn key_number_order_negative() {
    let ordered = [
        i64::MIN,
        i64::MIN + 1,
        -1_000_000,
        -100,
        -99,
        -10,
        -9,
        -1,
        0,
        1,
        9,
        10,
        99,
        100,
        i64::MAX - 1,
        i64::MAX,
    ];
    Signed::assert_order(&ordered).await;
    Small::assert_order(&[i8::MIN, -127, -10, -9, -1, 0, 1, 9, 10, i8::MAX]).await;
    // The field itself is an N, of 38 digits.
    let widest = 10_i128.pow(38) - 1;
    Wide::assert_order(&[-widest, i128::from(i64::MIN), -1, 0, 1, i128::from(u64::MAX), widest])
        .await;
}

#[tokio::test]
async fn u64_max_key() {
    Unsigned::assert_order(&[
        0,
        1,
        9,
        10,
        u64::from(u32::MAX),
        (1 << 53) + 1,
        u64::MAX - 1,
        u64::MAX,
    ])
    .await;
    let widest = 10_u128.pow(38) - 1;
    Widest::assert_order(&[
        0,
        1,
        u128::from(u64::MAX),
        u128::from(u64::MAX) + 1,
        widest - 1,
        widest,
    ])
    .await;
}

#[tokio::test]
async fn key_unicode_order() {
    // By UTF-8 bytes; by UTF-16 units the halfwidth ideographic full stop would come after the emoji.
    let ordered = [
        " ",
        "!",
        "0",
        "A",
        "Z",
        "a",
        "ab",
        "b",
        "z",
        "~",
        "é",
        "\u{7ff}",
        "\u{800}",
        "名",
        "\u{ff61}",
        "\u{ffff}",
        "😀",
        "\u{10fffe}",
    ];
    Text::assert_order(&ordered.map(str::to_owned)).await;
}

#[tokio::test]
async fn instants_sort_and_compare_whatever_their_fraction_and_zone() {
    let seconds = 1_795_249_805;
    let nanoseconds = [0, 1, 500_000_000, 999_999_999];
    let chrono = nanoseconds.map(|nanos| DateTime::from_timestamp(seconds, nanos).unwrap());
    Instant::assert_order(&chrono).await;
    JiffInstant::assert_order(
        &nanoseconds.map(|nanos| jiff::Timestamp::new(seconds, nanos.cast_signed()).unwrap()),
    )
    .await;
    let time = nanoseconds.map(|nanos| {
        UtcDateTime::from_unix_timestamp(seconds).unwrap().replace_nanosecond(nanos).unwrap()
    });
    TimeInstant::assert_order(&time).await;
    OffsetInstant::assert_order(&time.map(|at| at.to_offset(UtcOffset::UTC))).await;

    let (_, db) = table::<OffsetInstant>().await;
    OffsetInstant { part: time[0].to_offset(UtcOffset::UTC) }.create().send(&db).await.unwrap();
    let elsewhere = time[0].to_offset(UtcOffset::from_hms(-9, -30, 0).unwrap());
    assert_eq!(OffsetInstant::query(()).sort_eq(elsewhere).count(&db).await.unwrap(), 1);
    assert!(OffsetInstant::get(elsewhere).send(&db).await.unwrap().is_some());
}

#[tokio::test]
async fn dates_sort_by_year_month_and_day() {
    let days = ["0000-01-01", "0999-12-31", "1970-01-01", "2026-11-21", "2026-12-01", "9999-12-31"];
    Day::assert_order(&days.map(|day| day.parse().unwrap())).await;

    let (_, db) = table::<Day>().await;
    for year in [-1, 10_000] {
        let part = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        assert_eq!(key_error(Day::get(part).send(&db).await), KeyErrorKind::Year, "{year}");
    }
}

#[tokio::test]
async fn ids_of_version_7_sort_by_their_making() {
    let ids: Vec<Uuid> = (0..20).map(|_| Uuid::now_v7()).collect();
    Id::assert_order(&ids).await;
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
struct TicketId(Uuid);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
struct Code(String);

/// Lower and upper case are one tag: serde converts through text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
#[serde(into = "String", try_from = "String")]
#[dynamo(as = String)]
struct Tag(String);

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0.to_lowercase()
    }
}

impl TryFrom<String> for Tag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() { Err("empty") } else { Ok(Self(text)) }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OrderedTable, entity = "TICKET", pk = "TICKET#{id}", sk = "{tag}#{code}")]
struct Ticket {
    #[dynamo(auto)]
    id: TicketId,
    tag: Tag,
    #[dynamo(auto = "v4")]
    code: Code,
}

#[tokio::test]
async fn unset_ids_are_generated_when_the_builder_is_made() {
    let (_, db) = table::<Ticket>().await;
    let create =
        Ticket { id: TicketId::default(), tag: Tag("Red".into()), code: Code::default() }.create();
    let (id, code) = (create.item().id.clone(), create.item().code.clone());

    assert_eq!(id.0.get_version_num(), 7);
    assert_eq!(code.0.parse::<Uuid>().unwrap().get_version_num(), 4);
    let ticket = create.send(&db).await.unwrap();
    assert_eq!((&ticket.id, &ticket.code), (&id, &code));

    let given = Ticket { code: Code("c".into()), ..ticket }.create();
    assert_eq!(given.item().id, id, "an id that is set stays");
    assert_eq!(given.item().code.0, "c");
    assert!(!given.item().code.is_unset());
}

#[tokio::test]
async fn a_newtype_is_a_key_part_by_what_it_is_stored_as() {
    let (_, db) = table::<Ticket>().await;
    let ticket =
        Ticket { id: TicketId(Uuid::from_u128(1)), tag: Tag("Red".into()), code: Code("c".into()) };
    ticket.create().send(&db).await.unwrap();

    let read = Ticket::get((TicketId(Uuid::from_u128(1)), Tag("RED".into()), Code("c".into())))
        .one(&db)
        .await
        .unwrap();
    assert_eq!(read.tag, Tag("red".into()));
    let found = Ticket::query(TicketId(Uuid::from_u128(1)))
        .sort_eq(Tag("rEd".into()))
        .all(&db)
        .await
        .unwrap();
    assert_eq!(found, [read]);
}
