//! Models written by hand, by nothing but public names, and code that is generic over models.

use std::collections::{BTreeSet, HashMap};

use dynamorph::prelude::*;
use dynamorph::{
    Attr, Cursor, Dynamo, Error, Field, Gsi, Index, IndexSchema, IntoKey, KeyOf, KeyPart,
    KeyWriter, Managed, Optional, Page, PartsOf, PrimaryKey, Query, QueryKey, Registry, Schema,
    Shape, Shaped, Stamp, StampError, Undo, VersionField, check_model,
};
use dynamorph_testing::Embedded;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "shop", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "gsi1", partition_key = "gsi1pk", sort_key = "gsi1sk"))]
struct ShopTable;

/// Keys only: what every model needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Refund {
    order_id: u64,
    made_on: String,
    amount: i64,
}

impl DynamoModel for Refund {
    type Table = ShopTable;
    type Partition = (u64,);
    type Sort = (String,);
    type Key = (u64, String);
    const SCHEMA: &'static Schema =
        &Schema::new("REFUND").partition("ORDER#{order_id}").sort("REFUND#{made_on}");
    fn key(&self) -> Self::Key {
        (self.order_id, self.made_on.clone())
    }
    fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
        match field {
            "order_id" => Some(&self.order_id),
            "made_on" => Some(&self.made_on),
            _ => None,
        }
    }
}

const _: () = check_model::<Refund>();

/// With everything that the derive would add: attributes, an index, a version, a shape, items as keys.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Parcel {
    order_id: u64,
    number: u32,
    #[serde(rename = "at")]
    place: String,
    weight: Option<u32>,
    marks: BTreeSet<String>,
    version: u64,
}

const INDEXES: &[IndexSchema] =
    &[IndexSchema::new("gsi1").partition("PLACE#{place}").sort("{order_id}#{number}")];

impl Parcel {
    const NUMBER: Attr<Self, u32, PrimaryKey> = Attr::new("number").part();
    const PLACE: Attr<Self, String> = Attr::new("at").part();
    const WEIGHT: Attr<Self, u32, Optional> = Attr::new("weight");
    const MARKS: Attr<Self, BTreeSet<String>, Optional> = Attr::new("marks");
    const VERSION: Attr<Self, u64, Managed> = Attr::new("version");
    const BY_PLACE: Index<Self, Gsi, (String,), (u64, u32)> = Index::new(&INDEXES[0]);

    fn by_place<R>(
        key: impl QueryKey<Self, (String,), (u64, u32), Rest = R>,
    ) -> Query<Self, Gsi, R> {
        Self::BY_PLACE.query(key)
    }
}

fn fields() -> &'static [Field] {
    const {
        &[
            Field::new("order_id", Shape::Plain),
            Field::new("number", Shape::Plain),
            Field::new("at", Shape::Plain),
            Field::new("weight", Shape::Plain).optional(),
            Field::new("marks", <BTreeSet<String>>::SHAPE),
            Field::new("version", Shape::Plain).version(),
        ]
    }
}

