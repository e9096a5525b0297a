//! Limits of the DynamoDB service. Sizes are in bytes.

/// Keys in one `BatchGetItem` request.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::BATCH_GET_KEYS, 100);
/// ```
pub const BATCH_GET_KEYS: usize = 100;

/// Puts and deletes in one `BatchWriteItem` request.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::BATCH_WRITE_ITEMS, 25);
/// ```
pub const BATCH_WRITE_ITEMS: usize = 25;

/// The JSON of one `BatchWriteItem` request.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::BATCH_WRITE_BYTES, 16 << 20);
/// ```
pub const BATCH_WRITE_BYTES: usize = 16 << 20;

/// Operations in one transaction, reading or writing.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::TRANSACTION_ITEMS, 100);
/// ```
pub const TRANSACTION_ITEMS: usize = 100;

/// The most bytes that the items of one transaction have together: 4 MB
/// ([API](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html)).
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::TRANSACTION_BYTES, 4_194_304);
/// ```
pub const TRANSACTION_BYTES: usize = 4_194_304;

/// The longest partition key value; a shorter one is at least one byte long.
///
/// # Examples
///
/// ```
/// assert!("CUSTOMER#ann".len() <= dynamorph::limits::PARTITION_KEY_BYTES);
/// ```
pub const PARTITION_KEY_BYTES: usize = 2048;

/// The longest sort key value; a shorter one is at least one byte long.
///
/// # Examples
///
/// ```
/// assert!("ORDER#2026-11-21".len() <= dynamorph::limits::SORT_KEY_BYTES);
/// ```
pub const SORT_KEY_BYTES: usize = 1024;

/// The largest item, attribute names included.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// let item = Product { sku: "tea".into(), price: 450 }.to_raw_item()?;
/// assert!(item.size().bytes() < dynamorph::limits::ITEM_BYTES);
/// # Ok::<(), dynamorph::Error>(())
/// ```
pub const ITEM_BYTES: usize = 409_600;

/// The longest name of a key attribute, of a projected attribute or of the TTL attribute.
///
/// # Examples
///
/// ```
/// assert!("gsi1pk".len() <= dynamorph::limits::KEY_NAME_BYTES);
/// ```
pub const KEY_NAME_BYTES: usize = 255;

/// How deep values nest: the value of an attribute is level 1, so a scalar may stand inside 31 maps or lists.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::NESTING_LEVELS, 32);
/// ```
pub const NESTING_LEVELS: usize = 32;

/// Significant digits of a number.
///
/// # Examples
///
/// ```
/// use dynamorph::{Number, limits::NUMBER_DIGITS};
///
/// assert!("9".repeat(NUMBER_DIGITS).parse::<Number>().is_ok());
/// assert!("9".repeat(NUMBER_DIGITS + 1).parse::<Number>().is_err());
/// ```
pub const NUMBER_DIGITS: usize = 38;

/// The largest exponent of a number in scientific notation: `9.99E+125` is stored, `1E+126` is not.
///
/// # Examples
///
/// ```
/// use dynamorph::{Number, limits::NUMBER_MAX_EXPONENT};
///
/// assert!(format!("9.99E+{NUMBER_MAX_EXPONENT}").parse::<Number>().is_ok());
/// ```
pub const NUMBER_MAX_EXPONENT: i32 = 125;

/// The smallest exponent of a number in scientific notation: `1E-130` is stored, `9E-131` is not.
///
/// # Examples
///
/// ```
/// use dynamorph::{Number, limits::NUMBER_MIN_EXPONENT};
///
/// assert!(format!("1E{NUMBER_MIN_EXPONENT}").parse::<Number>().is_ok());
/// ```
pub const NUMBER_MIN_EXPONENT: i32 = -130;

/// Segments of one parallel scan.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::SCAN_SEGMENTS, 1_000_000);
/// ```
pub const SCAN_SEGMENTS: u32 = 1_000_000;

/// The text of one expression.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::EXPRESSION_BYTES, 4 << 10);
/// ```
pub const EXPRESSION_BYTES: usize = 4096;

/// Operators in one expression.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::EXPRESSION_OPERATORS, 300);
/// ```
pub const EXPRESSION_OPERATORS: usize = 300;

/// Operands of one `IN`.
///
/// # Examples
///
/// ```
/// assert_eq!(dynamorph::limits::IN_OPERANDS, 100);
/// ```
pub const IN_OPERANDS: usize = 100;
