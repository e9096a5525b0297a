//! What holds for any value: keys, numbers, items, names and hostile answers.

mod bodies;
mod deep;
mod items;
mod key_order;
mod names;
mod numbers;
mod templates;
