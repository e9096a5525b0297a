//! The guide: short pages, each with code that runs as a test.
//!
//! | Page | How do I .. |
//! |---|---|
//! | [`start`] | connect, write a first program, what to know before production |
//! | [`keys`] | put several entities into one table, get by key, keep ids apart |
//! | [`indexes`] | list by another attribute, make an index sparse, overload one |
//! | [`queries`] | newest first, 20 a page, the next page from a browser, limit with a filter, whole partitions and tables |
//! | [`updates`] | change three fields and clear one, count visits, write into a nested map, lose no update, take patches |
//! | [`transactions`] | write several items together, do a write once, change what was read |
//! | [`batches`] | read and write many items, handle what is left, show progress, survive a timeout |
//! | [`bulk`] | scan in parallel, stop and go on, delete all that is found, show progress |
//! | [`testing`] | test without a server, survive throttling and lost replies, move the time, look at requests |
//! | [`errors`] | know what to answer, get the item back, report |
//! | [`production`] | trace, count costs, run hooks, sign cursors, give permissions |
//! | [`from_dynantic`] | move from dynantic |
//! | [`departures`] | what acts otherwise than one might guess, and why |

#[doc = include_str!("../docs/guide/start.md")]
pub mod start {}

#[doc = include_str!("../docs/guide/keys.md")]
pub mod keys {}

#[doc = include_str!("../docs/guide/indexes.md")]
pub mod indexes {}

#[doc = include_str!("../docs/guide/queries.md")]
pub mod queries {}

#[doc = include_str!("../docs/guide/updates.md")]
pub mod updates {}

#[doc = include_str!("../docs/guide/transactions.md")]
pub mod transactions {}

#[doc = include_str!("../docs/guide/batches.md")]
pub mod batches {}

#[doc = include_str!("../docs/guide/bulk.md")]
pub mod bulk {}

#[doc = include_str!("../docs/guide/testing.md")]
pub mod testing {}

#[doc = include_str!("../docs/guide/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/guide/production.md")]
pub mod production {}

#[doc = include_str!("../docs/guide/from-dynantic.md")]
pub mod from_dynantic {}

#[doc = include_str!("../docs/guide/departures.md")]
pub mod departures {}
