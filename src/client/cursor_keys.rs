//! The keys that sign cursors.

use std::fmt;
use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{CursorError, Result};

/// How far ahead the clock of the machine that made a cursor may be, where cursors have a lifetime.
const CLOCK_SKEW: Duration = Duration::from_mins(1);

const LEAST_KEY_BYTES: usize = 32;
const LONGEST_ID_BYTES: usize = 32;

/// The keys by which a handle signs its [`Cursor`](crate::Cursor)s and knows them again, by HMAC-SHA256.
///
/// A handle with keys refuses unsigned cursors, and one without keys refuses signed ones. A key is at least 32 bytes that
/// nobody can guess, of a random generator or a secret store; all machines of a service have the same.
///
/// To rotate, give every machine the new key by [`accept`](Self::accept), then sign with it and accept the old one, and
/// drop the old one when no cursor of it is in use any more.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
/// use std::time::Duration;
///
/// use dynamorph::{Cursor, CursorKeys, Dynamo};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// # let (key, next_key) = ([7; 32], [8; 32]);
/// let keys = CursorKeys::new("2026-11", key)?.max_age(Duration::from_secs(86_400));
/// let november = Dynamo::builder(db.client().clone()).cursor_keys(keys).build();
/// let page = Order::query("ann").cursor_context("ann").limit(2).page(&november).await?;
/// let link = page.cursor.map(|cursor| cursor.to_string());
///
/// let keys = CursorKeys::new("2026-12", next_key)?.accept("2026-11", key)?;
/// let december = Dynamo::builder(db.client().clone()).cursor_keys(keys).build();
/// let from: Option<Cursor> = link.map(|link| link.parse()).transpose()?;
/// let rest = Order::query("ann").cursor_context("ann").cursor(from.clone()).all(&december).await?;
/// assert_eq!(rest.len(), 1);
///
/// let other_user = Order::query("ann").cursor_context("bob").cursor(from).all(&december).await;
/// assert!(matches!(other_user, Err(dynamorph::Error::Cursor(_))));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct CursorKeys {
    signing: Key,
    accepted: Vec<Key>,
    max_age: Option<Duration>,
}

#[derive(Clone)]
struct Key {
    id: String,
    mac: Hmac<Sha256>,
}

impl CursorKeys {
    /// The key that signs. Its id stands in each cursor, where everybody can read it.
    ///
    /// # Errors
    ///
    /// [`CursorError::ShortKey`] for fewer than 32 bytes; [`CursorError::KeyId`] for an id that is empty or has more than 32 bytes.
    pub fn new(id: impl Into<String>, key: impl AsRef<[u8]>) -> Result<Self> {
        let signing = Key::new(id.into(), key.as_ref())?;
        Ok(Self { signing, accepted: Vec::new(), max_age: None })
    }

    /// Another key, whose cursors are read and no longer made.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new); and [`CursorError::RepeatedKeyId`] for an id that another key has.
    pub fn accept(mut self, id: impl Into<String>, key: impl AsRef<[u8]>) -> Result<Self> {
        let key = Key::new(id.into(), key.as_ref())?;
        if self.key(&key.id).is_some() {
            return Err(CursorError::RepeatedKeyId.into());
        }
        self.accepted.push(key);
        Ok(self)
    }

    /// Refuses cursors that were made longer ago, by the handle's clock, and those that another machine's clock made more than a minute in the future.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// The id of the key that signs.
    pub(crate) fn id(&self) -> &str {
        &self.signing.id
    }

    /// The signature of a message in two parts, of which the first always has one length.
    pub(crate) fn sign(&self, message: [&[u8]; 2]) -> Vec<u8> {
        self.signing.over(message).finalize().into_bytes().to_vec()
    }

    /// Whether the key of this id made the signature. The comparison takes the same time wherever they differ.
    pub(crate) fn has_signed(&self, id: &str, message: [&[u8]; 2], signature: &[u8]) -> bool {
        self.key(id).is_some_and(|key| key.over(message).verify_slice(signature).is_ok())
    }

    /// Whether what was made then, in milliseconds since 1970, is neither too old nor of the future.
    pub(crate) fn is_current(&self, made: u64, now: SystemTime) -> bool {
        let Some(max_age) = self.max_age else { return true };
        let (made, now) = (Duration::from_millis(made), Duration::from_millis(millis(now)));
        now.saturating_sub(made) <= max_age && made.saturating_sub(now) <= CLOCK_SKEW
    }

    fn key(&self, id: &str) -> Option<&Key> {
        std::iter::once(&self.signing).chain(&self.accepted).find(|key| key.id == id)
    }
}

impl Key {
    fn new(id: String, key: &[u8]) -> Result<Self, CursorError> {
        if id.is_empty() || id.len() > LONGEST_ID_BYTES {
            return Err(CursorError::KeyId);
        }
        let short = CursorError::ShortKey { bytes: key.len() };
        if key.len() < LEAST_KEY_BYTES {
            return Err(short);
        }
        let mac = Hmac::new_from_slice(key).map_err(|_| short)?;
        Ok(Self { id, mac })
    }

    fn over(&self, message: [&[u8]; 2]) -> Hmac<Sha256> {
        message.iter().fold(self.mac.clone(), Mac::chain_update)
    }
}

/// Milliseconds since 1970; none before.
pub(crate) fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The ids, and nothing of the keys.
impl fmt::Debug for CursorKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let accepted: Vec<&str> = self.accepted.iter().map(|key| key.id.as_str()).collect();
        f.debug_struct("CursorKeys")
            .field("signs", &self.signing.id)
            .field("accepts", &accepted)
            .field("max_age", &self.max_age)
            .finish()
    }
}
