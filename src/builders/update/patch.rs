//! Changes that come as a value, such as the body of a PATCH request.

use super::Update;
use crate::builders::verb::Answer;
use crate::model::DynamoModel;

/// Changes to an item of `M`, some of which may be none. [`#[derive(DynamoPatch)]`](derive@crate::DynamoPatch) makes them of a
/// struct of options.
///
/// A patch without a change is an update without actions, which is refused; an update that has another action is not.
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
