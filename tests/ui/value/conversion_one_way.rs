use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, DynamoValue)]
#[serde(into = "String")]
#[dynamo(as = String)]
struct Email(String);

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl From<String> for Email {
    fn from(text: String) -> Self {
        Self(text)
    }
}

fn main() {}
