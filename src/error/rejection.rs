//! A write that the table's content refused, or a read that found something else.

use std::fmt;

use super::Context;
use crate::value::RawItem;

/// What a request met in the table.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../docs/examples/shop.rs")]
#[doc = include_str!("../../docs/examples/in_shop.rs")]
/// let error = Product { sku: "tea".into(), price: 500 }.create().send(&db).await.expect_err("there is a tea");
/// let rejection = error.rejection().expect("the table refused it");
/// assert_eq!(rejection.context().operation(), "PutItem");
/// assert!(rejection.current_item().is_some_and(|item| item.get("price").is_some()));
/// # Ok(()) }
/// ```
pub struct Rejection {
    context: Context,
    request_id: Option<String>,
    is_write: bool,
    current: Option<RawItem>,
}

impl Rejection {
    pub(crate) fn read(context: Context, current: Option<RawItem>) -> Self {
        Self { context, request_id: None, is_write: false, current }
    }

    pub(crate) fn write(
        context: Context,
        request_id: Option<String>,
        current: Option<RawItem>,
    ) -> Self {
        Self { context, request_id, is_write: true, current }
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.context
    }

    /// The operation, table and entity.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The item in the table, as it is stored.
    #[must_use]
    pub fn current_item(&self) -> Option<&RawItem> {
        self.current.as_ref()
    }

    pub(crate) fn is_write(&self) -> bool {
        self.is_write
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.fmt(f)?;
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejection")
            .field("context", &self.context)
            .field("request_id", &self.request_id)
            .field("has_current", &self.current.is_some())
            .finish_non_exhaustive()
    }
}
