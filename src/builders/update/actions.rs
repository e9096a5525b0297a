//! What an update does to attributes.

use aws_sdk_dynamodb::types::AttributeValue;

use super::builder::Update;
use crate::builders::verb::Answer;
use crate::error::{EncodeError, ExpressionError};
use crate::expression::{Action, AddOperand, Assign, Assigned, Operand, SetTo, Term, set_of};
use crate::model::{
    Addable, Attr, DynamoModel, IntoPart, List, Numeric, Of, PartForms, Removable, Set, Settable,
};

impl<M: DynamoModel, A: Answer<M>> Update<M, A> {
    /// Assigns a value, another attribute, or a sum. `None` and an empty set remove the attribute.
    ///
    /// Other attributes are read as they were before the update. A path leads into maps and lists that are there; past the
    /// end of a list, DynamoDB appends.
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
            SetTo::Term(term) => Action::Set(SetTo::Term(term.beside(|| attribute.name()))),
            sum => Action::Set(sum),
        };
        self.act(&attribute, action, part);
        self
    }

    /// Assigns the value if there is one; `None` leaves the attribute as it is.
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
    pub fn set_if_not_exists<X: Of<M>, T, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let value = value.term(attribute.codec(), &mut |_| {}).beside(|| attribute.name());
        // A set without elements is no attribute, so nothing is to be made.
        if value != Term::Absent {
            self.act(&attribute, Action::Set(SetTo::IfNotExists(value)), None);
        }
        self
    }

    /// Adds to a number that is there: `SET a = a + :n`. [`add`](Self::add) starts at 0 where it is not.
    ///
    /// A request that is repeated after a lost answer counts twice.
    pub fn increment<X: Of<M>, T: Numeric, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        by: V,
    ) -> Self {
        let by = by.term(attribute.codec(), &mut |_| {}).beside(|| attribute.name());
        self.with_path(&attribute, |path| Action::Set(SetTo::Plus(path, by)));
        self
    }

    /// Subtracts from a number that is there: `SET a = a - :n`.
    ///
    /// A request that is repeated after a lost answer counts twice.
    pub fn decrement<X: Of<M>, T: Numeric, R: Settable, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        by: V,
    ) -> Self {
        let by = by.term(attribute.codec(), &mut |_| {}).beside(|| attribute.name());
        self.with_path(&attribute, |path| Action::Set(SetTo::Minus(path, by)));
        self
    }

    /// ADD: adds to a number, which starts at 0, or puts elements into a set. No elements add nothing.
    ///
    /// A request that is repeated after a lost answer counts twice; elements of a set do not.
    pub fn add<X: Of<M>, T: Addable, R: Settable, V: AddOperand<T>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let value = value.add(attribute.codec());
        self.with_value(&attribute, value, Action::Add);
        self
    }

    /// DELETE: takes elements out of a set. A set that loses its last element is no attribute any more.
    pub fn delete<X: Of<M>, T: Set, R: Settable, V>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self
    where
        V: IntoIterator,
        V::Item: IntoPart<T::Element>,
    {
        let value = set_of(attribute.codec(), elements);
        self.with_value(&attribute, value, Action::Delete);
        self
    }

    /// Puts elements at the end of a list, which starts empty. Several appends to one list add up.
    ///
    /// DynamoDB extends a list at one end in one update: an append and a prepend of one list are refused before anything is
    /// sent.
    pub fn append<X: Of<M>, T: List, R: Settable, V>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self
    where
        V: IntoIterator<Item = T::Element>,
    {
        match list_of(&attribute, elements) {
            Ok(elements) if elements.is_empty() => {}
            Ok(elements) => self.act(&attribute, Action::Set(SetTo::Appended(elements)), None),
            Err(error) => self.plan.refuse(error),
        }
        self
    }

    /// Puts elements at the beginning of a list, which starts empty. Several prepends to one list add up: the last one is
    /// first. It does not go together with an [`append`](Self::append) to the same list.
    pub fn prepend<X: Of<M>, T: List, R: Settable, V>(
        mut self,
        attribute: Attr<X, T, R>,
        elements: V,
    ) -> Self
    where
        V: IntoIterator<Item = T::Element>,
    {
        match list_of(&attribute, elements) {
            Ok(elements) if elements.is_empty() => {}
            Ok(elements) => self.act(&attribute, Action::Set(SetTo::Prepended(elements)), None),
            Err(error) => self.plan.refuse(error),
        }
        self
    }

    /// Removes an attribute, a member of a map, or an element of a list, whose followers move up.
    pub fn remove<X: Of<M>, T, R: Settable + Removable>(
        mut self,
        attribute: Attr<X, T, R>,
    ) -> Self {
        self.act(&attribute, Action::Remove, None);
        self
    }

    /// States the stored value of an attribute of which an index key is made. It becomes a condition.
    ///
    /// An update by key needs it where it changes another part of that key and the index has parts that are not in the
    /// primary key; an item by reference knows all of them.
    pub fn given<X: Of<M>, T, R, V: Operand<X, T>>(
        mut self,
        attribute: Attr<X, T, R>,
        value: V,
    ) -> Self {
        let mut part = None;
        let as_part = attribute.as_part();
        let value = value.term(attribute.codec(), &mut |value| {
            part = as_part.map(|as_part| PartForms::of(as_part(value)));
        });
        match attribute.path() {
            Ok(path) => self.plan.given(path, value.beside(|| attribute.name()), part),
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
                self.plan.refuse(ExpressionError::Value { attribute: attribute.name(), source });
            }
        }
    }
}

fn list_of<X, T: List, R>(
    attribute: &Attr<X, T, R>,
    elements: impl IntoIterator<Item = T::Element>,
) -> Result<Vec<AttributeValue>, ExpressionError> {
    let codec = T::element(attribute.codec().shape());
    let elements = elements.into_iter().map(|element| codec.encode_value(&element));
    let elements: Result<_, EncodeError> = elements.collect();
    elements.map_err(|source| ExpressionError::Value { attribute: attribute.name(), source })
}
