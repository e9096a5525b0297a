//! Fields that stand in a key more than once, and keys of every other shape.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::support::{get_raw, s, table};

#[derive(Table)]
#[table(name = "tenants", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
#[table(index(name = "lsi1", sort_key = "lsi1sk"))]
struct TenantTable;

/// The tenant stands in both keys, and in the sort key after the part that is free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TenantTable, entity = "MEMBER", pk = "TENANT#{tenant}", sk = "MEMBER#{team}#{tenant}#{id}")]
#[dynamo(index(gsi1, query = "by_team", pk = "TEAM#{team}#{tenant}", sk = "{tenant}#{id}#{team}"))]
#[dynamo(index(lsi1, query = "by_id", sk = "{id}#{tenant}#{team}"))]
struct Member {
    tenant: String,
    team: String,
    id: u16,
}

fn member(tenant: &str, team: &str, id: u16) -> Member {
    Member { tenant: tenant.into(), team: team.into(), id }
}

#[tokio::test]
async fn a_part_that_is_known_fills_each_of_its_places() {
    let (_, db) = table::<Member>().await;
    let mut members = Vec::new();
    for tenant in ["t", "t1"] {
        for team in ["a", "a!", "a1", "b"] {
            for id in [1, 2, 30] {
                members.push(member(tenant, team, id).create().send(&db).await.unwrap());
            }
        }
    }
    let stored = get_raw::<Member, 2>(
        &db,
        [("pk", s("TENANT#t")), ("sk", s("MEMBER#a#t#00000000000000000001"))],
    )
    .await;
    assert!(stored.is_some());
    assert_eq!(Member::get(("t", "a", 1)).one(&db).await.unwrap(), members[0]);
    assert_eq!(
        Member::get(MemberKey { tenant: "t".into(), team: "a".into(), id: 1 })
            .one(&db)
            .await
            .unwrap(),
        members[0]
    );

    let query = || Member::query("t");
    let counts = [
        ("all", query().count(&db).await.unwrap(), 12),
        ("eq", query().sort_eq("a").count(&db).await.unwrap(), 3),
        ("begins_with", query().sort_begins_with("a").count(&db).await.unwrap(), 9),
        ("gt", query().sort_gt("a").count(&db).await.unwrap(), 6),
        ("lt", query().sort_lt("a1").count(&db).await.unwrap(), 6),
        ("between", query().sort_between("a", "a1").count(&db).await.unwrap(), 6),
        ("whole team", Member::query(("t", "a")).count(&db).await.unwrap(), 3),
        ("ids", Member::query(("t", "a")).sort_ge(2).count(&db).await.unwrap(), 2),
        ("index", Member::by_team(("a", "t")).count(&db).await.unwrap(), 3),
        (
            "index range",
            Member::by_team(("a", "t")).sort_gt(1).sort_lt(30).count(&db).await.unwrap(),
            1,
        ),
        ("index eq", Member::by_team(("a", "t", 2)).count(&db).await.unwrap(), 1),
        ("local index", Member::by_id("t").sort_eq(2).count(&db).await.unwrap(), 4),
        (
            "local index, next part",
            Member::by_id(("t", 2)).sort_ge("a1").count(&db).await.unwrap(),
            2,
        ),
    ];
    for (case, found, expected) in counts {
        assert_eq!(found, expected, "{case}");
    }
}

/// Keys that are constants in one half.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TenantTable, entity = "RATE", pk = "RATES", sk = "{currency}#{day}")]
#[dynamo(index(gsi1, query = "latest", pk = "LATEST", sk = "{day}"))]
struct Rate {
    currency: String,
    day: String,
}

#[tokio::test]
async fn a_constant_partition_needs_no_part() {
    let (_, db) = table::<Rate>().await;
    for (currency, day) in [("EUR", "1"), ("EUR", "2"), ("USD", "1")] {
        Rate { currency: currency.into(), day: day.into() }.create().send(&db).await.unwrap();
    }

    assert_eq!(Rate::query(()).count(&db).await.unwrap(), 3);
    assert_eq!(Rate::query("EUR").count(&db).await.unwrap(), 2);
    assert_eq!(Rate::query(("EUR",)).sort_gt("1").count(&db).await.unwrap(), 1);
    assert_eq!(Rate::query(("EUR", "2")).one(&db).await.unwrap().day, "2");
    assert_eq!(Rate::latest(()).sort_ge("2").count(&db).await.unwrap(), 1);
    assert_eq!(Rate::get(("EUR", "2")).one(&db).await.unwrap().currency, "EUR");
}

