//! Operands encode as the attribute stores them, so a value finds the item that holds it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use dynamorph::prelude::*;
use dynamorph::{Condition, Number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::support::table;

#[derive(Table)]
#[table(name = "operands", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct OperandTable;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue,
)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
enum Status {
    JustOpen,
    Paid,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoValue)]
struct Cents(u64);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DynamoValue)]
#[serde(transparent)]
struct Mail {
    address: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = OperandTable, entity = "HOLDER", pk = "HOLDER#{id}", sk = "HOLDER")]
struct Holder {
    id: u32,
    utc: DateTime<Utc>,
    day: NaiveDate,
    jiff: Option<jiff::Timestamp>,
    offset: time::OffsetDateTime,
    #[serde(with = "chrono::serde::ts_seconds")]
    seconds: DateTime<Utc>,
    price: Decimal,
    exact: Number,
    rate: f64,
    large: u64,
    uuid: Uuid,
    status: Status,
    cents: Cents,
    mail: Option<Mail>,
    letter: char,
    bytes: [u8; 2],
    statuses: BTreeSet<Status>,
    uuids: BTreeSet<Uuid>,
    prices: BTreeSet<Decimal>,
    mails: Vec<Mail>,
    days: BTreeSet<NaiveDate>,
}

fn mail() -> Mail {
    Mail { address: "a@b".into() }
}

fn holder() -> Holder {
    let utc = DateTime::from_timestamp(1_700_000_000, 5_000_000).unwrap();
    Holder {
        id: 1,
        utc,
        day: utc.date_naive(),
        jiff: Some("2026-11-21T10:00:00.5Z".parse().unwrap()),
        offset: time::OffsetDateTime::UNIX_EPOCH,
        seconds: DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
        price: Decimal::new(1050, 2),
        exact: "1.2345678901234567890123456789012345678".parse().unwrap(),
        rate: 0.1,
        large: u64::MAX,
        uuid: Uuid::from_u128(0xA1),
        status: Status::JustOpen,
        cents: Cents(7),
        mail: Some(mail()),
        letter: '🦀',
        bytes: [1, 255],
        statuses: BTreeSet::from([Status::JustOpen, Status::Paid]),
        uuids: BTreeSet::from([Uuid::from_u128(0xA1)]),
        prices: BTreeSet::from([Decimal::new(5, 1)]),
        mails: vec![mail()],
        days: BTreeSet::from([utc.date_naive()]),
    }
}

async fn assert_finds(cases: Vec<(&str, Condition<Holder>, bool)>) {
    let (_, db) = table::<Holder>().await;
    holder().save().send(&db).await.unwrap();
    for (case, condition, expected) in cases {
        let found = Holder::query(1).filter(condition.clone()).count(&db).await.unwrap();
        assert_eq!(found == 1, expected, "{case}");
        let put = holder().replace().condition(condition).send(&db).await;
        assert_eq!(put.is_ok(), expected, "the condition {case}");
    }
}

#[tokio::test]
async fn values_are_found_by_themselves() {
    let item = holder();
    assert_finds(vec![
        ("an instant", Holder::UTC.eq(item.utc), true),
        ("another instant", Holder::UTC.ne(item.utc), false),
        ("a date", Holder::DAY.eq(item.day), true),
        ("an optional instant", Holder::JIFF.eq(item.jiff.unwrap()), true),
        ("an instant with an offset", Holder::OFFSET.eq(item.offset), true),
        ("an instant as seconds", Holder::SECONDS.eq(item.seconds), true),
        ("a decimal", Holder::PRICE.eq(item.price), true),
        ("a decimal of another scale", Holder::PRICE.eq(Decimal::new(105, 1)), true),
        ("a decimal as an integer", Holder::PRICE.gt(10), true),
        ("38 digits", Holder::EXACT.eq(item.exact.clone()), true),
        ("a float", Holder::RATE.eq(0.1), true),
        ("the greatest integer", Holder::LARGE.eq(u64::MAX), true),
        ("an id", Holder::UUID.eq(item.uuid), true),
        ("an id by reference", Holder::UUID.eq(&item.uuid), true),
        ("a variant", Holder::STATUS.eq(Status::JustOpen), true),
        ("another variant", Holder::STATUS.eq(Status::Paid), false),
        ("a newtype", Holder::CENTS.eq(Cents(7)), true),
        ("a transparent struct", Holder::MAIL.eq(mail()), true),
        ("a character", Holder::LETTER.eq('🦀'), true),
        ("an array of bytes", Holder::BYTES.eq([1, 255]), true),
        ("variants", Holder::STATUSES.eq(item.statuses.clone()), true),
        ("ids", Holder::UUIDS.eq(item.uuids.clone()), true),
        ("decimals", Holder::PRICES.eq(item.prices.clone()), true),
        ("newtypes", Holder::MAILS.eq(item.mails.clone()), true),
        ("in variants", Holder::STATUS.is_in([Status::Paid, Status::JustOpen]), true),
        ("in ids", Holder::UUID.is_in(&item.uuids), true),
        ("in instants", Holder::SECONDS.is_in([item.seconds]), true),
    ])
    .await;
}

