//! What an update does to attributes.

use aws_sdk_dynamodb::types::AttributeValue;

use super::builder::Update;
use crate::builders::verb::Answer;
use crate::error::{EncodeError, ExpressionError};
use crate::expression::{
    Action, AddOperand, Assign, Assigned, Given, ListElements, Operand, SetElements, SetTo, Term,
};
use crate::model::{
    Addable, Attr, DynamoModel, List, Numeric, Of, PartForms, Removable, Set, Settable,
};

/// Actions. DynamoDB does all of an update or nothing of it, and every action sees the item as it was before. See
/// [update expressions](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html).
///
/// # Errors
///
/// Sending the update returns [`Error::InvalidRequest`](crate::Error::InvalidRequest) when two actions meet (an attribute twice, or
/// an attribute and something inside of it), for a value that does not encode, and for a field of an index key whose new
/// value is not known here: a part of a templated key takes `set` with a value, and `remove`.
#[expect(
    clippy::needless_pass_by_value,
    reason = "an attribute is a constant, and is named as one"
)]
impl<M: DynamoModel, A: Answer<M>> Update<M, A> {
    /// Assigns a value, another attribute, or a sum. `None` and an empty set remove the attribute.
    ///
    /// Other attributes are read as they were before the update. A path leads into maps and lists that are there, else the
    /// update fails ([`Error::MissingParent`](crate::Error::MissingParent)); past the end of a list, DynamoDB appends.
    ///
    /// An attribute of the primary key and one that the mapper maintains do not compile. Of one that feeds index keys, those
    /// are made again.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let order = Order::query("ann").first(&db).await?.expect("ann has orders");
    /// let order = Order::update(&order).set(Order::TOTAL, Order::TOTAL + 5).returning_new().send(&db).await?;
    /// assert_eq!(order.total, 105);
    /// # Ok(())
    /// # }
    /// ```
    pub fn set<X: Of<M>, T, R: Settable, V: Assign<X, T, R>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let mut part = None;
        let as_part = attribute.as_part();
        let Assigned(to) = value.assign(attribute.codec(), &mut |value| {
            part = as_part.map(|as_part| PartForms::of(as_part(value)));
        });
        let action = match to {
            SetTo::Term(Term::Absent) => Action::Remove,
            SetTo::Term(term) => Action::Set(SetTo::Term(term.beside(|| attribute.label()))),
            sum => Action::Set(sum),
        };
        self.act(&attribute, action, part);
        self
    }

    /// Assigns the value if there is one; `None` leaves the attribute as it is.
    ///
    /// [`set`](Self::set) of a `None` removes the attribute instead.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let (note, points): (Option<String>, Option<u32>) = (None, Some(20));
    /// let basket = Basket::update("ann").set_some(Basket::NOTE, note).set_some(Basket::POINTS, points).returning_new().send(&db).await?;
    /// assert_eq!((basket.note, basket.points), (None, 20));
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_some<X: Of<M>, T, R: Settable, V: Assign<X, T, R>>(
        self,
        attribute: Attr<X, T, R>,
        value: Option<V>,
    ) -> Self {
        match value {
            Some(value) => self.set(attribute, value),
            None => self,
        }
    }

    /// Assigns the value if the attribute is absent; else it stays as it is.
    ///
    /// An attribute that is NULL is there.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").set_if_not_exists(Basket::NOTE, "by post").set_if_not_exists(Basket::POINTS, 99).returning_new().send(&db).await?;
    /// assert_eq!((basket.note.as_deref(), basket.points), (Some("by post"), 10));
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_if_not_exists<X: Of<M>, T, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let value = value.term(attribute.codec(), &mut |_| {}).beside(|| attribute.label());
        // A set without elements is no attribute, so nothing is to be made.
        if value != Term::Absent {
            self.act(&attribute, Action::Set(SetTo::IfNotExists(value)), None);
        }
        self
    }

    /// Adds to a number that is there: `SET a = a + :n`.
    ///
    /// Where it is not, the update fails ([`Error::MissingOperand`](crate::Error::MissingOperand)); [`add`](Self::add) starts at 0
    /// there. A request that is repeated after a lost answer counts twice, unless the version is checked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").increment(Basket::POINTS, 5).returning_new().send(&db).await?;
    /// assert_eq!(basket.points, 15);
    /// # Ok(())
    /// # }
    /// ```
    pub fn increment<X: Of<M>, T: Numeric, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        by: V,
    ) -> Self {
        let by = by.term(attribute.codec(), &mut |_| {}).beside(|| attribute.label());
        self.with_path(&attribute, |path| Action::Set(SetTo::Plus(path, by)));
        self
    }

    /// Subtracts from a number that is there: `SET a = a - :n`.
    ///
    /// DynamoDB does not know that a field is unsigned: a condition keeps the number from falling below 0, where it would not
    /// decode any more. A request that is repeated after a lost answer counts twice, unless the version is checked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let spend = Basket::update("ann").decrement(Basket::POINTS, 25).condition(Basket::POINTS.ge(25));
    /// assert!(spend.send(&db).await.is_err_and(|error| error.is_condition_failed()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn decrement<X: Of<M>, T: Numeric, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        by: V,
    ) -> Self {
        let by = by.term(attribute.codec(), &mut |_| {}).beside(|| attribute.label());
        self.with_path(&attribute, |path| Action::Set(SetTo::Minus(path, by)));
        self
    }

    /// ADD: adds to a number, which starts at 0, or puts elements into a set. No elements add nothing.
    ///
    /// Several `add`s to one set add up. A request that is repeated after a lost answer counts a number twice, unless the
    /// version is checked; elements of a set it does not.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").add(Basket::TAGS, ["new", "vip"]).add(Basket::POINTS, 1).returning_new().send(&db).await?;
    /// assert_eq!((basket.tags.len(), basket.points), (3, 11));
    /// # Ok(())
    /// # }
    /// ```
    pub fn add<X: Of<M>, T: Addable, R: Settable, V: AddOperand<T>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let value = value.add(attribute.codec());
        self.with_value(&attribute, value, Action::Add);
        self
    }

    /// DELETE: takes elements out of a set. Those that are not in it are no error.
    ///
    /// A set that loses its last element is no attribute any more. The attribute itself goes by [`remove`](Self::remove).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").delete(Basket::TAGS, ["gift", "vip"]).returning_new().send(&db).await?;
    /// assert!(basket.tags.is_empty());
    /// assert_eq!(Basket::query("ann").filter(Basket::TAGS.not_exists()).count(&db).await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete<X: Of<M>, T: Set, R: Settable, V: SetElements<T>>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self {
        let value = elements.set(attribute.codec());
        self.with_value(&attribute, value, Action::Delete);
        self
    }

    /// Puts elements at the end of a list, which starts empty where it is absent. Several appends to one list add up.
    ///
    /// DynamoDB extends a list at one end in one update: an append and a prepend of one list are refused before anything is
    /// sent.
    ///
    /// A request that is repeated after a lost answer appends twice, unless the version is checked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").append(Basket::LINES, [line("rice", 1)]).returning_new().send(&db).await?;
    /// assert_eq!(basket.lines[2].sku, "rice");
    /// # Ok(())
    /// # }
    /// ```
    pub fn append<X: Of<M>, T: List, R: Settable, V: ListElements<T>>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self {
        let after = elements.list(attribute.codec());
        self.extend(&attribute, after, SetTo::Appended);
        self
    }

    /// Puts elements at the beginning of a list, which starts empty where it is absent. Several prepends to one list add up:
    /// the last one is first. It does not go together with an [`append`](Self::append) to the same list.
    ///
    /// A request that is repeated after a lost answer prepends twice, unless the version is checked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    #[doc = include_str!("../../../docs/examples/in_basket.rs")]
    /// Basket::update("ann").prepend(Basket::LINES, [line("rice", 1)]).send(&db).await?;
    /// assert_eq!(Basket::get("ann").one(&db).await?.lines[0].sku, "rice");
    /// # Ok(()) }
    /// ```
    pub fn prepend<X: Of<M>, T: List, R: Settable, V: ListElements<T>>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self {
        let before = elements.list(attribute.codec());
        self.extend(&attribute, before, SetTo::Prepended);
        self
    }

    /// Removes an attribute, a member of a map, or an element of a list, whose followers move up. What is not there is no error.
    ///
    /// Without a required attribute an item would not decode, so that does not compile. Where the attribute feeds an index, its
    /// templated keys go with it: the item leaves the index.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").remove(Basket::LINES.at(0)).remove(Basket::LABELS.key("color")).returning_new().send(&db).await?;
    /// assert_eq!((basket.lines, basket.labels.len()), (vec![line("salt", 1)], 0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn remove<X: Of<M>, T, R: Settable + Removable>(
        mut self,
        attribute: Attr<X, T, R>,
    ) -> Self {
        self.act(&attribute, Action::Remove, None);
        self
    }

    /// States the stored value of an attribute of which an index key is made; `None` says that it is absent. It becomes a
    /// condition.
    ///
    /// An update by key needs it where it changes another part of that key and the index has parts that are not in the
    /// primary key; an item by reference knows all of them. The parts of both keys of the index have to be known: they are made
    /// again together.
    ///
    /// # Errors
    ///
    /// Sending the update returns [`Error::ConditionFailed`](crate::Error::ConditionFailed) when another value is stored.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// // The key of `by_status` is made of the status and the day; the day is a part of the primary key, so it is known.
    /// Order::update(("ann", "2026-11-20", 2)).set(Order::STATUS, "returned").given(Order::STATUS, "paid").send(&db).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn given<X: Of<M>, T, R, V: Given<T, R>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let mut part = None;
        let as_part = attribute.as_part();
        let value = value.given(attribute.codec(), &mut |value| {
            part = as_part.map(|as_part| PartForms::of(as_part(value)));
        });
        match attribute.path() {
            Ok(path) => self.plan.state(path, value.beside(|| attribute.label()), part),
            Err(error) => self.plan.refuse(ExpressionError::Path(error)),
        }
        self
    }

    fn act<X, T, R>(&mut self, attribute: &Attr<X, T, R>, action: Action, part: Option<PartForms>) {
        match attribute.path() {
            Ok(path) => self.plan.act(path, action, part),
            Err(error) => self.plan.refuse(ExpressionError::Path(error)),
        }
    }

    fn extend<X, T, R>(
        &mut self,
        attribute: &Attr<X, T, R>,
        elements: Result<Vec<AttributeValue>, EncodeError>,
        extended: impl FnOnce(Vec<AttributeValue>) -> SetTo,
    ) {
        match elements {
            Ok(elements) if elements.is_empty() => {}
            Ok(elements) => self.act(attribute, Action::Set(extended(elements)), None),
            Err(source) => {
                self.plan.refuse(ExpressionError::Value { attribute: attribute.label(), source });
            }
        }
    }

    fn with_path<X, T, R>(
        &mut self,
        attribute: &Attr<X, T, R>,
        action: impl FnOnce(Term) -> Action,
    ) {
        match attribute.path() {
            Ok(path) => self.plan.act(path.clone(), action(Term::Path(path)), None),
            Err(error) => self.plan.refuse(ExpressionError::Path(error)),
        }
    }

    fn with_value<X, T, R>(
        &mut self,
        attribute: &Attr<X, T, R>,
        value: Result<Option<AttributeValue>, EncodeError>,
        action: impl FnOnce(AttributeValue) -> Action,
    ) {
        match value {
            Ok(Some(value)) => self.act(attribute, action(value), None),
            Ok(None) => {}
            Err(source) => {
                self.plan.refuse(ExpressionError::Value { attribute: attribute.label(), source });
            }
        }
    }
}
