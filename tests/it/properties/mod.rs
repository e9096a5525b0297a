//! What holds for any value: keys, numbers, items, names and hostile answers.

mod bodies;
mod conditions;
mod cursors;
mod deep;
mod expression_text;
mod items;
mod key_order;
mod names;
mod numbers;
mod scan_positions;
mod templates;
mod updates;
