//! Where the embedded engine answers otherwise than the service: each difference by name, with the service's rule.
//!
//! The mapper relies on none of them. The tests say what each engine does, so that a new version of either shows.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamorph::prelude::*;
use dynamorph_testing::Engine;
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "held", partition_key = "pk", sort_key = "sk", discriminator = "type")]
#[table(index(name = "slim", partition_key = "gsi1pk", projection = "KEYS_ONLY"))]
struct HeldTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = HeldTable, entity = "NOTE", pk = "NOTE#{id}", sk = "NOTE")]
#[dynamo(index(slim, query = "by_author", pk = "AUTHOR#{author}"))]
struct Note {
    id: u32,
    author: String,
    text: String,
}

async fn notes(engine: &Engine) -> Dynamo {
    let db = engine.dynamo();
    db.ensure_table::<Note>().await.expect("the table is made");
    let note = Note { id: 1, author: "ann".into(), text: "hello".into() };
    note.create().send(&db).await.expect("a create");
    db
}

/// A global index answers what it holds. Asking it for more is a `ValidationException`
/// ([Projection](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Projections)); the embedded engine
/// answers without the attribute. The mapper refuses such a read before it is sent.
#[tokio::test]
async fn a_global_index_is_not_asked_for_what_it_does_not_hold() {
    let engine = Engine::from_env();
    let db = notes(&engine).await;
    let asked = db.client().query().table_name(db.table_name::<Note>()).index_name("slim");
    let asked = asked.key_condition_expression("gsi1pk = :a").projection_expression("#t");
    let asked = asked.expression_attribute_names("#t", "text");
    let asked = asked.expression_attribute_values(":a", AttributeValue::S("AUTHOR#ann".into()));
    assert_eq!(asked.send().await.is_ok(), engine.is_embedded());

    let refused = Note::by_author("ann").all(&db).await.expect_err("the index holds keys only");
    assert!(matches!(refused, dynamorph::Error::InvalidRequest(..)), "{refused}");
    assert_eq!(Note::by_author("ann").count(&db).await.expect("a count"), 1);
}

/// `attribute_type` takes the names of types only, else it is a `ValidationException`
/// ([functions](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions));
/// the embedded engine answers that no attribute is of such a type.
#[tokio::test]
async fn a_type_that_does_not_exist_is_refused_by_the_service() {
    let engine = Engine::from_env();
    let db = notes(&engine).await;
    let asked = db.client().scan().table_name(db.table_name::<Note>());
    let asked = asked.filter_expression("attribute_type(id, :t)");
    let asked = asked.expression_attribute_values(":t", AttributeValue::S("TEXT".into()));
    assert_eq!(asked.send().await.is_ok(), engine.is_embedded());
}
