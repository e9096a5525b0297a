//! Tables whose handle has a clock that the test sets.

use dynamorph::{Dynamo, FromItem};
use dynamorph_testing::{Engine, ManualClock};

/// When these tests take place: late enough that no real server takes what they call expired for expired.
pub(crate) const NOW: u32 = 4_000_000_000;

/// The table of `E`, empty, on the engine under test, and the handle's clock, which shows [`NOW`].
pub(crate) async fn table_at<E: FromItem>() -> (Engine, Dynamo, ManualClock) {
    let engine = Engine::from_env();
    let clock = ManualClock::at_epoch_seconds(NOW);
    let db = Dynamo::builder(engine.client())
        .table_prefix(engine.table_prefix())
        .clock(clock.clone())
        .build();
    db.ensure_table::<E>().await.unwrap();
    (engine, db, clock)
}
