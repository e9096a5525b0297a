//! No value is in what batches say.

use dynamorph::prelude::*;
use dynamorph::{BatchAccount, BatchWriter, Error, batch_get, batch_write};
use dynamorph_testing::{Fault, Reply, Request, Scripted};
use serde_json::{Value, json};

use super::canary::{
    CANARY, Quoting, Secret, assert_error_silent, assert_failed, assert_silent, secret, stored,
    traced,
};

/// What answers the requests.
type Script = Box<dyn FnMut(usize) -> Reply + Send>;

#[tokio::test(start_paused = true)]
async fn batches_show_no_value() {
    let _traced = traced(true);
    let quoting = Secret { quoting: Some(Quoting("fine".to_owned())), ..secret() };
    let unasked = json!({ "pk": { "S": CANARY }, "sk": { "S": CANARY } });
    let puts = json!([{ "PutRequest": { "Item": stored(json!({})) } }]);
    let always = |body: Value| -> Script { Box::new(move |_| Reply::ok(body.to_string())) };
    let cases: [(&str, Script); 8] = [
        ("a throttle", Box::new(|_| Reply::error(400, "ThrottlingException", CANARY))),
        ("a refusal", Box::new(|_| Reply::error(400, "ValidationException", CANARY))),
        ("a failure", Box::new(|_| Reply::error(500, "InternalServerError", CANARY))),
        ("no JSON", Box::new(|_| Reply::ok(CANARY))),
        ("silence", Box::new(|_| Fault::hang().into())),
        (
            "a foreign key",
            always(
                json!({ "UnprocessedKeys": { "shop": { "Keys": [unasked] } }, "UnprocessedItems": { CANARY: puts } }),
            ),
        ),
        (
            "another entity",
            always(
                json!({ "Responses": { "shop": [stored(json!({ "type": { "S": CANARY } }))] }, "UnprocessedItems": { "shop": puts } }),
            ),
        ),
        (
            "a value that does not decode",
            always(
                json!({ "Responses": { "shop": [stored(json!({ "quoting": { "S": CANARY } }))] }, "UnprocessedItems": { "shop": puts } }),
            ),
        ),
    ];
    for (case, mut script) in cases {
        let engine = Scripted::new(move |request: &Request| script(request.number()));
        let db = engine.dynamo();
        let read = batch_get([Secret::get(CANARY)]).send(&db).await;
        assert_failed(case, read);
        let account = BatchAccount::default();
        let error = batch_write([quoting.clone().save()]).account(&account).send(&db).await;
        let error = error.expect_err(case);
        assert_error_silent(case, &error);
        assert_silent(case, &format!("{account:?}"));
        let Error::BatchIncomplete(rest) = error else { panic!("{case}: {error:?}") };
        assert_silent(case, &format!("{rest} {rest:?}"));
        assert_silent(case, &format!("{:?}", rest.into_ops()));
    }
    let db = Scripted::always("{}").dynamo();
    let refused = Secret { number: f64::NAN, ..secret() };
    assert_failed(
        "a write that does not encode",
        Secret::save_all([secret(), refused]).send(&db).await,
    );
    let long = batch_get([Secret::get(CANARY.repeat(400))]);
    assert_failed("a key that is too long", long.send(&db).await);
    let batch = batch_write([secret().save()]);
    assert_silent("a batch", &format!("{batch:?} {:?}", batch_get([Secret::get(CANARY)])));
    let mut writer = BatchWriter::new(&db);
    writer.put(secret()).await.expect("it is kept");
    assert_silent("a writer", &format!("{writer:?}"));
    drop(writer);
}