/// Three parts before and four after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = TenantTable, entity = "DEEP", pk = "{a}#{b}#{c}", sk = "{d}#{e}#{f}#{g}")]
struct Deep {
    a: u8,
    b: String,
    c: Uuid,
    d: i16,
    e: String,
    f: bool_text::Flag,
    g: u64,
}

mod bool_text {
    use dynamorph::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DynamoValue)]
    pub(super) enum Flag {
        #[serde(rename = "no")]
        Off,
        #[serde(rename = "yes")]
        On,
    }
}

#[tokio::test]
async fn a_key_has_up_to_seven_parts() {
    use bool_text::Flag;
    let (_, db) = table::<Deep>().await;
    let c = Uuid::from_u128(5);
    for (d, e, f, g) in [
        (-1, "x", Flag::On, 1),
        (0, "x", Flag::Off, 1),
        (0, "x", Flag::On, 1),
        (0, "x", Flag::On, 2),
        (0, "y", Flag::On, 1),
    ] {
        Deep { a: 1, b: "b".into(), c, d, e: e.into(), f, g }.create().send(&db).await.unwrap();
    }

    assert_eq!(Deep::get((1, "b", c, 0, "x", Flag::On, 2)).one(&db).await.unwrap().g, 2);
    assert_eq!(Deep::query((1, "b", &c)).count(&db).await.unwrap(), 5);
    assert_eq!(Deep::query((1, "b", c)).sort_lt(0).count(&db).await.unwrap(), 1);
    assert_eq!(Deep::query((1, "b", c, 0)).sort_eq("x").count(&db).await.unwrap(), 3);
    assert_eq!(Deep::query((1, "b", c, 0, "x")).sort_gt(Flag::Off).count(&db).await.unwrap(), 2);
    assert_eq!(Deep::query((1, "b", c, 0, "x", Flag::On)).sort_ge(2).count(&db).await.unwrap(), 1);
    assert_eq!(Deep::query((1, "b", c, 0, "x", Flag::On, 2)).count(&db).await.unwrap(), 1);
}

/// Partition keys that are fields of other types than text.
macro_rules! partitions {
    ($($test:ident $model:ident $table:literal: $id:ty = $id_value:expr;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = $table)]
        struct $model {
            #[dynamo(partition_key)]
            id: $id,
            note: String,
        }

        #[tokio::test]
        async fn $test() {
            let (_, db) = table::<$model>().await;
            let id: $id = $id_value;
            let item = $model { id: id.clone(), note: "x".into() }.create().send(&db).await.unwrap();
            assert_eq!($model::get(&id).one(&db).await.unwrap(), item);
            assert_eq!($model::get(&item).one(&db).await.unwrap(), item);
            assert_eq!($model::query(&id).one(&db).await.unwrap(), item);
            assert_eq!($model::delete(id).returning_old().send(&db).await.unwrap(), Some(item));
        }
    )*};
}

partitions! {
    a_partition_key_may_be_zero Zero "by-zero": u64 = 0;
    a_partition_key_may_be_negative Negative "by-negative": i64 = -1;
    a_partition_key_may_be_bytes Bytes "by-bytes": Vec<u8> = vec![0, 255];
    a_partition_key_may_be_a_uuid Uuids "by-uuid": Uuid = Uuid::from_u128(7);
    a_partition_key_may_be_a_date Dates "by-date": chrono::NaiveDate = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    a_partition_key_may_be_an_instant Instants "by-instant": chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;
    a_partition_key_may_be_a_unit_enum Flags "by-flag": bool_text::Flag = bool_text::Flag::On;
    a_partition_key_may_be_any_text Anything "by-text": String = "a#b\0\u{10ffff}".into();
}
