//! Positions of parallel scans as text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::scan_form::{ScanForm, SegmentForm};
use crate::error::{CursorError, Error, Result};

/// How far each segment of a [parallel scan](crate::ParallelScan) was read, to go on from: opaque text, safe in a URL.
///
/// Of each segment it says that it has not begun, that it is done, or the position behind the last item that the stream handed over. It
/// belongs to one scan: table, index, filter, number of segments, and the caller's [context](crate::Scan::cursor_context). Anything else
/// refuses it before any request.
///
/// It is sealed as a [`Cursor`](crate::Cursor) is: with a checksum, or signed where the handle has [`CursorKeys`](crate::CursorKeys).
/// **It holds the keys of items**, which who has it can read: one for each segment that is under way, so 100 to 200 characters for each,
/// typically, and none for those that are done.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::ScanPosition;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let mut orders = Order::scan().parallel(4).stream(&db);
/// let first = orders.next().await.transpose()?;
/// let saved: Option<String> = orders.position().map(|position| position.to_string());
/// drop(orders); // the process ends here, say
///
/// let position: Option<ScanPosition> = saved.map(|text| text.parse()).transpose()?;
/// let rest = Order::scan().parallel(4).resume(position.clone()).all(&db).await?;
/// assert_eq!((first.iter().count(), rest.len()), (1, 2));
///
/// let position = position.expect("an item was handed over");
/// assert!(position.total_segments() == 4 && position.done_segments() < 4 && !position.is_done());
/// assert!(Order::scan().parallel(8).resume(position).all(&db).await.is_err()); // other segments
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ScanPosition {
    pub(super) bytes: Vec<u8>,
}

impl ScanPosition {
    /// Whether every segment was read to its end.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done_segments() == self.total_segments()
    }

    /// How many segments were read to their end.
    #[must_use]
    pub fn done_segments(&self) -> u32 {
        self.count(|segment| *segment == SegmentForm::End)
    }

    /// How many segments the scan has.
    #[must_use]
    pub fn total_segments(&self) -> u32 {
        self.count(|_| true)
    }

    fn count(&self, is_counted: impl Fn(&SegmentForm) -> bool) -> u32 {
        let form = ScanForm::read(&self.bytes);
        let segments = form.iter().flat_map(|form| &form.segments);
        segments.filter(|segment| is_counted(segment)).fold(0, |count, _| count + 1)
    }
}

impl FromStr for ScanPosition {
    type Err = Error;

    /// Reads the form only; whether it belongs to the scan is checked when that runs.
    fn from_str(text: &str) -> Result<Self> {
        // No padding, and no bits behind the last byte: each position has one text.
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError::Invalid)?;
        if ScanForm::read(&bytes).is_none() {
            return Err(CursorError::Invalid.into());
        }
        Ok(Self { bytes })
    }
}

impl fmt::Display for ScanPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.bytes))
    }
}

impl fmt::Debug for ScanPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, total) = (self.done_segments(), self.total_segments());
        write!(f, "ScanPosition({done} of {total} segments done, ..)")
    }
}