impl DynamoModel for Parcel {
    type Table = ShopTable;
    type Partition = (u64,);
    type Sort = (u32,);
    type Key = (u64, u32);
    const SCHEMA: &'static Schema = &Schema::new("PARCEL")
        .aliases(&["BOX"])
        .partition("ORDER#{order_id}")
        .sort("PARCEL#{number}")
        .indexes(INDEXES)
        .parts(&[("order_id", "order_id"), ("number", "number"), ("place", "at")])
        .version("version")
        .shape(Shape::Fields(fields));
    fn key(&self) -> Self::Key {
        (self.order_id, self.number)
    }
    fn key_part(&self, field: &str) -> Option<&dyn KeyPart> {
        match field {
            "order_id" => Some(&self.order_id),
            "number" => Some(&self.number),
            "place" => Some(&self.place),
            _ => None,
        }
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn stamp(&mut self, stamp: &Stamp) -> Result<Undo<Self>, StampError> {
        let before = self.version;
        if !self.version.set_version(stamp.version()) {
            return Err(StampError::Version);
        }
        Ok(Undo::new(move |parcel: &mut Self| parcel.version = before))
    }
}

const _: () = check_model::<Parcel>();

/// An item is a key of itself, which checks its version.
impl KeyOf<Parcel, PartsOf<Parcel>> for &Parcel {
    fn write(self, keys: &mut KeyWriter) {
        keys.part(&self.order_id);
        keys.part(&self.number);
    }
    fn item(&self) -> Option<&Parcel> {
        Some(self)
    }
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum Shop in ShopTable { Refund, Parcel, _ => error }
}

async fn shop() -> Dynamo {
    let db = Embedded::memory().dynamo();
    db.ensure_table::<Shop>().await.expect("a table");
    db
}

fn refund(made_on: &str, amount: i64) -> Refund {
    Refund { order_id: 7, made_on: made_on.into(), amount }
}

fn parcel(number: u32, place: &str) -> Parcel {
    Parcel { order_id: 7, number, place: place.into(), ..Parcel::default() }
}

#[tokio::test]
async fn a_model_of_keys_alone_is_read_and_written() -> dynamorph::Result<()> {
    let db = shop().await;
    let made = refund("2026-11-21", 5).create().send(&db).await?;
    refund("2026-12-01", 9).save().send(&db).await?;

    let stored = made.to_raw_item()?;
    let text = |name: &str| stored.get(name).and_then(|value| value.as_s().ok().cloned());
    assert_eq!(text("pk").as_deref(), Some("ORDER#00000000000000000007"));
    assert_eq!(text("sk").as_deref(), Some("REFUND#2026-11-21"));
    assert_eq!(text("type").as_deref(), Some("REFUND"));

    assert_eq!(Refund::get((7, "2026-11-21")).one(&db).await?, made);
    assert_eq!(Refund::get(made.key()).one(&db).await?, made);
    assert_eq!(Refund::query(7).sort_ge("2026-11-30").all(&db).await?.len(), 1);
    let dear = Refund::query(7).filter(attr("amount").gt(5)).all(&db).await?;
    assert_eq!(dear, [refund("2026-12-01", 9)]);
    assert_eq!(Refund::scan().count(&db).await?, 2);

    let again = made.clone().create().send(&db).await.expect_err("it is there");
    assert_eq!(again.into_input::<Refund>()?, made);
    let new = Refund::update(made.key()).set(attr("amount"), 6).returning_new().send(&db).await?;
    assert_eq!(new.amount, 6);
    refund("2026-11-21", 8).replace().send(&db).await?;
    let kept = refund("2026-11-21", 7).upsert().send(&db).await?;
    assert_eq!(kept.amount, 7);
    Refund::delete((7, "2026-11-21")).send(&db).await?;
    assert!(Refund::get((7, "2026-11-21")).send(&db).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_model_of_keys_alone_has_pages_and_a_place_in_registries() -> dynamorph::Result<()> {
    let db = shop().await;
    for day in 1..=3 {
        refund(&format!("2026-11-0{day}"), day).create().send(&db).await?;
    }
    parcel(1, "hub").create().send(&db).await?;

    let page: Page<Refund> = Refund::query(7).limit(2).page(&db).await?;
    let rest = Refund::query(7).cursor(page.cursor).all(&db).await?;
    assert_eq!(rest, [refund("2026-11-03", 3)]);
    let after = Refund::query(7).cursor_of(&db, &page.items[0])?;
    assert_eq!(Refund::query(7).cursor(after).count(&db).await?, 2);

    let (refunds, parcels): (Vec<Refund>, Option<Parcel>) =
        Shop::query(Refund::partition(7)).group(&db).await?;
    assert_eq!((refunds.len(), parcels.map(|parcel| parcel.version)), (3, Some(1)));
    assert_eq!(Shop::from(refund("x", 1)), Shop::Refund(refund("x", 1)));
    let registry = Registry::<ShopTable>::builder().with::<Refund>().with::<Parcel>().build()?;
    let found = registry.query(Refund::partition(7)).all(&db).await?;
    assert_eq!(found.iter().filter(|entity| entity.is::<Refund>()).count(), 3);
    Ok(())
}

#[tokio::test]
async fn constants_written_by_hand_do_what_the_derives_do() -> dynamorph::Result<()> {
    let db = shop().await;
    let marks = BTreeSet::from(["fragile".to_owned()]);
    let made = Parcel { marks, ..parcel(1, "hub") }.create().send(&db).await?;
    parcel(2, "hub").create().send(&db).await?;
    assert_eq!(made.version, 1);
    let stored = made.to_raw_item()?;
    assert!(stored.get("marks").is_some_and(dynamodb_is_set), "the shape says that it is a set");
    assert!(stored.get("weight").is_none(), "`None` is absent");

    assert_eq!(Parcel::by_place("hub").all(&db).await?.len(), 2);
    assert_eq!(
        Parcel::by_place(("hub", 7)).sort_gt(1_u32).all(&db).await?,
        [Parcel { version: 1, ..parcel(2, "hub") }]
    );
    assert_eq!(
        Parcel::BY_PLACE.scan().filter(Parcel::MARKS.contains("fragile")).count(&db).await?,
        1
    );
    let selected = Parcel::query(7).select((Parcel::NUMBER, Parcel::WEIGHT, Parcel::VERSION));
    assert_eq!(selected.first(&db).await?, Some((1, None, Some(1))));

    let moved = Parcel::update(&made)
        .set(Parcel::PLACE, "van")
        .set(Parcel::WEIGHT, 12)
        .condition(Parcel::WEIGHT.not_exists())
        .returning_new()
        .send(&db)
        .await?;
    assert_eq!((moved.place.as_str(), moved.weight, moved.version), ("van", Some(12), 2));
    assert_eq!(Parcel::by_place("van").one(&db).await?, moved, "the index key was made again");

    let stale = Parcel::update(&made).set(Parcel::WEIGHT, 1).send(&db).await;
    assert!(matches!(stale, Err(Error::VersionConflict(_))), "{stale:?}");
    let stale = made.clone().save().send(&db).await.expect_err("it has changed since");
    assert_eq!(stale.into_input::<Parcel>()?, made, "the version is as it was");
    Parcel::delete(&moved).send(&db).await?;
    assert_eq!(Parcel::query(7).count(&db).await?, 1);
    Ok(())
}

fn dynamodb_is_set(value: &aws_sdk_dynamodb::types::AttributeValue) -> bool {
    value.is_ss()
}

#[tokio::test]
async fn an_attribute_that_does_not_say_that_it_is_a_part_changes_no_key_silently()
-> dynamorph::Result<()> {
    const PLACE: Attr<Parcel, String> = Attr::new("at");
    let db = shop().await;
    let made = parcel(1, "hub").create().send(&db).await?;

    let refused = Parcel::update(&made).set(PLACE, "van").send(&db).await;

    assert!(matches!(refused, Err(Error::InvalidRequest(..))), "{refused:?}");
    assert_eq!(Parcel::by_place("hub").count(&db).await?, 1);
    Ok(())
}

/// Reads any model by its key.
async fn load<M: DynamoModel>(db: &Dynamo, key: impl IntoKey<M>) -> dynamorph::Result<Option<M>> {
    M::get(key).consistent_read().send(db).await
}

/// Writes any model, twice.
async fn store_all<M: DynamoModel>(db: &Dynamo, items: Vec<M>) -> dynamorph::Result<Vec<M>> {
    let mut stored = Vec::with_capacity(items.len());
    for item in items {
        stored.push(item.save().send(db).await?);
    }
    Ok(stored)
}

/// The last items of any model's partition.
async fn last<M: DynamoModel, R>(
    db: &Dynamo,
    key: impl QueryKey<M, M::Partition, M::Sort, Rest = R>,
    count: u32,
) -> dynamorph::Result<Vec<M>> {
    M::query(key).reverse().limit(count).all(db).await
}

/// One page of any model, with the cursor as a service hands it out.
async fn page<M: DynamoModel>(
    db: &Dynamo,
    from: Option<&str>,
) -> dynamorph::Result<(Vec<M>, Option<String>)> {
    let from = from.map(str::parse::<Cursor>).transpose()?;
    let page = M::scan().limit(2).cursor(from).page(db).await?;
    Ok((page.items, page.cursor.map(|cursor| cursor.to_string())))
}

/// Anything that a key says.
async fn remove<M: DynamoModel>(db: &Dynamo, key: impl IntoKey<M>) -> dynamorph::Result<()> {
    M::delete(key).send(db).await
}

#[tokio::test]
async fn generic_code_reads_and_writes_any_model() -> dynamorph::Result<()> {
    let db = shop().await;
    let refunds = store_all(
        &db,
        vec![refund("2026-11-01", 1), refund("2026-11-02", 2), refund("2026-11-03", 3)],
    )
    .await?;
    let parcels = store_all(&db, vec![parcel(1, "hub"), parcel(2, "van")]).await?;

    assert_eq!(load::<Refund>(&db, (7, "2026-11-02")).await?.as_ref(), Some(&refunds[1]));
    assert_eq!(load::<Parcel>(&db, (7, 1)).await?.as_ref(), Some(&parcels[0]));
    assert_eq!(load::<Parcel>(&db, &parcels[1]).await?.as_ref(), Some(&parcels[1]));
    assert_eq!(load::<Refund>(&db, refunds[0].key()).await?.as_ref(), Some(&refunds[0]));
    assert_eq!(last::<Refund, _>(&db, 7, 2).await?, [refunds[2].clone(), refunds[1].clone()]);
    assert_eq!(last::<Parcel, _>(&db, 7, 1).await?, [parcels[1].clone()]);
    assert_eq!(last::<Refund, _>(&db, (7, "2026-11-01"), 9).await?, [refunds[0].clone()]);

    let (first, cursor) = page::<Refund>(&db, None).await?;
    let (second, _) = page::<Refund>(&db, cursor.as_deref()).await?;
    assert_eq!([first, second].concat(), refunds);
    remove::<Refund>(&db, (7, "2026-11-01")).await?;
    remove::<Parcel>(&db, &parcels[0]).await?;
    assert!(load::<Parcel>(&db, &parcels[0]).await?.is_none());
    Ok(())
}

#[test]
fn an_item_written_by_hand_reads_back_from_maps() -> dynamorph::Result<()> {
    let item: HashMap<_, _> = parcel(1, "hub").to_raw_item()?.into();
    let decoded = dynamorph::RawItem::from(item.clone()).decode::<Parcel>()?;
    assert_eq!(decoded, Some(parcel(1, "hub")));
    let mut renamed = item;
    renamed.insert("type".into(), aws_sdk_dynamodb::types::AttributeValue::S("BOX".into()));
    assert_eq!(dynamorph::RawItem::from(renamed).decode::<Parcel>()?, Some(parcel(1, "hub")));
    Ok(())
}
