//! Read, change, write the difference: again where another writer was faster.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::index_keys::is_stored;
use super::upsert::stored_attributes;
use crate::builders::read::Output;
use crate::builders::refusal::{Asked, refusal};
use crate::builders::sinks::One;
use crate::builders::told::{Added, Told};
use crate::builders::{Get, key, write};
use crate::client::{Backoff, Dynamo, Refusal, WriteVerb, Written};
use crate::codec::ItemReader;
use crate::error::{Context, Error, InvalidRequest, KeyError, Result};
use crate::expression::{Action, Changes, Guards, Placeholders, Predicate, SetTo, Term};
use crate::model::{
    Decoded, DynamoModel, Entities, FromItem, KeyOf, PartsOf, Stamp, Table, primary_key, raw_item,
};
use crate::operation::{Key, Returns, Target, UpdateItem};
use crate::value::{DocumentPath, RawItem};

/// What a change of an item answers: `()`, or a `Result` whose error stops it.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
#[doc = include_str!("../../../docs/examples/in_shop.rs")]
/// let cheaper = Product::modify("tea", |tea| match tea.price.checked_sub(1_000) {
///     Some(price) => Ok(tea.price = price),
///     None => Err("tea is not that dear"),
/// });
/// let error = cheaper.send(&db).await.expect_err("it costs 450");
/// assert!(error.is_refused());
/// # Ok(()) }
/// ```
pub trait ChangeResult {
    #[doc(hidden)]
    fn into_result(self) -> Result<(), Refusal>;
}

impl ChangeResult for () {
    fn into_result(self) -> Result<(), Refusal> {
        Ok(())
    }
}

impl<E: Into<Refusal>> ChangeResult for Result<(), E> {
    fn into_result(self) -> Result<(), Refusal> {
        self.map_err(Into::into)
    }
}

type Change<M> = Box<dyn FnMut(&mut M) -> Result<(), Refusal> + Send>;

/// Reads an item, changes it by a function, and writes what differs, if nobody else wrote it in between; else it begins again. Made by
/// [`ModelOps::modify`](crate::ModelOps::modify).
///
/// The read is consistent. The write is an update under the version that was read; without a version, every attribute that was read is a
/// condition. Attributes that the model does not know stay. The function may run several times: it changes the item, and nothing else.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/basket.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = baskets().await?;
/// let before = Basket::get("ann").one(&db).await?;
/// let after = Basket::modify("ann", |basket| basket.points = basket.points * 2 + 1).send(&db).await?;
/// assert_eq!((after.points, after.version), (before.points * 2 + 1, before.version + 1));
/// # Ok(())
/// # }
/// ```
#[must_use = "a change does nothing until `.send(&db)`"]
pub struct Modify<M> {
    key: Result<Key, KeyError>,
    change: Change<M>,
    most: u32,
}

const BASE: Duration = Duration::from_millis(25);
const CAP: Duration = Duration::from_secs(1);

/// An item as it was read.
struct Read<M> {
    item: M,
    stored: RawItem,
}

impl<M: DynamoModel> Modify<M> {
    pub(in crate::builders) fn new<K, R>(
        key: K,
        mut change: impl FnMut(&mut M) -> R + Send + 'static,
    ) -> Self
    where
        K: KeyOf<M, PartsOf<M>>,
        R: ChangeResult,
    {
        Self {
            key: key::primary::<M, K>(key),
            change: Box::new(move |item| change(item).into_result()),
            most: 10,
        }
    }

    /// How many times the item is read and written at most: 10 if not said.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// Product::modify("tea", |tea| tea.price += 1).max_attempts(3).send(&db).await?;
    /// # Ok(()) }
    /// ```
    pub fn max_attempts(mut self, most: u32) -> Self {
        self.most = most;
        self
    }

    /// Changes the item and answers it as it is now. One that the function leaves as it was is not written.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no item; [`Error::Refused`] with the error of the function;
    /// [`Error::VersionConflict`], or [`Error::ConditionFailed`] without a version, when other writers were faster every time;
    /// [`Error::OutcomeUnknown`] when an answer was lost and the item was changed since; [`Error::InvalidRequest`] when the function
    /// changed the key; and what the requests meet.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    #[doc = include_str!("../../../docs/examples/in_shop.rs")]
    /// let tea = Product::modify("tea", |tea| tea.price += 50).send(&db).await?;
    /// assert_eq!(tea.price, 500);
    /// # Ok(()) }
    /// ```
    pub async fn send(mut self, db: &Dynamo) -> Result<M> {
        let db = db.for_call();
        let mut backoff = Backoff::new(BASE, CAP);
        loop {
            let now = db.now();
            let read = self.read(&db).await?;
            match self.write(&db, now, read).await {
                Err(Error::VersionConflict(_) | Error::ConditionFailed(_))
                    if backoff.rounds() + 1 < self.most && db.sleep(backoff.next()).await => {}
                ended => return ended,
            }
        }
    }

