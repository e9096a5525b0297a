//! No attribute value is in anything that hooks, costs and spans show.

use dynamorph::prelude::*;
use dynamorph::{Dynamo, Ended, Error, Hooks, ItemWrite, Operation, Refusal, async_trait};
use dynamorph_testing::{Reply, Scripted};
use serde_json::json;

use super::canary::{CANARY, Secret, assert_silent, secret, stored, traced};

/// Shows all that hooks get.
struct Showing;

#[async_trait]
impl Hooks for Showing {
    async fn before_operation(
        &self,
        operation: &Operation<'_>,
    ) -> std::result::Result<(), Refusal> {
        assert_silent("an operation", &format!("{operation:?} {operation:#?}"));
        Ok(())
    }

    async fn after_operation(&self, _: &Operation<'_>, ended: &Ended<'_>) {
        assert_silent("an end", &format!("{ended:?} {ended:#?}"));
    }

    async fn before_write(&self, write: &mut ItemWrite<'_>) -> std::result::Result<(), Refusal> {
        write.set("note", CANARY)?;
        assert_silent("a write", &format!("{write:?} {write:#?}"));
        let refusal = write.set("type", CANARY).expect_err("the discriminator is the mapper's");
        assert_silent("a refusal", &format!("{refusal} {refusal:?}"));
        Ok(())
    }

    async fn after_write(&self, write: &ItemWrite<'_>, result: std::result::Result<(), &Error>) {
        assert_silent("a write", &format!("{write:?} {result:?}"));
    }
}

#[tokio::test]
async fn hooks_costs_and_spans_show_no_value() {
    let _traced = traced(true);
    let refused = json!({ "__type": "ConditionalCheckFailedException", "message": CANARY, "Item": stored(json!({})) }).to_string();
    for status in [200, 400] {
        let engine =
            Scripted::always(Reply::ok(if status == 200 { "{}" } else { &refused }).status(status));
        let db = Dynamo::builder(engine.client()).hooks(Showing).build().metered();
        let update = Secret::update(CANARY).set(Secret::MAP.key(CANARY), 1.0);
        assert_eq!(secret().save().send(&db).await.is_ok(), status == 200);
        assert_eq!(update.send(&db).await.is_ok(), status == 200);
        secret().upsert().send(&db).await.expect_err("no item is answered");
        Secret::query(CANARY).all(&db).await.ok();
        assert_silent("a cost", &format!("{0} {0:?} {db:?}", db.cost()));
    }
}
