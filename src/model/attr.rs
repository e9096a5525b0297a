//! Typed attributes: the constants that the derives make of fields, and their document paths.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};

use super::family::{List, Map};
use super::{KeyPart, Optional, Required, Through};
use crate::codec::{Codec, Shape, Shaped, With};
use crate::value::{DocumentPath, PathError};

/// The model of [`attr`].
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Attr, Dynamic, Untyped, Optional};
///
/// let note: Attr<Untyped, Dynamic, Optional> = attr("note");
/// assert_eq!(Order::query("ann").filter(note.not_exists()).count(&db).await?, 3);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Untyped;

/// The type of [`attr`]: any value, which is stored as serde says.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// use dynamorph::{Attr, Dynamic, Untyped, Optional};
///
/// let total: Attr<Untyped, Dynamic, Optional> = attr("total");
/// assert_eq!(Order::query("ann").filter(total.eq(100)).count(&db).await?, 1);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Dynamic;

/// An attribute of `M` that holds a `T`, or a value inside of one.
///
/// The derives make a constant of every field, in capitals: `Order::TOTAL`, whatever name serde gives the attribute. Of an
/// `Option<T>` it is an attribute of `T`. Values are stored as the field stores them, on every path. The third parameter is
/// the attribute's role, which decides what may be done with it: [`Required`], [`Optional`], [`Nested`](crate::Nested),
/// [`PrimaryKey`](crate::PrimaryKey) or [`Managed`](crate::Managed).
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let dear = Order::TOTAL.gt(250) & Order::DAY.begins_with("2026");
/// assert_eq!(Order::query("ann").filter(dear).all(&db).await?.len(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Attr<M, T, R = Required> {
    path: DocumentPath,
    fault: Option<PathError>,
    codec: Codec<T>,
    part: Option<AsPart<T>>,
    marker: PhantomData<fn() -> (M, R)>,
}

/// A value as the key part it is.
pub(crate) type AsPart<T> = fn(&T) -> &dyn KeyPart;

/// A value as a key part, of a type that the derive names.
pub fn as_key_part<T: KeyPart>(value: &T) -> &dyn KeyPart {
    value
}

/// An attribute by its document path: `attr("address.city")`, `attr("lines[0].sku")`.
///
/// A dot and brackets are structure; [`Attr::named`] is an attribute with such a name. A path that is none is an error of
/// the request it stands in. Values are stored as serde says, not as a field of the model would: for a set or binary see
/// [`Stored`](crate::Stored). A `select` of it answers an `Option<AttributeValue>`.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/basket.rs")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = baskets().await?;
/// let tea = attr("lines[0].sku").eq("tea");
/// let (points, first) = Basket::get("ann").select((Basket::POINTS, attr("lines[0].quantity"))).one(&db).await?;
/// assert_eq!(Basket::query("ann").filter(tea).count(&db).await?, 1);
/// assert_eq!((points, first.as_ref().and_then(|n| n.as_n().ok()).map(String::as_str)), (10, Some("2")));
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn attr(path: &str) -> Attr<Untyped, Dynamic, Optional> {
    let (path, fault) = match DocumentPath::parse(path) {
        Ok(path) => (path, None),
        Err(error) => (DocumentPath::root(), Some(error)),
    };
    Attr { path, fault, codec: Dynamic::CODEC, part: None, marker: PhantomData }
}

/// An attribute of a derived model: as [`Attr::with`] of the type's own codec, in one call, which is checked faster.
#[must_use]
pub const fn attribute<M, T, R>(name: &'static str, shape: Shape) -> Attr<M, T, R>
where
    T: Serialize + DeserializeOwned,
{
    Attr::with(name, Codec::new(shape))
}

impl Attr<Untyped, Dynamic, Optional> {
    /// The attribute of exactly this name, dots and brackets included.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = shop().await?;
    /// use dynamorph::Attr;
    ///
    /// assert_eq!(Order::query("ann").filter(Attr::named("legacy.code").exists()).count(&db).await?, 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Self {
        let mut path = DocumentPath::root();
        path.push_name(name.to_owned());
        let fault = name.is_empty().then_some(PathError::EMPTY);
        Self { path, fault, codec: Dynamic::CODEC, part: None, marker: PhantomData }
    }
}

impl<M, T, R> Attr<M, T, R> {
    /// An attribute of a hand-written model.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::Attr;
    ///
    /// const TOTAL: Attr<Order, u32> = Attr::new("total"); // what the derive writes
    /// assert_eq!(TOTAL.name(), Order::TOTAL.name());
    /// ```
    #[must_use]
    pub const fn new(name: &'static str) -> Self
    where
        T: Serialize + DeserializeOwned + Shaped,
    {
        Self::with(name, Codec::new(T::SHAPE))
    }

    /// An attribute whose values have a codec of their own.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{Attr, Codec, Shape};
    ///
    /// const TOTAL: Attr<Order, u32> = Attr::with("total", Codec::new(Shape::Plain));
    /// assert_eq!(TOTAL.name(), "total");
    /// ```
    #[must_use]
    pub const fn with(name: &'static str, codec: Codec<T>) -> Self {
        Self { path: DocumentPath::new(name), fault: None, codec, part: None, marker: PhantomData }
    }

    /// A `#[serde(flatten)]` field, whose members stand beside the model's own: only [`dot`](Self::dot) is of use.
    ///
    /// # Examples
    ///
    /// ```
    /// # use dynamorph::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Debug, Serialize, Deserialize, DynamoModel)]
    /// #[dynamo(table = "users")]
    /// struct User {
    ///     #[dynamo(partition_key)]
    ///     id: String,
    ///     #[serde(flatten)]
    ///     address: Address, // `User::ADDRESS` is `Attr::flattened()`
    /// }
    /// #[derive(Debug, Serialize, Deserialize, DynamoMap)]
    /// struct Address { city: String }
    ///
    /// assert_eq!(User::ADDRESS.dot(Address::CITY).name(), "city");
    /// ```
    #[must_use]
    pub const fn flattened() -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        Self {
            path: DocumentPath::root(),
            fault: None,
            codec: Codec::new(Shape::Plain),
            part: None,
            marker: PhantomData,
        }
    }

