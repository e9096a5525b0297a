//! The stored form: one test for each rule of `docs/design.md`, each with the literal item in DynamoDB JSON.

mod absent;
mod attributes;
mod entities;
mod keys;
mod maintained;
mod numbers;
mod sets;
mod support;
mod times;
