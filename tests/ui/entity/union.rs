use dynamorph::prelude::*;

#[derive(DynamoModel)]
#[dynamo(table = "orders")]
union Order {
    id: u64,
}

fn main() {}
