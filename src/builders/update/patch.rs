//! Changes that come as a value, such as the body of a PATCH request.

use serde::{Deserialize, Deserializer};

use super::Update;
use crate::builders::verb::Answer;
use crate::model::DynamoModel;

/// Changes to an item of `M`, some of which may be none. [`#[derive(DynamoPatch)]`](derive@crate::DynamoPatch) makes them of a
/// struct of options.
///
/// A patch that changes nothing adds nothing. An update that has no other action is then
/// [`ExpressionError::NoActions`](crate::ExpressionError::NoActions) before anything is sent: it would write an item, with a new
/// version, for which nobody asked. Where an empty body is no mistake, a program answers it without an update.
///
/// # Examples
///
/// ```
#[doc = include_str!("../../../docs/examples/shop.rs")]
/// #[derive(Deserialize, DynamoPatch)]
/// #[dynamo(model = Product)]
/// struct ProductPatch { price: Option<u32> }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> dynamorph::Result<()> {
/// # let db = shop().await?;
/// let patch: ProductPatch = serde_json::from_str(r#"{ "price": 500 }"#).expect("the body of a request");
/// let tea = Product::update("tea").set_all(patch).returning_new().send(&db).await?;
/// assert_eq!(tea.price, 500);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch of `{M}`",
    label = "derive `DynamoPatch` with `#[dynamo(model = {M})]`"
)]
pub trait Patch<M: DynamoModel> {
    /// Adds the changes to an update.
    fn apply<A: Answer<M>>(self, update: Update<M, A>) -> Update<M, A>;
}

/// Reads a nullable field of a patch: `#[serde(default, deserialize_with = "dynamorph::nullable")]`.
///
/// serde reads a null as `None` at the first `Option`, so that it looks like a field that is left out. With this function a
/// field that is left out is `None`, a null is `Some(None)`, and a value is `Some(Some(..))`.
///
/// # Errors
///
/// The deserializer's.
///
/// # Examples
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct NotePatch {
///     #[serde(default, deserialize_with = "dynamorph::nullable")]
///     note: Option<Option<String>>,
/// }
/// let note = |body| serde_json::from_str::<NotePatch>(body).expect("the body of a request").note;
/// assert_eq!(note("{}"), None);
/// assert_eq!(note(r#"{ "note": null }"#), Some(None));
/// assert_eq!(note(r#"{ "note": "ring twice" }"#), Some(Some("ring twice".to_owned())));
/// ```
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}
