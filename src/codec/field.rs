//! The members of structs and the variants of enums, by their names in serde.

use super::members::is_injected;
use super::opening::Opening;
use super::shape::Shape;

/// A field as serde names it. Every field that serde sees is listed, whatever its shape.
///
/// # Examples
///
/// ```
/// use dynamorph::{Field, Shape};
///
/// // What the derives write of a struct.
/// static FIELDS: [Field; 5] = [
///     Field::new("tags", Shape::StringSet(&Shape::Plain)).aliases(&["labels"]),
///     Field::new("note", Shape::Optional(&Shape::Plain)).optional(),
///     Field::new("version", Shape::Plain).version(),
///     Field::new("checksum", Shape::Binary).write_only(),
///     Field::flatten(Shape::Plain),
/// ];
/// const SHAPE: Shape = Shape::Fields(|| &FIELDS);
/// ```
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of a field, whatever the others say"
)]
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) shape: Shape,
    pub(crate) flatten: bool,
    pub(crate) write_only: bool,
    /// An item may lack it.
    pub(crate) optional: bool,
    /// An item may lack it, and it then reads as 0.
    pub(crate) version: bool,
    pub(crate) opening: Opening,
}

impl Field {
    /// A field of a name and shape.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            aliases: &[],
            shape,
            flatten: false,
            write_only: false,
            optional: false,
            version: false,
            opening: Opening::of(name),
        }
    }

    /// A `#[serde(flatten)]` field, whose members stand beside this struct's own.
    #[must_use]
    pub const fn flatten(shape: Shape) -> Self {
        Self {
            name: "",
            aliases: &[],
            shape,
            flatten: true,
            write_only: false,
            optional: false,
            version: false,
            opening: Opening::of(""),
        }
    }

    /// The names that reading accepts too.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// A `#[serde(skip_deserializing)]` field: an absent set is not reported to serde.
    #[must_use]
    pub const fn write_only(mut self) -> Self {
        self.write_only = true;
        self
    }

    /// A field that an item may lack, such as an `Option`: an update that makes an item need not set it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The field of a version: an item that lacks it has the version 0.
    #[must_use]
    pub const fn version(mut self) -> Self {
        self.version = true;
        self
    }

    /// Whether serde is given a value where the item has none: an empty set, or the version 0.
    pub(crate) fn is_injected(&self, buffered: bool) -> bool {
        !self.write_only && (is_injected(&self.shape, buffered) || self.reads_zero(buffered))
    }

    pub(super) fn reads_zero(&self, buffered: bool) -> bool {
        self.version && !buffered && !self.shape.is_optional()
    }

    /// The name serde stores it under.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Whether an item without the attribute does not decode.
    pub(crate) fn is_required(&self) -> bool {
        !(self.optional
            || self.flatten
            || self.write_only
            || self.shape.is_optional()
            || self.shape.is_set())
    }

    /// Whether the field reads the same without its shape.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        match self.shape {
            _ if self.version => false,
            Shape::Plain => !self.flatten,
            Shape::Optional(inner) | Shape::Null(inner) => {
                matches!(inner, Shape::Plain) && !self.flatten
            }
            _ => false,
        }
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        !self.flatten && (self.name == name || self.aliases.contains(&name))
    }
}

/// How an enum says which variant it holds.
///
/// # Examples
///
/// ```
/// use dynamorph::Tagging;
///
/// let kind = Tagging::Internal("kind"); // `#[serde(tag = "kind")]`
/// assert_ne!(kind, Tagging::External);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// serde's default: a map of one entry, named after the variant.
    External,
    /// `#[serde(tag = "..")]`.
    Internal(&'static str),
    /// `#[serde(tag = "..", content = "..")]`.
    Adjacent(&'static str, &'static str),
    /// `#[serde(untagged)]`.
    Untagged,
}

/// An enum whose variants hold data.
///
/// # Examples
///
/// ```
/// use dynamorph::{Shape, Tagging, Variant, Variants};
///
/// // What the derives write of an enum: `enum Payment { Cash, Cards(BTreeSet<String>) }`.
/// static VARIANTS: [Variant; 2] = [Variant::unit("Cash"), Variant::newtype("Cards", Shape::StringSet(&Shape::Plain))];
/// static PAYMENT: Variants = Variants::new(Tagging::External, || &VARIANTS);
/// const SHAPE: Shape = Shape::Variants(&PAYMENT);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Variants {
    pub(crate) tagging: Tagging,
    pub(crate) variants: fn() -> &'static [Variant],
}

impl Variants {
    /// An enum of a tagging and variants.
    #[must_use]
    pub const fn new(tagging: Tagging, variants: fn() -> &'static [Variant]) -> Self {
        Self { tagging, variants }
    }

    pub(crate) fn named(&self, name: &str) -> Option<&'static Variant> {
        (self.variants)()
            .iter()
            .find(|variant| variant.name == name || variant.aliases.contains(&name))
    }

    /// What an externally tagged variant of this name holds.
    pub(crate) fn content(&self, name: &str) -> &'static Shape {
        self.named(name).map_or(&Shape::Plain, |variant| &variant.content)
    }
}

/// A variant of an enum, as serde names it.
///
/// # Examples
///
/// ```
/// use dynamorph::{Field, Shape, Variant};
///
/// static FIELDS: [Field; 1] = [Field::new("scan", Shape::Binary)];
/// static VARIANTS: [Variant; 4] = [
///     Variant::unit("Cash"),
///     Variant::newtype("Cards", Shape::StringSet(&Shape::Plain)).aliases(&["Card"]),
///     Variant::tuple("Range", &[Shape::Plain, Shape::Plain]),
///     Variant::fields("Check", || &FIELDS),
/// ];
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    pub(crate) name: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) content: Shape,
}

impl Variant {
    /// A variant without content.
    #[must_use]
    pub const fn unit(name: &'static str) -> Self {
        Self::newtype(name, Shape::Plain)
    }

    /// A variant of one unnamed field.
    #[must_use]
    pub const fn newtype(name: &'static str, shape: Shape) -> Self {
        Self { name, aliases: &[], content: shape }
    }

    /// A variant of several unnamed fields.
    #[must_use]
    pub const fn tuple(name: &'static str, shapes: &'static [Shape]) -> Self {
        Self::newtype(name, Shape::Tuple(shapes))
    }

    /// A variant of named fields.
    #[must_use]
    pub const fn fields(name: &'static str, fields: fn() -> &'static [Field]) -> Self {
        Self::newtype(name, Shape::Fields(fields))
    }

    /// The names that reading accepts too.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
}
