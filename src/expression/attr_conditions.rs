//! The conditions that attributes make.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use super::Condition;
use super::operand::Operand;
use super::predicate::{Function, Operator, Predicate};
use super::size::Size;
use super::term::Term;
use crate::codec::Shape;
use crate::error::ExpressionError;
use crate::model::{Attr, AttributeType, Container, Measured, Prefixed, Scalar};
use crate::value::DocumentPath;

/// Conditions and filters. DynamoDB compares values of one type only: with a value of another type, and with a missing
/// attribute, every comparison but `ne` is false. See [comparison operators and functions](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html).
impl<M, T, R> Attr<M, T, R> {
    /// Equal.
    ///
    /// Numbers compare by value, sets without order, lists and maps element by element. An empty set is stored as no
    /// attribute, so `eq` of one is [`not_exists`](Self::not_exists).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::query("ann").filter(Order::STATUS.eq("open")).count(&db).await?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn eq(&self, value: impl Operand<M, T>) -> Condition<M> {
        self.compare(Operator::Eq, value)
    }

    /// Not equal: true of a missing attribute too.
    ///
    /// To leave those out, combine it with [`exists`](Self::exists). `ne` of an empty set is `exists`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// // The basket has no note, so it is not "later" either.
    /// let other = Basket::query("ann").filter(Basket::NOTE.ne("later")).count(&db).await?;
    /// let noted = Basket::query("ann").filter(Basket::NOTE.ne("later") & Basket::NOTE.exists()).count(&db).await?;
    /// assert_eq!((other, noted), (1, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn ne(&self, value: impl Operand<M, T>) -> Condition<M> {
        self.compare(Operator::Ne, value)
    }

    /// Less.
    ///
    /// Strings and binary compare by bytes, so `Z` comes before `a`; numbers by value. Dates and instants have a fixed
    /// width and compare as times.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").filter(Order::TOTAL.lt(200)).count(&db).await?, 1);
    /// # Ok(()) }
    /// ```
    pub fn lt<V: Operand<M, T>>(&self, value: V) -> Condition<M>
    where
        T: Scalar,
    {
        self.compare(Operator::Lt, value)
    }

    /// Less or equal: see [`lt`](Self::lt).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").filter(Order::TOTAL.le(200)).count(&db).await?, 2);
    /// # Ok(()) }
    /// ```
    pub fn le<V: Operand<M, T>>(&self, value: V) -> Condition<M>
    where
        T: Scalar,
    {
        self.compare(Operator::Le, value)
    }

    /// Greater: see [`lt`](Self::lt).
    ///
    /// The operand may be another attribute of the item.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let lines = Basket::LINES;
    /// let more = lines.at(0).dot(Line::QUANTITY).gt(lines.at(1).dot(Line::QUANTITY));
    /// assert_eq!(Basket::query("ann").filter(more).count(&db).await?, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn gt<V: Operand<M, T>>(&self, value: V) -> Condition<M>
    where
        T: Scalar,
    {
        self.compare(Operator::Gt, value)
    }

    /// Greater or equal: see [`lt`](Self::lt).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Order::query("ann").filter(Order::TOTAL.ge(200)).count(&db).await?, 2);
    /// # Ok(()) }
    /// ```
    pub fn ge<V: Operand<M, T>>(&self, value: V) -> Condition<M>
    where
        T: Scalar,
    {
        self.compare(Operator::Ge, value)
    }

    /// Between both, inclusive.
    ///
    /// It is false where `low` is above `high`, as an `is_in` without values is: DynamoDB refuses to be asked.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// assert_eq!(Order::query("ann").filter(Order::TOTAL.between(100, 200)).count(&db).await?, 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn between<A: Operand<M, T>, B: Operand<M, T>>(&self, low: A, high: B) -> Condition<M>
    where
        T: Scalar,
    {
        let (low, high) = (self.term(low), self.term(high));
        self.condition(|path| match self.absent([&low, &high]) {
            Some(error) => error,
            None => Predicate::between(Term::Path(path), low, high),
        })
    }

    /// One of some values.
    ///
    /// DynamoDB takes 100 values in one list, so more become several, up to its limits for expressions. Without values it is
    /// false: a filter then answers nothing without a request, and a write is refused here.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// let some = Order::STATUS.is_in(["paid", "returned"]);
    /// assert_eq!(Order::query("ann").filter(some).count(&db).await?, 1);
    /// let none = Order::STATUS.is_in(Vec::<String>::new());
    /// assert_eq!(Order::query("ann").filter(none).count(&db).await?, 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_in<I>(&self, values: I) -> Condition<M>
    where
        I: IntoIterator,
        I::Item: Operand<M, T>,
    {
        let values: Vec<Term> = values.into_iter().map(|value| self.term(value)).collect();
        self.condition(|path| {
            let (absent, values): (Vec<Term>, Vec<Term>) =
                values.into_iter().partition(|value| *value == Term::Absent);
            let one = Predicate::one_of(&Term::Path(path.clone()), &values);
            if absent.is_empty() {
                one
            } else {
                one.or(Predicate::Test(Function::NotExists, path, None))
            }
        })
    }

    /// The attribute is there, with whatever value, NULL too.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let found = Basket::query("ann").filter(Basket::TAGS.exists()).first(&db).await?;
    /// assert!(found.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn exists(&self) -> Condition<M> {
        self.condition(|path| Predicate::Test(Function::Exists, path, None))
    }

    /// The attribute is not there, which is how a `None` and an empty set are stored.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    #[doc = include_str!("../../docs/examples/in_basket.rs")]
    /// assert!(Basket::query("ann").filter(Basket::NOTE.not_exists()).first(&db).await?.is_some());
    /// # Ok(()) }
    /// ```
    pub fn not_exists(&self) -> Condition<M> {
        self.condition(|path| Predicate::Test(Function::NotExists, path, None))
    }

    /// The attribute is of this type.
    ///
    /// Items that were written before a field changed its type show by it.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// use dynamorph::AttributeType;
    ///
    /// let found = Basket::query("ann").filter(Basket::TAGS.attribute_type(AttributeType::Ss)).first(&db).await?;
    /// assert!(found.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn attribute_type(&self, attribute_type: AttributeType) -> Condition<M> {
        let name = AttributeValue::S(attribute_type.as_str().to_owned());
        self.condition(|path| Predicate::Test(Function::Type, path, Some(Term::Value(name))))
    }

    /// The string or binary begins so: by bytes, upper and lower case apart.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    #[doc = include_str!("../../docs/examples/in_shop.rs")]
    /// assert_eq!(Product::query(()).filter(Product::SKU.begins_with("te")).count(&db).await?, 1);
    /// assert_eq!(Order::query("ann").filter(Order::STATUS.begins_with("op")).count(&db).await?, 2);
    /// # Ok(()) }
    /// ```
    pub fn begins_with(&self, prefix: impl AsRef<[u8]>) -> Condition<M>
    where
        T: Prefixed,
    {
        let prefix = prefix.as_ref();
        let text = std::str::from_utf8(prefix).ok();
        let value = match (self.codec().shape().peeled(), text) {
            (Shape::Binary, _) | (_, None) => AttributeValue::B(Blob::new(prefix)),
            (_, Some(text)) => AttributeValue::S(text.to_owned()),
        };
        self.condition(|path| Predicate::Test(Function::BeginsWith, path, Some(Term::Value(value))))
    }

    /// The string has this part, or the set or list this element.
    ///
    /// An element matches as a whole: a list of maps contains a map that is equal in every member.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let tea = Line { sku: "tea".into(), quantity: 2 };
    /// let found = Basket::query("ann").filter(Basket::TAGS.contains("vip") & Basket::LINES.contains(tea)).first(&db).await?;
    /// assert!(found.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn contains<V: Operand<M, T::Element>>(&self, value: V) -> Condition<M>
    where
        T: Container,
    {
        let codec = T::element(self.codec().shape());
        let value = value.term(&codec, &mut |_| {}).beside(|| self.label());
        self.condition(|path| match self.absent([&value]) {
            Some(error) => error,
            None => Predicate::Test(Function::Contains, path, Some(value)),
        })
    }

    /// The length of the stored value: the bytes of binary, the elements of a set, list or map, and of a string its UTF-16 code
    /// units, which DynamoDB counts: a character outside of the Basic Multilingual Plane is two.
    ///
    /// Of a missing attribute there is none, so a comparison with it is false: an empty set is `not_exists`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let found = Basket::query("ann").filter(Basket::LINES.size().ge(2) & Basket::LINES.at(0).dot(Line::SKU).size().eq(3)).first(&db).await?;
    /// assert!(found.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn size(&self) -> Size<M>
    where
        T: Measured,
    {
        Size::new(self.path().map_err(ExpressionError::Path))
    }

    fn compare(&self, operator: Operator, value: impl Operand<M, T>) -> Condition<M> {
        let value = self.term(value);
        self.condition(|path| match (value, operator) {
            (Term::Absent, Operator::Eq) => Predicate::Test(Function::NotExists, path, None),
            (Term::Absent, Operator::Ne) => Predicate::Test(Function::Exists, path, None),
            (value, _) => match self.absent([&value]) {
                Some(error) => error,
                None => Predicate::Compare(operator, Term::Path(path), value),
            },
        })
    }

    fn term(&self, value: impl Operand<M, T>) -> Term {
        value.term(self.codec(), &mut |_| {}).beside(|| self.label())
    }

    /// An error, where a value that is never stored is compared.
    fn absent<const N: usize>(&self, terms: [&Term; N]) -> Option<Predicate> {
        terms.contains(&&Term::Absent).then(|| {
            let attribute = self.label();
            Predicate::Invalid(Box::new(ExpressionError::AbsentOperand { attribute }))
        })
    }

    fn condition(&self, make: impl FnOnce(DocumentPath) -> Predicate) -> Condition<M> {
        match self.path() {
            Ok(path) => Condition::new(make(path)),
            Err(error) => Condition::fault(ExpressionError::Path(error)),
        }
    }
}
