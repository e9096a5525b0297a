//! Engines to test code that uses [dynamorph] with, and no account, network or server.
//!
//! [`Embedded`] is a whole DynamoDB in memory, plugged into the AWS SDK as its HTTP client: requests are serialized, signed, answered
//! and parsed as always, but no socket is opened. A database takes less than a millisecond to make, so each test has its own.
//! [`Engine`] runs one suite on the embedded engine or, when `DYNAMORPH_ENDPOINT` is set, on a real server. [`ManualClock`] is a time
//! that the test sets.
//!
//! [`Embedded::faulty`] and [`Engine::faulty`] put a [`Faulty`] before an engine: it records requests, and lets those fail that a test
//! names, by operation and count or by a seed. A [`Fault`] is a throttle, a lost reply, a hung server, a batch that is partly done.
//! [`Scripted`] answers by a script, without an engine. On tokio's paused clock (`#[tokio::test(start_paused = true)]`) the waits
//! between retries take no time, and [`Requests::pauses`] tells them.
//!
//! ```
//! use aws_sdk_dynamodb::types::{AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType};
//! use dynamorph_testing::Embedded;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Embedded::memory().client();
//! client
//!     .create_table()
//!     .table_name("shop")
//!     .key_schema(KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash).build()?)
//!     .attribute_definitions(
//!         AttributeDefinition::builder().attribute_name("pk").attribute_type(ScalarAttributeType::S).build()?,
//!     )
//!     .billing_mode(BillingMode::PayPerRequest)
//!     .send()
//!     .await?;
//! client.put_item().table_name("shop").item("pk", AttributeValue::S("CUSTOMER#1".into())).send().await?;
//!
//! let found = client.get_item().table_name("shop").key("pk", AttributeValue::S("CUSTOMER#1".into())).send().await?;
//! assert!(found.item.is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # Where the embedded engine differs from the service
//!
//! Its error codes, conditions, updates, indexes, limits and transactions follow the service. These do not:
//!
//! - Reading an index by an attribute that the index does not project: the service refuses a projection or filter of it on a global
//!   index and fetches it on a local one; the engine finds nothing.
//! - `attribute_type(a, :t)` with an unknown type name is false; the service refuses it.
//! - Tables and indexes are active at once, and every read is consistent, global indexes included.
//! - A scan returns items in the order of their keys, not of a hash.
//! - It never throttles, never leaves items of a batch unprocessed, and no transaction conflicts with another, but by a [`Fault`].
//! - Expired items are deleted by [`Embedded::sweep_ttl`] only.
//! - The text of an error message may differ: test the code.

mod clock;
mod config;
mod connector;
mod corrections;
mod delivery;
mod dispatch;
mod embedded;
mod engine;
mod faults;
mod record;
mod scripted;

pub use clock::ManualClock;
pub use embedded::Embedded;
pub use engine::Engine;
pub use faults::{Fault, Faulty, On};
pub use record::{Request, Requests};
pub use scripted::{Reply, Scripted};