    async fn read(&self, db: &Dynamo) -> Result<Read<M>> {
        let output = Output::decoded(M::SCHEMA.name(), |item: &mut ItemReader<'_>| {
            let stored = item.raw().map_err(|source| Error::decode(M::SCHEMA.name(), source))?;
            Ok(match M::from_item(item)? {
                Decoded::Item(item) => Decoded::Item(Read { item, stored }),
                Decoded::Skipped => Decoded::Skipped,
            })
        });
        let get: Get<M, Read<M>> = Get::of(self.key.clone(), Entities::of::<M>(), output);
        get.consistent_read().one(db).await
    }

    async fn write(&mut self, db: &Dynamo, now: SystemTime, read: Read<M>) -> Result<M> {
        let Read { mut item, stored } = read;
        let version = item.version();
        let mut told = Told::new::<M>("UpdateItem", WriteVerb::Update, now);
        let before = raw_item(&item)?;
        if let Err(source) = (self.change)(&mut item) {
            return Err(Error::Refused { context: Box::new(told.context(db)), source });
        }
        if raw_item(&item)? == before {
            return Ok(item);
        }
        let added = told.before_item(db, &mut item).await?;
        let written = self.send_difference(db, now, &stored, &before, &mut item, version, added);
        let written = written.await.map_err(|error| error.in_context(&told.context(db)));
        match written {
            Ok(mut item) => {
                told.after(db, Some(&mut item), Ok(())).await;
                Ok(item)
            }
            Err(error) => {
                told.after(db, Some(&mut item), Err(&error)).await;
                Err(error)
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what was read, what it became, and who asks")]
    async fn send_difference(
        &self,
        db: &Dynamo,
        now: SystemTime,
        stored: &RawItem,
        before: &RawItem,
        item: &mut M,
        version: u64,
        added: Added,
    ) -> Result<M> {
        let guards = write::guards::<M>(now);
        let key = self.key.clone().map_err(|source| Error::key(M::SCHEMA.name(), source))?;
        if primary_key(item)? != key {
            return Err(write::refused::<M>(InvalidRequest::KeyChanged));
        }
        let next =
            version.checked_add(1).ok_or_else(|| write::refused::<M>(InvalidRequest::Version))?;
        item.stamp(&Stamp::new(now, next, false)).map_err(write::unstamped::<M>)?;
        let changes = difference::<M>(before, raw_item(item)?, added);
        let condition = guards.is_alive().and(unchanged::<M>(&guards, version, stored));
        let mut placeholders = Placeholders::default();
        changes
            .check(&mut placeholders)
            .and_then(|()| condition.check(&mut placeholders))
            .map_err(write::refused::<M>)?;
        let operation = UpdateItem {
            target: Target::of::<M>(),
            key,
            changes,
            condition: condition.into_said(),
            returns: Returns::New,
        };
        match db.update_item(&operation, None, One::<M>::new()).await? {
            Written::Applied(sink) => sink.into_item().ok_or_else(|| Error::MalformedResponse {
                context: Box::new(Context::of_entity(M::SCHEMA.name()).of_unknown_outcome()),
                detail: "it holds no item",
            }),
            Written::Refused(rejection) => {
                let version = M::SCHEMA.version_attribute().map(|_| version);
                Err(refusal::<M>(rejection, &Asked { guards: &guards, version, is_upsert: false }))
            }
        }
    }
}

/// What makes one item of another. Keys do not change.
fn difference<M: DynamoModel>(before: &RawItem, after: RawItem, added: Added) -> Changes {
    let table = <M::Table as Table>::SCHEMA;
    let mut changes = Changes::default();
    let gone = before.attributes().keys().filter(|name| after.get(name).is_none());
    let mut gone: Vec<&String> = gone.filter(|name| !table.is_key(name)).collect();
    gone.sort_unstable();
    for name in gone {
        changes.push(attribute(name), Action::Remove);
    }
    let mut after: Vec<_> = after.into_inner().into_iter().collect();
    after.sort_unstable_by(|(name, _), (other, _)| name.cmp(other));
    for (name, value) in after {
        if !table.is_key(&name) && before.get(&name) != Some(&value) {
            changes.push(attribute(&name), Action::Set(SetTo::Term(Term::Value(value))));
        }
    }
    for (name, value) in added {
        changes.replace(name, value);
    }
    changes
}

/// That nobody wrote the item since it was read.
fn unchanged<M: DynamoModel>(guards: &Guards, version: u64, stored: &RawItem) -> Predicate {
    if M::SCHEMA.version_attribute().is_some() {
        return guards.has_version(version);
    }
    let table = <M::Table as Table>::SCHEMA;
    let there = stored.attributes().iter().filter(|(name, _)| !table.is_key(name));
    let mut there: Vec<_> = there.collect();
    there.sort_unstable_by_key(|(name, _)| *name);
    let there = there
        .into_iter()
        .map(|(name, value)| is_stored(attribute(name), Term::Value(value.clone())));
    let absent = stored_attributes::<M>().filter(|name| stored.get(name).is_none());
    let absent = absent.map(Predicate::not_exists);
    there.chain(absent).fold(Predicate::Constant(true), Predicate::and)
}

fn attribute(name: &str) -> DocumentPath {
    let mut path = DocumentPath::root();
    path.push_name(name.to_owned());
    path
}

impl<M> fmt::Debug for Modify<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Modify").field("max_attempts", &self.most).finish_non_exhaustive()
    }
}
