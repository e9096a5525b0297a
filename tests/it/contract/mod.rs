//! What the library promises, on the embedded engine and, with `DYNAMORPH_ENDPOINT`, on a real server.
//!
//! The tests know the rules, not the code; they assert types and codes, never the words of the service.

#![allow(clippy::unwrap_used, reason = "what a test sets up has to work")]
#![allow(clippy::duplicated_attributes, reason = "two indexes may have keys of the same name")]
#![allow(clippy::needless_borrows_for_generic_args, reason = "a reference is an operand too")]
#![allow(clippy::struct_field_names, reason = "published designs have the names they have")]

mod aliases;
mod batch_gets;
mod batch_writes;
mod carried_over;
mod clocks;
mod costs;
mod cursor_keys;
mod cursors;
mod cursors_of_items;
mod delete_alls;
mod examples;
mod expiry_reads;
mod expiry_writes;
mod explains;
mod expression_limits;
mod filters;
mod gets;
mod hooks;
mod hooks_that_change;
mod index_update_actions;
mod index_update_walks;
mod index_updates;
mod indexes;
mod key_order;
mod keys;
mod large_and_broken;
mod models;
mod modify;
mod names;
mod natural_keys;
mod operators;
mod operators_functions;
mod operators_operands;
mod operators_untyped;
mod outcomes;
mod pages;
mod parallel_scans;
mod patches;
mod projections;
mod published;
mod queries;
mod registry;
mod repeated_parts;
mod requests;
mod reserved_words;
mod runtime_registry;
mod runtime_registry_lists;
mod scans;
mod segments;
mod selects;
mod signed_cursor_ages;
mod signed_cursor_keys;
mod signed_cursors;
mod sort_bounds;
mod sort_parts;
mod sparse;
mod standalone;
mod stored_values;
mod support;
mod tables;
mod times;
mod transactions;
mod truth_table;
mod truth_table_rules;
mod update_actions;
mod update_errors;
mod update_paths;
mod versions;
mod writes;
