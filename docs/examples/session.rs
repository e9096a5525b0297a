# use dynamorph::prelude::*;
# use serde::{Deserialize, Serialize};
# #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
# #[dynamo(table = "sessions")]
# struct Session {
#     #[dynamo(partition_key)]
#     user: String,
#     #[dynamo(sort_key)]
#     number: u32,
#     #[dynamo(ttl)]
#     ends_at: u64,
# }
# async fn sessions() -> dynamorph::Result<dynamorph::Dynamo> {
#     let clock = dynamorph_testing::ManualClock::at_epoch_seconds(1_795_000_000);
#     let db = dynamorph_testing::Embedded::memory_with(clock).dynamo();
#     db.ensure_table::<Session>().await?;
#     for (number, ends_at) in [(1, 1_795_000_000), (2, 1_795_003_600)] {
#         Session { user: "ann".into(), number, ends_at }.create().send(&db).await?;
#     }
#     Ok(db)
# }
