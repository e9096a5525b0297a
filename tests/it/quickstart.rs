//! The quickstart runs, also a second time on the same table.

#[allow(dead_code, reason = "`main` and what it alone calls")]
#[path = "../../examples/quickstart.rs"]
mod example;

use dynamorph_testing::Embedded;

#[tokio::test]
async fn the_quickstart_can_be_taken_twice() {
    let db = Embedded::memory().dynamo();
    for _ in 0..2 {
        example::run(&db).await.expect("the tour ends well");
    }
}
