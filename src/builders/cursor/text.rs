//! Cursors as text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::form::Form;
use crate::error::{CursorError, Error, Result};

/// The longest text that is looked at: twice what a cursor of the longest keys has.
const LONGEST: usize = 16 << 10;

/// A position in a query or scan, to go on from: opaque text, safe in a URL.
///
/// A cursor belongs to one query: table, index, direction, partition, sort conditions and filter; or to one scan: table, index, filter and
/// segment; and to the caller's [context](crate::Query::cursor_context), such as a tenant. Anything else refuses it before any
/// request, and does not say why. A filter that compares with the current time is another filter each time: fix that time
/// for all pages.
///
/// # Who may hold one
///
/// Without [`CursorKeys`](crate::CursorKeys), whoever knows how can make a cursor that another query or context takes: its checksum finds
/// mistakes, not forgers. A query stays inside its partition and sort conditions all the same; a scan can be sent to any key.
/// Cursors that leave the service should be signed.
///
/// **Signed is not secret.** A cursor holds the key values that the query does not fix, and who holds it can read them. Where
/// they are nobody's business, make keys of ids that say nothing, or keep the cursor in the service and hand out a random
/// name for it.
///
/// # Length
///
/// 100 to 200 characters, typically. Keys of the greatest length (2,048 bytes for a partition key, 1,024 for a sort key, in a
/// scan of an index) make 8,308, which is more than many servers take in a URL or header: send such cursors in a body.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// use dynamorph::Cursor;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let page = Order::query("ann").limit(2).page(&db).await?;
/// let link: String = page.cursor.expect("there are more orders").to_string();
///
/// let from: Cursor = link.parse()?;
/// let rest = Order::query("ann").cursor(from.clone()).all(&db).await?;
/// assert_eq!(rest.len(), 1);
/// assert!(Order::query("bob").cursor(from).all(&db).await.is_err()); // another partition
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(super) bytes: Vec<u8>,
}

impl FromStr for Cursor {
    type Err = Error;

    /// Reads the form only; whether it belongs to the query is checked when that runs.
    fn from_str(text: &str) -> Result<Self> {
        if text.len() > LONGEST {
            return Err(CursorError::Invalid.into());
        }
        // No padding, and no bits behind the last byte: each cursor has one text.
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError::Invalid)?;
        if Form::read(&bytes).is_none() {
            return Err(CursorError::Invalid.into());
        }
        Ok(Self { bytes })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.bytes))
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(..)")
    }
}