    /// The same attribute, which a key of the table or of an index names.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/shop.rs")]
    /// use dynamorph::{Attr, PrimaryKey};
    ///
    /// const DAY: Attr<Order, String, PrimaryKey> = Attr::new("day").part(); // updates make keys of it again
    /// assert_eq!(DAY.name(), "day");
    /// ```
    #[must_use]
    pub const fn part(self) -> Self
    where
        T: KeyPart,
    {
        let mut attr = self;
        attr.part = Some(as_key_part::<T>);
        attr
    }

    /// A member of a nested struct, by the constant that [`DynamoMap`](derive@crate::DynamoMap) makes.
    ///
    /// A required member of something that may be absent is [`Nested`](crate::Nested).
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let city: Option<String> = Basket::get("ann").select(Basket::ADDRESS.dot(Address::CITY)).one(&db).await?;
    /// assert_eq!(city, None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn dot<U, R2, R3>(&self, member: Attr<T, U, R2>) -> Attr<M, U, R3>
    where
        R: Through<R2, Role = R3>,
    {
        let mut path = self.path.clone();
        path.append(member.path);
        let fault = self.fault.or(member.fault);
        Attr { path, fault, codec: member.codec, part: None, marker: PhantomData }
    }

    /// An element of a list, the first being 0. Past the end there is none.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let second = Basket::LINES.at(1).dot(Line::QUANTITY);
    /// let basket = Basket::update("ann").set(second, 5).returning_new().send(&db).await?;
    /// assert_eq!(basket.lines[1].quantity, 5);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn at<E>(&self, index: usize) -> Attr<M, E, Optional>
    where
        T: List<Element = E>,
    {
        let mut path = self.path.clone();
        path.push_index(index);
        self.deeper(path, T::element(self.codec.shape()))
    }

    /// A value of a map. The key may be any text: a dot in it is a part of the name.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamorph::Result<()> {
    /// # let db = baskets().await?;
    /// let basket = Basket::update("ann").set(Basket::LABELS.key("size"), "xl").returning_new().send(&db).await?;
    /// assert_eq!(basket.labels["size"], "xl");
    /// # Ok(())
    /// # }
    /// ```
    pub fn key<V>(&self, key: impl AsRef<str>) -> Attr<M, V, Optional>
    where
        T: Map<Value = V>,
    {
        let mut path = self.path.clone();
        path.push_name(key.as_ref().to_owned());
        self.deeper(path, T::value(self.codec.shape()))
    }

    fn deeper<U>(&self, path: DocumentPath, codec: Codec<U>) -> Attr<M, U, Optional> {
        let fault = self.fault.or_else(|| self.path.is_root().then_some(PathError::EMPTY));
        Attr { path, fault, codec, part: None, marker: PhantomData }
    }

    /// The document path, such as `lines[0].sku`.
    ///
    /// # Examples
    ///
    /// ```
    #[doc = include_str!("../../docs/examples/basket.rs")]
    /// assert_eq!(Basket::LINES.at(0).dot(Line::SKU).name(), "lines[0].sku");
    /// ```
    #[must_use]
    pub fn name(&self) -> String {
        self.path.text()
    }

    /// The document path for messages: keys of maps are data, so they are not in it.
    pub(crate) fn label(&self) -> String {
        self.path.to_string()
    }

    /// The path, or what is wrong with it.
    pub(crate) fn path(&self) -> Result<DocumentPath, PathError> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.path.is_root() => Err(PathError::EMPTY),
            None => Ok(self.path.clone()),
        }
    }

    pub(crate) fn codec(&self) -> &Codec<T> {
        &self.codec
    }

    /// How the value is a part of a key, where the attribute is one.
    pub(crate) fn as_part(&self) -> Option<AsPart<T>> {
        self.part
    }
}

impl<M, T, R> Clone for Attr<M, T, R> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            fault: self.fault,
            codec: self.codec,
            part: self.part,
            marker: PhantomData,
        }
    }
}

impl<M, T, R> fmt::Debug for Attr<M, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attr(`{}`)", self.path)
    }
}

impl Dynamic {
    pub(crate) const CODEC: Codec<Self> = Codec::with::<Self>(Shape::Plain);
}

/// Untyped attributes encode the values they meet by those values' own types.
impl With<Dynamic> for Dynamic {
    fn serialize<S: Serializer>(_: &Dynamic, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("`Dynamic` has no values"))
    }

    fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Dynamic, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer)?;
        Err(D::Error::custom("`Dynamic` has no values"))
    }
}