#[tokio::test]
async fn values_have_the_order_of_their_kind() {
    let item = holder();
    let later = chrono::Duration::milliseconds(1);
    assert_finds(vec![
        ("a later instant", Holder::UTC.lt(item.utc + later), true),
        ("an earlier instant", Holder::UTC.gt(item.utc - later), true),
        (
            "seconds",
            Holder::SECONDS.between(item.seconds, item.seconds + chrono::Duration::seconds(1)),
            true,
        ),
        ("instants in the wrong order", Holder::UTC.between(item.utc, item.utc - later), false),
        ("days", Holder::DAY.le(item.day.succ_opt().unwrap()), true),
        ("a decimal", Holder::PRICE.lt(Decimal::new(1051, 2)), true),
        ("a decimal between integers", Holder::PRICE.between(2, 100), true),
        ("a newtype of a number", Holder::CENTS.gt(Cents(10)), false),
        ("a newtype of text", Holder::MAIL.lt(Mail { address: "b".into() }), true),
        ("a newtype's prefix", Holder::MAIL.begins_with("a@"), true),
        ("bytes", Holder::BYTES.lt([2, 0]), true),
    ])
    .await;
}

#[tokio::test]
async fn elements_are_found_in_what_holds_them() {
    let item = holder();
    assert_finds(vec![
        ("a variant", Holder::STATUSES.contains(Status::JustOpen), true),
        ("an id", Holder::UUIDS.contains(item.uuid), true),
        ("no id", Holder::UUIDS.contains(Uuid::nil()), false),
        ("a decimal", Holder::PRICES.contains(Decimal::new(50, 2)), true),
        ("a newtype", Holder::MAILS.contains(mail()), true),
        ("a date", Holder::DAYS.contains(item.day), true),
        ("an element", Holder::MAILS.at(0).eq(mail()), true),
    ])
    .await;
}

#[tokio::test]
async fn updates_encode_values_as_they_are_stored() {
    let (_, db) = table::<Holder>().await;
    let item = holder();
    item.clone().save().send(&db).await.unwrap();
    let other = Holder {
        utc: item.utc + chrono::Duration::seconds(1),
        jiff: None,
        seconds: DateTime::UNIX_EPOCH,
        price: Decimal::new(2050, 2),
        status: Status::Paid,
        cents: Cents(8),
        mail: None,
        statuses: BTreeSet::from([Status::Paid]),
        prices: BTreeSet::from([Decimal::new(5, 1), Decimal::ONE]),
        mails: vec![mail(), Mail { address: "c".into() }],
        days: BTreeSet::new(),
        ..item.clone()
    };
    let update = Holder::update(1)
        .set(Holder::UTC, other.utc)
        .set(Holder::JIFF, other.jiff)
        .set(Holder::SECONDS, other.seconds)
        .add(Holder::PRICE, 10)
        .set(Holder::STATUS, Status::Paid)
        .increment(Holder::CENTS, Cents(1))
        .set(Holder::MAIL, &None::<Mail>)
        .delete(Holder::STATUSES, [Status::JustOpen])
        .add(Holder::PRICES, [Decimal::ONE])
        .append(Holder::MAILS, [Mail { address: "c".into() }])
        .delete(Holder::DAYS, item.days.clone());
    assert_eq!(update.returning_new().send(&db).await.unwrap(), other);
}
