//! Limits of the DynamoDB service. Sizes are in bytes.

/// Keys in one `BatchGetItem` request.
pub const BATCH_GET_KEYS: usize = 100;

/// Puts and deletes in one `BatchWriteItem` request.
pub const BATCH_WRITE_ITEMS: usize = 25;

/// Operations in one transaction, reading or writing.
pub const TRANSACTION_ITEMS: usize = 100;

/// The longest partition key value; a shorter one is at least one byte long.
pub const PARTITION_KEY_BYTES: usize = 2048;

/// The longest sort key value; a shorter one is at least one byte long.
pub const SORT_KEY_BYTES: usize = 1024;

/// The largest item, attribute names included.
pub const ITEM_BYTES: usize = 409_600;

/// The longest name of a key attribute, of a projected attribute or of the TTL attribute.
pub const KEY_NAME_BYTES: usize = 255;

/// How deep values nest: the value of an attribute is level 1, so a scalar may stand inside 31 maps or lists.
pub const NESTING_LEVELS: usize = 32;

/// Significant digits of a number.
pub const NUMBER_DIGITS: usize = 38;

/// The largest exponent of a number in scientific notation: `9.99E+125` is stored, `1E+126` is not.
pub const NUMBER_MAX_EXPONENT: i32 = 125;

/// The smallest exponent of a number in scientific notation: `1E-130` is stored, `9E-131` is not.
pub const NUMBER_MIN_EXPONENT: i32 = -130;

/// Segments of one parallel scan.
pub const SCAN_SEGMENTS: u32 = 1_000_000;

/// The text of one expression.
pub const EXPRESSION_BYTES: usize = 4096;

/// Operators in one expression.
pub const EXPRESSION_OPERATORS: usize = 300;

/// Operands of one `IN`.
pub const IN_OPERANDS: usize = 100;
